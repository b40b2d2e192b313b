#include "base/file.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/gzip.h"
#include "base/map.h"
#include "base/utf8.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Largest file that is read, also after inflating [byte]. */
static const size_t size_limit = FILE_SIZE_MOST;

/* What one reading of a file works on. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    const char *path; /* as printed */
    struct source_pos by;
};

char *file_join(struct arena *arena, const char *root, const char *path) {
    size_t size = root ? strlen(root) : 0;
    if (size == 0) {
        return arena_text(arena, path);
    }
    return arena_print(arena, "%s%s%s", root, root[size - 1] == '/' ? "" : "/", path);
}

bool file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

bool file_is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_same(const char *root, const char *first, const char *second) {
    struct arena *scratch = arena_new();
    struct stat a, b;
    bool same = stat(file_join(scratch, root, first), &a) == 0 && stat(file_join(scratch, root, second), &b) == 0 &&
                a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    arena_close(scratch);
    return same;
}

bool file_stays_inside(const char *path) {
    if (path[0] == '/') {
        return false;
    }
    for (const char *step = path; *step;) {
        size_t size = strcspn(step, "/");
        if (size == 2 && step[0] == '.' && step[1] == '.') {
            return false;
        }
        step += size;
        step += strspn(step, "/");
    }
    return true;
}

/* Reads what the open file holds; false after a diagnostic. */
static bool read_open(const struct reading *reading, int handle, struct buffer *out) {
    struct stat status;
    if (fstat(handle, &status) != 0 || !S_ISREG(status.st_mode)) {
        diag_add(reading->diag, DIAG_CODE_FILE_UNREADABLE, reading->by, "%s: no regular file", reading->path);
        return false;
    }
    if (status.st_size > (off_t)size_limit) {
        diag_add(reading->diag, DIAG_CODE_FILE_TOO_LARGE, reading->by, "%s: more than %zu MiB", reading->path,
                 size_limit >> 20);
        return false;
    }
    size_t size = (size_t)status.st_size;
    char *data = arena_bytes(reading->arena, size + 1);
    size_t done = 0;
    while (done < size) {
        ssize_t part = read(handle, data + done, size - done);
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part < 0) {
            diag_add(reading->diag, DIAG_CODE_FILE_UNREADABLE, reading->by, "%s: %s", reading->path, strerror(errno));
            return false;
        }
        if (part == 0) {
            break;
        }
        done += (size_t)part;
    }
    data[done] = '\0';
    *out = (struct buffer){ .arena = reading->arena, .data = data, .size = done, .capacity = size + 1 };
    return true;
}

/* Reads the bytes of root/path as they are on disk. O_NONBLOCK keeps a named pipe from holding the program up. */
static bool read_disk(const struct reading *reading, const char *root, struct buffer *out) {
    if (root && !file_stays_inside(reading->path)) {
        diag_add(reading->diag, DIAG_CODE_FILE_OUTSIDE, reading->by, "%s", reading->path);
        return false;
    }
    int handle = open(file_join(reading->arena, root, reading->path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0) {
        diag_add(reading->diag, DIAG_CODE_FILE_UNREADABLE, reading->by, "%s: %s", reading->path, strerror(errno));
        return false;
    }
    bool done = read_open(reading, handle, out);
    close(handle);
    return done;
}

/* Replaces gzip bytes by their content. */
static bool inflate(const struct reading *reading, struct buffer *bytes) {
    struct buffer content = buffer_new(reading->arena);
    buffer_text(&content, "");
    switch (gzip_inflate(&content, bytes->data, bytes->size, size_limit)) {
    case GZIP_DAMAGED:
        diag_add(reading->diag, DIAG_CODE_FILE_BAD_GZIP, reading->by, "%s", reading->path);
        return false;
    case GZIP_TOO_LARGE:
        diag_add(reading->diag, DIAG_CODE_FILE_TOO_LARGE, reading->by, "%s: more than %zu MiB after inflating",
                 reading->path, size_limit >> 20);
        return false;
    case GZIP_DONE:
        break;
    }
    *bytes = content;
    return true;
}

/* Line and column of the byte at offset. */
static struct source_pos position_of(const struct source_file *file, size_t offset) {
    struct source_pos pos = { .file = file, .line = 1, .column = 1 };
    const char *line = file->text;
    const char *end = file->text + offset;
    for (const char *next; (next = memchr(line, '\n', (size_t)(end - line))); line = next + 1) {
        pos.line++;
    }
    pos.column = (uint32_t)(end - line) + 1;
    return pos;
}

/* Diagnoses, at their place in the file itself, bytes that no text has. */
static bool check_text(struct diag *diag, const struct source_file *file) {
    const char *zero = memchr(file->text, '\0', file->size);
    if (zero) { /* so there are at least two bytes, with the one that ends the text */
        struct source_pos pos = position_of(file, (size_t)(zero - file->text));
        bool wide = memcmp(file->text, "\xFF\xFE", 2) == 0 || memcmp(file->text, "\xFE\xFF", 2) == 0;
        diag_add(diag, DIAG_CODE_FILE_NUL_BYTE, pos, "%s", wide ? "it looks like UTF-16; save it as UTF-8" : "");
        return false;
    }
    size_t invalid = utf8_find_invalid(file->text, file->size);
    if (invalid != SIZE_MAX) {
        diag_add(diag, DIAG_CODE_FILE_BAD_UTF8, position_of(file, invalid), "byte 0x%02X",
                 (unsigned char)file->text[invalid]);
        return false;
    }
    return true;
}

/* Reads the bytes of a file, those of a packed text inflated, and the hash of what is on disk. */
static bool read_bytes(const struct reading *reading, const char *root, bool is_text, struct buffer *bytes, uint64_t *hash) {
    size_t length = strlen(reading->path);
    bool packed = is_text && length > 3 && strcmp(reading->path + length - 3, ".gz") == 0;
    struct reading aside = *reading; /* what is packed need not stay */
    aside.arena = packed ? arena_new() : reading->arena;
    bool done = read_disk(&aside, root, bytes);
    if (done) {
        *hash = hash_bytes(HASH_START, bytes->data, bytes->size);
        if (is_text && gzip_is(bytes->data, bytes->size)) {
            done = inflate(reading, bytes);
        } else if (packed) {
            bytes->data = arena_copy(reading->arena, bytes->data, bytes->size);
        }
    }
    if (packed) {
        arena_close(aside.arena);
    }
    return done;
}

static const struct source_file *read_file(const struct reading *reading, const char *root, bool is_text) {
    struct buffer bytes;
    uint64_t hash;
    if (!read_bytes(reading, root, is_text, &bytes, &hash)) {
        return NULL;
    }
    if (is_text && bytes.size >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0) {
        bytes.data += 3;
        bytes.size -= 3;
    }
    struct source_file *file = arena_alloc(reading->arena, sizeof *file);
    *file = (struct source_file){ .path = reading->path, .text = bytes.data, .size = bytes.size, .hash = hash };
    return is_text && !check_text(reading->diag, file) ? NULL : file;
}

const struct source_file *file_read(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                    struct source_pos by) {
    struct reading reading = { .arena = arena, .diag = diag, .path = arena_text(arena, path), .by = by };
    return read_file(&reading, root, true);
}

const struct source_file *file_read_bytes(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                          struct source_pos by) {
    struct reading reading = { .arena = arena, .diag = diag, .path = arena_text(arena, path), .by = by };
    return read_file(&reading, root, false);
}

const struct source_file *source_file_of(struct arena *arena, const char *path, const char *text) {
    struct source_file *file = arena_alloc(arena, sizeof *file);
    size_t size = strlen(text);
    *file = (struct source_file){
        .path = path, .text = text, .size = size, .hash = hash_bytes(HASH_START, text, size)
    };
    return file;
}

/* Makes all folders that path names before its last step. False with errno set. */
static bool make_folders(char *path) {
    for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    return true;
}

static bool write_all(int handle, const char *data, size_t size) {
    while (size > 0) {
        ssize_t part = write(handle, data, size);
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part <= 0) {
            return false;
        }
        data += part;
        size -= (size_t)part;
    }
    return true;
}

/* Makes the rename itself survive a power cut. A file system that cannot do so for folders is no fault. */
static void sync_folder(const char *folder) {
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        fsync(handle);
        close(handle);
    }
}

/* Writes data to the new file part and gives it the name path. False with errno set; part may be left. */
static bool write_part(const char *part, const char *path, const char *data, size_t size) {
    unlink(part); /* left behind by a killed process of the same number */
    int handle = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (handle < 0) {
        return false;
    }
    bool written = write_all(handle, data, size) && fsync(handle) == 0;
    int fault = errno;
    if (close(handle) != 0 && written) {
        return false;
    }
    errno = fault;
    return written && rename(part, path) == 0;
}

bool file_write(struct diag *diag, const char *path, const char *data, size_t size) {
    assert(path[0] != '\0');
    struct arena *scratch = arena_new();
    char *full = arena_text(scratch, path);
    const char *slash = strrchr(full, '/');
    const char *name = slash ? slash + 1 : full;
    const char *folder = slash ? arena_copy(scratch, full, (size_t)(name - full)) : ".";
    const char *part = arena_print(scratch, "%s/.%s.%ld.part", folder, name, (long)getpid());
    bool done = make_folders(full) && write_part(part, path, data, size);
    if (done) {
        sync_folder(folder);
    } else {
        diag_add(diag, DIAG_CODE_FILE_UNWRITABLE, (struct source_pos){ 0 }, "%s: %s", path, strerror(errno));
        unlink(part);
    }
    arena_close(scratch);
    return done;
}

/* True for ".NAME.1234.part"; with an empty name for that of any. */
static bool is_part(const char *entry, const char *name) {
    static const char tail[] = ".part";
    size_t size = strlen(entry);
    if (entry[0] != '.' || size < sizeof tail || strcmp(entry + size - (sizeof tail - 1), tail) != 0) {
        return false;
    }
    size_t end = size - (sizeof tail - 1);
    size_t start = end;
    while (start > 1 && entry[start - 1] >= '0' && entry[start - 1] <= '9') {
        start--;
    }
    if (start == end || entry[start - 1] != '.') {
        return false;
    }
    size_t length = start < 2 ? 0 : start - 2;
    return *name == '\0' || (length == strlen(name) && strncmp(entry + 1, name, length) == 0);
}

void file_sweep(const char *path) {
    struct arena *scratch = arena_new();
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? arena_copy(scratch, path, (size_t)(slash - path) + 1) : ".";
    DIR *handle = opendir(folder);
    for (const struct dirent *entry; handle && (entry = readdir(handle));) {
        if (is_part(entry->d_name, slash ? slash + 1 : path)) {
            unlink(file_join(scratch, folder, entry->d_name));
        }
    }
    if (handle) {
        closedir(handle);
    }
    arena_close(scratch);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *file_list(struct arena *arena, const char *folder, size_t *count) {
    *count = 0;
    DIR *handle = opendir(folder);
    if (!handle) {
        return NULL;
    }
    size_t capacity = 0;
    const char **names = arena_alloc(arena, 0);
    for (const struct dirent *entry; (entry = readdir(handle));) {
        if (entry->d_name[0] != '.') {
            names = arena_grow(arena, names, *count, &capacity, sizeof *names);
            names[(*count)++] = arena_text(arena, entry->d_name);
        }
    }
    closedir(handle);
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}
