/* One build at a time in a folder out/; shards of one build beside each other. */
#ifndef ALMANAC_BATCH_LOCK_H
#define ALMANAC_BATCH_LOCK_H

#include <stdbool.h>
#include <stddef.h>

struct diag;

/* Takes root's out/ for a build of all (shard 0), or for one shard. Waits a moment for what is just ending; if another build goes on there,
 * says so (BATCH_BUSY). *handle is then to be given to lock_close; workers that outlive a killed build hold its lock until they end. A file
 * system without locks is no fault. */
bool lock_open(struct diag *diag, const char *root, size_t shard, int *handle);
void lock_close(int handle);

#endif
