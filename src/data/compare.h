/* Two readings of one dataset compared: what a new download changes. */
#ifndef ALMANAC_DATA_COMPARE_H
#define ALMANAC_DATA_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct dataset;
struct diag;

/* Prints codes that are new or lost, units, years, vintages, rows that are new or lost, values and flags that differ: the first
 * ten of a kind with their places, and how many there are. With json one object a line. Warns of what is lost and of units
 * (IMPORT_LOST, IMPORT_UNIT). No value of a confidential cell is printed. */
void dataset_compare(struct diag *diag, const struct dataset *old, const struct dataset *new, bool json,
                     struct buffer *out);

#endif
