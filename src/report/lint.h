/* The text of a filled document looked over by a style profile, paragraph by paragraph. */
#ifndef ALMANAC_REPORT_LINT_H
#define ALMANAC_REPORT_LINT_H

struct arena;
struct diag;
struct document;
struct source_file;
struct style;

/* The style profile that is named: a name in the publication at root, or a path; name NULL: the publication's own. NULL after a
 * diagnostic. */
const struct style *report_style(struct arena *arena, struct diag *diag, const char *root, const char *name);

/* Reports what text/lint.h finds in every paragraph, heading, cell, caption, source line and note. Errors: STYLE_*. */
void document_lint(struct arena *arena, struct diag *diag, const struct document *document, const struct style *style);

/* The same for a file of text, line by line. */
void text_file_lint(struct arena *arena, struct diag *diag, const struct source_file *file, const struct style *style);

#endif
