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
int command_chart(struct arena *arena, const struct arguments *arguments);
int command_diff(struct arena *arena, const struct arguments *arguments);
int command_serve(struct arena *arena, const struct arguments *arguments);
int command_init(struct arena *arena, const struct arguments *arguments);

/* The document that name means among those that --edition, --template and --lang leave; NULL if there is none. A template
 * file as --template stands for one document of --subject, whatever its name. */
struct program;
struct report_job;
const struct report_job *question_document(struct arena *arena, struct program *program,
                                           const struct arguments *arguments, const char *name);

/* Prints one stage of the documents that the arguments choose (--stop-after). */
int command_stage(struct arena *arena, const struct arguments *arguments);

#endif
