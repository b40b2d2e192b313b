/* Words that are more than letters: numbers with their units, and addresses. */
#ifndef ALMANAC_LAYOUT_WORD_H
#define ALMANAC_LAYOUT_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* True if the space before offset ties a number to what belongs to it: "44 %", "EUR 28", "28 000", "3 million". */
bool text_is_tied(const char *text, size_t size, size_t offset);

/* Size of the address (of the web, of mail, or the name of a digital object) that text begins with, up to the next
 * space; 0 if it is none. Signs that end a sentence and
 * brackets around it count. */
size_t address_size(const char *text, size_t size);

/* False if no word of text can be an address: asked once a paragraph, it spares most of them the question. */
bool text_may_hold_address(const char *text, size_t size);

/* True if the address from start to stop may be divided before offset: behind a slash, "=" or "@"; before a point, a
 * hyphen, "_", "%" and the like (a hyphen at a line's end would seem to be added); between words written as one. */
bool address_breaks(const char *text, size_t start, size_t stop, size_t offset);

#endif
