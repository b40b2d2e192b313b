#include "output/page_label.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "drawing/pages.h"
#include "output/object.h"

#include <string.h>

/* NUMBER_LIMIT: no page number is larger; keeps sums within a long. */
#define NUMBER_LIMIT 1000000000L

/* The decimal number that label is, or 0. */
static long number_of(const char *label) {
    long number = 0;
    for (const char *digit = label ? label : ""; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || number > NUMBER_LIMIT || (number == 0 && *digit == '0')) {
            return 0;
        }
        number = number * 10 + (*digit - '0');
    }
    return number;
}

static bool is_blank(const struct page *page) {
    return !page->label || !page->label[0];
}

/* The number a page without label would have, seen from the next page that has one, else from the page before. */
static long implied_number(const struct pages *pages, const long *numbers, size_t page) {
    for (size_t next = page + 1; next < pages->count; next++) {
        if (!is_blank(&pages->pages[next])) {
            long number = number_of(pages->pages[next].label) - (long)(next - page);
            if (number > 0) {
                return number;
            }
            break;
        }
    }
    return page > 0 && numbers[page - 1] > 0 ? numbers[page - 1] + 1 : (long)page + 1;
}

void page_labels_write(struct arena *arena, const struct pages *pages, struct buffer *out) {
    long *numbers = arena_array(arena, pages->count, sizeof *numbers);
    for (size_t page = 0; page < pages->count; page++) {
        const char *label = pages->pages[page].label;
        numbers[page] = is_blank(&pages->pages[page]) ? implied_number(pages, numbers, page) : number_of(label);
        if (numbers[page] == 0) {
            buffer_print(out, "%zu<</P", page);
            object_text(out, label);
            buffer_text(out, ">>");
        } else if (page == 0 || numbers[page - 1] == 0 || numbers[page - 1] + 1 != numbers[page]) {
            buffer_print(out, "%zu<</S/D", page);
            if (numbers[page] != 1) {
                buffer_print(out, "/St %ld", numbers[page]);
            }
            buffer_text(out, ">>");
        }
    }
}
