/* What a document rests on, as hashes and in words. For the files of report/ only. */
#ifndef ALMANAC_REPORT_CHANGE_H
#define ALMANAC_REPORT_CHANGE_H

#include "report/report.h"

struct drawing;
struct filled;

/* Hash of the values that the document's selections returned. */
uint64_t filled_selections_hash(const struct filled *filled);

/* Hash of the filled document and its drawings (one for each graphic; NULL: not drawn), beginning with that of what else the file says. */
uint64_t filled_hash(const struct filled *filled, const struct drawing *const *drawings, uint64_t settings);

/* What made the document another than before, in words: the value at the root of its selections, else the files it quotes. */
const char *filled_reason(struct arena *arena, const struct filled *filled, const struct report_before *before);

#endif
