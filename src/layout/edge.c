#include "layout/edge.h"

#include "base/arena.h"

#include <string.h>

#define EN_SPACE "\xE2\x80\x82" /* U+2002 parts number and name */

enum { PIECES_MOST = 16 };

/* One text of a line. */
struct piece {
    const char *text;
    const struct text_style *style;
    struct origin origin;
    bool apart; /* a gutter away from what is before it */
};

/* A line while it is read. */
struct reading {
    struct setter *setter;
    const struct edge_line *line;
    const struct edge_fields *fields;
    struct piece pieces[PIECES_MOST];
    size_t count;
    bool apart;
};

static void add(struct reading *reading, const char *text, struct origin origin, enum theme_style style) {
    if (!text || !*text || reading->count == PIECES_MOST) {
        return;
    }
    reading->pieces[reading->count] = (struct piece){text, setter_style(reading->setter, style), origin,
                                                     reading->apart && reading->count > 0};
    reading->count++;
    reading->apart = false;
}

static void add_running(struct reading *reading, const struct running *running) {
    enum theme_style style = reading->line->style;
    struct origin counter = {.kind = ORIGIN_COUNTER, .pos = reading->setter->job->document->root->pos};
    if (!running) {
        return;
    }
    if (running->number && *running->number) {
        add(reading, arena_print(reading->setter->arena, "%s" EN_SPACE, running->number), counter, style);
    }
    add(reading, running->name, running->origin, style);
}

static void add_field(struct reading *reading, const char *name, size_t size) {
    const struct document *document = reading->setter->job->document;
    enum theme_style style = reading->line->style;
    struct origin counter = {.kind = ORIGIN_COUNTER, .pos = document->root->pos};
    if (strncmp(name, "title", size) == 0) {
        add(reading, document->running_title, document->running_title_origin, style);
    } else if (strncmp(name, "subject", size) == 0) {
        add(reading, document->running_subject, document->running_subject_origin, STYLE_RUNNING_SUBJECT);
    } else if (strncmp(name, "edition", size) == 0) {
        add(reading, document->running_edition, document->running_edition_origin, style);
    } else if (strncmp(name, "chapter", size) == 0) {
        add_running(reading, reading->fields->chapter);
    } else if (strncmp(name, "section", size) == 0) {
        add_running(reading, reading->fields->section);
    } else if (strncmp(name, "page", size) == 0) {
        add(reading, reading->fields->page, counter, STYLE_FOLIO);
    } else {
        add(reading, reading->fields->pages, counter, style);
    }
}

/* Words between fields: two spaces are a gutter, a text is printed as it is. */
static void add_words(struct reading *reading, const char *text, size_t size) {
    struct origin origin = {.kind = ORIGIN_LITERAL, .pos = reading->setter->job->document->root->pos};
    bool blank = strspn(text, " ") >= size;
    reading->apart = reading->apart || (blank && size > 1);
    if (!blank || size == 1) {
        add(reading, arena_copy(reading->setter->arena, text, size), origin, reading->line->style);
    }
}

static void read_pattern(struct reading *reading) {
    const char *at = reading->line->pattern;
    while (*at) {
        if (*at == '{') {
            size_t size = strcspn(at + 1, "}");
            add_field(reading, at + 1, size);
            at += size + 1 + (at[size + 1] == '}');
        } else {
            size_t size = strcspn(at, "{");
            add_words(reading, at, size);
            at += size;
        }
    }
}

static double pieces_width(const struct reading *reading, double gutter) {
    double width = 0;
    for (size_t i = 0; i < reading->count; i++) {
        const struct piece *piece = &reading->pieces[i];
        width += (piece->apart ? gutter : 0) + setter_width(reading->setter, piece->style, piece->text);
    }
    return width;
}

void edge_set(struct setter *setter, struct slice *page, const struct edge_line *line, const struct edge_fields *fields) {
    struct reading reading = {.setter = setter, .line = line, .fields = fields};
    const struct page_format *format = setter->format;
    if (!line->pattern) {
        return;
    }
    read_pattern(&reading);
    bool alone = reading.count == 1;
    double right = format->width - format->right, x = format->left + line->indent;
    if (line->right) {
        x = alone ? right : right - pieces_width(&reading, format->gutter);
    }
    for (size_t i = 0; i < reading.count; i++) {
        const struct piece *piece = &reading.pieces[i];
        x += piece->apart ? format->gutter : 0;
        bool folio = piece->style == setter_style(setter, STYLE_FOLIO);
        const struct text_style *usual = setter_style(setter, line->style);
        const struct text_style *base = folio && alone ? piece->style : usual;
        double lower = line->role == ITEM_FOOTER ? usual->leading - base->leading : 0; /* feet end at one height */
        struct label label = {.style = piece->style,
                              .text = piece->text,
                              .x = x,
                              .y = line->top + lower + style_baseline(base),
                              .right = line->right && alone,
                              .role = line->role,
                              .origin = piece->origin,
                              .pos = setter->job->document->root->pos};
        x += setter_label(setter, page, &label);
    }
}
