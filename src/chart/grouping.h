/* Groups of rows, each with a symbol of its own. Included in chart/ only. */
#ifndef ALMANAC_CHART_GROUPING_H
#define ALMANAC_CHART_GROUPING_H

#include "chart/key.h"

#include <stddef.h>

struct chart;

enum { GROUPS_MOST = 4 };

struct grouping {
    const char *names[GROUPS_MOST];
    size_t count;
    const size_t *of_rows; /* group of every row; SIZE_MAX: none */
};

/* Reads the option "groups": "Name: CODE CODE; Other name: CODE". A group beyond the fourth, one without a name and a code that
 * is no row are diagnosed (CHART_BAD_OPTION). Without the option there is none. */
struct grouping grouping_read(const struct chart *chart);

/* Symbol of a group; the disc for SIZE_MAX. */
enum symbol grouping_symbol(size_t group);

/* Entries of a key of symbols; returns how many. */
size_t grouping_key(const struct chart *chart, const struct grouping *grouping, struct key_entry entries[GROUPS_MOST]);

#endif
