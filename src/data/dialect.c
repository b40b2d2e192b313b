#include "data/dialect.h"

#include <string.h>

#include "base/diag.h"

static const struct {
    char delimiter;
    const char *name;
} delimiters[] = { { ',', "comma" }, { ';', "semicolon" }, { '\t', "tabulator" }, { '|', "vertical bar" } };

enum { DELIMITER_COUNT = sizeof delimiters / sizeof *delimiters };

const char *delimiter_name(char delimiter) {
    for (size_t i = 0; i < DELIMITER_COUNT; i++) {
        if (delimiters[i].delimiter == delimiter) {
            return delimiters[i].name;
        }
    }
    return "other character";
}

/* How often delimiter stands outside quotes in the line at text. */
static size_t count_in_line(const char *text, size_t size, char delimiter, char quote) {
    size_t count = 0;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (quote != '\0' && text[i] == quote) {
            quoted = !quoted;
        } else if (text[i] == delimiter && !quoted) {
            count++;
        }
    }
    return count;
}

static size_t count_at(const struct source_file *file, uint32_t line, char delimiter, char quote) {
    size_t size = 0;
    const char *text = source_line(file, line, &size);
    return text ? count_in_line(text, size, delimiter, quote) : 0;
}

/* Weight of a candidate: the columns that it makes of the header, doubled if the first row agrees. */
static size_t weigh(const struct source_file *file, const struct dialect *dialect, char delimiter) {
    uint32_t header = (uint32_t)dialect->skip_lines + 1;
    size_t columns = count_at(file, header, delimiter, dialect->quote);
    size_t size = 0;
    bool agrees = !source_line(file, header + 1, &size) || size == 0 ||
                  count_at(file, header + 1, delimiter, dialect->quote) == columns;
    return agrees ? 2 * columns : columns;
}

static char find_likeliest(const struct source_file *file, const struct dialect *dialect, bool *equal) {
    char best = ',';
    size_t best_weight = 0;
    *equal = false;
    for (size_t i = 0; i < DELIMITER_COUNT; i++) {
        size_t weight = weigh(file, dialect, delimiters[i].delimiter);
        if (weight > best_weight) {
            best = delimiters[i].delimiter;
            best_weight = weight;
            *equal = false;
        } else if (weight > 0 && weight == best_weight) {
            *equal = true;
        }
    }
    return best;
}

bool dialect_settle(struct diag *diag, const struct source_file *file, struct dialect *dialect) {
    struct source_pos header = { file, (uint32_t)dialect->skip_lines + 1, 0 };
    bool equal;
    char likely = find_likeliest(file, dialect, &equal);
    if (dialect->delimiter == '\0') {
        if (equal) {
            diag_add(diag, DIAG_CODE_CSV_AMBIGUOUS_DELIMITER, header, "%s", delimiter_name(likely));
        }
        dialect->delimiter = likely;
        return true;
    }
    if (count_at(file, header.line, dialect->delimiter, dialect->quote) > 0 ||
        count_at(file, header.line, likely, dialect->quote) == 0) {
        return true;
    }
    diag_add(diag, DIAG_CODE_CSV_WRONG_DELIMITER, header, "declared %s, likely %s", delimiter_name(dialect->delimiter),
             delimiter_name(likely));
    return false;
}
