#include "template/compare_words.h"

#include "base/wording.h"
#include "base/yaml.h"
#include "template/evaluate.h"

/* Numbers in words: EU style, one to nine. Source: English Style Guide of the European Commission, 10.1. */
static const struct compare_words english = {
    .above = "above",
    .below = "below",
    .equal = "in line with",
    .rose = "rose",
    .fell = "fell",
    .stayed = "stayed the same",
    .joint = "joint ",
    .among = " among the ",
    .alone = "the only one of the ",
    .members_of = "members of ",
    .with_value = " with a value",
    .ordinals = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth" },
    .endings = { "st", "nd", "rd", "th" },
    .numbers = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" },
};

static const struct wording_place places[] = {
    { "above", offsetof(struct compare_words, above), 1 },
    { "below", offsetof(struct compare_words, below), 1 },
    { "equal", offsetof(struct compare_words, equal), 1 },
    { "rose", offsetof(struct compare_words, rose), 1 },
    { "fell", offsetof(struct compare_words, fell), 1 },
    { "stayed", offsetof(struct compare_words, stayed), 1 },
    { "joint", offsetof(struct compare_words, joint), 1 },
    { "among", offsetof(struct compare_words, among), 1 },
    { "alone", offsetof(struct compare_words, alone), 1 },
    { "members-of", offsetof(struct compare_words, members_of), 1 },
    { "with-value", offsetof(struct compare_words, with_value), 1 },
    { "ordinals", offsetof(struct compare_words, ordinals), ORDINALS_IN_WORDS },
    { "endings", offsetof(struct compare_words, endings), ORDINAL_ENDINGS },
    { "numbers", offsetof(struct compare_words, numbers), NUMBERS_IN_WORDS },
    { 0 },
};

const struct compare_words *compare_words(const struct evaluation *evaluation) {
    return wording_over(evaluation->arena, &english, sizeof english, yaml_find(evaluation->filled ? evaluation->filled->words : NULL, "compare"), places);
}

void compare_check_words(struct arena *arena, struct diag *diag, const struct yaml *words) {
    wording_check(arena, diag, yaml_find(words, "compare"), places);
}
