#include "text/number.h"
#include "text/shaper.h"

#include "base/arena.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucasemap.h>

uint32_t code_lower(uint32_t code) {
    return (uint32_t)u_tolower((UChar32)code);
}

bool code_is_letter(uint32_t code) {
    return u_isalpha((UChar32)code) || U_GET_GC_MASK((UChar32)code) & U_GC_M_MASK;
}

char *text_capitalise(struct arena *arena, const char *language, const char *text) {
    UErrorCode status = U_ZERO_ERROR;
    /* The whole text counts as one word, and what follows its first letter stays as it is. */
    UCaseMap *map = ucasemap_open(language, U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE, &status);
    size_t room = strlen(text) * 3 + 1; /* no letter grows to more than three */
    char *result = arena_alloc(arena, room);
    ucasemap_utf8ToTitle(map, result, (int32_t)room, text, -1, &status);
    ucasemap_close(map);
    return U_SUCCESS(status) ? result : arena_text(arena, text);
}
