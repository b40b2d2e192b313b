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
    uint32_t *items;
    size_t count, capacity;
};

static void free_changes(char **changes, int *positions, int *cuts, size_t count) {
    for (size_t i = 0; changes && i < count; i++) {
        free(changes[i]);
    }
    free(changes);
    free(positions);
    free(cuts);
}

/* Adds the points of the stretch that keep left and right letters. Points at which the spelling would change are left
 * out. */
static void add_points(struct points *points, HyphenDict *hyphens, const struct stretch *stretch, size_t left,
                       size_t right) {
    char marks[LETTERS_MAX * 4 + 8];
    char **changes = NULL;
    int *positions = NULL;
    int *cuts = NULL;
    int failed = hnj_hyphen_hyphenate3(hyphens, stretch->lower, (int)stretch->size, marks, NULL, &changes, &positions,
                                       &cuts, PATTERN_LEFT, PATTERN_RIGHT, PATTERN_LEFT, PATTERN_RIGHT);
    for (size_t i = 0; !failed && i + 1 < stretch->count; i++) {
        bool odd = (marks[i] & 1) != 0; /* libhyphen: an odd value allows a hyphen behind the letter */
        if (odd && !(changes && changes[i]) && i + 1 >= left && stretch->count - i - 1 >= right) {
            points->items =
                arena_grow(points->arena, points->items, points->count, &points->capacity, sizeof *points->items);
            points->items[points->count++] = stretch->offsets[i + 1];
        }
    }
    free_changes(changes, positions, cuts, stretch->size);
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

const uint32_t *text_hyphens(struct arena *arena, struct shaper *shaper, struct diag *diag, const char *language,
                             const char *word, size_t size, int left, int right, size_t *count) {
    *count = 0;
    const struct dictionary *dictionary = find_dictionary(shaper->hyphens, language);
    if (!dictionary || !dictionary->hyphens) {
        if (dictionary) {
            report_missing(diag, dictionary->patterns);
        }
        return NULL;
    }
    struct points points = { .arena = arena };
    for (size_t i = 0; is_divisible(word, size) && i < size;) {
        struct stretch stretch;
        if (read_stretch(&stretch, word, size, &i) && stretch.count > 0) {
            add_points(&points, dictionary->hyphens, &stretch, (size_t)left, (size_t)right);
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
