#include "output/pack.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <assert.h>
#include <libdeflate.h>
#include <string.h>

/* GROUP: objects in one stream; a reader inflates a stream whole to see one of them. ROW: bytes of one cross-reference: kind, offset
 * or stream, index. */
enum { GROUP = 200, ROW = 1 + 4 + 2 };

enum reference_kind { REFERENCE_FREE, REFERENCE_OFFSET, REFERENCE_PACKED };

struct reference {
    enum reference_kind kind;
    size_t place; /* offset in the file, or number of the object stream */
    size_t index; /* in the object stream */
};

struct pack {
    struct arena *arena; /* for what is needed only meanwhile */
    struct libdeflate_compressor *deflate;
    const struct pack_file *file;
    struct buffer out;
    struct reference *references;
    size_t count; /* numbers given so far */
    bool failed;
};

/* Adds an object with deflated data. */
static void add_stream(struct pack *pack, size_t number, const char *entries, const struct buffer *data) {
    size_t limit = libdeflate_zlib_compress_bound(pack->deflate, data->size);
    char *packed = arena_bytes(pack->arena, limit);
    size_t size = libdeflate_zlib_compress(pack->deflate, data->data, data->size, packed, limit);
    pack->failed |= size == 0;
    pack->references[number] = (struct reference){ REFERENCE_OFFSET, pack->out.size, 0 };
    buffer_print(&pack->out, "%zu 0 obj\n<<%s/Filter/FlateDecode/Length %zu>>\nstream\n", number, entries, size);
    buffer_add(&pack->out, packed, size);
    buffer_text(&pack->out, "\nendstream\nendobj\n");
}

/* What stands between "12 0 obj" and "endobj". */
static void add_body(const struct pack *pack, struct buffer *out, const struct pack_object *object) {
    static const char tail[] = "\nendobj\n";
    const char *start = memchr(pack->file->bytes + object->start, '\n', object->end - object->start);
    const char *end = pack->file->bytes + object->end - (sizeof tail - 1);
    assert(start && start < end && memcmp(end, tail, sizeof tail - 1) == 0);
    buffer_add(out, start + 1, (size_t)(end - start - 1));
    buffer_byte(out, '\n');
}

static void copy_stream(struct pack *pack, size_t number) {
    const struct pack_object *object = &pack->file->objects[number];
    pack->references[number] = (struct reference){ REFERENCE_OFFSET, pack->out.size, 0 };
    buffer_add(&pack->out, pack->file->bytes + object->start, object->end - object->start);
}

/* Packs up to GROUP small objects from number on; returns the number behind them. */
static size_t add_group(struct pack *pack, size_t number) {
    struct buffer places = buffer_new(pack->arena), bodies = buffer_new(pack->arena);
    size_t stream = pack->count, count = 0;
    for (; number < pack->file->count && count < GROUP; number++) {
        const struct pack_object *object = &pack->file->objects[number];
        if (object->is_stream || object->start == object->end) {
            continue;
        }
        buffer_count(&places, number);
        buffer_byte(&places, ' ');
        buffer_count(&places, bodies.size);
        buffer_byte(&places, ' ');
        add_body(pack, &bodies, object);
        pack->references[number] = (struct reference){ REFERENCE_PACKED, stream, count++ };
    }
    if (count > 0) {
        const char *entries = arena_print(pack->arena, "/Type/ObjStm/N %zu/First %zu", count, places.size);
        buffer_add(&places, bodies.data, bodies.size);
        pack->count++;
        add_stream(pack, stream, entries, &places);
    }
    return number;
}

static void add_bytes(unsigned char *row, size_t value, int bytes) {
    for (int i = bytes; i-- > 0; value >>= 8) {
        row[i] = (unsigned char)(value & 0xFF);
    }
}

/* The rows are written as differences to the row above (PNG's predictor Up): references run in sequences. */
static void add_references(struct pack *pack) {
    size_t number = pack->count++, start = pack->out.size;
    struct buffer rows = buffer_new(pack->arena);
    unsigned char above[ROW] = { 0 };
    pack->references[number] = (struct reference){ REFERENCE_OFFSET, start, 0 };
    for (size_t i = 0; i < pack->count; i++) {
        unsigned char row[ROW];
        const struct reference *reference = &pack->references[i];
        row[0] = (unsigned char)reference->kind;
        add_bytes(row + 1, reference->place, 4);
        add_bytes(row + 5, i == 0 ? 0xFFFF : reference->index, 2);
        buffer_byte(&rows, 2);
        for (int byte = 0; byte < ROW; byte++) {
            buffer_byte(&rows, (char)(unsigned char)(row[byte] - above[byte]));
        }
        memcpy(above, row, sizeof above);
    }
    const char *entries = arena_print(pack->arena, "/Type/XRef/Size %zu/W[1 4 2]%s/DecodeParms<</Predictor 12/Columns %d>>",
                                      pack->count, pack->file->trailer, (int)ROW);
    add_stream(pack, number, entries, &rows);
    buffer_print(&pack->out, "startxref\n%zu\n%%%%EOF\n", start);
}

const char *pack_write(struct arena *arena, struct libdeflate_compressor *deflate, const struct pack_file *file, size_t *size) {
    struct arena *scratch = arena_new();
    struct pack pack = { .arena = scratch, .deflate = deflate, .file = file, .out = buffer_new(arena), .count = file->count };
    size_t groups = file->count / GROUP + 1;
    pack.references = arena_array(scratch, file->count + groups + 1, sizeof *pack.references);
    buffer_add(&pack.out, file->bytes, file->header_size);
    for (size_t number = 1; number < file->count; number++) {
        if (file->objects[number].is_stream) {
            copy_stream(&pack, number);
        }
    }
    for (size_t number = 1; number < file->count;) {
        number = add_group(&pack, number);
    }
    add_references(&pack);
    arena_close(scratch);
    *size = pack.out.size;
    return pack.failed ? NULL : pack.out.data;
}
