/* A PDF file as words with boxes and as grey pictures of its pages, from what poppler's programs print. */
#include "proof/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"

enum { PAGES_MOST = 2000, WORDS_MOST = 400000, PICTURE_DPI = 36 };

/* What stands for one character in XML. */
static const char *const entities[][2] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" } };

static const char *unescape(struct arena *arena, const char *text, size_t size) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    while (size > 0) {
        const char *sign = NULL;
        size_t length = 1;
        for (size_t i = 0; i < sizeof entities / sizeof *entities && !sign; i++) {
            size_t entity = strlen(entities[i][0]);
            if (size < entity || memcmp(text, entities[i][0], entity) != 0) continue;
            sign = entities[i][1];
            length = entity;
        }
        if (sign) buffer_text(&out, sign);
        else buffer_byte(&out, *text);
        text += length;
        size -= length;
    }
    return out.data;
}

static void add_page(struct arena *arena, struct proof_file *file, double width, double height) {
    file->pages = arena_grow(arena, file->pages, file->page_count, &file->page_capacity, sizeof *file->pages);
    file->pages[file->page_count++] = (struct proof_page){ .width = width, .height = height, .first = file->word_count };
}

static void add_word(struct arena *arena, struct proof_file *file, struct proof_word word, const char *text) {
    const char *end = strstr(text, "</word>");
    if (!end || file->page_count == 0 || file->word_count >= WORDS_MOST) return;
    while (end > text && end[-1] == ' ') end--;
    word.text = unescape(arena, text, (size_t)(end - text));
    word.page = file->page_count - 1;
    file->words = arena_grow(arena, file->words, file->word_count, &file->word_capacity, sizeof *file->words);
    file->words[file->word_count++] = word;
    file->pages[file->page_count - 1].count++;
}

static void read_line(struct arena *arena, struct proof_file *file, const char *line) {
    struct proof_word word = { 0 };
    double width = 0, height = 0;
    int used = 0;
    line += strspn(line, " ");
    if (sscanf(line, "<page width=\"%lf\" height=\"%lf\"", &width, &height) == 2) {
        if (file->page_count < PAGES_MOST) add_page(arena, file, width, height);
    } else if (sscanf(line, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%n", &word.left, &word.top, &word.right,
                      &word.bottom, &used) == 4 && used > 0) {
        add_word(arena, file, word, line + used);
    }
}

bool proof_read_words(struct arena *arena, struct diag *diag, struct proof_file *file) {
    const char *const arguments[] = { "pdftotext", "-q", "-bbox", file->path, "-", NULL };
    struct buffer out = buffer_new(arena);
    bool done = tool_run(arguments, &out);
    for (char *line = out.data; line && *line;) {
        char *end = strchr(line, '\n');
        if (end) *end = '\0';
        read_line(arena, file, line);
        line = end ? end + 1 : NULL;
    }
    if (!done || file->page_count == 0)
        diag_add(diag, DIAG_CODE_PROOF_FILE, (struct source_pos){ 0 }, "%s", file->path);
    return done && file->page_count > 0;
}

/* Behind the next line break or blank of a header; NULL at the end. */
static const char *read_count(const char *at, const char *end, size_t *count) {
    while (at < end && (*at == ' ' || *at == '\n')) at++;
    char *rest = NULL;
    unsigned long number = at < end ? strtoul(at, &rest, 10) : 0;
    *count = number;
    return rest && rest > at && rest < end && number > 0 && number < 20000 ? rest : NULL;
}

/* Pictures follow each other: "P5 columns rows 255", a byte, then the pixels. */
bool proof_read_pictures(struct arena *arena, struct diag *diag, struct proof_file *file) {
    const char *dots = arena_print(arena, "%d", PICTURE_DPI);
    const char *const arguments[] = { "pdftoppm", "-q", "-gray", "-r", dots, file->path, NULL };
    struct buffer out = buffer_new(arena);
    bool done = tool_run(arguments, &out);
    const char *at = out.data, *end = out.data + out.size;
    for (size_t i = 0; done && i < file->page_count && at && end - at > 2 && memcmp(at, "P5", 2) == 0; i++) {
        struct proof_page *page = &file->pages[i];
        size_t depth = 0;
        at = read_count(at + 2, end, &page->columns);
        at = at ? read_count(at, end, &page->rows) : NULL;
        at = at ? read_count(at, end, &depth) : NULL;
        if (!at || (size_t)(end - at) <= page->columns * page->rows) break;
        page->grey = (const unsigned char *)at + 1;
        at += 1 + page->columns * page->rows;
    }
    if (!done) diag_add(diag, DIAG_CODE_PROOF_FILE, (struct source_pos){ 0 }, "%s", file->path);
    return done;
}
