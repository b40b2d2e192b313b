#include "proof/proof.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/map.h"

/* The words of a stretch of both files, by number of their text: equal texts have equal numbers. */
struct aligning {
    struct arena *arena;
    const uint32_t *texts[2];
    bool *changed[2];
};

/* Edits that are looked for before a stretch counts as replaced as a whole: what takes longer has hardly anything in common. */
enum { EDITS_MOST = 3000 };

/* Marks what is not common to texts[0][a, a+n) and texts[1][b, b+m). Source: E. W. Myers, An O(ND) difference algorithm and its variations,
 * Algorithmica 1 (1986), the greedy one; the furthest points of every round are kept for the way back. */
struct stretch {
    size_t a, n, b, m;
};

static void mark(const struct aligning *aligning, const struct stretch *stretch) {
    for (size_t i = 0; i < stretch->n; i++) aligning->changed[0][stretch->a + i] = true;
    for (size_t i = 0; i < stretch->m; i++) aligning->changed[1][stretch->b + i] = true;
}

/* Goes back from the end through the rounds. */
static void walk_back(const struct aligning *aligning, const struct stretch *stretch, int32_t *const *rounds, int last) {
    int32_t x = (int32_t)stretch->n, y = (int32_t)stretch->m;
    for (int d = last; d > 0; d--) {
        const int32_t *v = rounds[d - 1] + d; /* indices -d to d; round d - 1 has those to d - 1 */
        int32_t k = x - y;
        bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
        int32_t from = down ? k + 1 : k - 1;
        int32_t old_x = v[from], old_y = old_x - from;
        if (down) aligning->changed[1][stretch->b + (size_t)old_y] = true;
        else aligning->changed[0][stretch->a + (size_t)old_x] = true;
        x = old_x;
        y = old_y;
    }
}

static void align_middle(const struct aligning *aligning, const struct stretch *stretch) {
    const uint32_t *a = aligning->texts[0] + stretch->a, *b = aligning->texts[1] + stretch->b;
    int32_t n = (int32_t)stretch->n, m = (int32_t)stretch->m;
    struct arena *scratch = arena_new();
    int32_t **rounds = arena_array(scratch, EDITS_MOST + 1, sizeof *rounds);
    int32_t *v = (int32_t *)arena_array(scratch, 2 * EDITS_MOST + 5, sizeof *v) + EDITS_MOST + 2;
    for (int d = 0; d <= EDITS_MOST; d++) {
        for (int k = -d; k <= d; k += 2) {
            bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
            int32_t x = d == 0 ? 0 : down ? v[k + 1] : v[k - 1] + 1, y = x - k;
            while (x < n && y < m && y >= 0 && a[x] == b[y]) x++, y++;
            v[k] = x;
            if (x < n || y < m) continue;
            walk_back(aligning, stretch, rounds, d);
            arena_close(scratch);
            return;
        }
        size_t width = (size_t)(2 * d + 3); /* from -(d + 1) to d + 1 */
        rounds[d] = memcpy(arena_array(scratch, width, sizeof *v), v - d - 1, width * sizeof *v);
    }
    arena_close(scratch);
    mark(aligning, stretch);
}

/* What is the same at both ends needs no search. */
static void align(const struct aligning *aligning, struct stretch stretch) {
    const uint32_t *a = aligning->texts[0], *b = aligning->texts[1];
    while (stretch.n && stretch.m && a[stretch.a] == b[stretch.b]) stretch.a++, stretch.b++, stretch.n--, stretch.m--;
    while (stretch.n && stretch.m && a[stretch.a + stretch.n - 1] == b[stretch.b + stretch.m - 1]) stretch.n--, stretch.m--;
    if (stretch.n == 0 || stretch.m == 0) mark(aligning, &stretch);
    else align_middle(aligning, &stretch);
}

static void compare_words(struct arena *arena, struct proof *proof) {
    struct map *numbers = map_new(arena);
    struct aligning aligning = { .arena = arena };
    size_t known = 0;
    for (size_t f = 0; f < 2; f++) {
        struct proof_file *file = &proof->files[f];
        uint32_t *texts = arena_array(arena, file->word_count + 1, sizeof *texts);
        for (size_t i = 0; i < file->word_count; i++) {
            if (map_add(numbers, file->words[i].text, known)) known++;
            texts[i] = (uint32_t)map_find(numbers, file->words[i].text);
        }
        aligning.texts[f] = texts;
        aligning.changed[f] = arena_array(arena, file->word_count + 1, sizeof(bool));
    }
    align(&aligning, (struct stretch){ 0, proof->files[0].word_count, 0, proof->files[1].word_count });
    for (size_t f = 0; f < 2; f++)
        for (size_t i = 0; i < proof->files[f].word_count; i++) proof->files[f].words[i].changed = aligning.changed[f][i];
}

/* ---- pictures ---- */

enum { BLOCK = 8, GREY_FAR = 12 }; /* pixels a side; mean difference of 255 that is seen */

/* Same words at the same places: then what looks otherwise is no text. */
static bool has_same_words(const struct proof *proof, size_t page) {
    const struct proof_file *files = proof->files;
    const struct proof_page *a = &files[0].pages[page], *b = &files[1].pages[page];
    for (size_t i = 0; i < a->count; i++)
        if (files[0].words[a->first + i].changed) return false;
    for (size_t i = 0; i < b->count; i++)
        if (files[1].words[b->first + i].changed) return false;
    return a->count == b->count && a->columns == b->columns && a->rows == b->rows && a->grey && b->grey;
}

static bool differs(const struct proof_page *a, const struct proof_page *b, size_t column, size_t row) {
    long total = 0, pixels = 0;
    for (size_t y = row; y < row + BLOCK && y < a->rows; y++)
        for (size_t x = column; x < column + BLOCK && x < a->columns; x++, pixels++)
            total += labs((long)a->grey[y * a->columns + x] - (long)b->grey[y * b->columns + x]);
    return pixels > 0 && total > GREY_FAR * pixels;
}

/* A spot that touches the block grows over it; else it is a new one. */
static void add_block(struct arena *arena, struct proof *proof, struct proof_spot block) {
    const double near = 12; /* [pt] */
    for (size_t i = 0; i < proof->spot_count; i++) {
        struct proof_spot *spot = &proof->spots[i];
        bool touches = spot->page == block.page && block.left <= spot->right + near && block.right >= spot->left - near &&
                       block.top <= spot->bottom + near && block.bottom >= spot->top - near;
        if (!touches) continue;
        if (block.left < spot->left) spot->left = block.left;
        if (block.top < spot->top) spot->top = block.top;
        if (block.right > spot->right) spot->right = block.right;
        if (block.bottom > spot->bottom) spot->bottom = block.bottom;
        return;
    }
    proof->spots = arena_grow(arena, proof->spots, proof->spot_count, &proof->spot_capacity, sizeof *proof->spots);
    proof->spots[proof->spot_count++] = block;
}

static void compare_page(struct arena *arena, struct proof *proof, size_t page) {
    const struct proof_page *a = &proof->files[0].pages[page], *b = &proof->files[1].pages[page];
    double scale = a->width / (double)a->columns;
    for (size_t row = 0; row < a->rows; row += BLOCK)
        for (size_t column = 0; column < a->columns; column += BLOCK)
            if (differs(a, b, column, row))
                add_block(arena, proof, (struct proof_spot){ page, (double)column * scale, (double)row * scale,
                    (double)(column + BLOCK) * scale, (double)(row + BLOCK) * scale });
}

const struct proof *proof_compare(struct arena *arena, struct diag *diag, const char *before, const char *after) {
    struct proof *proof = arena_alloc(arena, sizeof *proof);
    const char *const paths[] = { before, after };
    const char *const version[] = { "pdftotext", "-v", NULL };
    struct buffer unread = buffer_new(arena);
    if (!tool_run(version, &unread)) {
        diag_add(diag, DIAG_CODE_PROOF_PROGRAM, (struct source_pos){ 0 }, "pdftotext (package poppler-utils)");
        return NULL;
    }
    for (size_t f = 0; f < 2; f++) {
        proof->files[f].path = paths[f];
        if (!proof_read_words(arena, diag, &proof->files[f]) || !proof_read_pictures(arena, diag, &proof->files[f])) return NULL;
    }
    compare_words(arena, proof);
    size_t pages = proof->files[0].page_count < proof->files[1].page_count ? proof->files[0].page_count : proof->files[1].page_count;
    for (size_t page = 0; page < pages; page++)
        if (has_same_words(proof, page)) compare_page(arena, proof, page);
    size_t at[2] = { 0, 0 };
    struct proof_change change;
    while (proof_next(proof, at, &change)) proof->changes++;
    return proof;
}

bool proof_next(const struct proof *proof, size_t at[2], struct proof_change *change) {
    const struct proof_file *files = proof->files;
    while (at[0] < files[0].word_count && at[1] < files[1].word_count && !files[0].words[at[0]].changed && !files[1].words[at[1]].changed)
        at[0]++, at[1]++;
    *change = (struct proof_change){ .before = at[0], .after = at[1] };
    while (at[0] < files[0].word_count && files[0].words[at[0]].changed) at[0]++, change->before_count++;
    while (at[1] < files[1].word_count && files[1].words[at[1]].changed) at[1]++, change->after_count++;
    return change->before_count + change->after_count > 0;
}

/* ---- answers ---- */

static const char *words_of(struct arena *arena, const struct proof_file *file, size_t first, size_t count) {
    struct buffer text = buffer_new(arena);
    buffer_text(&text, "");
    for (size_t i = 0; i < count; i++) buffer_print(&text, "%s%s", i ? " " : "", file->words[first + i].text);
    return text.data;
}

/* The page, from 1, of the first word of a run, or of the word before an empty one. */
static size_t page_of(const struct proof_file *file, size_t first) {
    if (file->word_count == 0) return 1;
    return file->words[first < file->word_count ? first : file->word_count - 1].page + 1;
}

static void print_change(const struct proof *proof, const struct proof_change *change, bool json, struct buffer *out) {
    const struct proof_file *files = proof->files;
    const char *before = words_of(out->arena, &files[0], change->before, change->before_count);
    const char *after = words_of(out->arena, &files[1], change->after, change->after_count);
    size_t pages[] = { page_of(&files[0], change->before), page_of(&files[1], change->after) };
    if (!json) {
        buffer_print(out, "page %zu", pages[0]);
        if (pages[1] != pages[0]) buffer_print(out, " (now %zu)", pages[1]);
        buffer_print(out, ": %s%s%s → %s%s%s\n", *before ? "“" : "", *before ? before : "nothing", *before ? "”" : "",
                     *after ? "“" : "", *after ? after : "nothing", *after ? "”" : "");
        return;
    }
    buffer_print(out, "{\"page_before\":%zu,\"page_after\":%zu,\"before\":", pages[0], pages[1]);
    json_quote(out, before);
    buffer_text(out, ",\"after\":");
    json_quote(out, after);
    buffer_text(out, "}\n");
}

void proof_print(const struct proof *proof, bool json, struct buffer *out) {
    size_t at[2] = { 0, 0 };
    struct proof_change change;
    if (!json)
        buffer_print(out, "%zu pages → %zu pages; %zu changes of words, %zu other places\n", proof->files[0].page_count,
                     proof->files[1].page_count, proof->changes, proof->spot_count);
    while (proof_next(proof, at, &change)) print_change(proof, &change, json, out);
    for (size_t i = 0; i < proof->spot_count; i++) {
        const struct proof_spot *spot = &proof->spots[i];
        if (json)
            buffer_print(out, "{\"page_before\":%zu,\"page_after\":%zu,\"place\":[%.0f,%.0f,%.0f,%.0f]}\n", spot->page + 1, spot->page + 1,
                         spot->left, spot->top, spot->right, spot->bottom);
        else
            buffer_print(out, "page %zu: same words, but it looks otherwise at %.0f, %.0f to %.0f, %.0f pt\n", spot->page + 1, spot->left,
                         spot->top, spot->right, spot->bottom);
    }
}
