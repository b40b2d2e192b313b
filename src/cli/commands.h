/* What each command does. All return an exit status. */
#ifndef ALMANAC_CLI_COMMANDS_H
#define ALMANAC_CLI_COMMANDS_H

struct arena;
struct arguments;

int command_build(struct arena *arena, const struct arguments *arguments);
int command_check(struct arena *arena, const struct arguments *arguments);
int command_list(struct arena *arena, const struct arguments *arguments);
int command_show(struct arena *arena, const struct arguments *arguments);
int command_explain(struct arena *arena, const struct arguments *arguments);
int command_lint(struct arena *arena, const struct arguments *arguments);
int command_import(struct arena *arena, const struct arguments *arguments);
int command_trace(struct arena *arena, const struct arguments *arguments);

/* Prints one stage of the documents that the arguments choose (--stop-after). */
int command_stage(struct arena *arena, const struct arguments *arguments);

#endif
