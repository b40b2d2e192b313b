/* The PDF room: numbers and strings as PDF wants them, characters and their text, tags of a hand-made document, equal bytes.
 *
 *     output_test --write FILE.pdf
 *
 * writes the hand-made document as a file, for the checks under tests/pdf. */
#include "messages.h"

#include "base/file.h"
#include "document/node.h"
#include "drawing/drawing.h"
#include "drawing/pages.h"
#include "output/content.h"
#include "output/embed.h"
#include "output/object.h"
#include "output/page_label.h"
#include "output/pdf.h"
#include "output/xmp.h"
#include "text/font.h"
#include "text/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* LEFT, TOP, LINE: where the hand sets its lines [pt]. */
enum { LEFT = 57, TOP = 90, LINE = 15, BOTTOM = 760 };

static const struct source_pos nowhere = { 0 };
static const struct colour petrol = { 0, 0x60 / 255.0, 0x7A / 255.0, 1 };

/* A document and its pages while a hand sets them, line after line. */
struct press {
    struct arena *arena;
    struct diag *diag;
    struct fonts *fonts;
    struct shaper *shaper;
    struct document *document;
    struct pages pages;
    double y;
    double x; /* where a continued line goes on */
};

/* --- the tree --- */

static struct node *add(struct press *press, struct node *parent, enum node_kind kind, const char *text) {
    struct node *node = node_new(press->arena, press->document, kind, nowhere);
    node->text = text;
    node_add(parent, node);
    return node;
}

static struct node *add_text(struct press *press, struct node *parent, enum node_kind kind, const char *text) {
    struct node *node = add(press, parent, kind, "");
    add(press, node, NODE_TEXT, text);
    return node;
}

static void name(struct press *press, struct node *node, const char *identifier) {
    struct attributes *attributes = arena_alloc(press->arena, sizeof *attributes);
    attributes->id = identifier;
    node->attributes = attributes;
}

static void speak(struct press *press, struct node *node, const char *language) {
    struct attributes *attributes = arena_alloc(press->arena, sizeof *attributes);
    attributes->items = arena_alloc(press->arena, sizeof *attributes->items);
    attributes->items[0] = (struct attribute){ "lang", language, nowhere };
    attributes->count = 1;
    node->attributes = attributes;
}

/* --- the pages --- */

static struct page *last_page(struct press *press) {
    return &press->pages.pages[press->pages.count - 1];
}

static void place(struct press *press, struct page_item item) {
    struct page *page = last_page(press);
    page->items = arena_grow(press->arena, page->items, page->count, &page->capacity, sizeof *page->items);
    page->items[page->count++] = item;
}

static struct text_style style_of(const struct press *press, const char *family, double size) {
    return (struct text_style){ .face = fonts_find(press->fonts, family, 400, false), .size = size, .colour = petrol };
}

/* Sets text at press->x on the line of press->y. */
static void set(struct press *press, const struct node *node, struct page_item form, const char *text) {
    struct text_style style = style_of(press, "Roboto", 10);
    struct shaped shaped = text_shape(press->arena, press->shaper, press->diag, &style, "en", text, strlen(text), nowhere);
    for (size_t i = 0; i < shaped.count; i++) {
        form.kind = ITEM_TEXT;
        form.node = node ? node->id : 0;
        form.x = press->x;
        form.y = press->y;
        form.width = shaped.runs[i].width;
        form.run = &shaped.runs[i];
        place(press, form);
        press->x += form.width;
    }
}

static void new_page(struct press *press, const char *label) {
    struct pages *pages = &press->pages;
    pages->pages = arena_grow(press->arena, pages->pages, pages->count, &pages->capacity, sizeof *pages->pages);
    pages->pages[pages->count++] = (struct page){ .width = 595.276, .height = 841.89, .master = "body", .label = label };
    press->x = LEFT;
    press->y = 40;
    place(press, (struct page_item){ .kind = ITEM_RECT, .role = ITEM_BACKGROUND, .x = LEFT, .width = 30, .height = 11,
                                     .colour = petrol });
    set(press, NULL, (struct page_item){ .role = ITEM_HEADER }, "Running head");
    press->x = LEFT;
    press->y = 810;
    set(press, NULL, (struct page_item){ .role = ITEM_FOOTER }, label);
    press->y = TOP;
}

static void set_more(struct press *press, const struct node *node, const char *text) {
    set(press, node, (struct page_item){ .role = ITEM_ORIGINAL }, text);
}

static void set_line(struct press *press, const struct node *node, const char *text) {
    press->x = LEFT;
    press->y += LINE;
    set_more(press, node, text);
}

static void set_label(struct press *press, const struct node *node, const char *text) {
    press->x = LEFT;
    press->y += LINE;
    set(press, node, (struct page_item){ .part = PART_LABEL }, text);
}

/* --- a document of two pages with one of everything --- */

static void press_heading(struct press *press, int level, const char *identifier, const char *text) {
    struct node *heading = add_text(press, press->document->root, NODE_HEADING, text);
    heading->level = level;
    name(press, heading, identifier);
    set_line(press, heading, text);
}

static struct node *node_named(const struct press *press, const char *identifier) {
    for (uint32_t id = 1; id <= press->document->node_count; id++) {
        struct node *node = press->document->nodes[id - 1];
        if (node_identifier(node) && strcmp(node_identifier(node), identifier) == 0) {
            return node;
        }
    }
    return NULL;
}

static void press_cover(struct press *press) {
    struct node *cover = add(press, press->document->root, NODE_BLOCK, "cover");
    struct node *title = add(press, cover, NODE_BLOCK, "cover-title");
    add(press, title, NODE_TEXT, "Testland");
    set_line(press, title, "Testland");
}

/* Text with a link over two lines, a foreign word, a reference and a note. */
static void press_paragraph(struct press *press) {
    struct node *paragraph = add_text(press, press->document->root, NODE_PARAGRAPH, "See ");
    struct node *link = add(press, paragraph, NODE_LINK, "https://example.org/\xC3\xA9(1)");
    add(press, link, NODE_TEXT, "the data of the office");
    struct node *span = add(press, paragraph, NODE_SPAN, "");
    add(press, span, NODE_TEXT, "raison d\xE2\x80\x99\xC3\xAAtre");
    speak(press, span, "fr");
    struct node *reference = add_text(press, paragraph, NODE_REFERENCE, "Figure 1");
    struct node *mark = add(press, paragraph, NODE_NOTE_MARK, "a");
    mark->label = "1";
    set_line(press, paragraph, "See ");
    set_more(press, link, "the data ");
    set_line(press, link, "of the office");
    set_more(press, paragraph, " and office infra\xC2\xAD");
    set_line(press, paragraph, "structure, ");
    set_more(press, span, "raison d\xE2\x80\x99\xC3\xAAtre");
    set_more(press, paragraph, ", in ");
    set_more(press, reference, "Figure 1");
    set_more(press, mark, "1");
    set_more(press, paragraph, ".");
    name(press, reference, "the-reference");
    name(press, mark, "the-mark");
}

static void press_list(struct press *press) {
    struct node *list = add(press, press->document->root, NODE_LIST, "");
    list->ordered = true;
    for (int i = 0; i < 2; i++) {
        struct node *item = add(press, list, NODE_ITEM, "");
        struct node *text = add_text(press, item, NODE_PARAGRAPH, "Item");
        set_label(press, item, i == 0 ? "1. " : "2. ");
        set_more(press, text, "Item");
        if (i == 1) {
            struct node *inner = add(press, add(press, item, NODE_LIST, ""), NODE_ITEM, "");
            struct node *below = add_text(press, inner, NODE_PARAGRAPH, "Below");
            set_label(press, inner, "\xE2\x80\x93 ");
            set_more(press, below, "Below");
        }
    }
}

static const struct drawing *bars(struct press *press, const char *alternative) {
    struct drawing *drawing = drawing_new(press->arena, 200, 60);
    struct text_style style = style_of(press, "Roboto Condensed", 8.5);
    struct shaped *label = arena_alloc(press->arena, sizeof *label);
    *label = text_shape(press->arena, press->shaper, press->diag, &style, "en", "AVATAR 44.9", 11, nowhere);
    struct stroke stroke = { .colour = petrol, .width = 0.75, .dash = { 2, 1 }, .cap = CAP_ROUND, .join = JOIN_ROUND };
    drawing_text(drawing, 0, 20, label, (struct origin){ 0 });
    drawing_rect(drawing, 60, 12, 100, 8.6);
    drawing_fill(drawing, colour_with_alpha(petrol, 0.5));
    drawing_circle(drawing, 180, 30, 15);
    drawing_clip_begin(drawing);
    drawing_rect(drawing, 170, 20, 20, 20);
    drawing_fill_stroke(drawing, petrol, &stroke);
    drawing_clip_end(drawing);
    drawing_rotate(drawing, -0.5);
    drawing_text(drawing, 0, 50, label, (struct origin){ 0 });
    drawing_describe(drawing, alternative, "name,value\nA,44.9\n");
    drawing_finish(drawing);
    return drawing;
}

static void place_drawing(struct press *press, const struct node *node, const struct drawing *drawing) {
    place(press, (struct page_item){ .kind = ITEM_DRAWING, .node = node->id, .x = LEFT, .y = press->y + 5,
                                     .width = drawing_width(drawing), .height = drawing_height(drawing),
                                     .drawing = drawing });
    press->y += drawing_height(drawing) + LINE;
}

static struct node *press_caption(struct press *press, struct node *figure, const char *part, const char *text) {
    struct node *caption = add(press, figure, NODE_CAPTION, part);
    add(press, caption, NODE_TEXT, text);
    set_line(press, caption, text);
    return caption;
}

static void press_figure(struct press *press, const char *alternative) {
    struct node *figure = add(press, press->document->root, NODE_FIGURE, "figure");
    name(press, figure, "fig-bars");
    figure->label = "Figure 1";
    press_caption(press, figure, "label", "Figure 1");
    press_caption(press, figure, "headline", "A leads");
    struct node *graphic = add(press, figure, NODE_GRAPHIC, "");
    place_drawing(press, graphic, bars(press, alternative));
    struct node *source = add_text(press, figure, NODE_SOURCE, "Source: none");
    set_line(press, source, "Source: none");
}

/* Two columns, a head, a group of rows, an empty cell, and the row that a cell lacks. */
static void press_table(struct press *press) {
    static const struct {
        const char *stub, *value;
        bool header;
    } rows[] = { { "Region", "Share", true }, { "Group", NULL, false }, { "North", "44.9", false },
                 { "South", "", false } };
    struct node *figure = add(press, press->document->root, NODE_FIGURE, "table");
    figure->label = "Table 1";
    press_caption(press, figure, "label", "Table 1");
    struct node *table = add(press, figure, NODE_TABLE, "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct node *row = add(press, table, NODE_ROW, "");
        struct node *stub = add_text(press, row, NODE_CELL, rows[i].stub);
        row->header = stub->header = rows[i].header;
        stub->level = rows[i].value ? 1 : 2;
        set_line(press, stub, rows[i].stub);
        if (rows[i].value && rows[i].value[0]) {
            struct node *value = add_text(press, row, NODE_CELL, rows[i].value);
            value->header = rows[i].header;
            press->x = 200;
            set_more(press, value, rows[i].value);
        } else if (rows[i].value) {
            add(press, row, NODE_CELL, "");
        }
        place(press, (struct page_item){ .kind = ITEM_RECT, .role = ITEM_DECORATION, .x = LEFT, .y = press->y + 3,
                                         .width = 300, .height = 0.35, .colour = petrol });
    }
}

static void press_note(struct press *press) {
    struct node *note = add(press, press->document->root, NODE_FOOTNOTE, "a");
    struct node *text = add_text(press, note, NODE_PARAGRAPH, "What an office is.");
    note->label = "1";
    set_label(press, note, "1 ");
    set_more(press, text, "What an office is.");
    node_named(press, "the-mark")->target = note->id;
    node_named(press, "the-reference")->target = node_named(press, "fig-bars")->id;
}

static void press_contents(struct press *press, struct node *contents) {
    static const struct {
        const char *identifier, *label, *text;
    } entries[] = { { "sec-work", "1", "Work" }, { "sec-more", "1.1", "More" } };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        struct node *entry = add(press, contents, NODE_BLOCK, "toc-entry");
        add(press, entry, NODE_TEXT, entries[i].text);
        entry->label = entries[i].label;
        entry->target = node_named(press, entries[i].identifier)->id;
        set_line(press, entry, entries[i].label);
        set_more(press, entry, " ");
        set_more(press, entry, entries[i].text);
    }
}

/* The contents are set last, on the second page, and stand first in the tree: the order of tags is the tree's. */
static void press_document(struct press *press) {
    new_page(press, "");
    press_cover(press);
    struct node *contents = add(press, press->document->root, NODE_BLOCK, "toc");
    press_heading(press, 1, "sec-work", "Work");
    press_paragraph(press);
    press_list(press);
    press_heading(press, 4, "sec-more", "More");
    press_figure(press, "Bars: A has 44.9 %.");
    new_page(press, "2");
    press_table(press);
    press_note(press);
    press_contents(press, contents);
}

static struct press *press_open(void) {
    struct arena *arena = arena_new();
    struct press *press = arena_alloc(arena, sizeof *press);
    press->arena = arena;
    press->diag = diag_new(arena);
    press->fonts = fonts_open(arena, press->diag, "fonts", "fonts.yaml");
    assert_non_null(press->fonts);
    press->shaper = shaper_new(arena, press->fonts);
    press->document = document_new(arena);
    press->document->language = "en";
    press->document->title = "Testland & \xC4\x8C: <work>";
    press->document->author = "An office";
    press->document->keywords = "work, tests";
    return press;
}

static void press_close(struct press *press) {
    struct arena *arena = press->arena;
    shaper_close(press->shaper);
    fonts_close(press->fonts);
    arena_close(arena);
}

static struct pdf_job job_of(struct press *press) {
    const struct source_file *icc = file_read_bytes(press->arena, press->diag, NULL, "/usr/share/color/icc/sRGB.icc", nowhere);
    assert_non_null(icc);
    return (struct pdf_job){ .document = press->document, .pages = &press->pages, .fonts = press->fonts,
                             .date = 1642204800, .icc = icc->text, .icc_size = icc->size, .producer = "Almanac test" };
}

static int set_up(void **state) {
    *state = press_open();
    return 0;
}

static int tear_down(void **state) {
    press_close(*state);
    return 0;
}

static void assert_said(struct press *press, const char *code) {
    assert_non_null(strstr(said_in(press->arena, press->diag), code));
}

static void assert_silent(struct press *press) {
    assert_string_equal(said_in(press->arena, press->diag), "");
}

/* --- tests --- */

static void writes_short_numbers(void **state) {
    static const struct {
        double value;
        int decimals;
        const char *expected;
    } cases[] = {
        { 0, 2, "0" }, { -0.0, 2, "0" }, { 0.004, 2, "0" }, { -0.004, 2, "0" }, { 0.005, 2, ".01" }, { -0.5, 2, "-.5" },
        { 12.5, 2, "12.5" }, { 100, 2, "100" }, { 100.1, 2, "100.1" }, { -1234.567, 2, "-1234.57" }, { 1.00001, 5, "1.00001" },
        { 7.6, 0, "8" }, { 1e20, 2, "10000000" }, { -1e20, 0, "-10000000" },
    };
    struct press *press = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = buffer_new(press->arena);
        content_number(&out, cases[i].value, cases[i].decimals);
        assert_string_equal(out.data, cases[i].expected);
    }
}

static void escapes_strings(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    object_text(&out, "a (b) \\ c");
    object_text(&out, "\xC4\x8C\xF0\x9F\x98\x80");
    object_text(&out, "");
    object_text(&out, "a\nb");
    assert_string_equal(out.data, "(a \\(b\\) \\\\ c)<FEFF010CD83DDE00>()<FEFF0061000A0062>");
    struct buffer other = buffer_new(press->arena); /* one byte a character where there is one; a mark of another encoding is none */
    object_text(&other, "\u2022 \u017E\u00E9\u20AC\u2026(\u00FF)");
    object_text(&other, "\u00A0");
    object_text(&other, "\u00AD");
    object_text(&other, "\u00FE\u00FF");
    object_text(&other, "\u00EF");
    assert_string_equal(other.data, "(\x80 \x9E\xE9\xA0\x83\\(\xFF\\))<FEFF00A0><FEFF00AD><FEFF00FE00FF><FEFF00EF>");
}

static void maps_characters_by_glyph_and_text(void **state) {
    struct press *press = *state;
    struct embed *embed = embed_new(press->arena, press->fonts);
    const struct face *regular = fonts_find(press->fonts, "Roboto", 400, false);
    const struct face *bold = fonts_find(press->fonts, "Roboto", 700, false);
    assert_int_equal(embed_character(embed, regular, 5, "-", 1), 1);
    assert_int_equal(embed_character(embed, regular, 5, "\xC2\xAD", 2), 2);
    assert_int_equal(embed_character(embed, regular, 5, "-", 1), 1);
    assert_int_equal(embed_character(embed, regular, 9, "-", 1), 3);
    assert_int_equal(embed_character(embed, regular, 5, "", 0), 4);
    assert_int_equal(embed_character(embed, regular, 5, "x", 0), 4);
    assert_int_equal(embed_character(embed, bold, 5, "-", 1), 1);
}

static void maps_text_to_unicode(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    embed_unicode(&out, "ffi", 3);
    buffer_byte(&out, ' ');
    embed_unicode(&out, "\xF0\x9F\x98\x80", 4);
    buffer_byte(&out, ' ');
    embed_unicode(&out, "", 0);
    buffer_byte(&out, ' ');
    embed_unicode(&out, "\xEF\xBB\xBF", 3); /* U+FEFF says nothing in a map */
    assert_string_equal(out.data, "006600660069 D83DDE00 200B 200B");
}

static void assert_not_embedded(struct press *press, struct embed *embed, const char *code) {
    struct buffer out = buffer_new(press->arena);
    struct objects *objects = objects_open(press->arena);
    assert_false(embed_write(embed, press->diag, objects, &out));
    objects_close(objects);
    assert_said(press, code);
}

static void refuses_empty_glyphs(void **state) {
    struct press *press = *state;
    struct embed *embed = embed_new(press->arena, press->fonts);
    embed_character(embed, fonts_at(press->fonts, 0), 0, "x", 1);
    assert_not_embedded(press, embed, "[pdf-no-glyph]");
}

static void refuses_faces_with_too_many_characters(void **state) {
    struct press *press = *state;
    struct embed *embed = embed_new(press->arena, press->fonts);
    for (uint32_t glyph = 1; glyph <= 0xFFFF; glyph++) {
        embed_character(embed, fonts_at(press->fonts, 0), glyph, "x", 1);
    }
    assert_int_equal(embed_character(embed, fonts_at(press->fonts, 0), 1, "y", 1), 0xFFFF);
    assert_not_embedded(press, embed, "[pdf-face]");
}

static void keeps_the_first_fault(void **state) {
    struct press *press = *state;
    struct objects *objects = objects_open(press->arena);
    uint32_t page = objects_add(objects, "/Type/Page");
    size_t size = 1;
    objects_add_page(objects, page);
    objects_add_page(objects, page); /* a page hangs in one place only */
    assert_int_equal(objects_reserve(objects), 0);
    objects_fill(objects, page, "");
    assert_null(objects_save(press->arena, press->diag, objects, &size));
    assert_int_equal(size, 0);
    objects_close(objects);
    assert_said(press, "[pdf-back-end]");
}

/* Content with its NUL bytes, the upper halves of small character ids, as "~". */
static const char *visible(const struct buffer *content) {
    for (size_t i = 0; i < content->size; i++) {
        content->data[i] = content->data[i] == '\0' ? '~' : content->data[i];
    }
    return content->data;
}

static void writes_balanced_content(void **state) {
    struct press *press = *state;
    struct opacities opacities = { .fill = { false } };
    struct embed *embed = embed_new(press->arena, press->fonts);
    struct content *content = content_new(press->arena, embed, &opacities, 800);
    struct text_style style = style_of(press, "Roboto", 10);
    struct shaped word = text_shape(press->arena, press->shaper, press->diag, &style, "en", "AVA", 3, nowhere);
    struct stroke stroke = { .colour = petrol, .width = 1 };
    struct drawing *drawing = drawing_new(press->arena, 50, 20);
    drawing_rect(drawing, 1, 2, 3, 4);
    drawing_fill(drawing, colour_with_alpha(petrol, 0.25));
    drawing_segment(drawing, (struct point){ 0, 20 }, (struct point){ 50, 20.004 }, &stroke);
    drawing_finish(drawing);
    size_t count;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    content_begin_tag(content, "P", 0);
    content_text(content, word.runs, (struct point){ 57, 100 }, END_AS_IS);
    content_text(content, word.runs, (struct point){ 57, 113 }, END_AS_IS);
    content_end(content);
    content_begin_artifact(content, "<</Type/Layout>>");
    content_rect(content, (struct rect){ 10, 20, 30, 0.35 }, petrol);
    content_frame_begin(content, (struct rect){ 100, 200, 50, 20 });
    for (size_t i = 0; i < count; i++) {
        content_draw(content, &ops[i]);
    }
    content_frame_end(content);
    content_end(content);
    assert_string_equal(visible(content_finish(content)), 
                        "/P<</MCID 0>>BDC\n"
                        "BT\n"
                        "0 .376 .478 rg\n"
                        "/F1 10 Tf\n"
                        "57 700 Td\n"
                        "[(~\001)42(~\002)37(~\001)]TJ\n"
                        "0 -13 Td\n"
                        "[(~\001)42(~\002)37(~\001)]TJ\n"
                        "ET\n"
                        "EMC\n"
                        "/Artifact<</Type/Layout>>BDC\n"
                        "10 779.65 30 .35 re f\n"
                        "q\n"
                        "1 0 0 1 100 580 cm\n"
                        "/a25 gs\n"
                        "1 18 3 -4 re\n"
                        "f\n"
                        "0 .376 .478 RG\n"
                        "0 0 m\n"
                        "50 0 l\n"
                        "S\n"
                        "Q\n"
                        "EMC\n");
    assert_true(opacities.fill[25]);
}

/* A word space that no glyph shows goes into the text of the last character. */
static void parts_words_by_text(void **state) {
    struct press *press = *state;
    struct opacities opacities = { .fill = { false } };
    struct embed *embed = embed_new(press->arena, press->fonts);
    struct content *content = content_new(press->arena, embed, &opacities, 800);
    struct text_style style = style_of(press, "Roboto", 10);
    struct shaped word = text_shape(press->arena, press->shaper, press->diag, &style, "en", "40", 2, nowhere);
    struct shaped spaced = text_shape(press->arena, press->shaper, press->diag, &style, "en", "40 ", 3, nowhere);
    uint32_t zero = word.runs[0].glyphs[1].id;
    content_begin_tag(content, "P", 0);
    content_text(content, word.runs, (struct point){ 57, 100 }, END_WITH_SPACE);
    content_text(content, spaced.runs, (struct point){ 57, 113 }, END_WITH_SPACE);
    content_end(content);
    content_finish(content);
    assert_int_equal(embed_character(embed, style.face, zero, "0 ", 2), 2);
    assert_int_equal(embed_character(embed, style.face, zero, "0", 1), 3);
    assert_int_equal(embed_character(embed, style.face, spaced.runs[0].glyphs[2].id, " ", 1), 4);
}

static void escapes_xmp(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    struct metadata metadata = { .title = metadata_text(press->arena, "A & B <c>\n\"d\""), .author = "", .subject = "",
                                 .keywords = "", .producer = "p", .language = "en", .archive_part = "3", .status = "draft", .date = 0 };
    xmp_write(press->arena, &metadata, &out);
    assert_non_null(strstr(out.data, ">A &amp; B &lt;c&gt; \"d\"</rdf:li>"));
    assert_null(strstr(out.data, "dc:creator"));
    assert_non_null(strstr(out.data, "<xmp:Label>draft</xmp:Label>"));
    assert_non_null(strstr(out.data, "<xmp:CreateDate>1970-01-01T00:00:00Z</xmp:CreateDate>"));
}

static void identifies_publications(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena), without = buffer_new(press->arena);
    struct metadata metadata = { .title = "A", .publisher = "Office & Co", .isbn = "978-92-0-000000-3", .doi = "10.1234/a<b",
                                 .catalogue_number = "XX-01", .archive_part = "2" };
    xmp_write(press->arena, &metadata, &out);
    assert_non_null(strstr(out.data, "<dc:publisher><rdf:Bag><rdf:li>Office &amp; Co</rdf:li></rdf:Bag></dc:publisher>"));
    assert_non_null(strstr(out.data, "<dc:identifier>doi:10.1234/a&lt;b</dc:identifier>"));
    assert_non_null(strstr(out.data, "<rdf:li>urn:isbn:978-92-0-000000-3</rdf:li>\n<rdf:li>XX-01</rdf:li>"));
    assert_non_null(strstr(out.data, "<prism:isbn>978-92-0-000000-3</prism:isbn>"));
    assert_non_null(strstr(out.data, "<pdfaid:part>2</pdfaid:part>"));
    assert_non_null(strstr(out.data, "<pdfaSchema:prefix>prism</pdfaSchema:prefix>"));
    metadata = (struct metadata){ .title = "A", .archive_part = "3" };
    xmp_write(press->arena, &metadata, &without);
    assert_null(strstr(without.data, "dentifier>"));
    assert_null(strstr(without.data, "<pdfaSchema:prefix>prism"));
}

static void writes_dates(void **state) {
    struct press *press = *state;
    assert_string_equal(pdf_date(press->arena, 1642204800), "D:20220115000000Z");
    assert_string_equal(xmp_date(press->arena, 1709251199), "2024-02-29T23:59:59Z");
    assert_string_equal(xmp_date(press->arena, -1), "1970-01-01T00:00:00Z");
    assert_string_equal(xmp_date(press->arena, INT64_MAX), "9999-12-31T23:59:59Z");
}

static void labels_pages(void **state) {
    static const struct {
        const char *labels[5];
        const char *expected;
    } cases[] = {
        { { "", "2", "3", "", "5" }, "0<</S/D>>" },
        { { "1", "2", "", "", "" }, "0<</S/D>>" },
        { { "", "", "1", "2", "9" }, "0<</S/D>>2<</S/D>>4<</S/D/St 9>>" },
        { { "i", "ii", "1", "2", "3" }, "0<</P(i)>>1<</P(ii)>>2<</S/D>>" },
    };
    struct press *press = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page pages[5] = { 0 };
        struct buffer out = buffer_new(press->arena);
        for (int page = 0; page < 5; page++) {
            pages[page].label = cases[i].labels[page];
        }
        page_labels_write(press->arena, &(struct pages){ .pages = pages, .count = 5 }, &out);
        assert_string_equal(out.data, cases[i].expected);
    }
}

static void tags_a_document(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    press_document(press);
    tags_dump(press->document, &press->pages, &out);
    assert_string_equal(out.data,
                        "Document\n"
                        "  Sect\n"
                        "    P [1] \"Testland\"\n"
                        "  Sect\n"
                        "    TOC\n"
                        "      TOCI\n"
                        "        Reference\n"
                        "          Link -> #sec-work page 1 [2] \"1 Work\"\n"
                        "      TOCI\n"
                        "        Reference\n"
                        "          Link -> #sec-more page 1 \"1.1 More\"\n"
                        "  H1 [1] \"Work\"\n"
                        "  P\n"
                        "    \"See \"\n"
                        "    Link -> https://example.org/\xC3\xA9(1) \"the data of the office\"\n"
                        "    \" and office infrastructure, \"\n"
                        "    Span lang fr \"raison d\xE2\x80\x99\xC3\xAAtre\"\n"
                        "    \", in \"\n"
                        "    Reference\n"
                        "      Link -> #fig-bars page 1 \"Figure 1\"\n"
                        "    Reference\n"
                        "      Link -> footnote page 2 \"1\"\n"
                        "    \".\"\n"
                        "  Note id n000059\n"
                        "    Lbl\n"
                        "      Reference\n"
                        "        Link -> #the-mark page 1 [2] \"1 \"\n"
                        "    \"What an office is.\"\n"
                        "  L ordered\n"
                        "    LI\n"
                        "      Lbl [1] \"1. \"\n"
                        "      LBody \"Item\"\n"
                        "    LI\n"
                        "      Lbl \"2. \"\n"
                        "      LBody\n"
                        "        P \"Item\"\n"
                        "        L\n"
                        "          LI\n"
                        "            Lbl \"\xE2\x80\x93 \"\n"
                        "            LBody \"Below\"\n"
                        "  H2 \"More\"\n"
                        "  Div\n"
                        "    Caption\n"
                        "      P \"Figure 1\"\n"
                        "      P \"A leads\"\n"
                        "    Figure alt \"Bars: A has 44.9 %.\" (drawing)\n"
                        "    P \"Source: none\"\n"
                        "  Table\n"
                        "    Caption\n"
                        "      P [2] \"Table 1\"\n"
                        "    THead\n"
                        "      TR\n"
                        "        TH column id h000043 \"Region\"\n"
                        "        TH column id h000045 \"Share\"\n"
                        "    TBody\n"
                        "      TR\n"
                        "        TH row span 2 id h000048 \"Group\"\n"
                        "      TR\n"
                        "        TH row id h000051 heads h000043,h000048 \"North\"\n"
                        "        TD heads h000045,h000048,h000051 \"44.9\"\n"
                        "      TR\n"
                        "        TH row id h000056 heads h000043,h000048 \"South\"\n"
                        "        TD heads h000045,h000048,h000056\n");
}

/* The title that a page prints for its contents or key figures belongs to the group itself. */
static void puts_titles_first(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    struct node *contents = add(press, press->document->root, NODE_BLOCK, "toc");
    struct node *figures = add(press, press->document->root, NODE_BLOCK, "key-figures");
    struct node *value = add_text(press, add(press, figures, NODE_BLOCK, "key-figure"), NODE_BLOCK, "44.9");
    value->text = "key-value";
    new_page(press, "1");
    set_line(press, value, "44.9");
    set_line(press, figures, "What it finds");
    set_line(press, contents, "Contents");
    tags_dump(press->document, &press->pages, &out);
    assert_string_equal(out.data, "Document\n  Sect\n    H1 [1] \"Contents\"\n  Div\n    P \"What it finds\"\n"
                                  "    Div\n      P \"44.9\"\n");
}

static void closes_skipped_headings(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    new_page(press, "1");
    press_heading(press, 2, "a", "Two");
    press_heading(press, 4, "b", "Four");
    press_heading(press, 3, "c", "Three");
    press_heading(press, 2, "d", "Two");
    press_heading(press, 1, "e", "One");
    tags_dump(press->document, &press->pages, &out);
    assert_string_equal(out.data, "Document\n  H1 [1] \"Two\"\n  H2 \"Four\"\n  H2 \"Three\"\n  H1 \"Two\"\n  H1 \"One\"\n");
}

static void leaves_out_what_says_nothing(void **state) {
    struct press *press = *state;
    struct buffer out = buffer_new(press->arena);
    new_page(press, "1");
    add_text(press, press->document->root, NODE_PARAGRAPH, "Never placed");
    struct node *paragraph = add_text(press, press->document->root, NODE_PARAGRAPH, "Here, ");
    struct node *link = add_text(press, paragraph, NODE_LINK, "there"); /* leads nowhere: no address */
    set_line(press, paragraph, "Here, ");
    set_more(press, link, "there");
    tags_dump(press->document, &press->pages, &out);
    assert_string_equal(out.data, "Document\n  P [1] \"Here, there\"\n");
}

static void says_what_cannot_be_tagged(void **state) {
    struct press *press = *state;
    struct pdf_job job = job_of(press);
    size_t size;
    new_page(press, "1");
    press_figure(press, ""); /* the caption stands in */
    set_line(press, NULL, "Of no part");
    assert_non_null(pdf_write(press->arena, press->diag, &job, &size));
    assert_said(press, "[pdf-no-alternative]");
    assert_said(press, "[pdf-untagged-text]");
    struct buffer out = buffer_new(press->arena);
    tags_dump(press->document, &press->pages, &out);
    assert_non_null(strstr(out.data, "Figure alt \"Figure 1. A leads\""));
}

/* A language that is none is said and left out: a reader could not speak it, and PDF/A forbids it. */
static void says_which_languages_are_none(void **state) {
    static const char *const wrong[] = { "fran\xC3\xA7" "ais", "e", "", "english!", "en_GB", "en-", "12" };
    static const char *const right[] = { "en", "nds", "en-GB", "zh-Hant-TW", "de-1996" };
    struct press *press = *state;
    struct pdf_job job = job_of(press);
    size_t size;
    new_page(press, "1");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong + sizeof right / sizeof *right; i++) {
        size_t count = sizeof wrong / sizeof *wrong;
        struct node *paragraph = add_text(press, press->document->root, NODE_PARAGRAPH, "Words");
        speak(press, paragraph, i < count ? wrong[i] : right[i - count]);
        set_line(press, paragraph, "Words");
    }
    assert_non_null(pdf_write(press->arena, press->diag, &job, &size));
    struct buffer out = buffer_new(press->arena);
    diag_print(press->diag, &out);
    size_t said = 0;
    for (const char *at = out.data; (at = strstr(at, "[pdf-language]")); at++) said++;
    assert_int_equal(said, sizeof wrong / sizeof *wrong);
    out = buffer_new(press->arena);
    tags_dump(press->document, &press->pages, &out);
    assert_non_null(strstr(out.data, "P lang zh-Hant-TW \"Words\""));
    assert_null(strstr(out.data, "lang en_GB"));
}

static void needs_a_profile(void **state) {
    struct press *press = *state;
    struct pdf_job job = job_of(press);
    size_t size = 1;
    new_page(press, "1");
    job.icc_size = 100;
    assert_null(pdf_write(press->arena, press->diag, &job, &size));
    assert_int_equal(size, 0);
    assert_said(press, "[pdf-no-profile]");
}

static void writes_equal_bytes(void **state) {
    struct press *press = *state;
    size_t size[2];
    press_document(press);
    struct pdf_job job = job_of(press);
    const char *first = pdf_write(press->arena, press->diag, &job, &size[0]);
    const char *second = pdf_write(press->arena, press->diag, &job, &size[1]);
    assert_non_null(first);
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(first, second, size[0]);
    assert_memory_equal(first, "%PDF-1.7\n", 9);
    assert_silent(press);
    job.date++;
    const char *third = pdf_write(press->arena, press->diag, &job, &size[1]);
    assert_true(size[0] != size[1] || memcmp(first, third, size[0]) != 0);
}

static void writes_an_empty_document(void **state) {
    struct press *press = *state;
    struct pdf_job job = job_of(press);
    size_t size;
    new_page(press, "");
    assert_non_null(pdf_write(press->arena, press->diag, &job, &size));
    assert_silent(press);
}

static int write_sample(const char *path) {
    struct press *press = press_open();
    size_t size;
    press_document(press);
    struct pdf_job job = job_of(press);
    const char *bytes = pdf_write(press->arena, press->diag, &job, &size);
    bool is_written = bytes && file_write(press->diag, path, bytes, size);
    press_close(press);
    return is_written ? 0 : 1;
}

int main(int argc, char **argv) {
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(writes_short_numbers), TEST(escapes_strings), TEST(maps_characters_by_glyph_and_text),
        TEST(maps_text_to_unicode), TEST(refuses_empty_glyphs), TEST(refuses_faces_with_too_many_characters),
        TEST(keeps_the_first_fault), TEST(writes_balanced_content), TEST(escapes_xmp), TEST(identifies_publications), TEST(writes_dates),
        TEST(labels_pages), TEST(parts_words_by_text), TEST(puts_titles_first), TEST(tags_a_document),
        TEST(closes_skipped_headings), TEST(leaves_out_what_says_nothing),
        TEST(says_what_cannot_be_tagged), TEST(says_which_languages_are_none), TEST(needs_a_profile), TEST(writes_equal_bytes), TEST(writes_an_empty_document),
    };
    if (argc == 3 && strcmp(argv[1], "--write") == 0) {
        return write_sample(argv[2]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
