/* How a command ends: what it found goes to stdout, what is wrong to stderr. */
#ifndef ALMANAC_CLI_ANSWER_H
#define ALMANAC_CLI_ANSWER_H

struct arena;
struct arguments;
struct buffer;
struct diag;

/* Prints diag to stderr (as JSON where asked for) and returns the exit status it stands for. */
int answer_diag(struct arena *arena, const struct arguments *arguments, const struct diag *diag);

/* Prints out to stdout. */
void answer_text(const struct buffer *out);

#endif
