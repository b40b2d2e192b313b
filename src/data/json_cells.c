#include "data/json_cells.h"

#include <string.h>

#include "base/source.h"

/* Deepest nesting passed over, as in trees; most digits of a place; longest number, so that none is beyond a double. */
enum { DEPTH_MAX = 64, PLACE_DIGITS = 15, NUMBER_SIZE = 40 };

/* A walk over the text; at is SIZE_MAX once something is not as it must be. */
struct walk {
    const char *text; /* ends with NUL */
    size_t at;
};

static void stop(struct walk *walk) {
    walk->at = SIZE_MAX;
}

static bool is_lost(const struct walk *walk) {
    return walk->at == SIZE_MAX;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void skip_blanks(struct walk *walk) {
    while (walk->text[walk->at] == ' ' || walk->text[walk->at] == '\n' || walk->text[walk->at] == '\t' ||
           walk->text[walk->at] == '\r') {
        walk->at++;
    }
}

/* Steps behind the sign, or stops. */
static void skip_sign(struct walk *walk, char sign) {
    skip_blanks(walk);
    if (walk->text[walk->at] == sign) {
        walk->at++;
        skip_blanks(walk);
    } else {
        stop(walk);
    }
}

/* Steps behind a text in quotes of printable ASCII without escapes. */
static void skip_text(struct walk *walk) {
    size_t at = walk->at + 1;
    while (walk->text[at] >= ' ' && walk->text[at] < 0x7F && walk->text[at] != '"' && walk->text[at] != '\\') {
        at++;
    }
    walk->at = walk->text[walk->at] == '"' && walk->text[at] == '"' ? at + 1 : SIZE_MAX;
}

static size_t digits_end(const char *text, size_t at) {
    while (is_digit(text[at])) {
        at++;
    }
    return at;
}

/* Steps behind a number by JSON's grammar. */
static void skip_number(struct walk *walk) {
    const char *text = walk->text;
    size_t at = walk->at + (text[walk->at] == '-');
    size_t end = digits_end(text, at);
    bool ok = end > at && (text[at] != '0' || end == at + 1);
    if (text[end] == '.') {
        at = end + 1;
        end = digits_end(text, at);
        ok = ok && end > at;
    }
    if (text[end] == 'e' || text[end] == 'E') {
        at = end + 1 + (text[end + 1] == '-' || text[end + 1] == '+');
        end = digits_end(text, at);
        ok = ok && end > at && end - at <= 2; /* what a double cannot hold is judged elsewhere */
    }
    walk->at = ok && end - walk->at <= NUMBER_SIZE ? end : SIZE_MAX;
}

/* Steps behind a number, null or text, and says which it was. */
static enum json_kind skip_item(struct walk *walk) {
    char first = walk->text[walk->at];
    if (first == '"') {
        skip_text(walk);
        return JSON_TEXT;
    }
    if (first == 'n') {
        walk->at = strncmp(walk->text + walk->at, "null", 4) == 0 ? walk->at + 4 : SIZE_MAX;
        return JSON_NULL;
    }
    skip_number(walk);
    return JSON_NUMBER;
}

/* Steps behind "12": and gives the place. */
static size_t skip_place(struct walk *walk) {
    size_t place = 0, at = walk->at + 1, end = digits_end(walk->text, at);
    bool ok = walk->text[walk->at] == '"' && end > at && end - at <= PLACE_DIGITS && walk->text[end] == '"' &&
              (walk->text[at] != '0' || end == at + 1);
    for (; ok && at < end; at++) {
        place = place * 10 + (size_t)(walk->text[at] - '0');
    }
    walk->at = ok ? end + 1 : SIZE_MAX;
    if (ok) {
        skip_sign(walk, ':');
    }
    return place;
}

struct json_cell json_cells_begin(const struct json_cells *cells) {
    struct walk walk = { cells->text, cells->start + 1 };
    if (cells->text) {
        skip_blanks(&walk);
    }
    return (struct json_cell){ .place = SIZE_MAX, .next = walk.at };
}

bool json_cells_next(const struct json_cells *cells, struct json_cell *cell) {
    if (!cells->text || cell->next + 1 >= cells->end) {
        return false;
    }
    struct walk walk = { cells->text, cell->next };
    cell->place = cells->is_map ? skip_place(&walk) : cell->place + 1;
    size_t start = walk.at;
    enum json_kind kind = skip_item(&walk);
    size_t quote = kind == JSON_TEXT;
    cell->json = (struct json){ .kind = kind, .offset = start, .size = walk.at - start - 2 * quote };
    skip_blanks(&walk);
    cell->next = walk.at;
    if (walk.text[walk.at] == ',') {
        cell->next++;
        walk.at++;
        skip_blanks(&walk);
        cell->next = walk.at;
    }
    return true;
}

/* Walks all items of the list or map at walk, and notes what they are. */
static void scan(struct walk *walk, struct json_cells *cells) {
    char open = walk->text[walk->at], close = open == '[' ? ']' : '}';
    *cells = (struct json_cells){ .text = walk->text, .start = walk->at, .is_map = open == '{' };
    walk->at++;
    skip_blanks(walk);
    while (!is_lost(walk) && walk->text[walk->at] != close) {
        size_t place = cells->is_map ? skip_place(walk) : cells->places;
        if (is_lost(walk) || place < cells->places) { /* places must rise: none stands twice */
            stop(walk);
            return;
        }
        skip_item(walk);
        cells->places = place + 1;
        cells->count++;
        if (is_lost(walk)) {
            return;
        }
        skip_blanks(walk);
        if (walk->text[walk->at] != close) {
            skip_sign(walk, ',');
            if (!is_lost(walk) && walk->text[walk->at] == close) {
                stop(walk);
            }
        }
    }
    walk->at += !is_lost(walk);
    cells->end = walk->at;
}

/* Steps behind anything else, which a tree is made of later: only quotes and brackets matter. */
static void skip_rest(struct walk *walk) {
    int depth = 0;
    do {
        char c = walk->text[walk->at];
        if (c == '"') {
            for (walk->at++; walk->text[walk->at] && walk->text[walk->at] != '"'; walk->at++) {
                walk->at += walk->text[walk->at] == '\\' && walk->text[walk->at + 1];
            }
        }
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        if (!walk->text[walk->at] || depth > DEPTH_MAX || depth < 0) {
            stop(walk);
            return;
        }
        walk->at++;
    } while (depth > 0 || !strchr(",} \t\r\n", walk->text[walk->at]));
}

/* One key of the map with what stands under it. */
static void scan_entry(struct walk *walk, struct json_cells *values, struct json_cells *statuses) {
    size_t start = walk->at;
    skip_text(walk);
    size_t end = walk->at;
    if (!is_lost(walk)) {
        skip_sign(walk, ':');
    }
    if (is_lost(walk)) {
        return;
    }
    bool is_value = end - start == 7 && strncmp(walk->text + start, "\"value\"", 7) == 0;
    bool is_status = end - start == 8 && strncmp(walk->text + start, "\"status\"", 8) == 0;
    struct json_cells *cells = is_value ? values : is_status ? statuses : NULL;
    if (cells && !cells->text && (walk->text[walk->at] == '[' || walk->text[walk->at] == '{')) {
        scan(walk, cells);
    } else {
        skip_rest(walk);
    }
}

bool json_cells_find(const struct source_file *file, struct json_cells *values, struct json_cells *statuses) {
    struct walk walk = { file->text, 0 };
    *values = *statuses = (struct json_cells){ .text = NULL };
    skip_sign(&walk, '{');
    while (!is_lost(&walk) && walk.text[walk.at] == '"') {
        scan_entry(&walk, values, statuses);
        if (is_lost(&walk)) {
            return false;
        }
        skip_blanks(&walk);
        if (walk.text[walk.at] == ',') {
            skip_sign(&walk, ',');
        }
    }
    return !is_lost(&walk) && walk.text[walk.at] == '}' && values->text;
}
