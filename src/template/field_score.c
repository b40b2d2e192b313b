/* What the point of a score is asked for: the levels of its criterion, which of them holds, and what it rests on. */
#include "template/evaluate.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "indicator/series.h"

#include <math.h>
#include <string.h>

static const char *const level_names[] = { "code", "name", "points", "holds" };
enum { LEVEL_FIELDS = sizeof level_names / sizeof *level_names, POINT_DECIMALS = 1 };

/* A level as a record. Its words and points are those of the rule file, where the series says it is. */
static struct value level_record(struct evaluation *evaluation, const struct value *point,
                                 const struct score_level *level, bool holds) {
    struct origin origin = { .kind = ORIGIN_CELL, .pos = point->series->pos };
    struct arena *arena = evaluation->arena;
    bool whole = floor(level->points) >= level->points;
    struct value values[LEVEL_FIELDS] = {
        value_text(arena, level->code, origin),
        value_text(arena, level->name, origin),
        value_number(level->points, point->series->unit, whole ? 0 : POINT_DECIMALS),
        value_flag(holds),
    };
    values[2].inputs = point->inputs;
    return value_record(arena, level_names, values, LEVEL_FIELDS);
}

static struct value levels(struct evaluation *evaluation, const struct value *point) {
    size_t count = 0;
    uint16_t member = point->keys[point->series->dimension_count - 1];
    const struct score_level *items = series_levels(point->series, member, &count);
    struct value *records = arena_array(evaluation->arena, count, sizeof *records);
    for (size_t i = 0; i < count; i++) {
        bool holds = !value_is_missing(point) && point_level(point->point) == i;
        records[i] = level_record(evaluation, point, &items[i], holds);
    }
    return value_list(records, count);
}

static struct value level(struct evaluation *evaluation, const struct value *point) {
    struct value all = levels(evaluation, point);
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].record->values[LEVEL_FIELDS - 1].flag) {
            return all.items[i];
        }
    }
    return value_missing(value_is_missing(point) ? value_reason(point) : "the series has no levels");
}

static struct value evidence(struct evaluation *evaluation, const struct value *point) {
    size_t count = point->point ? point_evidence_count(point->point) : 0;
    struct value *texts = arena_array(evaluation->arena, count, sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const struct evidence *item = &point_evidence(point->point)[i];
        texts[i] = value_text(evaluation->arena, item->text,
                              (struct origin){ .kind = ORIGIN_POLICY, .pos = item->pos });
    }
    return value_list(texts, count);
}

/* "POLICY (CATEGORY: WORD, WORD; CATEGORY: WORD)" of the entries of one policy, which stand together, from *next on. */
static struct value ground(struct evaluation *evaluation, const struct point_value *point, size_t *next) {
    const struct evidence *first = &point_evidence(point)[*next], *before = NULL;
    struct buffer text = buffer_new(evaluation->arena);
    buffer_print(&text, "%s (", first->policy);
    for (; *next < point_evidence_count(point); before = &point_evidence(point)[(*next)++]) {
        const struct evidence *item = &point_evidence(point)[*next];
        if (strcmp(item->policy, first->policy) != 0) {
            break;
        }
        if (before && strcmp(before->category, item->category) == 0) {
            buffer_print(&text, ", %s", item->word);
        } else {
            buffer_print(&text, "%s%s: %s", before ? "; " : "", item->category, item->word);
        }
    }
    buffer_byte(&text, ')');
    return value_text(evaluation->arena, text.data, (struct origin){ .kind = ORIGIN_POLICY, .pos = first->pos });
}

static struct value grounds(struct evaluation *evaluation, const struct value *point) {
    size_t count = 0, next = 0, entries = point->point ? point_evidence_count(point->point) : 0;
    struct value *texts = arena_array(evaluation->arena, entries, sizeof *texts);
    while (next < entries) {
        texts[count++] = ground(evaluation, point->point, &next);
    }
    return value_list(texts, count);
}

bool evaluate_score(struct evaluation *evaluation, const struct expression *field, const struct value *point,
                    struct value *result) {
    if (strcmp(field->text, "levels") == 0) {
        *result = levels(evaluation, point);
    } else if (strcmp(field->text, "level") == 0) {
        *result = level(evaluation, point);
    } else if (strcmp(field->text, "evidence") == 0) {
        *result = evidence(evaluation, point);
    } else if (strcmp(field->text, "grounds") == 0) {
        *result = grounds(evaluation, point);
    } else {
        return false;
    }
    return true;
}
