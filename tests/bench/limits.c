/* What a document cannot be made without: its text shaped and its pages deflated, and nothing else. Prints user CPU [ms] a document.
 *
 * usage: limits FONT.ttf TEXT CONTENT...
 *
 * TEXT holds the words of a document, CONTENT its streams as they stand before deflating (qpdf --qdf writes them). */
#include <hb.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum { ROUNDS = 50, LEVEL = 1, PAGE = 12000 };

static double cpu_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Every word of text, once each time it stands there: no cache. */
static void shape_words(hb_font_t *font, hb_buffer_t *buffer, const char *text, size_t size) {
    for (size_t start = 0, end; start < size; start = end + 1) {
        end = start + strcspn(text + start, " \n");
        hb_buffer_clear_contents(buffer);
        hb_buffer_add_utf8(buffer, text, (int)size, (unsigned)start, (int)(end - start));
        hb_buffer_guess_segment_properties(buffer);
        hb_shape(font, buffer, NULL, 0);
    }
}

/* bytes page by page, as they are deflated in a file. */
static size_t deflate_pages(struct libdeflate_compressor *compressor, const char *bytes, size_t size, char *out, size_t room) {
    size_t packed = 0;
    for (size_t start = 0; start < size; start += PAGE) {
        size_t page = size - start < PAGE ? size - start : PAGE;
        packed += libdeflate_zlib_compress(compressor, bytes + start, page, out, room);
    }
    return packed;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: limits FONT.ttf TEXT CONTENT\n");
        return 2;
    }
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    const struct source_file *text = file_read_bytes(arena, diag, NULL, argv[2], (struct source_pos){ 0 });
    const struct source_file *content = file_read_bytes(arena, diag, NULL, argv[3], (struct source_pos){ 0 });
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(argv[1]);
    if (!text || !content || !blob) {
        fprintf(stderr, "limits: a file cannot be read\n");
        return 1;
    }
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_buffer_t *buffer = hb_buffer_create();
    shape_words(font, buffer, text->text, text->size);
    double start = cpu_ms();
    for (int i = 0; i < ROUNDS; i++) {
        shape_words(font, buffer, text->text, text->size);
    }
    double shaped = (cpu_ms() - start) / ROUNDS;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    size_t room = libdeflate_zlib_compress_bound(compressor, PAGE), packed = 0;
    char *out = arena_bytes(arena, room);
    start = cpu_ms();
    for (int i = 0; i < ROUNDS; i++) {
        packed = deflate_pages(compressor, content->text, content->size, out, room);
    }
    double deflated = (cpu_ms() - start) / ROUNDS;
    printf("shaping %zu bytes of text word by word: %.2f ms\n", text->size, shaped);
    printf("deflating %zu bytes to %zu: %.2f ms\n", content->size, packed, deflated);
    libdeflate_free_compressor(compressor);
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    arena_close(arena);
    return 0;
}
