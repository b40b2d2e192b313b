/* Sentences whose words changed: the same place of the template says something else, not only other figures. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "inspect/difference.h"

void difference_sentences(struct arena *arena, const struct printed *before, const struct printed *after, const char *subject,
                          struct differences *to);

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Bytes of a sign that may stand inside a number, 0 if text begins with none. */
static size_t inside(const char *text) {
    if (*text == '.' || *text == ',') return 1;
    if (strncmp(text, "\xE2\x80\xAF", 3) == 0 || strncmp(text, "\xE2\x80\x89", 3) == 0) return 3;
    return 0;
}

/* Bytes of the number at text, which begins with a digit. */
static size_t number_size(const char *text) {
    size_t size = 0;
    for (;;) {
        size_t gap = is_digit(text[size]) ? 0 : inside(text + size);
        if (!is_digit(text[size + gap])) return size;
        size += gap + 1;
    }
}

/* Bytes of the letters that make an ordinal of the number before text. */
static size_t ordinal_size(const char *text) {
    static const char *const endings[] = { "st", "nd", "rd", "th" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strncmp(text, endings[i], 2) == 0) return 2;
    return 0;
}

/* The text with every number as one sign. */
static const char *without_numbers(struct arena *arena, const char *text, size_t size) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (const char *at = text; at < text + size;) {
        if (!is_digit(*at)) {
            buffer_byte(&out, *at++);
            continue;
        }
        at += number_size(at);
        at += ordinal_size(at);
        buffer_byte(&out, '#');
    }
    return out.data;
}

/* Bytes of the sentence at text, with the blank behind it. It ends with a full stop, question or exclamation mark before a blank and a large
 * letter or the end. */
static size_t sentence_size(const char *text) {
    for (const char *at = text; *at; at++) {
        bool end = *at == '.' || *at == '?' || *at == '!';
        if (end && at[1] == ' ' && at[2] && !(at[2] >= 'a' && at[2] <= 'z') && !is_digit(at[2])) return (size_t)(at - text) + 2;
    }
    return strlen(text);
}

/* One text of each edition, cut into sentences. */
struct cutting {
    struct arena *arena;
    const char *subject;
    struct source_pos pos;
    struct differences *to;
};

static const char *trimmed(struct arena *arena, const char *text, size_t size) {
    while (size > 0 && text[size - 1] == ' ') size--;
    return arena_copy(arena, text, size);
}

static void add(const struct cutting *cutting, const char *before, const char *after) {
    struct differences *to = cutting->to;
    to->sentences = arena_grow(cutting->arena, to->sentences, to->sentence_count, &to->sentence_capacity, sizeof *to->sentences);
    to->sentences[to->sentence_count++] = (struct flipped_sentence){ cutting->subject, before, after, cutting->pos };
}

static void compare_text(const struct cutting *cutting, const char *before, const char *after) {
    while (*before || *after) {
        size_t old = sentence_size(before), new = sentence_size(after);
        const char *was = trimmed(cutting->arena, before, old), *is = trimmed(cutting->arena, after, new);
        if (strcmp(without_numbers(cutting->arena, was, strlen(was)), without_numbers(cutting->arena, is, strlen(is))) != 0)
            add(cutting, was, is);
        before += old;
        after += new;
    }
}

static bool same_place(const struct printed_text *a, const struct printed_text *b) {
    const struct source_file *one = a->pos.file, *other = b->pos.file; /* each edition may have read it */
    bool same_file = one == other || (one && other && strcmp(one->path, other->path) == 0);
    return same_file && a->pos.line == b->pos.line && a->pos.column == b->pos.column;
}

/* The texts of one edition, without their numbers, and which of them have found their like. */
struct side {
    const struct printed *printed;
    const char **masked;
    bool *taken;
};

static struct side side_new(struct arena *arena, const struct printed *printed) {
    struct side side = { printed, arena_array(arena, printed->text_count + 1, sizeof(char *)),
        arena_array(arena, printed->text_count + 1, sizeof(bool)) };
    for (size_t i = 0; i < printed->text_count; i++)
        side.masked[i] = without_numbers(arena, printed->texts[i].text, strlen(printed->texts[i].text));
    return side;
}

/* The first text of before at the same place as text i of after that is free, with the same words if asked; SIZE_MAX: none. */
static size_t find(const struct side *before, const struct side *after, size_t i, bool same_words) {
    for (size_t at = 0; at < before->printed->text_count; at++) {
        if (before->taken[at] || !same_place(&before->printed->texts[at], &after->printed->texts[i])) continue;
        if (!same_words || strcmp(before->masked[at], after->masked[i]) == 0) return at;
    }
    return SIZE_MAX;
}

/* Texts of one place are paired: those with the same words, of which nothing is to be told, then what is left, the first with the first. */
void difference_sentences(struct arena *arena, const struct printed *before, const struct printed *after, const char *subject,
                          struct differences *to) {
    struct side old = side_new(arena, before), new = side_new(arena, after);
    for (size_t i = 0; i < after->text_count; i++) {
        size_t at = find(&old, &new, i, true);
        new.taken[i] = at != SIZE_MAX;
        if (new.taken[i]) old.taken[at] = true;
    }
    for (size_t i = 0; i < after->text_count; i++) {
        if (new.taken[i]) continue;
        size_t at = find(&old, &new, i, false);
        const struct cutting cutting = { arena, subject, after->texts[i].pos, to };
        if (at != SIZE_MAX) old.taken[at] = true;
        compare_text(&cutting, at != SIZE_MAX ? before->texts[at].text : "", after->texts[i].text);
    }
    for (size_t i = 0; i < before->text_count; i++) {
        const struct cutting cutting = { arena, subject, before->texts[i].pos, to };
        if (!old.taken[i]) compare_text(&cutting, before->texts[i].text, "");
    }
}
