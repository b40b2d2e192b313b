/* The catalogue of indicators as expressions see it; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_CATALOGUE_H
#define ALMANAC_TEMPLATE_CATALOGUE_H

#include "template/evaluate.h"

/* The families in their order: records whose "indicators" are records again, each with its "series", the declared members fixed. */
struct value catalogue_value(const struct evaluation *evaluation);

#endif
