/* Imprint data of a document; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_IMPRINT_H
#define ALMANAC_TEMPLATE_IMPRINT_H

#include "template/fill.h"

/* Reads the keys publisher, isbn, doi and catalogue_number of the front matter. */
void imprint_read(struct reading *reading, const struct yaml *front);

/* Puts them into the document. Errors: TEMPLATE_IMPRINT. */
void imprint_fill(struct filling *filling);

/* The record that expressions call imprint. */
struct value imprint_value(const struct evaluation *evaluation, const struct expression *at);

#endif
