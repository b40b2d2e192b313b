/* Ctrl-C ends what runs until it is told to stop. */
#ifndef ALMANAC_CLI_INTERRUPT_H
#define ALMANAC_CLI_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP do not end the program: they wait until they are asked for. */
void interrupt_hold(void);

/* True once one of them came. context is not looked at. */
bool interrupt_came(void *context);

#endif
