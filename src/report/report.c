#include "report/report.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "chart/chart.h"
#include "data/dataset.h"
#include "diagram/diagram.h"
#include "document/number.h"
#include "drawing/drawing.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "layout/layout.h"
#include "output/pdf.h"
#include "output/raster.h"
#include "policy/policy.h"
#include "report/budget.h"
#include "report/change.h"
#include "report/growth.h"
#include "report/lint.h"
#include "report/program.h"
#include "report/run.h"
#include "report/trace.h"
#include "template/template.h"
#include "text/font.h"
#include "text/style.h"
#include "theme/theme.h"

enum report_stage report_stage_find(const char *name) {
    static const char *const names[STAGE_COUNT] = {
        [STAGE_TABLE] = "table", [STAGE_SERIES] = "series", [STAGE_DOCUMENT] = "document", [STAGE_DRAWING] = "drawing",
        [STAGE_PAGES] = "pages", [STAGE_TAGS] = "tags", [STAGE_ARTIFACTS] = "artifacts",
        [STAGE_PDF] = "pdf", [STAGE_PNG] = "png",
    };
    int stage = 0;
    while (stage < STAGE_COUNT && strcmp(names[stage], name) != 0) stage++;
    return (enum report_stage)stage;
}

static const char *folder_join(struct arena *arena, const char *folder, const char *path) {
    return arena_print(arena, "%s/%s", folder, path);
}

/* A theme used by several templates is read once, also where it has other names by links. */
static const struct theme *find_theme(const struct program *program, const char *path) {
    for (size_t i = 0; i < program->template_count; i++)
        if (strcmp(program->templates[i].theme_path, path) == 0 || file_is_same(program->root, program->templates[i].theme_path, path))
            return program->templates[i].theme;
    return NULL;
}

/* The words of drawings in all languages of the template, said once and not at each drawing. */
static void check_words(struct program *program, struct diag *diag, const struct template *template) {
    const struct yaml *words;
    for (size_t i = 0; template_words(template, i, &words); i++) {
        chart_check_words(program->arena, diag, yaml_find(words, "chart"));
        diagram_check_words(program->arena, diag, yaml_find(words, "diagram"));
    }
}

bool program_load_template(struct program *program, struct diag *diag, const char *folder, struct template_use use) {
    struct arena *arena = program->arena;
    size_t errors = diag_count(diag, DIAG_ERROR);
    const struct template *template = template_read(arena, diag, program->root, folder);
    if (!template) return false;
    check_words(program, diag, template);
    const char *path = use.theme ? theme_path(arena, folder, use.theme) : template_theme(template);
    const struct theme *theme = find_theme(program, path);
    if (!theme) theme = theme_read(arena, diag, program->fonts, program->root, path);
    if (!theme) return false;
    struct source_pos pos;
    const char *named = template_style(template, &pos);
    const struct style *style = named ? program_style(arena, diag, program->root, named, pos) : program->style;
    bool faulty = !style || diag_count(diag, DIAG_ERROR) > errors;
    program->templates[program->template_count++] = (struct template_entry){ use.name, use.theme, template, theme, path,
        style, faulty };
    return true;
}

static void load_templates(struct program *program, struct diag *diag, const char *only) {
    size_t count = 0;
    const struct template_use *uses = publication_templates(program->arena, diag, program->publication, &count);
    program->templates = arena_array(program->arena, count + 1, sizeof *program->templates);
    if (only) {
        program_load_template(program, diag, only, (struct template_use){ .name = only });
        return;
    }
    for (size_t i = 0; i < count; i++)
        program_load_template(program, diag, folder_join(program->arena, program->publication->templates, uses[i].name), uses[i]);
}

/* The data of the newest edition, which all questions are about that name none. Those of others are read before workers are forked if a
 * document needs them. */
static void load_editions(struct program *program, struct diag *diag) {
    const struct publication *publication = program->publication;
    size_t newest = publication->edition_count - 1;
    program->editions = arena_array(program->arena, publication->edition_count, sizeof *program->editions);
    program->editions[newest] = program;
    program_load(program, diag, &publication->editions[newest]);
}

static void load_needed(struct program *program, struct diag *diag) {
    for (size_t i = 0; i < program->job_count; i++) program_edition(program, diag, program->jobs[i].edition);
}

/* Descriptions of subjects that no document is about: their faults would never be seen. */
static void load_descriptions(struct program *program) {
    const struct policies *policies = program->world.policies;
    size_t count = 0;
    struct map *known = map_new(program->arena);
    for (size_t i = 0; i < program->job_count; i++) map_add(known, program->jobs[i].subject, i);
    const char *const *subjects = policies_subjects(policies, &count);
    for (size_t i = 0; i < count; i++)
        if (map_find(known, subjects[i]) == MAP_NONE) policies_are_faulty(policies, subjects[i]);
}

struct program *report_load(struct arena *arena, struct diag *diag, const struct report_source *source) {
    struct program *program = arena_alloc(arena, sizeof *program);
    program->arena = arena;
    program->root = source->root;
    program->batch = source->batch;
    program->publication = publication_read(arena, diag, source->root);
    if (!program->publication) return NULL;
    program_check_date(diag);
    program->fonts = fonts_open(arena, diag, source->root, program->publication->fonts);
    if (!program->fonts || diag_failed(diag, 0)) { /* another face in its place would change every page */
        fonts_close(program->fonts);
        return NULL;
    }
    program->shaper = shaper_new(arena, program->fonts);
    program->icc = file_read_bytes(arena, diag, NULL, program->publication->colour_profile,
                                   (struct source_pos){ program->publication->file, 0, 0 });
    load_editions(program, diag);
    program->style = program_style(arena, diag, source->root, program->publication->style, program->publication->style_pos);
    load_templates(program, diag, source->template);
    program->jobs = publication_jobs(arena, diag, program->publication, program->world.geo, &program->job_count);
    load_needed(program, diag);
    load_descriptions(program);
    return program;
}

struct program *program_with_templates(struct program *loaded, struct arena *arena, struct diag *diag) {
    size_t count = loaded->publication->edition_count;
    struct program *program = arena_alloc(arena, sizeof *program);
    *program = *loaded;
    program->arena = arena;
    program->template_count = 0;
    program->editions = arena_array(arena, count, sizeof *program->editions);
    load_templates(program, diag, NULL);
    for (size_t i = 0; i < count; i++) {
        struct program *before = loaded->editions[i];
        if (!before) continue;
        struct program *own = before == loaded ? program : arena_alloc(arena, sizeof *own);
        if (own != program) *own = *before;
        own->arena = arena;
        own->templates = program->templates;
        own->template_count = program->template_count;
        own->editions = program->editions;
        program->editions[i] = own;
    }
    return program;
}

void report_warm(struct program *program, const struct report_job *const *jobs, size_t count) {
    for (size_t i = 0; i < count; i++) text_can_hyphenate(program->shaper, jobs[i]->language);
}

void report_close(struct program *program) {
    if (!program) return;
    for (size_t i = 0; i < program->publication->edition_count; i++)
        if (program->editions[i]) policies_close(program->editions[i]->world.policies);
    shaper_close(program->shaper);
    fonts_close(program->fonts);
}

const struct report_job *report_jobs(const struct program *program, size_t *count) {
    *count = program->job_count;
    return program->jobs;
}

const char *report_title(const struct program *program) {
    return program->publication->title;
}

const char *report_language(const struct program *program) {
    return program->publication->language;
}

const char *report_region_name(const struct program *program, const char *code, const char *language) {
    const char *name = geo_find(program->world.geo, code) ? geo_name(program->world.geo, code, language) : NULL;
    return name ? name : code;
}

const char *report_root(const struct program *program) {
    return program->root;
}

const struct indicators *report_indicators(const struct program *program) {
    return program->world.indicators;
}

/* The theme that the publication names for the document; NULL: its template's own. */
static const char *named_theme(const struct program *program, const struct report_job *job) {
    for (size_t i = 0; i < program->job_count && !job->theme; i++)
        if (strcmp(program->jobs[i].path, job->path) == 0) return program->jobs[i].theme;
    return job->theme;
}

const struct template_entry *program_template(const struct program *program, const struct report_job *job) {
    const char *theme = named_theme(program, job);
    for (size_t i = 0; i < program->template_count; i++) {
        const struct template_entry *entry = &program->templates[i];
        bool themed = theme && entry->named_theme ? strcmp(entry->named_theme, theme) == 0 : entry->named_theme == theme;
        if (themed && strcmp(entry->name, job->template) == 0) return entry;
    }
    return NULL;
}

/* Fills the template without the rows of the priority drop_from and above. */
static bool run_fill_from(struct run *run, int drop_from) {
    const struct edition *edition = publication_edition(run->program->publication, run->job->edition);
    struct template_job job = { .subject = run->job->subject, .edition = run->job->edition, .language = run->job->language,
        .style = run_style(run) };
    if (edition) job.edition_pos = edition->pos;
    job.drop_from = drop_from;
    job.held = run->job->held;
    job.held_count = run->job->held_count;
    job.figure_rows = (size_t)fmax(run->entry->theme->numbers[NUMBER_FIGURE_DATA_ROWS], 0);
    run->filled = template_fill(run->arena, run->diag, run->entry->template, &run->program->world, &job);
    if (!run->filled) return false;
    document_number(run->arena, run->diag, run->filled->document, &run->filled->labels);
    run->theme = theme_for_slides(run->entry->theme, run->filled->document->slides);
    if (!run->theme) {
        diag_add(run->diag, DIAG_CODE_THEME_MISSING, (struct source_pos){ 0 }, "slides, in %s", run->entry->theme_path);
    }
    return run->theme != NULL;
}

/* Adds what an attempt had to say of the step that the document now takes. */
static void hear(struct run *run, const struct diag **said) {
    if (*said) diag_join(run->diag, *said);
    *said = NULL;
}

static void run_draw(struct run *run) {
    hear(run, &run->drawing_said);
    if (run->drawings) return;
    size_t count = run->filled->graphic_count;
    run->drawings = arena_array(run->arena, count, sizeof(const struct drawing *));
    for (size_t i = 0; i < count; i++)
        run->drawings[i] = figure_draw(run, &run->filled->graphics[i]);
}

/* Figures that may be taller take what their pages leave free; the first layout holds where that moved anything. */
static void run_layout(struct run *run) {
    hear(run, &run->layout_said);
    if (run->pages) return;
    struct layout_job job = { run->filled->document, &run->filled->labels, run->theme, run->program->shaper,
        run->drawings, run->filled->graphic_count };
    struct diag *said = diag_new(run->arena), *grown_said = diag_new(run->arena);
    const struct pages *pages = layout_pages(run->arena, said, &job), *grown = NULL;
    const struct drawing **taller = growth_draw(run, pages);
    job.drawings = taller;
    if (taller) grown = layout_pages(run->arena, grown_said, &job);
    bool holds = grown && growth_holds(pages, grown);
    run->pages = holds ? grown : pages;
    run->drawings = holds ? taller : run->drawings;
    diag_join(run->diag, holds ? grown_said : said);
}

/* The document with figures as low and without these rows, as far as its pages; false if it cannot be filled. What is said on the way is
 * kept by step. */
static bool run_try(const struct run *run, struct budget budget, struct run *attempt) {
    *attempt = *run;
    attempt->round = budget.round;
    attempt->diag = diag_new(run->arena);
    if (!run_fill_from(attempt, budget.drop_from)) return false;
    struct diag *filling = attempt->diag, *drawing = diag_new(run->arena), *layout = diag_new(run->arena);
    attempt->diag = drawing;
    run_draw(attempt);
    attempt->diag = layout;
    run_layout(attempt);
    attempt->diag = filling;
    attempt->drawing_said = drawing;
    attempt->layout_said = layout;
    return true;
}

/* The first attempt that has few enough pages, else the last; figures give way before rows. False if it could not be filled. */
static bool run_fit(struct run *run, struct budget *budget) {
    struct run attempt;
    bool filled = run_try(run, *budget, &attempt);
    for (int rounds = filled && attempt.giving > 0 ? BUDGET_ROUNDS : 0; filled && budget->round < rounds && attempt.pages->count > budget->pages;) {
        budget->round++;
        filled = run_try(run, *budget, &attempt);
    }
    for (int i = filled ? attempt.filled->least_priority : 0; filled && i > 0 && attempt.pages->count > budget->pages; i--) {
        budget->drop_from = i;
        filled = run_try(run, *budget, &attempt);
    }
    diag_join(run->diag, attempt.diag);
    attempt.diag = run->diag;
    *run = attempt;
    return filled;
}

/* Fills the template; where it allows only so many pages, with figures as low, then without as many rows as it takes. */
static bool run_fill(struct run *run) {
    struct source_pos pos;
    int most = template_pages(run->entry->template, &pos);
    if (most == 0) return run_fill_from(run, 0);
    struct budget budget = { .pages = (size_t)most };
    if (!run_fit(run, &budget)) return false;
    struct budget_attempt came = { run->pages->count, run->giving, run->filled->dropped_rows };
    budget_report(run->diag, pos, &came, budget);
    return true;
}

static void list_claims(const struct run *run, struct report_result *result) {
    uint64_t *keys = arena_array(run->arena, run->filled->claim_count, sizeof *keys);
    for (size_t i = 0; i < run->filled->claim_count; i++)
        if (run->filled->claims[i].holds) keys[result->claim_count++] = run->filled->claims[i].key;
    result->claims = keys;
}

/* The form of PDF/A: the template's, else the publication's. */
static enum archive archive_of(const struct run *run) {
    const char *own = run->filled->document->archive;
    return strcmp(*own ? own : run->program->publication->archive, "2a") == 0 ? ARCHIVE_2A : ARCHIVE_3A;
}

static const char *run_write(struct run *run, size_t *size) {
    const struct source_file *icc = run->program->icc;
    struct pdf_job job = { .document = run->filled->document, .pages = run->pages, .fonts = run->program->fonts,
        .date = program_date(run->program, run->job), .icc = icc ? icc->text : "", .icc_size = icc ? icc->size : 0,
        .producer = "Almanac " ALMANAC_VERSION, .archive = archive_of(run) };
    job.files = run->enclosed;
    job.file_count = run->enclosed_count;
    return pdf_write(run->arena, run->diag, &job, size);
}

/* The pages as pictures, named by number; every number has as many digits, so that names sort as pages follow. */
static void run_pictures(struct run *run, struct report_result *result) {
    size_t count = run->pages->count;
    struct report_file *files = arena_array(run->arena, count, sizeof *files);
    int digits = count > 999 ? 4 : count > 99 ? 3 : 2;
    for (size_t i = 0; i < count; i++) {
        files[i].name = arena_print(run->arena, "page-%0*zu.png", digits, i + 1);
        files[i].bytes = page_to_png(run->arena, run->diag, &run->pages->pages[i], run->job->dots_per_inch, &files[i].size);
        if (!files[i].bytes) return;
        result->size += files[i].size;
    }
    result->files = files;
    result->file_count = count;
}

/* The stages that are text, each printed by the room that made it. */
static void run_dump(struct run *run, enum report_stage stage, struct buffer *out) {
    if (stage == STAGE_DOCUMENT) document_dump(run->filled->document, false, out);
    for (size_t i = 0; stage == STAGE_DRAWING && i < run->filled->graphic_count; i++) {
        buffer_print(out, "graphic %zu %s\n", i + 1, run->filled->graphics[i].kind);
        if (run->drawings[i]) drawing_dump(run->drawings[i], out);
    }
    if (stage == STAGE_PAGES) pages_dump(run->pages, out);
    if (stage == STAGE_TAGS) tags_dump(run->filled->document, run->pages, out);
    if (stage == STAGE_ARTIFACTS) artifacts_dump(run->filled->document, run->pages, out);
}

static struct report_result run_text(struct run *run, enum report_stage stage) {
    struct buffer out = buffer_new(run->arena);
    run_dump(run, stage, &out);
    return (struct report_result){ .bytes = out.data ? out.data : "", .size = out.size };
}

/* A document whose template or descriptions were read with errors would lack what was left out. */
static bool is_sound(const struct run *run) {
    const struct policies *policies = run->program->world.policies;
    bool faulty = policies && policies_are_faulty(policies, run->job->subject);
    if (run->entry->faulty || faulty)
        diag_add(run->diag, DIAG_CODE_REPORT_FAULTY_INPUT, (struct source_pos){ 0 }, "%s", run->job->path);
    return !run->entry->faulty && !faulty;
}

/* What the file says of itself and holds beside the document. */
static uint64_t settings_hash(const struct run *run) {
    const struct document *document = run->filled->document;
    const uint64_t settings[] = { (uint64_t)program_date(run->program, run->job), archive_of(run), run->enclosed_count,
        run->entry->theme->hash, (uint64_t)document->handout, (uint64_t)*document->slides };
    uint64_t hash = hash_bytes(HASH_START, settings, sizeof settings);
    for (size_t i = 0; i < run->enclosed_count; i++) {
        const struct pdf_file *file = &run->enclosed[i];
        const uint64_t numbers[] = { file->size, file->node };
        const char *const texts[] = { file->name, file->type, file->about };
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) hash = hash_text(hash, texts[t] ? texts[t] : "");
        hash = hash_bytes(hash_bytes(hash, numbers, sizeof numbers), file->data, file->size);
    }
    return hash;
}

/* Sound, filled and drawn: all that decides what will be on the pages. False if it cannot be made. */
static bool run_decide(struct run *run, struct report_result *result) {
    if (!is_sound(run) || !run_fill(run)) return false;
    run_draw(run);
    const struct report_before *before = run->job->before;
    const struct document *document = run->filled->document;
    result->inputs = program_inputs(run->arena, run->program, run->entry, &result->input_count);
    result->inputs = inputs_with(run->arena, result->inputs, &result->input_count, run->files, run->file_count);
    run->enclosed = enclosed_files(run->arena, run->program, run->job, run->filled, &run->enclosed_count);
    result->selections = filled_selections_hash(run->filled);
    result->drawn = filled_hash(run->filled, run->drawings, settings_hash(run));
    result->title = document->title;
    result->kind = run->entry->name;
    result->status = document->status;
    list_claims(run, result);
    result->unchanged = before && before->drawn == result->drawn && !diag_failed(run->diag, 0);
    if (before && !result->unchanged) result->reason = filled_reason(run->arena, run->filled, before);
    return true;
}

static struct report_result run_stage(struct run *run, enum report_stage stage) {
    if (!run_fill(run)) return (struct report_result){ 0 };
    if (stage != STAGE_DOCUMENT) run_draw(run);
    if (stage != STAGE_DOCUMENT && stage != STAGE_DRAWING) run_layout(run);
    return run_text(run, stage);
}

void report_share(const struct program *program) {
    for (size_t i = 0; i < program->publication->edition_count; i++) {
        if (program->editions[i]) geo_share(program->editions[i]->world.geo);
    }
}

/* With the data of the job's edition; its entry is NULL where the publication has no such template. */
static struct run run_begin(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job) {
    program = program_edition(program, diag, job->edition);
    policies_begin(program->world.policies, diag);
    geo_forget(program->world.geo);
    return (struct run){ .program = program, .arena = arena, .diag = diag, .job = job, .entry = program_template(program, job) };
}

struct report_result report_build(struct program *program, struct arena *arena, struct diag *diag,
                                  const struct report_job *job, enum report_stage stage) {
    struct report_result result = { 0 };
    struct run run = run_begin(program, arena, diag, job);
    if (!run.entry) return result;
    if (stage < STAGE_PDF) return run_stage(&run, stage);
    if (!run_decide(&run, &result) || result.unchanged) return result;
    run_layout(&run);
    if (diag_failed(diag, 0)) return result;
    result.page_count = run.pages->count;
    if (stage == STAGE_PNG) run_pictures(&run, &result);
    else result.bytes = run_write(&run, &result.size);
    if (job->listed && result.bytes) {
        result.data = cover_data(arena, run.filled, &result.data_size);
        if (run.program->publication->covers) result.cover = cover_picture(arena, diag, run.pages, &result.cover_size);
    }
    return result;
}

const struct pages *report_pages(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job) {
    struct run run = run_begin(program, arena, diag, job);
    if (!run.entry || !run_fill(&run)) return NULL;
    run_draw(&run);
    run_layout(&run);
    return run.pages;
}

size_t report_page_count(const struct pages *pages) {
    return pages->count;
}

const char *report_page_png(struct arena *arena, struct diag *diag, const struct pages *pages, size_t index, size_t *size) {
    const double screen = 96; /* dots per inch */
    return index < pages->count ? page_to_png(arena, diag, &pages->pages[index], screen, size) : NULL;
}

struct report_result report_check(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job) {
    struct report_result result = { 0 };
    struct run run = run_begin(program, arena, diag, job);
    if (run.entry) run_decide(&run, &result);
    return result;
}

const struct trace *report_trace(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job) {
    struct run run = run_begin(program, arena, diag, job);
    if (!run.entry || !run_fill(&run)) return NULL;
    run_draw(&run);
    run_layout(&run);
    return trace_make(arena, job->path, run.program->world.indicators, run.filled, run.pages);
}

const struct report_chart *report_charts(struct program *program, struct arena *arena, struct diag *diag,
                                         const struct report_job *job, struct report_chart_size size, size_t *count) {
    struct run run = run_begin(program, arena, diag, job);
    run.size = size;
    *count = 0;
    if (!run.entry || !run_fill(&run)) return NULL;
    run_draw(&run);
    return charts_list(arena, run.filled, run.drawings, count);
}

bool report_lint(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job,
                 const struct style *style) {
    struct run run = run_begin(program, arena, diag, job);
    if (!run.entry || !run_fill(&run)) return false;
    if (!style) style = run.entry->style;
    if (style) document_lint(arena, diag, run.filled->document, style);
    return style != NULL;
}
