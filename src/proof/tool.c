/* Other programs, run without a shell. */
#include "proof/proof.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"

extern char **environ;

static bool start(const char *const *arguments, const int ends[2], pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    int failed = posix_spawnp(child, arguments[0], &actions, NULL, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed == 0;
}

bool tool_run(const char *const *arguments, struct buffer *out) {
    enum { CHUNK = 65536 };
    static const size_t most = (size_t)1 << 29; /* of what a program may print */
    char chunk[CHUNK];
    int ends[2], status = 0;
    pid_t child = 0;
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    bool started = start(arguments, ends, &child);
    close(ends[1]);
    ssize_t size = 0;
    while (started && out->size < most && ((size = read(ends[0], chunk, sizeof chunk)) > 0 || (size < 0 && errno == EINTR)))
        if (size > 0) buffer_add(out, chunk, (size_t)size);
    close(ends[0]);
    if (!started) return false;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
