#include "text/font_private.h"
#include "text/shaper.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"

#include <hyphen.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum {
    LANGUAGES_MAX = 32,
    LETTERS_MAX = 100,      /* of a word that is hyphenated */
    PATTERN_LEFT = 2,       /* letters that the patterns may leave at either end; the caller asks for more */
    PATTERN_RIGHT = 2,
    ENCODING_MAX = 64       /* bytes of the name of an encoding */
};

struct dictionary {
    const struct font_patterns *patterns;
    HyphenDict *hyphens; /* NULL: the file cannot be used */
};

struct hyphens {
    struct arena *arena;
    const struct fonts *fonts;
    struct dictionary dictionaries[LANGUAGES_MAX];
    size_t count;
};

struct hyphens *hyphens_new(struct arena *arena, const struct fonts *fonts) {
    struct hyphens *hyphens = arena_alloc(arena, sizeof *hyphens);
    hyphens->arena = arena;
    hyphens->fonts = fonts;
    return hyphens;
}

void hyphens_close(struct hyphens *hyphens) {
    for (size_t i = 0; i < hyphens->count; i++) {
        if (hyphens->dictionaries[i].hyphens) {
            hnj_hyphen_free(hyphens->dictionaries[i].hyphens);
        }
    }
    hyphens->count = 0;
}

/* The encoding that a dictionary's first line names, as iconv spells it. */
static const char *encoding_name(struct arena *arena, const char *line, size_t size) {
    while (size > 0 && (line[size - 1] == '\r' || line[size - 1] == ' ')) {
        size--;
    }
    const char *name = arena_copy(arena, line, size < ENCODING_MAX ? size : 0);
    if (strncmp(name, "ISO8859-", 8) == 0) {
        return arena_print(arena, "ISO-8859-%s", name + 8);
    }
    return strncmp(name, "microsoft-cp", 12) == 0 ? arena_print(arena, "CP%s", name + 12) : name;
}

/* Adds text, recoded from encoding, to out; false if that cannot be done. */
static bool recode(struct buffer *out, const char *encoding, const char *text, size_t size) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) { /* POSIX names the failure so */
        return false;
    }
    char *in = (char *)text; /* iconv takes it so, but only reads */
    bool done = true;
    while (size > 0 && done) {
        char piece[4096];
        char *end = piece;
        size_t room = sizeof piece;
        size_t before = size;
        iconv(converter, &in, &size, &end, &room);
        buffer_add(out, piece, (size_t)(end - piece));
        done = size < before;
    }
    iconv_close(converter);
    return done;
}

/* The dictionary of a file of any encoding: the library counts letters rightly only in UTF-8, so it is given that. */
static HyphenDict *load_recoded(struct arena *arena, const struct source_file *file) {
    const char *line_end = memchr(file->text, '\n', file->size);
    if (!line_end) {
        return NULL;
    }
    struct buffer text = buffer_new(arena);
    buffer_text(&text, "UTF-8");
    size_t first = (size_t)(line_end - file->text);
    const char *encoding = encoding_name(arena, file->text, first);
    if (!recode(&text, encoding, line_end, file->size - first)) {
        return NULL;
    }
    FILE *stream = fmemopen(text.data, text.size, "r");
    HyphenDict *hyphens = stream ? hnj_hyphen_load_file(stream) : NULL;
    if (stream) {
        fclose(stream);
    }
    return hyphens;
}

static void load(struct hyphens *hyphens, struct dictionary *dictionary) {
    struct arena *scratch = arena_new();
    struct diag *ignored = diag_new(scratch); /* the caller says what is missing, in its own words */
    const char *path = fonts_patterns_path(scratch, hyphens->fonts, dictionary->patterns);
    const struct source_file *file =
        path ? file_read_bytes(scratch, ignored, NULL, path, dictionary->patterns->pos) : NULL;
    dictionary->hyphens = file ? load_recoded(scratch, file) : NULL;
    arena_close(scratch);
}

/* The dictionary of language, loaded; NULL if the registry names none. */
static struct dictionary *find_dictionary(struct hyphens *hyphens, const char *language) {
    const struct font_patterns *patterns = fonts_patterns(hyphens->fonts, language);
    for (size_t i = 0; patterns && i < hyphens->count; i++) {
        if (hyphens->dictionaries[i].patterns == patterns) {
            return &hyphens->dictionaries[i];
        }
    }
    if (!patterns || hyphens->count == LANGUAGES_MAX) {
        return NULL;
    }
    struct dictionary *dictionary = &hyphens->dictionaries[hyphens->count++];
    *dictionary = (struct dictionary){ .patterns = patterns };
    load(hyphens, dictionary);
    return dictionary;
}

static void report_missing(struct diag *diag, const struct font_patterns *patterns) {
    if (diag) {
        diag_add(diag, DIAG_CODE_TEXT_NO_HYPHENATION, patterns->pos, patterns->package ? "%s (package %s)" : "%s",
                 patterns->file, patterns->package);
    }
}

bool text_can_hyphenate(struct shaper *shaper, const char *language) {
    const struct dictionary *dictionary = find_dictionary(shaper->hyphens, language);
    return dictionary && dictionary->hyphens;
}

/* Letters in a row, in lower case, and where each begins in the word. */
struct stretch {
    char lower[LETTERS_MAX * 4 + 1];
    size_t size;
    uint32_t offsets[LETTERS_MAX];
    size_t count;
};

/* Reads letters from *at on; false, and *at behind them, if they are too many to hyphenate. */
static bool read_stretch(struct stretch *stretch, const char *word, size_t size, size_t *at) {
    stretch->size = 0;
    stretch->count = 0;
    bool fits = true;
    while (*at < size) {
        size_t length;
        uint32_t code = utf8_decode(word + *at, size - *at, &length);
        if (!code_is_letter(code)) {
            break;
        }
        fits = stretch->count < LETTERS_MAX;
        if (fits) {
            stretch->offsets[stretch->count++] = (uint32_t)*at;
            stretch->size += utf8_encode(code_lower(code), stretch->lower + stretch->size);
        }
        *at += length;
    }
    stretch->lower[stretch->size] = '\0';
    return fits;
}

/* Points collected in an arena. */
struct points {
    struct arena *arena;
    struct text_hyphen *items;
    size_t count, capacity;
};

/* What the library says of a stretch: marks by letter; changes of spelling, where they begin and what they take away. */
struct answer {
    char marks[LETTERS_MAX * 4 + 8];
    char **changes;
    int *positions;
    int *cuts;
};

static void free_answer(struct answer *answer, size_t count) {
    for (size_t i = 0; answer->changes && i < count; i++) {
        free(answer->changes[i]);
    }
    free(answer->changes);
    free(answer->positions);
    free(answer->cuts);
}

/* Byte of the stretch's letters where letter number i begins. */
static size_t letter_at(const struct stretch *stretch, size_t i) {
    size_t at = 0;
    for (; i > 0 && at < stretch->size; i--) {
        size_t length;
        utf8_decode(stretch->lower + at, stretch->size - at, &length);
        at += length;
    }
    return at;
}

/* A change "sz=sz" of the letters "ssz": true if the part behind the break is what stands there anyway, so that only
 * letters before the hyphen are added. *behind is the letter that the next line begins with. */
static bool read_change(struct points *points, const struct stretch *stretch, const struct answer *answer, size_t i,
                        struct text_hyphen *hyphen, size_t *behind) {
    size_t first = i + 1 - (size_t)answer->positions[i];
    size_t end = first + (size_t)answer->cuts[i];
    const char *change = answer->changes[i], *sign = strchr(change, '=');
    if (!sign || answer->positions[i] > (int)i + 1 || end > stretch->count) {
        return false;
    }
    const char *old = stretch->lower + letter_at(stretch, first);
    size_t old_size = letter_at(stretch, end) - letter_at(stretch, first);
    size_t before = (size_t)(sign - change), after = strlen(sign + 1);
    if (after > old_size || memcmp(old + old_size - after, sign + 1, after) != 0) {
        return false;
    }
    size_t kept = old_size - after;
    if (kept > before || memcmp(old, change, kept) != 0) {
        return false;
    }
    hyphen->insert = arena_copy(points->arena, change + kept, before - kept);
    size_t target = letter_at(stretch, first) + kept;
    for (*behind = first; *behind < end && letter_at(stretch, *behind) < target; (*behind)++) {
    }
    return true;
}

static void add_point(struct points *points, const struct stretch *stretch, const struct answer *answer, size_t i,
                      const size_t ends[2]) {
    struct text_hyphen hyphen = { 0 };
    size_t behind = i + 1;
    bool changed = answer->changes && answer->changes[i];
    if (changed && !read_change(points, stretch, answer, i, &hyphen, &behind)) {
        return;
    }
    if (behind < ends[0] || behind >= stretch->count || stretch->count - behind < ends[1]) {
        return;
    }
    hyphen.offset = stretch->offsets[behind];
    points->items = arena_grow(points->arena, points->items, points->count, &points->capacity, sizeof hyphen);
    points->items[points->count++] = hyphen;
}

/* Adds the points of the stretch that keep ends[0] letters before and ends[1] behind them. */
static void add_points(struct points *points, HyphenDict *hyphens, const struct stretch *stretch,
                       const size_t ends[2]) {
    struct answer answer = { 0 };
    int failed = hnj_hyphen_hyphenate3(hyphens, stretch->lower, (int)stretch->size, answer.marks, NULL,
                                       &answer.changes, &answer.positions, &answer.cuts, PATTERN_LEFT, PATTERN_RIGHT,
                                       PATTERN_LEFT, PATTERN_RIGHT);
    for (size_t i = 0; !failed && i + 1 < stretch->count; i++) {
        if ((answer.marks[i] & 1) != 0) { /* libhyphen: an odd value allows a hyphen behind the letter */
            add_point(points, stretch, &answer, i, ends);
        }
    }
    free_answer(&answer, stretch->size);
}

/* Words with a digit, an address in them or with soft hyphens of the author's own are left whole. */
static bool is_divisible(const char *word, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if ((word[i] >= '0' && word[i] <= '9') || strchr("/@_:.", word[i])) {
            bool last = i + 1 == size; /* a stop or colon that ends the word is punctuation */
            if (!last) {
                return false;
            }
        }
    }
    return memmem(word, size, "\u00AD", 2) == NULL;
}

const struct text_hyphen *text_hyphens(struct arena *arena, struct shaper *shaper, struct diag *diag,
                                       const char *language, const char *word, size_t size, int left, int right,
                                       size_t *count) {
    *count = 0;
    const struct dictionary *dictionary = find_dictionary(shaper->hyphens, language);
    if (!dictionary || !dictionary->hyphens) {
        if (dictionary) {
            report_missing(diag, dictionary->patterns);
        }
        return NULL;
    }
    struct points points = { .arena = arena };
    const size_t ends[2] = { (size_t)left, (size_t)right };
    for (size_t i = 0; is_divisible(word, size) && i < size;) {
        struct stretch stretch;
        if (read_stretch(&stretch, word, size, &i) && stretch.count > 0) {
            add_points(&points, dictionary->hyphens, &stretch, ends);
        }
        size_t length = 1;
        if (i < size) {
            utf8_decode(word + i, size - i, &length);
        }
        i += length;
    }
    *count = points.count;
    return points.items;
}
