#include "indicator/unit.h"

#include <string.h>

#include "base/arena.h"

static const char percent[] = "percent";

static const struct {
    const char *word;
    double factor;
} scales[] = { { "thousand ", 1e3 }, { "million ", 1e6 }, { "billion ", 1e9 } };

static bool add_part(struct unit *unit, const char *name, int power) {
    for (size_t i = 0; i < unit->count; i++) {
        if (strcmp(unit->parts[i].name, name) == 0) {
            unit->parts[i].power += power;
            if (unit->parts[i].power == 0) {
                unit->parts[i] = unit->parts[--unit->count];
            }
            return true;
        }
    }
    if (unit->count == MOST_UNIT_PARTS) {
        return false;
    }
    unit->parts[unit->count++] = (struct unit_part){ name, power };
    return true;
}

/* One factor of a unit, without its scale word and plural. */
static bool parse_part(struct arena *arena, const char *text, size_t size, int power, struct unit *unit) {
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        size_t length = strlen(scales[i].word);
        if (size > length && memcmp(text, scales[i].word, length) == 0) {
            unit->scale *= power > 0 ? scales[i].factor : 1 / scales[i].factor;
            text += length;
            size -= length;
        }
    }
    char *name = arena_copy(arena, text, size);
    if (size == 0 || strcmp(name, "ratio") == 0 || strcmp(name, "index") == 0) {
        return true;
    }
    if (strcmp(name, "percentage points") == 0 || strcmp(name, "percentage-points") == 0) {
        return add_part(unit, percent, power);
    }
    name[size - (size > 1 && name[size - 1] == 's')] = '\0';
    return add_part(unit, name, power);
}

bool unit_parse(struct arena *arena, const char *text, struct unit *unit) {
    *unit = (struct unit){ .scale = 1 };
    int power = 1;
    for (;;) {
        const char *per = strstr(text, " per ");
        size_t size = per ? (size_t)(per - text) : strlen(text);
        if (!parse_part(arena, text, size, power, unit)) {
            return false;
        }
        if (!per) {
            return true;
        }
        text = per + strlen(" per ");
        power = -1;
    }
}

static int power_of(const struct unit *unit, const char *name) {
    for (size_t i = 0; i < unit->count; i++) {
        if (strcmp(unit->parts[i].name, name) == 0) {
            return unit->parts[i].power;
        }
    }
    return 0;
}

bool unit_same(const struct unit *a, const struct unit *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = power_of(b, a->parts[i].name) == a->parts[i].power;
    }
    return same;
}

bool unit_multiply(struct unit *unit, const struct unit *other, int power) {
    for (size_t i = 0; i < other->count; i++) {
        if (!add_part(unit, other->parts[i].name, power * other->parts[i].power)) {
            return false;
        }
    }
    unit->scale *= power > 0 ? other->scale : 1 / other->scale;
    return true;
}

bool unit_is_number(const struct unit *unit) {
    return unit->count == 0;
}

bool unit_is_percent(const struct unit *unit) {
    return unit->count == 1 && unit->parts[0].power == 1 && strcmp(unit->parts[0].name, percent) == 0;
}

const char *unit_text(struct arena *arena, const struct unit *unit) {
    const char *text = unit->scale == 1 ? "" : arena_print(arena, "%g ", unit->scale);
    if (unit->count == 0) {
        return arena_print(arena, "%sa pure number", text);
    }
    for (size_t i = 0; i < unit->count; i++) {
        const struct unit_part *part = &unit->parts[i];
        text = arena_print(arena, part->power == 1 ? "%s%s%s" : "%s%s%s^%d", text, i ? " " : "", part->name, part->power);
    }
    return text;
}
