#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static sigset_t signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

void interrupt_hold(void) {
    sigset_t set = signals();
    sigprocmask(SIG_BLOCK, &set, NULL);
}

bool interrupt_came(void *context) {
    (void)context;
    sigset_t waiting;
    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGHUP) == 1);
}
