/* The command line: arguments to a batch or a question; usage, progress, exit status. */
#ifndef ALMANAC_CLI_CLI_H
#define ALMANAC_CLI_CLI_H

/* Exit status of the program. */
enum exit_status { STATUS_BUILT = 0, STATUS_INPUT = 1, STATUS_USAGE = 2, STATUS_SYSTEM = 3 };

/* Runs the program with its arguments; returns the exit status. */
int cli_run(int argc, char **argv);

#endif
