/* What the definition of a series says, for readers: what it is computed from, and what else fixes its numbers. */
#ifndef ALMANAC_INDICATOR_DEFINITION_H
#define ALMANAC_INDICATOR_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct dataset;
struct indicators;
struct series;

/* Something that a definition names: one of the two is NULL. */
struct definition_input {
    const struct series *series;
    const struct dataset *dataset;
};

struct definition_inputs {
    struct definition_input *items;
    size_t count;
};

/* The series and datasets that the definition of series names, each once, in the order of its keys. All series come before
 * it in the file. */
struct definition_inputs definition_inputs(struct arena *arena, const struct indicators *indicators,
                                           const struct series *series);

/* True if entry number entry of the definition fixes the numbers and is said nowhere else: it is no input, not the method, and neither
 * describes the series nor says how it is shown. */
bool definition_is_setting(const struct indicators *indicators, const struct series *series, size_t entry);

#endif
