/* Places by keys and year: the same whether they are kept in a table or hashed, however keys and years arrive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "indicator/places.h"

enum { MOST = 400, WIDTH = 3 };

/* What has been put, in order. */
struct put {
    uint16_t keys[MOST][WIDTH];
    int years[MOST];
    size_t count, width;
};

static struct value_key key_at(const void *owner, size_t place) {
    const struct put *put = owner;
    return (struct value_key){ put->keys[place], put->years[place] };
}

static struct key_source source_of(const struct put *put) {
    return (struct key_source){ put, put->width, put->count, key_at };
}

static size_t find_slowly(const struct put *put, const uint16_t *keys, int year) {
    for (size_t i = 0; i < put->count; i++) {
        bool same = put->years[i] == year;
        for (size_t k = 0; k < put->width; k++) {
            same = same && put->keys[i][k] == keys[k];
        }
        if (same) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The same numbers everywhere. Source: Park and Miller (1988). */
static uint32_t next(uint32_t *seed) {
    return *seed = (uint32_t)((uint64_t)*seed * 48271u % 2147483647u);
}

/* Adds keys below spread and years of a span, whatever was said of them before, and finds all that is there and what is not. */
static void check(size_t width, uint32_t spread, uint32_t years, const struct place_bounds *bounds) {
    static struct put put;
    put = (struct put){ .width = width };
    struct arena *arena = arena_new();
    struct places *places = places_new(arena);
    struct key_source source = source_of(&put);
    places_begin(places, &source, bounds);
    uint32_t seed = 7;
    for (size_t i = 0; i < 2 * MOST && put.count < MOST; i++) {
        uint16_t keys[WIDTH] = { (uint16_t)(next(&seed) % spread), (uint16_t)(next(&seed) % spread), (uint16_t)(next(&seed) % spread) };
        int year = 2000 - (int)(next(&seed) % years);
        size_t expected = find_slowly(&put, keys, year);
        source = source_of(&put);
        assert_int_equal(places_find(places, &source, (struct value_key){ keys, year }), expected);
        assert_int_equal(places_add(places, &source, (struct value_key){ keys, year }), expected);
        if (expected == SIZE_MAX) {
            for (size_t k = 0; k < width; k++) {
                put.keys[put.count][k] = keys[k];
            }
            put.years[put.count++] = year;
        }
    }
    source = source_of(&put);
    for (size_t i = 0; i < put.count; i++) {
        assert_int_equal(places_find(places, &source, key_at(&put, i)), i);
    }
    arena_close(arena);
}

static const size_t none[WIDTH] = { 0, 0, 0 }, some[WIDTH] = { 3, 5, 2 };
static const struct place_bounds unknown = { none, 1, 0 }, known = { some, 1995, 1999 };

static void dense_keys_are_found(void **state) {
    (void)state;
    check(1, 20, 30, &unknown);
    check(2, 9, 7, &unknown);
    check(3, 5, 4, &known);
}

static void thin_keys_are_found(void **state) {
    (void)state;
    check(3, 60000, 30, &unknown);
    check(2, 60000, 3000, &known);
}

static void years_alone_are_found(void **state) {
    (void)state;
    check(0, 1, 300, &unknown);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_keys_are_found),
        cmocka_unit_test(thin_keys_are_found),
        cmocka_unit_test(years_alone_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
