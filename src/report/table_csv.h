/* A table's cells as CSV, numbers as they were computed. For report/ only. */
#ifndef ALMANAC_REPORT_TABLE_CSV_H
#define ALMANAC_REPORT_TABLE_CSV_H

struct arena;
struct filled;
struct indicators;
struct node;

/* The CSV of a NODE_TABLE, its head rows as one; NULL if it has no rows. A cell that shows one number holds it unrounded, with its flags in a column
 * of their own behind; any other cell holds its text. Cells that span are repeated. */
const char *table_csv(struct arena *arena, const struct indicators *indicators, const struct filled *filled, const struct node *table);

#endif
