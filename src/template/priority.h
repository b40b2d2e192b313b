/* Rows that give way where a document may have only so many pages; for the .c files of template/ only.
 *
 * A row says how dispensable it is: {priority=3}; rows of the highest number go first. Which have to go is decided by who lays
 * out the pages, and said with the job. */
#ifndef ALMANAC_TEMPLATE_PRIORITY_H
#define ALMANAC_TEMPLATE_PRIORITY_H

#include "template/fill.h"

enum { PRIORITY_MOST = 99 };

/* Reads and takes away the attribute of a filled row, and notes it; true if the row has to go. */
bool priority_drops(struct filling *filling, struct node *row);

/* Removes the rows of the class group below which nothing was left. */
void priority_close_groups(const struct filling *filling, struct node *table);

#endif
