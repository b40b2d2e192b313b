/* What is asked for, as written in a template: a name, perhaps with keys in brackets. For the files of inspect/ only. */
#ifndef ALMANAC_INSPECT_QUESTION_H
#define ALMANAC_INSPECT_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct inspection;

enum { QUESTION_KEYS_MAX = 16 };

/* name or name[key, key, …], cut into pieces. */
struct question {
    const char *name;
    const char *keys[QUESTION_KEYS_MAX];
    size_t count;
};

/* Reads what. Returns false if brackets do not fit or hold too many keys. */
bool question_read(struct arena *arena, const char *what, struct question *question);

/* Says that nothing has the name in what, and which series is called nearly so. Returns false. */
bool inspect_unknown(const struct inspection *inspection, const char *what, const char *name);

/* What was asked, short enough for a message. */
const char *question_shown(struct arena *arena, const char *what);

#endif
