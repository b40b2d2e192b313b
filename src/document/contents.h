/* The contents, the lists of figures and tables and the lists of chapters; for number.c only. */
#ifndef ALMANAC_DOCUMENT_CONTENTS_H
#define ALMANAC_DOCUMENT_CONTENTS_H

#include "document/number.h"

/* Fills every block "toc" and "divider" of the numbered document. */
void contents_make(struct arena *arena, struct document *document, const struct labels *labels);

#endif
