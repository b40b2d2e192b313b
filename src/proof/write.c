/* The page for a browser: pages side by side, changed places marked and numbered. Its style stands in it, so that the folder can be sent. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "proof/proof.h"

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Two files compared</title>\n<style>\n"
    "body { font: 16px/1.4 sans-serif; margin: 1rem; color: #14222b; background: #fff; }\n"
    ".pair { display: flex; gap: 1rem; margin: 0 0 2rem; }\n"
    "figure { margin: 0; flex: 1 1 0; }\n"
    ".sheet { position: relative; }\n"
    "figure img { width: 100%; display: block; outline: 1px solid #7c8992; }\n"
    "figcaption { font-size: .9rem; padding: .2rem 0; }\n"
    ".mark { position: absolute; box-sizing: border-box; }\n"
    ".old { background: rgba(194, 65, 15, .22); border-bottom: 2px solid #c2410f; }\n"
    ".new { background: rgba(0, 96, 122, .2); border-bottom: 2px dashed #00607a; }\n"
    ".spot { border: 2px dotted #540a67; }\n"
    ":target { outline: 3px solid #14222b; }\n"
    "del { color: #8f3408; } ins { color: #00607a; }\n"
    "a { color: #00607a; }\n"
    "</style>\n";

static void write_words(const struct proof_file *file, size_t first, size_t count, struct buffer *out) {
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, i ? " " : "");
        buffer_markup(out, file->words[first + i].text);
    }
}

static void write_list(const struct proof *proof, struct buffer *out) {
    size_t at[2] = { 0, 0 }, number = 0;
    struct proof_change change;
    buffer_text(out, "<h2>Changes</h2>\n<ol>\n");
    while (proof_next(proof, at, &change)) {
        number++;
        size_t f = change.before_count ? 0 : 1;
        size_t word = f ? change.after : change.before;
        buffer_print(out, "<li><a href=\"#change-%zu-%zu\">page %zu</a>: <del>", number, f, proof->files[f].words[word].page + 1);
        write_words(&proof->files[0], change.before, change.before_count, out);
        buffer_text(out, "</del> → <ins>");
        write_words(&proof->files[1], change.after, change.after_count, out);
        buffer_text(out, "</ins></li>\n");
    }
    for (size_t i = 0; i < proof->spot_count; i++)
        buffer_print(out, "<li><a href=\"#spot-%zu\">page %zu</a>: same words, looks otherwise</li>\n", i + 1, proof->spots[i].page + 1);
    buffer_text(out, "</ol>\n");
}

/* A box in parts of the page, so that it grows with the picture. */
static void write_box(const struct proof_page *page, const struct proof_spot *box, const char *class, const char *id, struct buffer *out) {
    buffer_print(out, "<span class=\"mark %s\"%s%s%s style=\"left:%.3f%%;top:%.3f%%;width:%.3f%%;height:%.3f%%\"></span>\n", class,
                 id ? " id=\"" : "", id ? id : "", id ? "\"" : "", box->left / page->width * 100, box->top / page->height * 100,
                 (box->right - box->left) / page->width * 100, (box->bottom - box->top) / page->height * 100);
}

/* The number of the change that begins with this word of file f; 0 if none does. */
static size_t change_at(const struct proof *proof, size_t f, size_t word) {
    size_t at[2] = { 0, 0 }, number = 0;
    struct proof_change change;
    while (proof_next(proof, at, &change)) {
        number++;
        size_t count = f ? change.after_count : change.before_count;
        if (count > 0 && (f ? change.after : change.before) == word) return number;
    }
    return 0;
}

static void write_page(const struct proof *proof, size_t f, size_t number, struct buffer *out) {
    static const char *const names[] = { "before", "after" };
    const struct proof_file *file = &proof->files[f];
    if (number >= file->page_count) {
        buffer_print(out, "<figure><figcaption>%s: no page %zu</figcaption></figure>\n", names[f], number + 1);
        return;
    }
    const struct proof_page *page = &file->pages[number];
    buffer_print(out, "<figure><div class=\"sheet\"><img src=\"%s-%zu.png\" alt=\"Page %zu, %s\" loading=\"lazy\">\n", names[f], number + 1, number + 1, names[f]);
    for (size_t i = 0; i < page->count; i++) {
        const struct proof_word *word = &file->words[page->first + i];
        if (!word->changed) continue;
        size_t change = change_at(proof, f, page->first + i);
        const char *id = change ? arena_print(out->arena, "change-%zu-%zu", change, f) : NULL;
        write_box(page, &(struct proof_spot){ number, word->left, word->top, word->right, word->bottom }, f ? "new" : "old", id, out);
    }
    for (size_t i = 0; i < proof->spot_count; i++)
        if (proof->spots[i].page == number)
            write_box(page, &proof->spots[i], "spot", f ? NULL : arena_print(out->arena, "spot-%zu", i + 1), out);
    buffer_print(out, "</div><figcaption>%s, page %zu</figcaption></figure>\n", names[f], number + 1);
}

/* True if anything on the page, in either file, is marked. */
static bool is_marked(const struct proof *proof, size_t number) {
    for (size_t f = 0; f < 2; f++) {
        if (number >= proof->files[f].page_count) return true;
        const struct proof_page *page = &proof->files[f].pages[number];
        for (size_t i = 0; i < page->count; i++)
            if (proof->files[f].words[page->first + i].changed) return true;
    }
    for (size_t i = 0; i < proof->spot_count; i++)
        if (proof->spots[i].page == number) return true;
    return false;
}

static bool write_pictures(struct arena *arena, struct diag *diag, const struct proof *proof, const char *folder, size_t number) {
    static const char *const names[] = { "before", "after" };
    for (size_t f = 0; f < 2; f++) {
        if (number >= proof->files[f].page_count) continue;
        const char *page = arena_print(arena, "%zu", number + 1);
        const char *const arguments[] = { "pdftoppm", "-q", "-png", "-r", "90", "-f", page, "-l", page, proof->files[f].path, NULL };
        struct buffer out = buffer_new(arena);
        const char *path = arena_print(arena, "%s/%s-%zu.png", folder, names[f], number + 1);
        if (!tool_run(arguments, &out) || !file_write(diag, path, out.data, out.size)) return false;
    }
    return true;
}

bool proof_write(struct arena *arena, struct diag *diag, const struct proof *proof, const char *folder) {
    struct buffer out = buffer_new(arena);
    size_t pages = proof->files[0].page_count > proof->files[1].page_count ? proof->files[0].page_count : proof->files[1].page_count;
    size_t same = 0;
    buffer_text(&out, head);
    buffer_text(&out, "<h1>Two files compared</h1>\n<p>Before: ");
    buffer_markup(&out, proof->files[0].path);
    buffer_text(&out, "<br>After: ");
    buffer_markup(&out, proof->files[1].path);
    buffer_print(&out, "</p>\n<p>%zu changes of words, %zu other places. Words taken out stand on a ground with a full line on the left, words "
                 "put in on one with a broken line on the right, other places in a dotted frame.</p>\n", proof->changes, proof->spot_count);
    write_list(proof, &out);
    for (size_t number = 0; number < pages; number++) {
        if (!is_marked(proof, number)) {
            same++;
            continue;
        }
        if (!write_pictures(arena, diag, proof, folder, number)) return false;
        buffer_print(&out, "<h2>Page %zu</h2>\n<div class=\"pair\">\n", number + 1);
        for (size_t f = 0; f < 2; f++) write_page(proof, f, number, &out);
        buffer_text(&out, "</div>\n");
    }
    buffer_print(&out, "<p>%zu pages are the same.</p>\n", same);
    return file_write(diag, arena_print(arena, "%s/index.html", folder), out.data, out.size);
}
