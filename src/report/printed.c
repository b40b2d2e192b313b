/* What a filled document prints: its numbers, its texts, its claims. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "drawing/drawing.h"
#include "indicator/selection.h"
#include "report/compare.h"
#include "template/template.h"

struct listing {
    struct arena *arena;
    const struct indicators *indicators;
    const struct filled *filled;
    struct printed *printed;
};

static const char *spot_of(const struct listing *listing, struct source_pos pos) {
    return arena_print(listing->arena, "%s:%u:%u", pos.file ? pos.file->path : "", pos.line, pos.column);
}

static const char *name_of(const struct listing *listing, const struct point_value *point) {
    struct buffer name = buffer_new(listing->arena);
    buffer_print(&name, "%s[", point_series(point)->name);
    for (size_t i = 0; i < point_series(point)->dimension_count; i++)
        buffer_print(&name, "%s%s", i ? ", " : "", point_series(point)->dimensions[i].members[point_keys(point)[i]].code);
    buffer_byte(&name, ']');
    return name.data;
}

/* "Title: member, member", without the region that the document is about, whose code is in every name. */
static const char *label_of(const struct listing *listing, const struct point_value *point) {
    struct buffer label = buffer_new(listing->arena);
    buffer_text(&label, point_series(point)->title);
    for (size_t i = 0; i < point_series(point)->dimension_count; i++)
        buffer_print(&label, "%s%s", i ? ", " : ": ", point_series(point)->dimensions[i].members[point_keys(point)[i]].label);
    return label.data;
}

/* The figure, note or heading that node stands in, by its label or kind. */
static const char *place_of(const struct node *node) {
    for (; node; node = node->parent) {
        if (node->kind == NODE_FIGURE) return node->label && *node->label ? node->label : node->text;
        if (node->kind == NODE_FOOTNOTE) return "note";
        if (node->kind == NODE_HEADING) return "heading";
        if (node->kind == NODE_BLOCK && strcmp(node->text, "cover") == 0) return "cover";
    }
    return "text";
}

static void add_value(const struct listing *listing, struct printed_value value) {
    struct printed *printed = listing->printed;
    printed->values = arena_grow(listing->arena, printed->values, printed->value_count, &printed->value_capacity,
                                 sizeof *printed->values);
    printed->values[printed->value_count++] = value;
}

static struct printed_value of_point(const struct listing *listing, const struct point_value *point) {
    bool present = point->status == VALUE_PRESENT;
    return (struct printed_value){ .what = name_of(listing, point), .title = point_series(point)->title, .label = label_of(listing, point), .text = "",
        .value = present ? point->value : (double)NAN, .unit = point_series(point)->unit, .year = point->year,
        .decimals = point_series(point)->decimals };
}

/* Digits behind the decimal sign of the first number in text; -1: there is no number. */
static int decimals_of(const char *text) {
    while (*text && !(*text >= '0' && *text <= '9')) text++;
    if (!*text) return -1;
    const char *point = strchr(text, '.');
    return point ? (int)strspn(point + 1, "0123456789") : 0;
}

/* True if what is printed of a point is its year, not its value. */
static bool is_year(const struct listing *listing, const char *text, const struct point_value *point) {
    return strcmp(text, arena_print(listing->arena, "%d", point->year)) == 0 && fabs(point->value - point->year) >= 1;
}

static void add_text_value(const struct listing *listing, const struct node *node) {
    struct origin origin = node->origin;
    struct printed_value value;
    int decimals = decimals_of(node->text);
    if (origin.id < DERIVED_FIRST) {
        const struct point_value *point = indicators_point(listing->indicators, origin.id);
        value = of_point(listing, point);
        if (decimals < 0) return; /* a name */
        if (is_year(listing, node->text, point)) {
            value.value = point->year;
            value.unit = "";
            value.what = arena_print(listing->arena, "year of %s", value.what);
            value.label = arena_print(listing->arena, "Year of: %s", value.label);
            decimals = 0;
        }
    } else {
        const struct derived_value *derived = &listing->filled->derived[origin.id - DERIVED_FIRST];
        bool one = derived->input_count > 0;
        value = (struct printed_value){ .what = derived->expression, .label = derived->expression, .title = one ? name_of(listing, derived->inputs[0]) : "",
            .value = derived->value, .unit = derived->unit };
        origin.pos = derived->pos;
    }
    value.decimals = decimals < 0 ? 0 : decimals;
    value.text = node->text;
    value.pos = origin.pos;
    value.place = place_of(node);
    value.spot = spot_of(listing, origin.pos);
    value.key = arena_print(listing->arena, "%s|%s|%s", value.spot, value.what, value.title);
    if (origin.id >= DERIVED_FIRST) value.title = "";
    add_value(listing, value);
}

static bool is_number(const struct node *node) {
    const struct origin *origin = &node->origin;
    return node->kind == NODE_TEXT && origin->kind == ORIGIN_POINT && origin->id > 0 && origin->id < DRAWN_FIRST;
}

/* A number and its unit or sign may be several texts of one origin: the first with a figure stands for it. */
static bool goes_on(const struct node *node) {
    for (const struct node *before = node->previous; before && before->kind == NODE_TEXT; before = before->previous) {
        if (before->origin.kind != node->origin.kind || before->origin.id != node->origin.id) return false;
        if (decimals_of(before->text) >= 0) return true;
    }
    return false;
}

static void add_graphic(const struct listing *listing, const struct node *node) {
    const struct graphic_request *request = &listing->filled->graphics[node->graphic - 1];
    const struct selection *selection = request->selection;
    for (size_t i = 0; selection && i < selection->row_count * selection->column_count; i++) {
        if (!selection->points[i]) continue;
        struct printed_value value = of_point(listing, selection->points[i]);
        value.place = place_of(node);
        value.pos = request->pos;
        value.spot = spot_of(listing, request->pos);
        if (selection->by_year) {
            value.what = arena_print(listing->arena, "%s, %d", value.what, value.year);
            value.label = arena_print(listing->arena, "%s, %d", value.label, value.year);
        }
        value.key = arena_print(listing->arena, "%s|%s", value.spot, value.what);
        if (!isnan(value.value)) add_value(listing, value);
    }
}

static void add_sentence(const struct listing *listing, const struct node *node) {
    bool block = node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING;
    if (!block && !(node->kind == NODE_CAPTION && strcmp(node->text, "label") != 0)) return;
    const char *text = node_plain_text(listing->arena, node);
    struct printed *printed = listing->printed;
    if (*text == '\0') return;
    printed->texts = arena_grow(listing->arena, printed->texts, printed->text_count, &printed->text_capacity, sizeof *printed->texts);
    printed->texts[printed->text_count++] = (struct printed_text){ node->pos, text };
    const char *headline = node->kind == NODE_HEADING ? node_attribute(node, "headline") : NULL;
    if (!headline || *headline == '\0') return;
    printed->texts = arena_grow(listing->arena, printed->texts, printed->text_count, &printed->text_capacity, sizeof *printed->texts);
    printed->texts[printed->text_count++] = (struct printed_text){ node_attribute_item(node, "headline")->pos, headline };
}

static void add_claims(const struct listing *listing) {
    const struct filled *filled = listing->filled;
    struct printed *printed = listing->printed;
    printed->claims = arena_array(listing->arena, filled->claim_count, sizeof *printed->claims);
    for (size_t i = 0; i < filled->claim_count; i++) {
        const struct filled_claim *claim = &filled->claims[i];
        printed->claims[printed->claim_count++] =
            (struct printed_claim){ claim->key, claim->text, claim->expression, claim->pos, claim->holds };
    }
}

const struct printed *printed_list(struct arena *arena, const struct indicators *indicators, const struct filled *filled) {
    struct printed *printed = arena_alloc(arena, sizeof *printed);
    const struct listing listing = { arena, indicators, filled, printed };
    const struct node *root = filled->document->root;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        if (is_number(node) && !goes_on(node)) add_text_value(&listing, node);
        else if (node->kind == NODE_GRAPHIC && node->graphic > 0) add_graphic(&listing, node);
        add_sentence(&listing, node);
    }
    add_claims(&listing);
    return printed;
}
