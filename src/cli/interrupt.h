/* Ctrl-C ends what runs until it is told to stop. */
#ifndef ALMANAC_CLI_INTERRUPT_H
#define ALMANAC_CLI_INTERRUPT_H

/* From now on SIGINT, SIGTERM and SIGHUP set what is returned instead of ending the program. */
const volatile int *interrupt_catch(void);

#endif
