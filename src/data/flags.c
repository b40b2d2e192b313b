#include "data/flags.h"

#include <string.h>

/* Of the lists before and since 2025: break, definition differs, estimated, forecast, imputed, missing or cannot exist, not
 * significant, provisional, revised, estimated by Eurostat, low reliability, not applicable, confidential. */
static const char observation_letters[] = "bdefimnprsuzc";

/* Eurostat's C, N, P, and the further ones of SDMX's list of confidentiality statuses; F is free. */
static const char secret_letters[] = "CNPADEGMOST";

static bool add_observation(struct flag_reading *reading, char letter) {
    if (!letter || !strchr(observation_letters, letter)) {
        return false;
    }
    reading->impossible = reading->impossible || letter == 'm' || letter == 'z';
    reading->confidential = reading->confidential || letter == 'c';
    reading->flags |= flag_bit(letter == 's' ? 'i' : letter);
    return true;
}

static bool add_secret(struct flag_reading *reading, char letter) {
    if (letter == 'F') {
        return true;
    }
    if (!letter || !strchr(secret_letters, letter)) {
        return false;
    }
    reading->confidential = true;
    reading->flags |= flag_bit('c');
    return true;
}

static bool is_nothing(char letter) {
    return letter == ' ' || letter == '|' || letter == ',';
}

bool flags_start(const char *text) {
    while (*text == ' ' || *text == '|') {
        text++;
    }
    return *text == '\0' || (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
}

bool flags_read(struct flag_reading *reading, const char *text) {
    for (; *text; text++) {
        bool small = *text >= 'a' && *text <= 'z';
        bool known = is_nothing(*text) || (small ? add_observation(reading, *text) : add_secret(reading, *text));
        if (!known && *text != ':') {
            return false;
        }
    }
    return true;
}

bool secrecy_read(struct flag_reading *reading, const char *text) {
    for (; *text; text++) {
        char letter = *text == 'c' || *text == 'n' || *text == 'p' ? (char)(*text - 'a' + 'A') : *text;
        if (!is_nothing(*text) && !add_secret(reading, letter)) {
            return false;
        }
    }
    return true;
}

bool status_read(struct flag_reading *reading, const char *text) {
    /* Letters of SDMX's list and what they are here; 0: nothing to be said of a value. Source: CL_OBS_STATUS 2.2. */
    static const struct {
        char letter, flag;
    } statuses[] = { { 'A', 0 },   { 'B', 'b' }, { 'D', 'd' }, { 'E', 'e' }, { 'F', 'f' }, { 'G', 'e' }, { 'I', 'i' },
                     { 'M', 'm' }, { 'N', 'n' }, { 'P', 'p' }, { 'U', 'u' }, { 'V', 'p' }, { 'H', 0 },   { 'L', 0 },
                     { 'O', 0 },   { 'Q', 0 },   { 'S', 0 },   { 'K', 0 },   { 'J', 0 },   { 'W', 0 },   { 'X', 0 } };
    for (; *text; text++) {
        size_t at = 0;
        while (at < sizeof statuses / sizeof *statuses && statuses[at].letter != *text) {
            at++;
        }
        bool known = at < sizeof statuses / sizeof *statuses;
        char flag = known ? statuses[at].flag : *text;
        if (!is_nothing(*text) && flag && !add_observation(reading, flag)) {
            return false;
        }
    }
    return true;
}
