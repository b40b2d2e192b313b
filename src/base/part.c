#include "base/part.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"

/* What is read at a time [byte]; a smaller file comes in one piece. The test build gives bugs a chance. */
#ifdef ALMANAC_SMALL_ARENA
enum { PIECE = HASH_LARGE };
#else
enum { PIECE = 64 * 1024 };
#endif

/* What is read of a line [byte]: more than a message shows. */
enum { LINE_PIECE = 1024 };

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { MARK_SIZE = sizeof byte_order_mark - 1 };

struct file_stamp {
    const char *disk; /* where it lies */
    size_t skip;      /* bytes before the text */
    struct stat status;
};

/* Reads size bytes of the open file at from, or as many as there are; false after a fault. */
static bool read_at(int handle, size_t from, char *to, size_t size, size_t *done) {
    for (*done = 0; *done < size;) {
        ssize_t part = pread(handle, to + *done, size - *done, (off_t)(from + *done));
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part <= 0) {
            return part == 0;
        }
        *done += (size_t)part;
    }
    return true;
}

/* O_NONBLOCK keeps a named pipe from holding the program up. */
static int open_plain(const char *path, struct stat *status) {
    int handle = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle >= 0 && (fstat(handle, status) != 0 || !S_ISREG(status->st_mode) || status->st_size > (off_t)FILE_SIZE_MOST)) {
        close(handle);
        return -1;
    }
    return handle;
}

/* One way through a file. */
struct passage {
    int handle;
    size_t size, at;
    bool is_text; /* it must be text throughout */
    struct hash_chains chains;
    uint64_t hash;
    char *piece;
};

/* How much of the piece is hashed and checked by itself: whole steps, and no character cut. 0: it is no text. */
static size_t choose_cut(const struct passage *passage, size_t size) {
    size_t cut = size / HASH_STEP * HASH_STEP;
    while (cut > 0 && passage->is_text && ((unsigned char)passage->piece[cut] & 0xC0) == 0x80) {
        cut -= HASH_STEP;
    }
    return cut;
}

static bool is_text(const char *piece, size_t size) {
    return !memchr(piece, '\0', size) && utf8_find_invalid(piece, size) == SIZE_MAX;
}

/* Hashes the next piece; false if it cannot be read or is not what it must be. */
static bool pass_piece(struct passage *passage) {
    size_t left = passage->size - passage->at, size;
    if (!read_at(passage->handle, passage->at, passage->piece, left < PIECE ? left : PIECE, &size) ||
        size < (left < PIECE ? left : PIECE)) {
        return false;
    }
    bool is_last = size == left;
    size_t cut = is_last ? size : choose_cut(passage, size - 1);
    if ((cut == 0 && !is_last) || (passage->is_text && !is_text(passage->piece, cut))) {
        return false;
    }
    if (is_last) {
        passage->hash = passage->size < HASH_LARGE ? hash_bytes(HASH_START, passage->piece, cut)
                                                   : hash_end(&passage->chains, passage->piece, cut);
    } else {
        hash_add(&passage->chains, passage->piece, cut);
    }
    passage->at += cut;
    return true;
}

/* Goes through the open file; what is not as it must be, as a compressed file, is left for whoever reads it whole. */
static bool pass(struct passage *passage, struct arena *scratch) {
    passage->chains = hash_begin(HASH_START);
    passage->piece = arena_bytes(scratch, PIECE);
    do {
        if (!pass_piece(passage)) {
            return false;
        }
    } while (passage->at < passage->size);
    return true;
}

static const struct source_file *read_passing(struct arena *arena, const char *root, const char *path) {
    char *disk = file_join(arena, root, path);
    struct file_stamp *stamp = arena_alloc(arena, sizeof *stamp);
    struct arena *scratch = arena_new();
    struct passage *passage = arena_alloc(scratch, sizeof *passage);
    struct source_file *file = NULL;
    passage->handle = root && !file_stays_inside(path) ? -1 : open_plain(disk, &stamp->status);
    passage->is_text = true;
    if (passage->handle >= 0) {
        char start[MARK_SIZE];
        size_t size;
        passage->size = (size_t)stamp->status.st_size;
        stamp->disk = disk;
        bool marked = read_at(passage->handle, 0, start, MARK_SIZE, &size) && size == MARK_SIZE &&
                      memcmp(start, byte_order_mark, MARK_SIZE) == 0;
        stamp->skip = marked ? MARK_SIZE : 0;
        if (pass(passage, scratch)) {
            file = arena_alloc(arena, sizeof *file);
            *file = (struct source_file){ .path = arena_text(arena, path), .size = passage->size - stamp->skip,
                                          .hash = passage->hash, .stamp = stamp };
        }
        close(passage->handle);
    }
    arena_close(scratch);
    return file;
}

const struct source_file *file_read_passing(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                            struct source_pos by) {
    const struct source_file *file = read_passing(arena, root, path);
    return file ? file : file_read(arena, diag, root, path, by);
}

static bool is_same_time(struct timespec a, struct timespec b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_same(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           is_same_time(a->st_mtim, b->st_mtim) && is_same_time(a->st_ctim, b->st_ctim);
}

bool file_part(const struct source_file *file, size_t from, char *to, size_t size) {
    if (from > file->size || size > file->size - from) {
        return false;
    }
    if (file->text) {
        memcpy(to, file->text + from, size);
        return true;
    }
    struct stat status;
    size_t done = 0;
    int handle = file->stamp ? open_plain(file->stamp->disk, &status) : -1;
    if (handle < 0) {
        return false;
    }
    bool read = is_same(&status, &file->stamp->status) && read_at(handle, from + file->stamp->skip, to, size, &done);
    close(handle);
    return read && done == size;
}

/* Moves place on to where line begins; false if it cannot be found. */
static bool find_line(struct part_line *place, uint32_t line) {
    char piece[LINE_PIECE];
    while (place->line < line) {
        size_t left = place->file->size - place->offset, size = left < sizeof piece ? left : sizeof piece;
        if (size == 0 || !file_part(place->file, place->offset, piece, size)) {
            return false;
        }
        size_t taken = 0;
        for (const char *end; place->line < line && (end = memchr(piece + taken, '\n', size - taken)); place->line++) {
            taken = (size_t)(end - piece) + 1;
        }
        place->offset += place->line < line ? size : taken;
    }
    return true;
}

const char *part_of_line(struct arena *arena, struct source_pos pos, struct part_line *near, size_t *size, size_t *at) {
    if (near->file != pos.file || near->line > pos.line) {
        *near = (struct part_line){ pos.file, 1, 0 };
    }
    if (!find_line(near, pos.line)) {
        return NULL;
    }
    size_t column = pos.column > 0 ? pos.column - 1 : 0, skip = column > LINE_PIECE / 2 ? column - LINE_PIECE / 2 : 0;
    size_t start = near->offset + skip, left = start < pos.file->size ? pos.file->size - start : 0;
    *size = left < LINE_PIECE ? left : LINE_PIECE;
    *at = column - skip;
    char *part = arena_bytes(arena, *size + 1);
    part[*size] = '\0';
    if (*size == 0 || !file_part(pos.file, start, part, *size)) {
        return NULL;
    }
    const char *end = memchr(part, '\n', *size);
    *size = end ? (size_t)(end - part) : *size;
    *size -= *size > 0 && end && part[*size - 1] == '\r';
    return part;
}

bool file_hash(const char *path, uint64_t *hash) {
    struct stat status;
    struct arena *scratch = arena_new();
    struct passage *passage = arena_alloc(scratch, sizeof *passage);
    passage->handle = open_plain(path, &status);
    bool read = passage->handle >= 0;
    if (read) {
        passage->size = (size_t)status.st_size;
        read = pass(passage, scratch);
        *hash = passage->hash;
        close(passage->handle);
    }
    arena_close(scratch);
    return read;
}
