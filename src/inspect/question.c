#include "inspect/question.h"

#include <string.h>

#include "base/arena.h"

enum { SHOWN_MAX = 60 };

static const char *trimmed(struct arena *arena, const char *from, const char *to) {
    while (from < to && *from == ' ') from++;
    while (to > from && to[-1] == ' ') to--;
    bool quoted = to - from > 1 && (*from == '"' || *from == '\'') && to[-1] == *from;
    return arena_copy(arena, from + quoted, (size_t)(to - from) - 2 * quoted);
}

bool question_read(struct arena *arena, const char *what, struct question *question) {
    const char *open = strchr(what, '['), *whole_end = what + strlen(what);
    *question = (struct question){ .name = trimmed(arena, what, open ? open : whole_end) };
    if (!open) return *question->name != '\0';
    const char *end = whole_end - 1;
    if (*end != ']' || *question->name == '\0') return false;
    for (const char *from = open + 1; from <= end;) {
        const char *comma = memchr(from, ',', (size_t)(end - from));
        if (question->count == QUESTION_KEYS_MAX) return false;
        question->keys[question->count++] = trimmed(arena, from, comma ? comma : end);
        from = comma ? comma + 1 : end + 1;
    }
    return true;
}

const char *question_shown(struct arena *arena, const char *what) {
    size_t size = SHOWN_MAX;
    if (*what == '\0') return "an empty name";
    if (strlen(what) <= SHOWN_MAX) return what;
    while (size > 0 && ((unsigned char)what[size] & 0xC0) == 0x80) size--;
    return arena_print(arena, "%.*s…", (int)size, what);
}
