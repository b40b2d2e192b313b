/* Which delimiter a delimited file is written with. For table.c only. */
#ifndef ALMANAC_DATA_DIALECT_H
#define ALMANAC_DATA_DIALECT_H

#include "data/table.h"

struct diag;

/* Fills in what dialect leaves open, from the header and the first row behind it. Returns false after a diagnostic
 * if the declared delimiter cannot be the right one. Errors: CSV_WRONG_DELIMITER, CSV_AMBIGUOUS_DELIMITER. */
bool dialect_settle(struct diag *diag, const struct source_file *file, struct dialect *dialect);

/* "comma", "tabulator", … */
const char *delimiter_name(char delimiter);

#endif
