/* Files that go into a document for those who want its numbers: a CSV of every table, the definitions behind them, and a manifest. */
#include "report/program.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/yaml.h"
#include "document/node.h"
#include "indicator/definition.h"
#include "indicator/selection.h"
#include "output/pdf.h"
#include "report/table_csv.h"

struct enclosing {
    struct arena *arena;
    const struct program *program;
    const struct report_job *job;
    const struct filled *filled;
    struct pdf_file *files;
    size_t count, capacity;
    bool *used;                       /* series, by their place in the store */
    const struct dataset **datasets; /* in the order of definitions */
    size_t dataset_count, dataset_capacity;
};

static void add_file(struct enclosing *enclosing, struct pdf_file file) {
    enclosing->files =
        arena_grow(enclosing->arena, enclosing->files, enclosing->count, &enclosing->capacity, sizeof *enclosing->files);
    enclosing->files[enclosing->count++] = file;
}

static void add_tables(struct enclosing *enclosing) {
    const struct document *document = enclosing->filled->document;
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        bool is_named = node->kind == NODE_TABLE && node->parent && node->parent->kind == NODE_FIGURE;
        const char *csv = is_named ? table_csv(enclosing->arena, enclosing->program->world.indicators, enclosing->filled, node) : NULL;
        if (csv) add_file(enclosing, (struct pdf_file){ .type = "text/csv", .data = csv, .size = strlen(csv), .node = node->id });
    }
}

/* ---- what the numbers were computed with ---- */

static void use_dataset(struct enclosing *enclosing, const struct dataset *dataset) {
    for (size_t i = 0; i < enclosing->dataset_count; i++)
        if (enclosing->datasets[i] == dataset) return;
    enclosing->datasets = arena_grow(enclosing->arena, (void *)enclosing->datasets, enclosing->dataset_count,
                                     &enclosing->dataset_capacity, sizeof *enclosing->datasets);
    enclosing->datasets[enclosing->dataset_count++] = dataset;
}

static void use_series(struct enclosing *enclosing, const struct series *series) {
    const struct indicators *indicators = enclosing->program->world.indicators;
    size_t count = indicators_count(indicators), i = 0;
    while (i < count && indicators_at(indicators, i) != series) i++;
    if (i < count) enclosing->used[i] = true;
}

/* A definition names earlier ones only, so one walk from the last to the first finds all. */
static void find_series(struct enclosing *enclosing) {
    const struct indicators *indicators = enclosing->program->world.indicators;
    size_t count = indicators_count(indicators);
    enclosing->used = arena_array(enclosing->arena, count + 1, sizeof *enclosing->used);
    const struct series *last = NULL; /* many selections in a row are of one series */
    for (size_t i = 0; i < enclosing->filled->selection_count; i++) {
        const struct series *series = enclosing->filled->selections[i]->series;
        if (series && series != last) use_series(enclosing, series);
        last = series;
    }
    for (size_t i = count; i > 0; i--) {
        if (!enclosing->used[i - 1]) continue;
        struct definition_inputs inputs = definition_inputs(enclosing->arena, indicators, indicators_at(indicators, i - 1));
        for (size_t input = 0; input < inputs.count; input++) {
            if (inputs.items[input].series) use_series(enclosing, inputs.items[input].series);
            else use_dataset(enclosing, inputs.items[input].dataset);
        }
    }
}

/* "key":"text" for each pair, those without text left out; before stands before the first. */
static void add_texts(struct buffer *out, const char *before, const char *const texts[][2], size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!texts[i][1] || !*texts[i][1]) continue;
        buffer_print(out, "%s\"%s\": ", before, texts[i][0]);
        json_quote(out, texts[i][1]);
        before = ", ";
    }
}

static void add_definition(const struct enclosing *enclosing, const struct series *series, struct buffer *out) {
    const struct indicators *indicators = enclosing->program->world.indicators;
    const char *const texts[][2] = { { "name", series->name }, { "title", series->title }, { "unit", series->unit },
        { "method", series->method }, { "formula", series->formula }, { "source", series->source },
        { "reference", series->reference }, { "nuts", series->nuts }, { "nace", series->nace } };
    add_texts(out, "{", texts, sizeof texts / sizeof *texts);
    struct definition_inputs inputs = definition_inputs(enclosing->arena, indicators, series);
    buffer_text(out, ",\n   \"from\": [");
    for (size_t i = 0; i < inputs.count; i++) {
        buffer_text(out, i ? ", " : "");
        json_quote(out, inputs.items[i].series ? inputs.items[i].series->name : inputs.items[i].dataset->name);
    }
    buffer_text(out, "]");
    for (size_t i = 0; series->definition && i < series->definition->count; i++) {
        if (!definition_is_setting(indicators, series, i)) continue;
        buffer_text(out, ",\n   ");
        json_quote(out, series->definition->keys[i]);
        buffer_text(out, ": ");
        yaml_add_json(series->definition->items[i], out);
    }
    buffer_byte(out, '}');
}

static void add_definitions(struct enclosing *enclosing) {
    const struct indicators *indicators = enclosing->program->world.indicators;
    struct buffer out = buffer_new(enclosing->arena);
    const char *before = "[\n  ";
    for (size_t i = 0; i < indicators_count(indicators); i++) {
        if (!enclosing->used[i]) continue;
        buffer_text(&out, before);
        add_definition(enclosing, indicators_at(indicators, i), &out);
        before = ",\n  ";
    }
    if (out.size == 0) return;
    buffer_text(&out, "\n]\n");
    add_file(enclosing, (struct pdf_file){ .name = "definitions.json", .type = "application/json", .about = "definitions.json",
        .data = out.data, .size = out.size });
}

/* ---- the manifest ---- */

static void add_dataset(const struct dataset *dataset, struct buffer *out) {
    const char *const texts[][2] = { { "name", dataset->name }, { "title", dataset->title }, { "source", dataset->source },
        { "vintage", dataset->vintage }, { "updated", dataset->updated }, { "accessed", dataset->accessed },
        { "licence", dataset->licence }, { "address", dataset->address } };
    add_texts(out, "{", texts, sizeof texts / sizeof *texts);
    buffer_byte(out, '}');
}

/* What the document is and what it was made from; nothing in it is of the machine or of files that it does not use. */
static void add_manifest(struct enclosing *enclosing) {
    const struct report_job *job = enclosing->job;
    const struct document *document = enclosing->filled->document;
    struct buffer out = buffer_new(enclosing->arena);
    const char *const texts[][2] = { { "document", job->path }, { "title", document->title }, { "edition", job->edition },
        { "subject", job->subject }, { "template", job->template }, { "language", job->language },
        { "isbn", document->imprint[IMPRINT_ISBN] }, { "doi", document->imprint[IMPRINT_DOI] },
        { "generator", "Almanac " ALMANAC_VERSION } };
    add_texts(&out, "{", texts, sizeof texts / sizeof *texts);
    buffer_text(&out, ",\n \"datasets\": [");
    for (size_t i = 0; i < enclosing->dataset_count; i++) {
        buffer_text(&out, i ? ",\n  " : "\n  ");
        add_dataset(enclosing->datasets[i], &out);
    }
    buffer_text(&out, "]}\n");
    add_file(enclosing, (struct pdf_file){ .name = "manifest.json", .type = "application/json", .about = "manifest.json",
        .data = out.data, .size = out.size });
}

const struct pdf_file *enclosed_files(struct arena *arena, const struct program *program, const struct report_job *job,
                                      const struct filled *filled, size_t *count) {
    struct enclosing enclosing = { .arena = arena, .program = program, .job = job, .filled = filled };
    add_tables(&enclosing);
    find_series(&enclosing);
    add_definitions(&enclosing);
    add_manifest(&enclosing);
    *count = enclosing.count;
    return enclosing.files;
}
