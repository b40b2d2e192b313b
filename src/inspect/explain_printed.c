/* Where something printed comes from: a number, a figure, a cell of a table. */
#include "inspect/inspect.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/nearest.h"
#include "document/node.h"
#include "indicator/selection.h"
#include "inspect/print.h"
#include "inspect/question.h"
#include "inspect/tree.h"
#include "report/trace.h"

/* ---- numbers on pages ---- */

/* True if the number on the page is what was asked for; blanks and thin spaces inside do not matter. */
static bool is_text(const char *printed, const char *wanted) {
    while (*printed || *wanted) {
        while (*wanted == ' ' || strncmp(wanted, "\xC2\xA0", 2) == 0) wanted += *wanted == ' ' ? 1 : 2;
        while (strncmp(wanted, "\xE2\x80\xAF", 3) == 0) wanted += 3;
        while (strncmp(printed, "\xE2\x80\xAF", 3) == 0 || strncmp(printed, "\xE2\x80\x89", 3) == 0) printed += 3;
        if (*printed != *wanted) return false;
        printed += *printed != '\0';
        wanted += *wanted != '\0';
    }
    return true;
}

static void write_origin(struct writing *writing, const struct trace_origin *origin, size_t depth) {
    struct buffer *out = writing->tree.out;
    if (!writing->json) {
        tree_origin(&writing->tree, origin, depth);
        return;
    }
    buffer_byte(out, '{');
    print_origin_json(&writing->tree, origin, true);
    buffer_text(out, "}");
}

static void write_numeral(struct writing *writing, const struct trace_numeral *numeral) {
    struct buffer *out = writing->tree.out;
    if (writing->json) {
        buffer_print(out, "{\"page\":%zu,\"text\":", numeral->page);
        json_quote(out, numeral->text);
        buffer_print(out, ",\"place\":\"%s\",\"id\":", numeral->place);
        json_quote(out, numeral->id);
        buffer_text(out, ",\"origins\":[");
    } else {
        buffer_print(out, "%s on page %zu, %s%s%s", numeral->text, numeral->page, numeral->place, *numeral->id ? " " : "",
                     numeral->id);
        if (numeral->scale) buffer_print(out, ", on a scale for %s", numeral->scale->series->name);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < numeral->origin_count; i++) {
        if (writing->json && i) buffer_byte(out, ',');
        write_origin(writing, &numeral->origins[i], 1);
    }
    if (writing->json) buffer_text(out, "]}\n");
}

/* "14.9@4": the number, and the page or 0. */
static const char *cut_page(struct arena *arena, const char *what, size_t *page) {
    const char *at = strrchr(what, '@');
    *page = 0;
    if (!at || strspn(at + 1, "0123456789") != strlen(at + 1) || at[1] == '\0') return what;
    *page = (size_t)strtoul(at + 1, NULL, 10);
    return arena_copy(arena, what, (size_t)(at - what));
}

/* Behind a sign or a currency, which are printed beside a number: "−3.2", "EUR 28 000", "€ 5". */
static const char *skip_sign(const char *text) {
    static const char *const signs[] = { "−", "-", "+", "€", "$", "£" };
    size_t capitals = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    text += capitals == 3 ? 3 : 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0) text += strlen(signs[i]);
    while (*text == ' ' || strncmp(text, "\xC2\xA0", 2) == 0) text += *text == ' ' ? 1 : 2;
    return text;
}

/* The number in "14.9 %", "EUR 28 000" or "28 000 persons". */
static const char *cut_unit(struct arena *arena, const char *text) {
    const char *digits = "0123456789", *first = skip_sign(text);
    if (*first == '\0' || !strchr(digits, *first)) return text;
    size_t end = strlen(first);
    while (end > 0 && !strchr(digits, first[end - 1])) end--;
    return arena_copy(arena, first, end);
}

static bool explain_number(struct writing *writing, struct arena *arena, const struct trace *trace, const char *what) {
    size_t page = 0;
    const char *text = cut_unit(arena, cut_page(arena, what, &page));
    bool found = false;
    for (size_t i = 0; i < trace->count; i++) {
        const struct trace_numeral *numeral = &trace->numerals[i];
        if ((page && numeral->page != page) || !is_text(numeral->text, text)) continue;
        if (writing->json) writing->tree = tree_new(arena, writing->tree.out); /* each line says all by itself */
        write_numeral(writing, numeral);
        found = true;
    }
    return found;
}

/* ---- figures and tables ---- */

/* "Figure 1" as typed, with a plain space, against the label, whose space does not break. */
static bool is_label(const char *label, const char *wanted) {
    while (*label && *wanted) {
        size_t blank = strncmp(label, "\xC2\xA0", 2) == 0 ? 2 : 1;
        if (*label != *wanted && !(blank == 2 && *wanted == ' ')) return false;
        bool same_sign = *label == *wanted;
        label += same_sign ? 1 : blank;
        wanted++;
    }
    return *label == *wanted;
}

static const struct node *find_figure(const struct document *document, const char *what) {
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        const char *id = node->kind == NODE_FIGURE ? node_identifier(node) : NULL;
        if (node->kind != NODE_FIGURE) continue;
        if ((id && strcmp(id, what) == 0) || (node->label && is_label(node->label, what))) return node;
    }
    return NULL;
}

/* Everything that stands below node and has more to say than where it is written. */
static void write_texts(struct writing *writing, const struct trace *trace, const struct node *node, size_t depth) {
    for (const struct node *below = node; below; below = node_next(node, below)) {
        if (below->kind != NODE_TEXT || strspn(below->text, " ") == strlen(below->text)) continue;
        struct trace_origin origin = trace_resolve(trace, below->origin);
        if (!writing->json) {
            buffer_indent(writing->tree.out, (int)depth);
            buffer_print(writing->tree.out, "\"%s\"\n", below->text);
            tree_origin(&writing->tree, &origin, depth + 1);
            continue;
        }
        buffer_text(writing->tree.out, "{\"text\":");
        json_quote(writing->tree.out, below->text);
        buffer_text(writing->tree.out, ",\"origins\":[");
        write_origin(writing, &origin, 0);
        buffer_text(writing->tree.out, "]}\n");
    }
}

static void write_drawing(struct writing *writing, const struct trace *trace, uint32_t graphic, size_t depth) {
    const struct selection *selection = graphic && graphic <= trace->drawing_count ? trace->drawings[graphic - 1].selection : NULL;
    for (size_t i = 0; selection && i < selection->row_count * selection->column_count; i++)
        if (selection->points[i]) writing_point(writing, selection->points[i], depth);
}

static void write_figure(struct writing *writing, const struct trace *trace, const struct node *figure) {
    if (!writing->json) {
        const char *id = node_identifier(figure);
        buffer_print(writing->tree.out, "%s%s%s\n", figure->label ? figure->label : "", id ? ", " : "", id ? id : "");
    }
    write_texts(writing, trace, figure, 1);
    for (const struct node *below = figure; below; below = node_next(figure, below))
        if (below->kind == NODE_GRAPHIC) write_drawing(writing, trace, below->graphic, 1);
}

/* The cell in column (counted by spans) of row (heads not counted), both from 1. */
static const struct node *find_cell(const struct node *figure, unsigned long row, unsigned long column) {
    for (const struct node *node = figure; node; node = node_next(figure, node)) {
        if (node->kind != NODE_ROW || node->header || --row > 0) continue;
        unsigned long at = 1;
        for (const struct node *cell = node->first; cell; cell = cell->next) {
            at += cell->level > 1 ? (unsigned long)cell->level : 1;
            if (column < at) return cell;
        }
        return NULL;
    }
    return NULL;
}

/* The cell of figure that question names. */
static bool explain_cell(struct writing *writing, const struct trace *trace, const struct node *figure, const struct question *asked) {
    if (asked->count != 2) return false;
    unsigned long row = strtoul(asked->keys[0], NULL, 10), column = strtoul(asked->keys[1], NULL, 10);
    const struct node *cell = row && column ? find_cell(figure, row, column) : NULL;
    if (!cell) return false;
    if (!writing->json)
        buffer_print(writing->tree.out, "%s, row %lu, column %lu\n", figure->label ? figure->label : asked->name, row, column);
    write_texts(writing, trace, cell, 1);
    for (const struct node *below = cell; below; below = node_next(cell, below))
        if (below->kind == NODE_GRAPHIC) write_drawing(writing, trace, below->graphic, 1);
    return true;
}

static bool unknown(const struct inspection *inspection, const char *detail) {
    diag_add(inspection->diag, DIAG_CODE_INSPECT_UNKNOWN_NAME, (struct source_pos){ 0 }, "%s", detail);
    return false;
}

/* Neither printed nor a series: the figure or table whose id is nearly so, else what a series could be. */
static bool explain_other(const struct inspection *inspection, const struct trace *trace, const char *what) {
    struct nearest near = nearest_to(what);
    const struct node *root = trace->document->root;
    for (const struct node *node = root; node; node = node_next(root, node))
        if (node->kind == NODE_FIGURE && node_identifier(node)) nearest_offer(&near, node_identifier(node));
    if (inspect_is_series(inspection, what) || !near.name) return inspect_explain(inspection, what);
    return unknown(inspection, arena_print(inspection->arena, "%s; the nearest is %s", what, near.name));
}

bool inspect_explain_printed(const struct inspection *inspection, const struct trace *trace, const char *what) {
    struct writing writing = { tree_new(inspection->arena, inspection->out), inspection->json };
    struct question asked;
    const struct node *figure = find_figure(trace->document, what);
    if (figure) {
        write_figure(&writing, trace, figure);
        return true;
    }
    if (question_read(inspection->arena, what, &asked)) figure = find_figure(trace->document, asked.name);
    if (figure)
        return explain_cell(&writing, trace, figure, &asked) ||
               unknown(inspection, arena_print(inspection->arena, "%s; a cell is asked for as %s[row, column], from 1, heads not counted",
                                               question_shown(inspection->arena, what), asked.name));
    return explain_number(&writing, inspection->arena, trace, what) || explain_other(inspection, trace, what);
}
