/* document: nodes, the Markdown reader's positions, numbering. What the reader makes of Markdown is shown by
 * tests/golden/markdown. */
#include "document/markdown.h"
#include "document/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/yaml.h"

static const struct directive_syntax syntaxes[] = {
    { "for", BODY_MARKDOWN }, { "else", BODY_BRANCH }, { "toc", BODY_NONE }, { "chart", BODY_YAML },
    { "table", BODY_YAML_THEN_MARKDOWN }, { 0 },
};

struct reading {
    struct arena *arena;
    struct diag *diag;
    struct document *document;
    const struct yaml *front;
};

static struct reading read_text(const char *text) {
    static const struct markdown_options options = { .directives = syntaxes, .expressions = true };
    struct reading reading = { .arena = arena_new() };
    reading.diag = diag_new(reading.arena);
    const struct source_file *file = source_file_of(reading.arena, "a.md", text);
    reading.document = markdown_read(reading.arena, reading.diag, file, &options, &reading.front);
    return reading;
}

/* The nth node of kind, from 0. */
static const struct node *find(const struct reading *reading, enum node_kind kind, size_t nth) {
    const struct node *root = reading->document->root;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        if (node->kind == kind && nth-- == 0) {
            return node;
        }
    }
    fail_msg("no such node");
    return NULL;
}

static void assert_at(const struct node *node, uint32_t line, uint32_t column) {
    assert_int_equal(node->pos.line, line);
    assert_int_equal(node->pos.column, column);
}

static void expression_positions_are_exact(void **state) {
    (void)state;
    struct reading reading = read_text("---\ntitle: x\n---\n"
                                       "A **{{ a }}** and `x` {{ b\n  + c }} then {{ d }}.\n"
                                       "| h |\n|---|\n| {{ e | f }} | \n");
    assert_at(find(&reading, NODE_EXPRESSION, 0), 4, 5);
    assert_at(find(&reading, NODE_EXPRESSION, 1), 4, 23);
    assert_at(find(&reading, NODE_EXPRESSION, 2), 5, 15);
    assert_string_equal(yaml_text(reading.diag, reading.front, "title", ""), "x");
    assert_int_equal(diag_count(reading.diag, DIAG_LEVEL_COUNT), 0);
    arena_close(reading.arena);
}

static void rows_of_a_loop_are_rows(void **state) {
    (void)state;
    struct reading reading = read_text("| a | b |\n|--:|---|\n::: for x in y\n| {{ x | z }} | `\\|` {.c} |\n:::\n");
    const struct node *loop = find(&reading, NODE_DIRECTIVE, 0);
    assert_int_equal(loop->first->kind, NODE_TABLE);
    assert_ptr_equal(loop->first->first, loop->first->last);
    assert_false(loop->first->first->header);
    assert_at(find(&reading, NODE_EXPRESSION, 0), 4, 3);
    assert_true(node_has_class(loop->first->first->last, "c"));
    arena_close(reading.arena);
}

static void one_namespace_of_notes_and_links(void **state) {
    (void)state;
    struct reading reading =
        read_text("::: for x in y\nText[^n] and [link].\n:::\n\n[^n]: Note.\n\n[link]: http://e.org\n");
    assert_string_equal(find(&reading, NODE_FOOTNOTE, 0)->text, "n");
    assert_ptr_equal(find(&reading, NODE_FOOTNOTE, 0)->parent, reading.document->root);
    assert_string_equal(find(&reading, NODE_LINK, 0)->text, "http://e.org");
    arena_close(reading.arena);
}

static void attributes_run_over_lines(void **state) {
    (void)state;
    struct reading reading =
        read_text("::: chart {#fig-a .wide\n  kind=bar note=\"a }} b\"\n  x={{ y }}}\ndata: z\n:::\nafter {{ e }}\n");
    const struct node *chart = find(&reading, NODE_DIRECTIVE, 0);
    assert_string_equal(node_identifier(chart), "fig-a");
    assert_true(node_has_class(chart, "wide"));
    assert_string_equal(node_attribute(chart, "note"), "a }} b");
    assert_string_equal(node_attribute(chart, "x"), "{{ y }}");
    assert_int_equal(yaml_find(chart->body, "data")->pos.line, 4);
    assert_at(find(&reading, NODE_EXPRESSION, 0), 6, 7);
    assert_int_equal(diag_count(reading.diag, DIAG_LEVEL_COUNT), 0);
    arena_close(reading.arena);
}

static void scalars_know_their_columns(void **state) {
    (void)state;
    struct reading reading = read_text("::: chart\nk: \"a \\\"b\\\" {{ c }} *d*\"\n:::\n");
    const struct yaml *value = yaml_find(find(&reading, NODE_DIRECTIVE, 0)->body, "k");
    struct node *holder = node_new(reading.arena, reading.document, NODE_PARAGRAPH, value->pos);
    markdown_read_inline(reading.arena, reading.diag, reading.document, holder, value->text, value->pos);
    const struct node *expression = holder->first->next;
    assert_int_equal(expression->kind, NODE_EXPRESSION);
    assert_at(expression, 2, 13);
    assert_int_equal(holder->last->kind, NODE_EMPHASIS);
    arena_close(reading.arena);
}

/* What would be a list or a heading at the start of a line is none in a scalar. */
static void scalars_hold_no_blocks(void **state) {
    (void)state;
    struct reading reading = read_text("x");
    static const char *const texts[] = { "# a", "- a", "1. a", "> a", "---", "    a", "| a |\n|---|", "```\na" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct node *holder = node_new(reading.arena, reading.document, NODE_PARAGRAPH, (struct source_pos){ 0 });
        markdown_read_inline(reading.arena, reading.diag, reading.document, holder, texts[i], (struct source_pos){ 0 });
        assert_non_null(holder->first);
        assert_int_equal(holder->first->kind, NODE_TEXT);
    }
    struct node *holder = node_new(reading.arena, reading.document, NODE_PARAGRAPH, (struct source_pos){ 0 });
    markdown_read_plain(reading.arena, reading.diag, reading.document, holder, "a *b* {{ c }}",
                        (struct source_pos){ 0 });
    assert_string_equal(holder->first->text, "a *b* ");
    assert_string_equal(holder->last->text, " c ");
    arena_close(reading.arena);
}

/* Thousands of placeholders stay apart: their codes are taken from several ranges. */
static void many_expressions(void **state) {
    (void)state;
    enum { COUNT = 13000 };
    struct arena *arena = arena_new();
    struct buffer text = buffer_new(arena);
    for (size_t i = 0; i < COUNT; i++) {
        buffer_print(&text, "{{%zu}} %s", i, i % 100 ? "" : "\n\n");
    }
    struct reading reading = read_text(text.data);
    size_t count = 0;
    for (const struct node *node = reading.document->root; node; node = node_next(reading.document->root, node)) {
        if (node->kind == NODE_EXPRESSION) {
            assert_int_equal(strtol(node->text, NULL, 10), (long)count++);
        }
    }
    assert_int_equal(count, COUNT);
    arena_close(reading.arena);
    arena_close(arena);
}

/* Every beginning of a text is itself a text that must be read without harm. */
static void beginnings(void **state) {
    (void)state;
    static const char text[] =
        "---\na: b\n---\n# T {#i .c k=\"{{ v }}\"}\n[a *b*]{.c} {{ \"}}\" }} [^n] [@k] @fig-x `c` <!-- d -->\n"
                               "::: for x in y\n| {{ x }} {.r} | b |\n:::\n::: else\n::: table {a=b}\nk: v\n---\n| a |\n|---|\n:::\n"
                               "~~~ x\n::: y\n~~~\n[^n]: z <b>\xC3\xA9\xEE\x80\x80\n";
    for (size_t size = 0; size < sizeof text; size++) {
        char *beginning = malloc(size + 1);
        memcpy(beginning, text, size);
        beginning[size] = '\0';
        struct reading reading = read_text(beginning);
        assert_non_null(reading.document);
        arena_close(reading.arena);
        free(beginning);
    }
}

static void nodes_are_moved_and_copied(void **state) {
    (void)state;
    struct reading reading = read_text("a *b* c\n\nd\n");
    struct node *root = reading.document->root;
    struct node *first = root->first;
    struct node *copy = node_copy_tree(reading.arena, reading.document, first);
    assert_string_equal(node_plain_text(reading.arena, copy), "a b c");
    assert_int_not_equal(copy->id, first->id);
    node_insert_before(first, copy);
    assert_ptr_equal(root->first, copy);
    node_remove(first);
    assert_ptr_equal(copy->next, root->last);
    assert_ptr_equal(root->last->previous, copy);
    assert_ptr_equal(document_node(reading.document, copy->id), copy);
    assert_null(node_next(root, root->last->first));
    arena_close(reading.arena);
}

static void notes_count_in_order_of_marks(void **state) {
    (void)state;
    static const struct labels labels = { .figure = "Figure", .table = "Table", .section = "Section" };
    struct reading reading = read_text("a[^z] b[^y] c[^z]\n\n[^y]: Y.\n[^z]: Z.\n");
    document_number(reading.arena, reading.diag, reading.document, &labels);
    assert_string_equal(find(&reading, NODE_NOTE_MARK, 0)->label, "1");
    assert_string_equal(find(&reading, NODE_NOTE_MARK, 1)->label, "2");
    assert_string_equal(find(&reading, NODE_NOTE_MARK, 2)->label, "1");
    assert_string_equal(find(&reading, NODE_FOOTNOTE, 0)->label, "2");
    assert_int_equal(find(&reading, NODE_NOTE_MARK, 0)->target, find(&reading, NODE_FOOTNOTE, 1)->id);
    arena_close(reading.arena);
}

/* A stretch of a struct that its hash does not look at byte by byte: places in files, and what is hashed by what it points to. */
struct stretch {
    size_t start, size;
};
#define STRETCH(type, member) { offsetof(struct type, member), sizeof((struct type){ 0 }.member) }

/* Flips the last bit of every byte of the object outside the stretches: each must change the document's hash. A new field that does not
 * would leave a document fresh that has become another. */
static void each_byte_counts(const struct document *document, void *object, size_t size, const struct stretch *stretches) {
    uint64_t before = document_hash(1, document);
    for (size_t at = 0; at < size; at++) {
        const struct stretch *in = stretches;
        while (in->size > 0 && (at < in->start || at >= in->start + in->size)) in++;
        if (in->size > 0) continue;
        ((unsigned char *)object)[at] ^= 1;
        uint64_t after = document_hash(1, document);
        ((unsigned char *)object)[at] ^= 1;
        if (after == before) fail_msg("byte %zu does not count", at);
    }
}

static void every_field_counts_in_the_hash(void **state) {
    (void)state;
    static const struct stretch node_stretches[] = {
        STRETCH(node, pos), STRETCH(node, origin.id), STRETCH(node, origin.pos), STRETCH(node, text), STRETCH(node, label),
        STRETCH(node, attributes), STRETCH(node, body), STRETCH(node, parent), STRETCH(node, first), STRETCH(node, last),
        STRETCH(node, next), STRETCH(node, previous),
        { offsetof(struct node, header) + sizeof(bool), offsetof(struct node, align) - offsetof(struct node, header) - sizeof(bool) },
        { offsetof(struct node, number) + sizeof(uint32_t), sizeof(struct node) - offsetof(struct node, number) - sizeof(uint32_t) },
        { 0, 0 },
    };
    static const struct stretch document_stretches[] = {
        STRETCH(document, root), STRETCH(document, node_capacity), STRETCH(document, nodes), STRETCH(document, language),
        STRETCH(document, title), STRETCH(document, author), STRETCH(document, subject), STRETCH(document, keywords),
        STRETCH(document, imprint), STRETCH(document, archive), STRETCH(document, status), STRETCH(document, running_title),
        STRETCH(document, running_subject), STRETCH(document, running_edition), STRETCH(document, slides),
        { offsetof(struct document, node_count) + sizeof(uint32_t),
          offsetof(struct document, node_capacity) - offsetof(struct document, node_count) - sizeof(uint32_t) },
        { offsetof(struct document, notes_by_chapter) + sizeof(bool),
          sizeof(struct document) - offsetof(struct document, notes_by_chapter) - sizeof(bool) },
        { 0, 0 },
    };
    struct reading reading = read_text("# A heading {#id .class key=value}\n\nA paragraph.\n");
    struct document *document = reading.document;
    each_byte_counts(document, document->root->first, sizeof(struct node), node_stretches);
    each_byte_counts(document, document, sizeof *document, document_stretches);
    uint64_t before = document_hash(1, document);
    document->root->first->first->text = "Another heading";
    assert_true(document_hash(1, document) != before);
    arena_close(reading.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expression_positions_are_exact), cmocka_unit_test(rows_of_a_loop_are_rows),
        cmocka_unit_test(one_namespace_of_notes_and_links), cmocka_unit_test(attributes_run_over_lines),
        cmocka_unit_test(scalars_know_their_columns),       cmocka_unit_test(scalars_hold_no_blocks),
        cmocka_unit_test(many_expressions),                 cmocka_unit_test(beginnings),
        cmocka_unit_test(every_field_counts_in_the_hash),
        cmocka_unit_test(nodes_are_moved_and_copied),       cmocka_unit_test(notes_count_in_order_of_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
