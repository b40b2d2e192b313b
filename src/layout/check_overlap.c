/* Things that stand on each other. */
#include "layout/check_private.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

/* Rules are no higher or wider [pt]. */
#define RULE_MAX 3.0

static int compare_tops(const void *a, const void *b) {
    const struct ink *one = a, *other = b;
    if (one->top != other->top) {
        return one->top < other->top ? -1 : 1;
    }
    if (one->item != other->item) {
        return one->item < other->item ? -1 : 1;
    }
    return one->op < other->op ? -1 : one->op > other->op;
}

static void report_pair(const struct sheet *sheet, const struct ink *a, const struct ink *b) {
    const struct page_item *item = &sheet->page->items[b->item];
    bool labels = a->drawn && b->drawn && a->item == b->item;
    const char *detail =
        arena_print(sheet->setter->arena, "%s and %s", sheet_quote(sheet, a->run), sheet_quote(sheet, b->run));
    sheet_report(sheet, labels ? DIAG_CODE_LAYOUT_LABELS : DIAG_CODE_LAYOUT_OVERLAP, item, detail);
}

/* Runs of one text follow each other and may lean into each other. */
static bool are_one_text(const struct ink *a, const struct ink *b) {
    return a->drawn && b->drawn && a->item == b->item && a->op == b->op;
}

/* Texts sorted from the top; each is compared with those that begin before it ends. */
static void check_texts(const struct sheet *sheet) {
    size_t count = sheet->inks.count;
    struct ink *inks = arena_array(sheet->setter->scratch, count, sizeof *inks);
    for (size_t i = 0; i < count; i++) {
        inks[i] = sheet->inks.items[i];
    }
    if (count > 0) {
        qsort(inks, count, sizeof *inks, compare_tops);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && inks[k].top < inks[i].bottom; k++) {
            if (ink_overlaps(&inks[i], &inks[k], CHECK_SLACK) && !are_one_text(&inks[i], &inks[k])) {
                report_pair(sheet, &inks[i], &inks[k]);
            }
        }
    }
}

static struct ink box_of(const struct page_item *item) {
    return (struct ink){
        .left = item->x, .right = item->x + item->width, .top = item->y, .bottom = item->y + item->height};
}

/* Texts of the page and other drawings on the drawing of item. */
static void check_drawing(const struct sheet *sheet, size_t number) {
    const struct page_item *item = &sheet->page->items[number];
    struct ink box = box_of(item);
    for (size_t i = 0; i < sheet->inks.count; i++) {
        const struct ink *ink = &sheet->inks.items[i];
        if (!ink->drawn && ink_overlaps(ink, &box, CHECK_SLACK)) {
            const char *detail =
                arena_print(sheet->setter->arena, "%s stands on a drawing", sheet_quote(sheet, ink->run));
            sheet_report(sheet, DIAG_CODE_LAYOUT_OVERLAP, &sheet->page->items[ink->item], detail);
        }
    }
    for (size_t i = number + 1; i < sheet->page->count; i++) {
        struct ink other = box_of(&sheet->page->items[i]);
        if (sheet->page->items[i].kind == ITEM_DRAWING && ink_overlaps(&box, &other, CHECK_SLACK)) {
            sheet_report(sheet, DIAG_CODE_LAYOUT_OVERLAP, &sheet->page->items[i], "two drawings");
        }
    }
}

static bool strikes(const struct page_item *rule, const struct ink *ink) {
    double middle = rule->y + rule->height / 2, size = ink->bottom - ink->top;
    double width = fmin(rule->x + rule->width, ink->right) - fmax(rule->x, ink->left);
    bool across = rule->height <= RULE_MAX && width > CHECK_SLACK && middle > ink->top + 0.1 * size &&
                  middle < ink->bottom - 0.2 * size;
    double centre = rule->x + rule->width / 2;
    bool upright = rule->width <= RULE_MAX && rule->height > RULE_MAX && centre > ink->left + CHECK_SLACK &&
                   centre < ink->right - CHECK_SLACK && rule->y < ink->bottom - CHECK_SLACK &&
                   rule->y + rule->height > ink->top + CHECK_SLACK;
    return across || upright;
}

/* Rules that run through a text. */
static void check_rule(const struct sheet *sheet, const struct page_item *rule) {
    for (size_t i = 0; i < sheet->inks.count; i++) {
        const struct ink *ink = &sheet->inks.items[i];
        if (!ink->drawn && strikes(rule, ink)) {
            const char *detail =
                arena_print(sheet->setter->arena, "a rule runs through %s", sheet_quote(sheet, ink->run));
            sheet_report(sheet, DIAG_CODE_LAYOUT_OVERLAP, &sheet->page->items[ink->item], detail);
        }
    }
}

/* Texts that a ground painted later hides. */
static void check_ground(const struct sheet *sheet, size_t number) {
    const struct page_item *ground = &sheet->page->items[number];
    struct ink box = box_of(ground);
    for (size_t i = 0; i < sheet->inks.count; i++) {
        const struct ink *ink = &sheet->inks.items[i];
        bool hides = ink->item < number && ground->colour.alpha >= 1 && ground->height > RULE_MAX && ground->width > RULE_MAX;
        if (hides && ink_overlaps(ink, &box, CHECK_SLACK)) {
            const char *detail = arena_print(sheet->setter->arena, "a ground covers %s", sheet_quote(sheet, ink->run));
            sheet_report(sheet, DIAG_CODE_LAYOUT_OVERLAP, &sheet->page->items[ink->item], detail);
        }
    }
}

void check_overlaps(const struct sheet *sheet) {
    check_texts(sheet);
    for (size_t i = 0; i < sheet->page->count; i++) {
        const struct page_item *item = &sheet->page->items[i];
        if (item->kind == ITEM_DRAWING && item->role != ITEM_BACKGROUND) {
            check_drawing(sheet, i);
        } else if (item->kind == ITEM_RECT) {
            check_rule(sheet, item);
            check_ground(sheet, i);
        }
    }
}
