#include "batch/catalogue.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "batch/record.h"

static const char *const folder = "out/catalogue", *const page = "out/index.html", *const pages_begin = "out/";

/* The path of what is kept beside a document: "out/2020/x.pdf" → "out/catalogue/2020/x.png". */
static const char *kept_path(struct arena *arena, const char *path, const char *ending) {
    const char *rest = strncmp(path, pages_begin, strlen(pages_begin)) == 0 ? path + strlen(pages_begin) : path;
    const char *dot = strrchr(rest, '.');
    int size = (int)(dot ? (size_t)(dot - rest) : strlen(rest));
    return arena_print(arena, "%s/%.*s.%s", folder, size, rest, ending);
}

void catalogue_keep(struct arena *arena, struct diag *diag, const char *root, const struct report_job *job,
                    const struct report_result *result) {
    const char *cover = file_join(arena, root, kept_path(arena, job->path, "png"));
    if (result->cover) file_write(diag, cover, result->cover, result->cover_size);
    else unlink(cover); /* of an earlier build that wanted one */
    file_write(diag, file_join(arena, root, kept_path(arena, job->path, "csv")), result->data, result->data_size);
}

void catalogue_sweep(struct arena *arena, const char *root, const char *path) {
    file_sweep(file_join(arena, root, kept_path(arena, path, "png")));
    file_sweep(file_join(arena, root, kept_path(arena, path, "csv")));
}

const char *catalogue_forget(struct arena *arena, const char *root, const char *path) {
    const char *cover = kept_path(arena, path, "png");
    unlink(file_join(arena, root, cover));
    unlink(file_join(arena, root, kept_path(arena, path, "csv")));
    return cover;
}

void catalogue_sweep_page(struct arena *arena, const char *root) {
    file_sweep(file_join(arena, root, page));
}

/* ---- the page ---- */

struct listing {
    struct arena *arena;
    struct arena *scratch; /* of one document: there may be many */
    const struct program *program;
    const char *root;
    const struct record_document **documents;
    size_t count;
    struct buffer *out;
};

static void write_part(struct buffer *out, const char *name) {
    for (const struct catalogue_file *file = catalogue_files; file->path; file++)
        if (strcmp(file->path, name) == 0) buffer_add(out, (const char *)file->bytes, file->size);
}

/* Newest edition first, then by subject, kind and language. */
static int by_place(const void *a, const void *b) {
    const struct report_job *one = &(*(const struct record_document *const *)a)->job, *other = &(*(const struct record_document *const *)b)->job;
    int order = strcmp(other->edition, one->edition);
    if (order == 0) order = strcmp(one->subject, other->subject);
    if (order == 0) order = strcmp(one->template, other->template);
    return order ? order : strcmp(one->language, other->language);
}

/* Those whose file is there, as PDF. */
static void choose(struct listing *listing, const struct record_document *documents, size_t count) {
    listing->documents = arena_array(listing->arena, count + 1, sizeof *listing->documents);
    for (size_t i = 0; i < count; i++) {
        const char *path = documents[i].job.path;
        size_t size = strlen(path);
        bool pdf = size > 4 && strcmp(path + size - 4, ".pdf") == 0 && strncmp(path, pages_begin, strlen(pages_begin)) == 0;
        if (pdf && file_exists(file_join(listing->scratch, listing->root, path))) listing->documents[listing->count++] = &documents[i];
        arena_clear(listing->scratch);
    }
    qsort(listing->documents, listing->count, sizeof *listing->documents, by_place);
}

static const char *country_of(const struct listing *listing, const struct record_document *document) {
    enum { COUNTRY_SIZE = 2 };
    const char *subject = document->job.subject;
    const char *code = arena_copy(listing->scratch, subject, strnlen(subject, COUNTRY_SIZE));
    return report_region_name(listing->program, code, report_language(listing->program));
}

static const char *field_of(const struct listing *listing, const struct record_document *document, size_t field) {
    const char *const fields[] = { country_of(listing, document), document->kind, document->job.language, document->job.edition,
        *document->status ? document->status : "final" };
    return fields[field];
}

/* One choice among the values that the documents have, in alphabetical order. */
static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void write_choice(const struct listing *listing, const char *name, const char *label, size_t field) {
    struct map *seen = map_new(listing->arena);
    const char **values = arena_array(listing->arena, listing->count + 1, sizeof *values);
    size_t count = 0;
    for (size_t i = 0; i < listing->count; i++) {
        const char *value = field_of(listing, listing->documents[i], field);
        if (map_find(seen, value) == MAP_NONE) {
            values[count] = arena_text(listing->arena, value);
            map_add(seen, values[count], i);
            count++;
        }
        arena_clear(listing->scratch);
    }
    qsort(values, count, sizeof *values, by_text);
    buffer_print(listing->out, "<label>%s<select name=\"%s\"><option value=\"\">all</option>", label, name);
    for (size_t i = 0; i < count; i++) {
        buffer_text(listing->out, "<option>");
        buffer_markup(listing->out, values[i]);
        buffer_text(listing->out, "</option>");
    }
    buffer_text(listing->out, "</select></label>\n");
}

static void write_form(const struct listing *listing) {
    static const char *const choices[][2] = { { "country", "Country" }, { "kind", "Kind" }, { "language", "Language" },
        { "edition", "Edition" }, { "status", "Status" } };
    struct buffer *out = listing->out;
    buffer_text(out, "<form id=\"filter\" aria-label=\"Choose documents\">\n");
    buffer_text(out, "<label>Words in the title<input type=\"search\" name=\"words\"></label>\n");
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) write_choice(listing, choices[i][0], choices[i][1], i);
    buffer_text(out, "<label>Warnings<select name=\"warnings\"><option value=\"\">all</option><option value=\"none\">without</option>"
                     "<option value=\"some\">with</option></select></label>\n");
    buffer_text(out, "<label>Pages, at least<input type=\"number\" name=\"least\" min=\"1\"></label>\n");
    buffer_text(out, "<label>Pages, at most<input type=\"number\" name=\"most\" min=\"1\"></label>\n");
    buffer_text(out, "<label>Size, at most kB<input type=\"number\" name=\"size\" min=\"1\"></label>\n");
    buffer_text(out, "<button type=\"reset\">Show all</button>\n</form>\n");
    buffer_print(out, "<p id=\"count\" role=\"status\">%zu documents</p>\n", listing->count);
}

static void write_attribute(struct buffer *out, const char *name, const char *value) {
    buffer_print(out, " data-%s=\"", name);
    buffer_markup(out, value);
    buffer_byte(out, '"');
}

/* A path below out/ as an address: what means something in addresses is written by its number. */
static void write_address(struct buffer *out, const char *path) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (const char *at = path + strlen(pages_begin); *at; at++) {
        if (strchr(plain, *at)) buffer_byte(out, *at);
        else buffer_print(out, "%%%02X", (unsigned)(unsigned char)*at);
    }
}

static void write_cover(const struct listing *listing, const struct record_document *document) {
    const char *cover = kept_path(listing->scratch, document->job.path, "png");
    if (!file_exists(file_join(listing->scratch, listing->root, cover))) return;
    buffer_text(listing->out, "<img src=\"");
    write_address(listing->out, cover);
    buffer_text(listing->out, "\" alt=\"\" loading=\"lazy\" width=\"132\">");
}

static void write_links(const struct listing *listing, const struct record_document *document) {
    struct buffer *out = listing->out;
    const char *data = kept_path(listing->scratch, document->job.path, "csv");
    buffer_text(out, "<h2><a href=\"");
    write_address(out, document->job.path);
    buffer_print(out, "\" lang=\"%s\">", document->job.language);
    buffer_markup(out, document->title);
    buffer_text(out, "</a></h2>\n<p>");
    buffer_print(out, "%zu %s, %zu kB, PDF", document->pages, document->pages == 1 ? "page" : "pages", (document->size + 999) / 1000);
    if (file_exists(file_join(listing->scratch, listing->root, data))) {
        buffer_text(out, " · <a href=\"");
        write_address(out, data);
        buffer_text(out, "\">data of its figures<span class=\"unseen\"> of ");
        buffer_markup(out, document->title);
        buffer_text(out, "</span></a> (CSV)");
    }
    buffer_text(out, "</p>\n");
}

static void write_document(const struct listing *listing, const struct record_document *document) {
    static const char *const names[] = { "country", "kind", "language", "edition", "status" };
    struct buffer *out = listing->out;
    buffer_text(out, "<li");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) write_attribute(out, names[i], field_of(listing, document, i));
    buffer_print(out, " data-warnings=\"%zu\" data-pages=\"%zu\" data-size=\"%zu\">", document->warnings, document->pages, document->size);
    write_cover(listing, document);
    buffer_text(out, "<div>\n");
    write_links(listing, document);
    buffer_text(out, "<p class=\"about\">");
    buffer_markup(out, document->kind);
    buffer_print(out, " · %s · edition ", document->job.language);
    buffer_markup(out, document->job.edition);
    if (*document->status) {
        buffer_text(out, " · <strong>");
        buffer_markup(out, document->status);
        buffer_text(out, "</strong>");
    }
    if (document->warnings > 0) buffer_print(out, " · <strong>%zu %s</strong>", document->warnings, document->warnings == 1 ? "warning" : "warnings");
    buffer_text(out, "</p>\n</div></li>\n");
    arena_clear(listing->scratch);
}

bool catalogue_write(struct arena *arena, struct diag *diag, const struct program *program, struct record *record) {
    struct buffer out = buffer_new(arena);
    struct listing listing = { .arena = arena, .scratch = arena_new_in(arena), .program = program, .root = report_root(program), .out = &out };
    size_t count = 0;
    const struct record_document *documents = record_documents(record, arena, &count);
    choose(&listing, documents, count);
    const char *title = report_title(program);
    buffer_print(&out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    buffer_markup(&out, *title ? title : "Documents");
    buffer_text(&out, "</title>\n");
    write_part(&out, "head.html");
    buffer_text(&out, "<h1>");
    buffer_markup(&out, *title ? title : "Documents");
    buffer_text(&out, "</h1>\n");
    write_form(&listing);
    buffer_text(&out, "<ul id=\"documents\">\n");
    for (size_t i = 0; i < listing.count; i++) write_document(&listing, listing.documents[i]);
    buffer_text(&out, "</ul>\n");
    write_part(&out, "tail.html");
    return file_write(diag, file_join(arena, listing.root, page), out.data, out.size);
}
