/* PDF's own encoding of text outside pages, with one byte a character. For output/ only. */
#ifndef ALMANAC_OUTPUT_ENCODING_H
#define ALMANAC_OUTPUT_ENCODING_H

#include <stdint.h>

/* The byte of a character in PDFDocEncoding, 0 if it has none. Control characters, which readers treat in different ways, have none. */
unsigned char encoding_byte(uint32_t code);

#endif
