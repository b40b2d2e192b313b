/* Figures that say how tall they may be take the room that their page would else leave free. Private to report/. */
#ifndef ALMANAC_REPORT_GROWTH_H
#define ALMANAC_REPORT_GROWTH_H

#include <stdbool.h>

struct drawing;
struct pages;
struct run;

/* The drawings of run with those drawn taller that stand on pages with much room; NULL if there are none. pages are laid out with
 * run's own drawings. */
const struct drawing **growth_draw(struct run *run, const struct pages *pages);

/* True if all stands on the pages on which it stood before. */
bool growth_holds(const struct pages *before, const struct pages *after);

#endif
