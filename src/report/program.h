/* What report_load keeps for all documents. For the files of report/ only. */
#ifndef ALMANAC_REPORT_PROGRAM_H
#define ALMANAC_REPORT_PROGRAM_H

#include "report/publication.h"
#include "template/template.h"

struct fonts;
struct shaper;
struct style;
struct theme;
struct datasets;

/* A template with the theme that its front matter names. */
struct template_entry {
    const char *name;
    const char *named_theme; /* by the publication; NULL: by the template */
    const struct template *template;
    const struct theme *theme;
    const char *theme_path;
    const struct style *style; /* of its numbers; never NULL in a template that is not faulty */
    bool faulty; /* errors were found when they were read: what was left out must not go unseen */
};

struct program {
    struct arena *arena;
    const char *root;
    bool batch;                  /* descriptions are read when a document needs them */
    const char *edition;         /* whose data these are */
    struct program **editions;   /* by edition of the publication: the same program with its data, NULL: not yet read; shared by all */
    const struct publication *publication;
    struct fonts *fonts;
    struct shaper *shaper;
    const struct datasets *datasets;
    struct template_world world;
    const struct yaml *bibliography;
    const struct source_file *bibliography_file;
    const struct source_file *abbreviations_file;
    const struct source_file *icc;
    struct template_entry *templates;
    size_t template_count;
    const struct report_job *jobs;
    size_t job_count;
    const struct style *style; /* the publication's: for templates that name none; NULL after a fault */
};

/* The style profile of that name in the publication, for what stands at by; name NULL: the usual one, built in where the
 * publication has no file of it. Errors: STYLE_PROFILE, STYLE_UNKNOWN, FILE_*, YAML_*. */
const struct style *program_style(struct arena *arena, struct diag *diag, const char *root, const char *name,
                                  struct source_pos by);

/* program with the data of an edition, read when it is first asked for; of an edition that the publication does not have, program itself. */
struct program *program_edition(struct program *program, struct diag *diag, const char *edition);

/* Reads data, regions, policies, series and bibliography of an edition into program. */
void program_load(struct program *program, struct diag *diag, const struct edition *edition);

/* Adds the template in folder with the theme of its use to program, which has room for one more; false after a diagnostic. */
bool program_load_template(struct program *program, struct diag *diag, const char *folder, struct template_use use);

/* loaded with its templates and themes read anew, which lie in arena; all else is shared with it. */
struct program *program_with_templates(struct program *loaded, struct arena *arena, struct diag *diag);

/* The template of a job with the theme that it asks for, or NULL. */
const struct template_entry *program_template(const struct program *program, const struct report_job *job);

/* The inputs of every document made with entry, in a fixed order; *count is set. */
const struct report_input *program_inputs(struct arena *arena, const struct program *program,
                                          const struct template_entry *entry, size_t *count);

/* The date in a document's metadata, in seconds since 1970 UTC: SOURCE_DATE_EPOCH where a reproducible build sets it, else the
 * edition's; and a word, once, on a variable that is no date. Errors: REPORT_BAD_EPOCH. */
int64_t program_date(const struct program *program, const struct report_job *job);
void program_check_date(struct diag *diag);

/* The files that go into a document beside the data of its drawings: each table's numbers, the definitions of the series that it uses,
 * and a list of it all; *count is set. */
struct pdf_file;
struct filled;
const struct pdf_file *enclosed_files(struct arena *arena, const struct program *program, const struct report_job *job,
                                      const struct filled *filled, size_t *count);

/* The inputs with files that only this document reads. */
struct source_file;
const struct report_input *inputs_with(struct arena *arena, const struct report_input *inputs, size_t *count,
                                       const struct source_file *const *files, size_t file_count);

/* The charts of a document that was filled and drawn. */
struct drawing;
const struct report_chart *charts_list(struct arena *arena, const struct filled *filled,
                                       const struct drawing *const *drawings, size_t *count);

/* For the catalogue: the data of the figures as CSV, and the first page as a small picture; NULL where it cannot be drawn. */
struct pages;
const char *cover_data(struct arena *arena, const struct filled *filled, size_t *size);
const char *cover_picture(struct arena *arena, struct diag *diag, const struct pages *pages, size_t *size);

/* The trace of a document that was filled, numbered and laid out. */
struct pages;
struct trace;
const struct trace *trace_make(struct arena *arena, const char *path, const struct indicators *indicators,
                               const struct filled *filled, const struct pages *pages);

#endif
