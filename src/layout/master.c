#include "layout/master.h"
#include "layout/ornament.h"

#include "base/arena.h"

#include <string.h>

/* Which parts a master has. */
struct master {
    const char *name;
    bool fills; /* its content stands anywhere, not in the frame */
    bool grounded; /* stands on the divider's ground */
    bool tab, head, deck, folio; /* head: the texts that the theme's master names, at head and foot */
};

static const struct master masters[] = {
    {.name = "cover", .fills = true},
    {.name = "closing", .fills = true},
    {.name = "title", .fills = true},
    {.name = "divider", .fills = true, .grounded = true, .folio = true},
    {.name = "slide", .fills = true, .tab = true, .deck = true, .folio = true},
    {.name = "contents", .tab = true, .head = true},
    {.name = "body", .tab = true, .head = true},
};

static const struct master *find_master(const char *name) {
    for (size_t i = 0; i + 1 < sizeof masters / sizeof *masters; i++) {
        if (strcmp(masters[i].name, name) == 0) {
            return &masters[i];
        }
    }
    return &masters[sizeof masters / sizeof *masters - 1];
}

bool master_fills(const char *name) {
    return find_master(name)->fills;
}

static struct label edge_label(const struct document *document, enum item_role role) {
    return (struct label){
        .role = role, .origin = {.kind = ORIGIN_LITERAL, .pos = document->root->pos}, .pos = document->root->pos};
}

static const char *text_or_nothing(const char *text) {
    return text ? text : "";
}

/* The theme's master for the page: of a page on which a chapter begins, of one of even number, or the usual one. */
static const struct theme_master *theme_edges(const struct setter *setter, const struct master_page *page) {
    const struct theme_master *own = theme_master(setter->theme, page->master);
    const struct theme_master *first = theme_master(setter->theme, "first"), *left = theme_master(setter->theme, "left");
    bool plain = !own || strcmp(page->master, "body") == 0; /* contents and turned pages keep edges of their own */
    if (first && plain && page->opens) {
        return first;
    }
    if (left && plain && page->is_left) {
        return left;
    }
    return own ? own : theme_master(setter->theme, "body");
}

void master_begin(struct setter *setter, struct slice *slice, const struct master_page *page) {
    const struct master *parts = find_master(page->master);
    const struct theme_master *edges = theme_edges(setter, page);
    struct rect tab = {setter->format->left, 0, setter_number(setter, NUMBER_TAB_WIDTH),
                       setter_number(setter, NUMBER_TAB_HEIGHT)};
    bool tabbed = parts->tab && (!parts->head || (edges && edges->tab));
    if (tabbed && tab.height > 0) {
        slice_add_rect(setter->arena, slice, tab, setter_colour(setter, COLOUR_SUBJECT), ITEM_BACKGROUND);
    }
    if (parts->head) {
        ornaments_set(setter, slice, page->master);
    }
    if (parts->head && edges) {
        double top = setter_number(setter, NUMBER_RUNNING_TOP);
        struct edge_line line = {.pattern = edges->head_left, .style = STYLE_RUNNING_HEAD, .role = ITEM_HEADER, .top = top,
                                 .indent = setter_number(setter, NUMBER_RUNNING_INDENT)};
        edge_set(setter, slice, &line, &page->fields);
        line.pattern = edges->head_right;
        line.right = true;
        edge_set(setter, slice, &line, &page->fields);
    }
}

/* Top of the foot's line. */
static double foot_top(const struct setter *setter, const struct text_style *style) {
    return setter->format->height - setter_number(setter, NUMBER_FOOT_BOTTOM) - style->leading;
}

static void set_foot(struct setter *setter, struct slice *slice, const struct master_page *page) {
    const struct theme_master *edges = theme_edges(setter, page);
    double top = foot_top(setter, setter_style(setter, STYLE_FOOT_CHAPTER));
    if (edges) {
        struct edge_line line = {edges->foot_left, STYLE_FOOT_CHAPTER, ITEM_FOOTER, top, 0, false};
        edge_set(setter, slice, &line, &page->fields);
        line.pattern = edges->foot_right;
        line.right = true;
        edge_set(setter, slice, &line, &page->fields);
    }
}

/* The folio at the right; on a slide before it the document's name. */
static void set_folio(struct setter *setter, struct slice *page, const struct master *parts, const char *folio) {
    struct label label = edge_label(setter->job->document, ITEM_FOOTER);
    bool dark = parts->grounded && setter_number(setter, NUMBER_DIVIDER_GROUND_HEIGHT) > setter->format->height - 1;
    label.style = setter_style(setter, dark ? STYLE_DIVIDER_HEAD_STRONG : STYLE_FOLIO);
    label.text = folio;
    label.x = setter->format->width - setter->format->right;
    label.y = foot_top(setter, label.style) + style_baseline(label.style);
    label.right = true;
    label.origin.kind = ORIGIN_COUNTER;
    label.x -= setter_label(setter, page, &label) + 2 * setter_number(setter, NUMBER_KEY_UNIT_GAP);
    if (parts->deck) {
        label.style = setter_style(setter, STYLE_FOOT_CHAPTER);
        label.text = text_or_nothing(setter->job->document->running_title);
        label.origin = setter->job->document->running_title_origin;
        setter_label(setter, page, &label);
    }
}

void master_end(struct setter *setter, struct slice *slice, const struct master_page *page) {
    const struct master *parts = find_master(page->master);
    if (parts->head) {
        set_foot(setter, slice, page);
    } else if (parts->folio && !(strcmp(page->master, "divider") == 0 && setter_number(setter, NUMBER_DIVIDER_BARE) > 0)) {
        set_folio(setter, slice, parts, page->fields.page);
    }
}

/* Title, subject and edition spread over the full width, equal room between them. */
void master_divider_head(struct setter *setter, struct slice *page) {
    const struct document *document = setter->job->document;
    const struct text_style *style = setter_style(setter, STYLE_DIVIDER_HEAD);
    const struct text_style *strong = setter_style(setter, STYLE_DIVIDER_HEAD_STRONG);
    struct span full = setter_span(setter, "full");
    struct label label = edge_label(document, ITEM_HEADER);
    label.style = style;
    label.text = text_or_nothing(document->running_title);
    label.origin = document->running_title_origin;
    label.x = full.x;
    label.y = setter_number(setter, NUMBER_DIVIDER_HEAD_TOP) + style_baseline(style);
    double left = setter_label(setter, page, &label);
    label.text = text_or_nothing(document->running_edition);
    label.origin = document->running_edition_origin;
    label.x = full.x + full.width;
    label.right = true;
    double right = setter_label(setter, page, &label);
    label.style = strong;
    label.text = text_or_nothing(document->running_subject);
    label.origin = document->running_subject_origin;
    label.right = false;
    label.x = full.x + left + (full.width - left - right - setter_width(setter, strong, label.text)) / 2;
    setter_label(setter, page, &label);
}
