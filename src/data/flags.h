/* Flags as Eurostat writes them: one list of letters until 2024; since January 2025 a list of observation statuses and a list
 * of confidentiality statuses, written apart or parted by "|". For the readers of data/ only. */
#ifndef ALMANAC_DATA_FLAGS_H
#define ALMANAC_DATA_FLAGS_H

#include "data/dataset.h"

#include <stdbool.h>

struct flag_reading {
    value_flags flags;
    bool confidential, impossible;
};

/* Adds the letters of text: small ones are observation statuses, capitals confidentiality statuses, blanks say nothing; s
 * becomes i, as the list of 2025 has it. False at a letter that is in none of the lists. */
bool flags_read(struct flag_reading *reading, const char *text);

/* True if text, what follows a number, is empty or a letter after blanks. */
bool flags_start(const char *text);

/* Adds a confidentiality status of a column of its own. */
bool secrecy_read(struct flag_reading *reading, const char *text);

/* Observation statuses of SDMX's own list, written in capitals ("A" normal, "E" estimated, …), as flags; false if one is
 * not in it. Small letters are Eurostat's. */
bool status_read(struct flag_reading *reading, const char *text);

#endif
