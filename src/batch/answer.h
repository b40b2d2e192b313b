/* What a worker tells the pool, as bytes on a pipe. For batch/pool.c. */
#ifndef ALMANAC_BATCH_ANSWER_H
#define ALMANAC_BATCH_ANSWER_H

#include "batch/pool.h"

struct buffer;

/* Adds answer to out. */
void answer_encode(struct buffer *out, const struct pool_answer *answer);

/* True if received holds a whole answer. */
bool answer_is_whole(const struct buffer *received);

/* The answer in received, in arena; false if it is damaged. */
bool answer_decode(struct arena *arena, const struct buffer *received, struct pool_answer *answer);

#endif
