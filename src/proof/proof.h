/* Two PDF files of the same document side by side: which words changed, and where the pages look otherwise. Files are read by poppler's
 * programs (pdftotext, pdftoppm), which run as processes of their own. */
#ifndef ALMANAC_PROOF_PROOF_H
#define ALMANAC_PROOF_PROOF_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct diag;

/* A word on a page, its box in points from the upper left. */
struct proof_word {
    const char *text;
    size_t page; /* from 0 */
    double left, top, right, bottom;
    bool changed; /* the other file does not have it here */
};

struct proof_page {
    double width, height; /* [pt] */
    size_t first, count;  /* its words */
    const unsigned char *grey; /* picture of the page, one byte a pixel */
    size_t columns, rows;
};

struct proof_file {
    const char *path;
    struct proof_word *words;
    size_t word_count, word_capacity;
    struct proof_page *pages;
    size_t page_count, page_capacity;
};

/* A part of a page pair where the words are the same and the pictures are not [pt]. */
struct proof_spot {
    size_t page;
    double left, top, right, bottom;
};

struct proof {
    struct proof_file files[2];
    struct proof_spot *spots;
    size_t spot_count, spot_capacity;
    size_t changes; /* runs of words that were taken out, put in or replaced */
};

/* Reads both files and compares them. NULL after a diagnostic: PROOF_PROGRAM, PROOF_FILE. Limit: 2000 pages, 400 000 words a file. */
const struct proof *proof_compare(struct arena *arena, struct diag *diag, const char *before, const char *after);

/* The changes, one a line: page, old words, new words; as text or as one JSON object a line. */
void proof_print(const struct proof *proof, bool json, struct buffer *out);

/* A page for a browser with the pages side by side and the changed places marked: folder/index.html and the pictures of the pages. */
bool proof_write(struct arena *arena, struct diag *diag, const struct proof *proof, const char *folder);

/* ---- private to proof/ ---- */

/* Runs a program found on the path with arguments (NULL-terminated, the name first); what it prints goes to out. False if it cannot be run or
 * fails. */
bool tool_run(const char *const *arguments, struct buffer *out);

/* Words and pages of a file; its pictures. False after a diagnostic. */
bool proof_read_words(struct arena *arena, struct diag *diag, struct proof_file *file);
bool proof_read_pictures(struct arena *arena, struct diag *diag, struct proof_file *file);

/* A run of words taken out of the first file and put into the second, by their numbers. */
struct proof_change {
    size_t before, before_count, after, after_count;
};

/* The next change at or behind *at[], which moves past it; false at the end. */
bool proof_next(const struct proof *proof, size_t at[2], struct proof_change *change);

#endif
