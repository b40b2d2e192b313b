#include "output/encoding.h"

#include <stddef.h>

enum { SPECIAL = 0x80, EURO = 0xA0, SOFT_HYPHEN = 0xAD };

/* The characters from SPECIAL on that are not those of Latin-1. Source: ISO 32000-1, table D.2. */
static const uint16_t specials[] = { 0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
                                     0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
                                     0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E };

unsigned char encoding_byte(uint32_t code) {
    if ((code >= 0x20 && code <= 0x7E) || (code > EURO && code <= 0xFF && code != SOFT_HYPHEN)) {
        return (unsigned char)code;
    }
    if (code == 0x20AC) {
        return EURO;
    }
    for (size_t i = 0; code > 0xFF && i < sizeof specials / sizeof *specials; i++) {
        if (specials[i] == code) {
            return (unsigned char)(SPECIAL + i);
        }
    }
    return 0;
}
