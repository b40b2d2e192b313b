#include "batch/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

/* The lock file is never written far: bytes far behind its content stand for shards. */
static const off_t SHARDS = 1 << 20;

/* All of them for a build of all, one for a shard. */
static struct flock range_of(size_t shard) {
    return (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHARDS + (off_t)shard, .l_len = shard > 0 ? 1 : 0 };
}

/* Tries for up to three seconds: the workers of a killed build are gone sooner. */
static bool take(int handle, size_t shard) {
    const struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
    for (int i = 0; i < 60; i++) {
        struct flock range = range_of(shard);
        if (fcntl(handle, F_OFD_SETLK, &range) == 0) return true;
        if (errno != EAGAIN && errno != EACCES) return true;
        nanosleep(&pause, NULL);
    }
    return false;
}

/* Who holds it, for the message: "process 1234 on host". Of several shards the last that came. */
static void sign(int handle) {
    char host[64] = "", text[128];
    gethostname(host, sizeof host - 1);
    int size = snprintf(text, sizeof text, "process %ld on %s\n", (long)getpid(), host);
    if (ftruncate(handle, 0) == 0 && pwrite(handle, text, (size_t)size, 0) < 0) return; /* it only serves a message */
}

bool lock_open(struct diag *diag, const char *root, size_t shard, int *handle) {
    struct arena *scratch = arena_new();
    const char *path = file_join(scratch, root, "out/record.sqlite.lock");
    *handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    bool taken = *handle < 0 || take(*handle, shard);
    if (*handle >= 0 && taken) {
        sign(*handle);
    } else if (!taken) {
        char holder[128] = "";
        ssize_t size = pread(*handle, holder, sizeof holder - 1, 0);
        holder[size > 0 ? strcspn(holder, "\n") : 0] = '\0';
        diag_add(diag, DIAG_CODE_BATCH_BUSY, (struct source_pos){ 0 }, "%s", holder);
        close(*handle);
    }
    arena_close(scratch);
    return taken;
}

void lock_close(int handle) {
    if (handle >= 0) close(handle);
}
