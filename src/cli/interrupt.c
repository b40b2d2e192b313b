#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile int stopped; /* a signal can tell nobody else */

static void stop(int number) {
    (void)number;
    stopped = 1;
}

const volatile int *interrupt_catch(void) {
    const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = stop };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
    return &stopped;
}
