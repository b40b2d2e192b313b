/* Pictures of drawings and pages: right size, right colour in the right place, the same bytes twice. */
#include "world.h"

#include "drawing/drawing.h"
#include "drawing/pages.h"
#include "output/raster.h"
#include "text/shape.h"

#include <png.h>

static const struct colour red = { 1, 0, 0, 1 };

/* A red square of 10 pt, left of which a clip hides another. */
static const struct drawing *square(struct world *world) {
    struct drawing *drawing = drawing_new(world->arena, 72, 36);
    drawing_rect(drawing, 36, 10, 10, 10);
    drawing_fill(drawing, red);
    drawing_rect(drawing, 20, 20, 1, 1);
    drawing_clip_begin(drawing);
    drawing_rect(drawing, 5, 10, 10, 10);
    drawing_fill(drawing, red);
    drawing_clip_end(drawing);
    drawing_describe(drawing, "Tom & <Jerry>", NULL);
    drawing_finish(drawing);
    return drawing;
}

struct pixels {
    uint32_t width, height;
    png_byte *bytes; /* RGB */
};

static struct pixels pixels_of(struct world *world, const char *png, size_t size) {
    png_image image = { .version = PNG_IMAGE_VERSION };
    assert_true(png_image_begin_read_from_memory(&image, png, size));
    image.format = PNG_FORMAT_RGB;
    png_byte *bytes = arena_alloc(world->arena, PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    return (struct pixels){ image.width, image.height, bytes };
}

static void assert_pixel(const struct pixels *pixels, uint32_t x, uint32_t y, uint32_t rgb) {
    const png_byte *p = pixels->bytes + 3 * (y * pixels->width + x);
    assert_int_equal((uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2], rgb);
}

static void drawing_becomes_pixels(void **state) {
    struct world *world = *state;
    size_t size;
    const char *png = drawing_to_png(world->arena, world->diag, square(world), 144, &size);
    struct pixels pixels = pixels_of(world, png, size);
    assert_int_equal(pixels.width, 144);
    assert_int_equal(pixels.height, 72);
    assert_pixel(&pixels, 82, 30, 0xFF0000);
    assert_pixel(&pixels, 20, 30, 0xFFFFFF);
}

static void page_shows_rectangles_and_drawings(void **state) {
    struct world *world = *state;
    struct page_item items[] = {
        { .kind = ITEM_RECT, .width = 100, .height = 50, .colour = { 0, 0, 1, 1 } },
        { .kind = ITEM_DRAWING, .x = 20, .y = 5, .width = 72, .height = 36, .drawing = square(world) },
    };
    struct page page = { .width = 100, .height = 50, .items = items, .count = 2 };
    size_t size;
    const char *png = page_to_png(world->arena, world->diag, &page, 72, &size);
    struct pixels pixels = pixels_of(world, png, size);
    assert_int_equal(pixels.width, 100);
    assert_pixel(&pixels, 2, 2, 0x0000FF);
    assert_pixel(&pixels, 60, 20, 0xFF0000);
}

/* The baseline is at the place given: ink above it, none below, for a sign without descender. */
static void text_is_drawn_as_outlines(void **state) {
    struct world *world = *state;
    struct fonts *fonts = fonts_open(world->arena, world->diag, "fonts", "fonts.yaml");
    struct shaper *shaper = shaper_new(world->arena, fonts);
    struct text_style style = { .face = fonts_find(fonts, "Roboto", 700, false), .size = 40, .colour = red };
    struct shaped text =
        text_shape(world->arena, shaper, world->diag, &style, "en", "I", 1, (struct source_pos){ 0 });
    struct drawing *drawing = drawing_new(world->arena, 40, 60);
    drawing_text(drawing, 10, 50, &text, (struct origin){ 0 });
    drawing_finish(drawing);
    size_t size;
    const char *png = drawing_to_png(world->arena, world->diag, drawing, 72, &size);
    struct pixels pixels = pixels_of(world, png, size);
    uint32_t middle = 10 + (uint32_t)(text.width / 2);
    assert_pixel(&pixels, middle, 40, 0xFF0000);
    assert_pixel(&pixels, middle, 51, 0xFFFFFF);
    assert_pixel(&pixels, middle, 18, 0xFFFFFF);
    shaper_close(shaper);
    fonts_close(fonts);
}

static void svg_is_the_same_twice(void **state) {
    struct world *world = *state;
    const struct drawing *drawing = square(world);
    size_t first_size, second_size;
    const char *first = drawing_to_svg(world->arena, world->diag, drawing, NULL, &first_size);
    const char *second = drawing_to_svg(world->arena, world->diag, drawing, NULL, &second_size);
    assert_int_equal(first_size, second_size);
    assert_string_equal(first, second);
    assert_non_null(strstr(first, "<title>Tom &amp; &lt;Jerry></title>"));
    assert_non_null(strstr(first, "width=\"72pt\" height=\"36pt\""));
}

static void picture_too_large_is_refused(void **state) {
    struct world *world = *state;
    size_t size;
    assert_null(drawing_to_png(world->arena, world->diag, square(world), 1e6, &size));
    assert_said(world, "[raster-failed]");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_plain, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(drawing_becomes_pixels),
        CASE(page_shows_rectangles_and_drawings),
        CASE(text_is_drawn_as_outlines),
        CASE(svg_is_the_same_twice),
        CASE(picture_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
