#include "output/object.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/utf8.h"
#include "output/encoding.h"
#include "output/pack.h"

#include <assert.h>
#include <hpdf.h>
#include <inttypes.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <string.h>

/* The fields of the structures used here are those of this version. */
_Static_assert(HPDF_VERSION_ID == 20300, "libharu's structures must be looked at again");

/* NO_POOL: libharu's own memory pool hands out addresses that are not aligned for its structures; it is also no faster.
 * DEFLATE_LEVEL: measured: 6 makes files 7 % smaller, and takes more than twice as long to deflate them.
 * DEFLATE_LEAST: bytes, the code tables of as few take most of what would be saved, and a hundred thousand instructions to make. */
enum { NO_POOL = 0, DEFLATE_LEVEL = 1, DEFLATE_LEAST = 500, OBJECT_NUMBER_MASK = 0x00FFFFFF };

struct objects {
    struct arena *arena;
    HPDF_Doc doc;
    struct libdeflate_compressor *deflate;
    HPDF_Dict *dicts; /* by object number; NULL for those that libharu made itself */
    size_t count, capacity;
    char *packed; /* room for what is deflated */
    size_t packed_capacity;
    struct buffer saved; /* what libharu writes */
    uint64_t hash[2]; /* of all bodies and data in order, for the file's ID */
    HPDF_STATUS fault;
};

/* Data of a stream as libharu reads it. Its own streams in memory take parts of 4 KiB and copy byte by byte. */
struct stream_data {
    const char *bytes;
    size_t size, at;
};

static HPDF_STATUS data_read(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *size) {
    struct stream_data *data = stream->attr;
    size_t rest = data->size - data->at, taken = rest < *size ? rest : *size;
    memcpy(to, data->bytes + data->at, taken);
    data->at += taken;
    *size = (HPDF_UINT)taken;
    return taken == rest ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS data_seek(HPDF_Stream stream, HPDF_INT place, HPDF_WhenceMode mode) {
    struct stream_data *data = stream->attr;
    if (mode != HPDF_SEEK_SET || place < 0 || (size_t)place > data->size) {
        return HPDF_INVALID_PARAMETER;
    }
    data->at = (size_t)place;
    return HPDF_OK;
}

static HPDF_INT32 data_tell(HPDF_Stream stream) {
    return (HPDF_INT32)((struct stream_data *)stream->attr)->at;
}

static HPDF_UINT32 data_size(HPDF_Stream stream) {
    return (HPDF_UINT32)((struct stream_data *)stream->attr)->size;
}

static HPDF_STATUS saved_write(HPDF_Stream stream, const HPDF_BYTE *data, HPDF_UINT size) {
    buffer_add(stream->attr, (const char *)data, size);
    return HPDF_OK;
}

/* libharu's handler: the status is asked for when the file is saved. */
static void ignore_fault(HPDF_STATUS code, HPDF_STATUS detail, void *context) {
    (void)code;
    (void)detail;
    (void)context;
}

static void note_fault(struct objects *objects, HPDF_STATUS status) {
    if (objects->fault == HPDF_OK) {
        objects->fault = status;
    }
}

/* The second half chains the states of the first one. */
static void add_hash(struct objects *objects, const char *data, size_t size) {
    objects->hash[0] = hash_bytes(objects->hash[0], data, size);
    objects->hash[1] = hash_bytes(objects->hash[1], &objects->hash[0], sizeof objects->hash[0]);
}

/* Writes the text that stands for the entries. */
static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream) {
    const char *body = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body, (HPDF_UINT)strlen(body));
}

static void set_body(struct objects *objects, HPDF_Dict dict, const char *body) {
    if (!dict) {
        note_fault(objects, HPDF_FAILD_TO_ALLOC_MEM);
        return;
    }
    add_hash(objects, body, strlen(body) + 1);
    dict->attr = (void *)(uintptr_t)body;
    dict->write_fn = write_body;
}

static uint32_t keep(struct objects *objects, HPDF_Dict dict) {
    if (!dict) {
        note_fault(objects, HPDF_FAILD_TO_ALLOC_MEM);
        return 0;
    }
    uint32_t number = dict->header.obj_id & OBJECT_NUMBER_MASK;
    while (objects->count <= number) {
        objects->dicts = arena_grow(objects->arena, objects->dicts, objects->count, &objects->capacity,
                                    sizeof(HPDF_Dict));
        objects->dicts[objects->count++] = NULL;
    }
    objects->dicts[number] = dict;
    return number;
}

static HPDF_Dict dict_at(struct objects *objects, uint32_t object) {
    assert(object < objects->count || objects->fault != HPDF_OK);
    return object < objects->count ? objects->dicts[object] : NULL;
}

struct objects *objects_open(struct arena *arena) {
    struct objects *objects = arena_alloc(arena, sizeof *objects);
    objects->arena = arena;
    objects->hash[0] = objects->hash[1] = HASH_START;
    objects->doc = HPDF_NewEx(ignore_fault, NULL, NULL, NO_POOL, NULL);
    objects->deflate = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!objects->doc || !objects->deflate) {
        note_fault(objects, HPDF_FAILD_TO_ALLOC_MEM);
        return objects;
    }
    objects->doc->compression_mode = HPDF_COMP_NONE;
    objects->saved = buffer_new(arena);
    objects->doc->stream = HPDF_CallbackWriter_New(objects->doc->mmgr, saved_write, &objects->saved);
    note_fault(objects, objects->doc->stream ? HPDF_OK : HPDF_FAILD_TO_ALLOC_MEM);
    /* The page tree and the catalog are libharu's own; its producer line is not wanted. */
    HPDF_Dict_RemoveElement(objects->doc->info, "Producer");
    return objects;
}

void objects_close(struct objects *objects) {
    if (objects->doc) {
        HPDF_Free(objects->doc);
        objects->doc = NULL;
    }
    if (objects->deflate) {
        libdeflate_free_compressor(objects->deflate);
        objects->deflate = NULL;
    }
}

uint32_t objects_reserve(struct objects *objects) {
    if (objects->fault != HPDF_OK) {
        return 0;
    }
    HPDF_Dict dict = HPDF_Dict_New(objects->doc->mmgr);
    if (dict) {
        note_fault(objects, HPDF_Xref_Add(objects->doc->xref, dict));
    }
    return keep(objects, dict);
}

void objects_fill(struct objects *objects, uint32_t object, const char *body) {
    if (objects->fault == HPDF_OK) {
        set_body(objects, dict_at(objects, object), body);
    }
}

uint32_t objects_add(struct objects *objects, const char *body) {
    uint32_t object = objects_reserve(objects);
    objects_fill(objects, object, body);
    return object;
}

/* The entries with the filter's name: libharu would drop a Filter entry of its own. */
static const char *deflated_entries(struct objects *objects, const char *entries) {
    struct buffer body = buffer_new(objects->arena);
    buffer_text(&body, entries);
    buffer_text(&body, "/Filter/FlateDecode\n");
    return body.data;
}

/* The stream of dict is a copy of data. */
static void set_data(struct objects *objects, HPDF_Dict dict, const char *data, size_t size) {
    struct stream_data *kept = arena_alloc(objects->arena, sizeof *kept);
    *kept = (struct stream_data){ .bytes = arena_copy(objects->arena, data, size), .size = size };
    add_hash(objects, data, size);
    HPDF_Stream stream = HPDF_CallbackReader_New(objects->doc->mmgr, data_read, data_seek, data_tell, data_size, kept);
    if (!stream) {
        note_fault(objects, HPDF_FAILD_TO_ALLOC_MEM);
        return;
    }
    HPDF_Stream_Free(dict->stream);
    dict->stream = stream;
}

/* Deflates data into the stream of dict. */
static void set_deflated(struct objects *objects, HPDF_Dict dict, const char *data, size_t size) {
    size_t limit = libdeflate_zlib_compress_bound(objects->deflate, size);
    if (limit > objects->packed_capacity) {
        objects->packed_capacity = limit * 2;
        objects->packed = arena_bytes(objects->arena, objects->packed_capacity);
    }
    size_t packed_size = libdeflate_zlib_compress(objects->deflate, data, size, objects->packed, limit);
    if (packed_size == 0) {
        note_fault(objects, HPDF_ZLIB_ERROR);
    } else {
        set_data(objects, dict, objects->packed, packed_size);
    }
}

uint32_t objects_stream(struct objects *objects, const char *entries, const char *data, size_t size,
                        enum object_filter filter) {
    if (objects->fault != HPDF_OK) {
        return 0;
    }
    assert(size < UINT32_MAX / 2);
    HPDF_Dict dict = HPDF_DictStream_New(objects->doc->mmgr, objects->doc->xref);
    uint32_t object = keep(objects, dict);
    if (!dict) {
        return 0;
    }
    if (filter == FILTER_DEFLATE && size > DEFLATE_LEAST) {
        set_body(objects, dict, deflated_entries(objects, entries));
        set_deflated(objects, dict, data, size);
    } else {
        set_body(objects, dict, entries);
        set_data(objects, dict, data, size);
    }
    return object;
}

void objects_add_page(struct objects *objects, uint32_t object) {
    HPDF_Dict page = objects->fault == HPDF_OK ? dict_at(objects, object) : NULL;
    if (!page) {
        return;
    }
    note_fault(objects, HPDF_Pages_AddKids(objects->doc->root_pages, page));
    /* Only now: for an object of this class AddKids would read its own record behind attr, where the body is. The class makes
     * the page tree count it. */
    page->header.obj_class |= HPDF_OSUBCLASS_PAGE;
}

void objects_catalog(struct objects *objects, const char *body) {
    if (objects->fault == HPDF_OK) {
        set_body(objects, objects->doc->catalog, body);
    }
}

void objects_info(struct objects *objects, const char *body) {
    if (objects->fault == HPDF_OK) {
        set_body(objects, objects->doc->info, body);
    }
}

/* Entries of the trailer; two equal identifiers: the file was never changed since it was first written. */
static const char *trailer_of(const struct objects *objects) {
    struct buffer entries = buffer_new(objects->arena);
    buffer_print(&entries, "/Root %lu 0 R/Info %lu 0 R/ID[",
                 (unsigned long)(objects->doc->catalog->header.obj_id & OBJECT_NUMBER_MASK),
                 (unsigned long)(objects->doc->info->header.obj_id & OBJECT_NUMBER_MASK));
    for (int i = 0; i < 2; i++) {
        buffer_print(&entries, "<%016" PRIX64 "%016" PRIX64 ">", objects->hash[0], objects->hash[1]);
    }
    buffer_byte(&entries, ']');
    return entries.data;
}

/* Where libharu wrote its objects: one after the other, in the order of their numbers. */
static struct pack_file saved_file(struct objects *objects) {
    HPDF_Xref xref = objects->doc->xref;
    size_t count = xref->entries->count, end = xref->addr;
    struct pack_object *places = arena_array(objects->arena, count, sizeof *places);
    for (size_t i = count; i-- > 1;) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, (HPDF_UINT)i);
        HPDF_Dict dict = i < objects->count ? objects->dicts[i] : NULL;
        places[i] = (struct pack_object){ entry->byte_offset, end, dict && dict->stream };
        end = entry->byte_offset;
    }
    return (struct pack_file){ .bytes = objects->saved.data, .header_size = end, .objects = places, .count = count,
                               .trailer = trailer_of(objects) };
}

const char *objects_save(struct arena *arena, struct diag *diag, struct objects *objects, size_t *size) {
    const char *bytes = NULL;
    *size = 0;
    if (objects->fault == HPDF_OK) {
        objects->doc->pdf_version = HPDF_VER_17; /* last: other calls of libharu change it */
        note_fault(objects, HPDF_GetError(objects->doc));
        note_fault(objects, HPDF_SaveToStream(objects->doc));
    }
    if (objects->fault == HPDF_OK) {
        struct pack_file file = saved_file(objects);
        bytes = pack_write(arena, objects->deflate, &file, size);
        note_fault(objects, bytes ? HPDF_OK : HPDF_ZLIB_ERROR);
    }
    if (objects->fault != HPDF_OK) {
        *size = 0;
        diag_add(diag, DIAG_CODE_PDF_BACK_END, (struct source_pos){ 0 }, "libharu 0x%04lX", (unsigned long)objects->fault);
        return NULL;
    }
    return bytes;
}

void object_reference(struct buffer *out, uint32_t object) {
    buffer_count(out, object);
    buffer_add(out, " 0 R", 4);
}

void object_string(struct buffer *out, const char *bytes) {
    size_t size = strlen(bytes);
    char *to = buffer_room(out, size * 2 + 2);
    *to++ = '(';
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\') {
            *to++ = '\\';
        }
        *to++ = bytes[i];
    }
    *to++ = ')';
    buffer_end(out, to);
}

static char *write_hex(char *to, uint32_t value) {
    for (int i = 4; i-- > 0; value >>= 4) {
        to[i] = "0123456789ABCDEF"[value & 0xF];
    }
    return to + 4;
}

/* At most UTF16_SIZE bytes. */
enum { UTF16_SIZE = 8 };
static char *write_utf16(char *to, uint32_t code) {
    if (code < 0x10000) {
        return write_hex(to, code);
    }
    uint32_t rest = code - 0x10000;
    return write_hex(write_hex(to, 0xD800 + (rest >> 10)), 0xDC00 + (rest & 0x3FF));
}

void object_hex(struct buffer *out, uint32_t value) {
    buffer_end(out, write_hex(buffer_room(out, UTF16_SIZE), value));
}

void object_utf16(struct buffer *out, uint32_t code) {
    buffer_end(out, write_utf16(buffer_room(out, UTF16_SIZE), code));
}

/* The text in PDF's own encoding; NULL if a character has no byte there, or the first bytes would say that it is another encoding. */
static const char *encode(struct arena *arena, const char *text) {
    size_t size = strlen(text), length = 0;
    char *bytes = arena_bytes(arena, size + 1), *to = bytes;
    for (size_t i = 0; i < size; i += length) {
        bool plain = text[i] >= 0x20 && text[i] < 0x7F;
        length = 1;
        unsigned char byte = plain ? (unsigned char)text[i] : encoding_byte(utf8_decode(text + i, size - i, &length));
        if (byte == 0) {
            return NULL;
        }
        *to++ = (char)byte;
    }
    *to = '\0';
    bool marked = (unsigned char)*bytes == 0xFE || (unsigned char)*bytes == 0xFF || (unsigned char)*bytes == 0xEF;
    return marked ? NULL : bytes;
}

void object_text(struct buffer *out, const char *text) {
    const char *encoded = encode(out->arena, text);
    if (encoded) {
        object_string(out, encoded);
        return;
    }
    buffer_text(out, "<FEFF");
    size_t size = strlen(text), length = 0;
    char *to = buffer_room(out, size * UTF16_SIZE + 1);
    for (size_t i = 0; i < size; i += length) {
        to = write_utf16(to, utf8_decode(text + i, size - i, &length));
    }
    *to++ = '>';
    buffer_end(out, to);
}
