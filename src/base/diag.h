/* Messages about the input, for the person who can mend it. */
#ifndef ALMANAC_BASE_DIAG_H
#define ALMANAC_BASE_DIAG_H

#include "base/source.h"

#include <stddef.h>
#include <stdio.h>

struct arena;
struct buffer;
struct diag;

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_SYSTEM, DIAG_LEVEL_COUNT };

enum diag_code {
#define DIAG(code, level, text) DIAG_CODE_##code,
#include "base/diag_list.h"
#undef DIAG
    DIAG_CODE_COUNT
};

/* Starts an empty list of messages in arena. */
struct diag *diag_new(struct arena *arena);

/* Adds a message. The text of the code says what is wrong and what was done about it; detail (may be
 * NULL or empty) names the particular: a code, a column, a value. A message equal to an earlier one in
 * code, position and detail is kept once. pos.file may be NULL where no file is concerned. */
void diag_add(struct diag *diag, enum diag_code code, struct source_pos pos, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));

/* Number of messages of a level, or of all with DIAG_LEVEL_COUNT. */
size_t diag_count(const struct diag *diag, enum diag_level level);

/* True if something is wrong: an error or a system fault; with strict also a warning. */
int diag_failed(const struct diag *diag, int strict);

/* Copies the messages of other to the end of diag (equal ones once). */
void diag_join(struct diag *diag, const struct diag *other);

/* The same without notes. */
void diag_join_faults(struct diag *diag, const struct diag *other);

/* Writes all messages, in the order in which they were added:
 *     file:line:column: level: what; what we did: detail [code]
 *     the source line
 *        ^ */
void diag_print(const struct diag *diag, struct buffer *out);

/* The same without notes. */
void diag_print_faults(const struct diag *diag, struct buffer *out);

/* The same as one JSON object a line: file, line, column, level, code, text, detail. */
void diag_print_json(const struct diag *diag, struct buffer *out);

/* "csv-missing-column" for DIAG_CODE_CSV_MISSING_COLUMN. The text lives in arena. */
const char *diag_code_name(struct arena *arena, enum diag_code code);

#endif
