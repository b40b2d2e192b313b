/* The date that a document bears. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "report/program.h"

/* The variable's value: seconds since 1970, to the year 9999; -1 for what is none, or where it is not set. Source: reproducible-builds.org,
 * specification of SOURCE_DATE_EPOCH. */
static int64_t read_epoch(const char **text) {
    *text = getenv("SOURCE_DATE_EPOCH");
    size_t digits = *text ? strspn(*text, "0123456789") : 0;
    int64_t seconds = digits > 0 && digits <= 12 && (*text)[digits] == '\0' ? strtoll(*text, NULL, 10) : -1;
    return seconds <= INT64_C(253402300799) ? seconds : -1;
}

int64_t program_date(const struct program *program, const struct report_job *job) {
    const char *text;
    int64_t seconds = read_epoch(&text);
    const struct edition *edition = publication_edition(program->publication, job->edition);
    return seconds >= 0 ? seconds : edition ? edition->date : 0;
}

void program_check_date(struct diag *diag) {
    const char *text;
    if (read_epoch(&text) < 0 && text && *text)
        diag_add(diag, DIAG_CODE_REPORT_BAD_EPOCH, (struct source_pos){ 0 }, "SOURCE_DATE_EPOCH=%s", text);
}
