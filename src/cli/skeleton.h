/* The files of a new publication. They are real files of the repository that the build turns into bytes (cmake/embed.cmake), so
 * that an installed program needs none beside it. */
#ifndef ALMANAC_CLI_SKELETON_H
#define ALMANAC_CLI_SKELETON_H

#include <stddef.h>

struct skeleton_file {
    const char *path; /* below the folder of the publication */
    const unsigned char *bytes;
    size_t size;
};
extern const struct skeleton_file skeleton_files[]; /* ends with a NULL path */

#endif
