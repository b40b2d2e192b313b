#include "text/number.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/ulistformatter.h>
#include <unicode/ustring.h>

/* World English has no comma before "and", as the Interinstitutional Style Guide wants it; plain "en" has one. */
static const char *list_locale(const char *language) {
    return strcmp(language, "en") == 0 ? "en_001" : language;
}

static UChar *to_utf16(struct arena *arena, const char *text, int32_t *length) {
    size_t size = strlen(text);
    UChar *result = arena_array(arena, size + 1, sizeof *result);
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(result, (int32_t)size + 1, length, text, (int32_t)size, 0xFFFD, NULL, &status);
    return result;
}

static char *to_utf8(struct arena *arena, const UChar *text, int32_t length) {
    int32_t room = length * 3 + 1;
    char *result = arena_alloc(arena, (size_t)room);
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(result, room, NULL, text, length, 0xFFFD, NULL, &status);
    return result;
}

/* Room for the joined list: the items and a generous word between each two. */
static int32_t room_for(const int32_t *lengths, size_t count) {
    int32_t room = 1;
    for (size_t i = 0; i < count; i++) {
        room += lengths[i] + 32;
    }
    return room;
}

static bool has_commas(const char *const *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strchr(items[i], ',')) {
            return true;
        }
    }
    return false;
}

/* All but the last item as one, parted by semicolons: commas within items must not look like those between them. */
static const char *const *part_by_semicolons(struct arena *arena, const char *const *items, size_t count) {
    struct buffer most = buffer_new(arena);
    for (size_t i = 0; i + 1 < count; i++) {
        buffer_print(&most, i > 0 ? " %s;" : "%s;", items[i]);
    }
    const char **parted = arena_array(arena, 2, sizeof *parted);
    parted[0] = most.data;
    parted[1] = items[count - 1];
    return parted;
}

char *list_text(struct arena *arena, const char *language, const char *const *items, size_t count) {
    if (count == 0) {
        return arena_text(arena, "");
    }
    if (count > 1 && has_commas(items, count)) {
        items = part_by_semicolons(arena, items, count);
        count = 2;
    }
    const UChar **texts = arena_array(arena, count, sizeof *texts);
    int32_t *lengths = arena_array(arena, count, sizeof *lengths);
    for (size_t i = 0; i < count; i++) {
        texts[i] = to_utf16(arena, items[i], &lengths[i]);
    }
    UErrorCode status = U_ZERO_ERROR;
    UListFormatter *formatter = ulistfmt_open(list_locale(language), &status);
    int32_t room = room_for(lengths, count);
    UChar *joined = arena_array(arena, (size_t)room, sizeof *joined);
    int32_t length = ulistfmt_format(formatter, texts, lengths, (int32_t)count, joined, room, &status);
    ulistfmt_close(formatter);
    return to_utf8(arena, joined, U_SUCCESS(status) ? length : 0);
}
