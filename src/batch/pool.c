#include "batch/pool.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"

#define WORKERS_MAX 64

/* First bytes of an answer; messages and inputs follow. */
struct answer_head {
    uint64_t written, size, pages, errors, warnings, hash, message_size, input_count;
};

/* A worker at work and what it has sent so far. */
struct worker {
    pid_t process; /* 0: idle */
    int pipe;
    size_t index;
    struct buffer received;
};

/* --- the worker's side --- */

static void encode(struct buffer *out, const struct answer_head *head, const char *messages,
                   const struct report_result *result) {
    buffer_add(out, (const char *)head, sizeof *head);
    buffer_add(out, messages, head->message_size);
    for (size_t i = 0; i < head->input_count; i++) {
        buffer_add(out, (const char *)&result->inputs[i].hash, sizeof result->inputs[i].hash);
        buffer_add(out, result->inputs[i].key, strlen(result->inputs[i].key) + 1);
    }
}

static void send_all(int pipe, const struct buffer *out) {
    size_t sent = 0;
    while (sent < out->size) {
        ssize_t step = write(pipe, out->data + sent, out->size - sent);
        if (step < 0 && errno == EINTR) continue;
        if (step <= 0) return;
        sent += (size_t)step;
    }
}

static void work(const struct pool *pool, const struct report_job *job, int pipe) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct report_result result = report_build(pool->program, arena, diag, job, STAGE_PDF);
    bool written = false;
    if (result.bytes && !diag_failed(diag, pool->strict))
        written = file_write(diag, file_join(arena, report_root(pool->program), job->path), result.bytes, result.size);
    struct buffer messages = buffer_new(arena);
    diag_print(diag, &messages);
    struct answer_head head = { .written = written, .size = result.size, .pages = result.page_count,
        .errors = diag_count(diag, DIAG_ERROR) + diag_count(diag, DIAG_SYSTEM), .warnings = diag_count(diag, DIAG_WARNING),
        .hash = written ? hash_bytes(HASH_START, result.bytes, result.size) : 0, .message_size = messages.size,
        .input_count = result.input_count };
    struct buffer out = buffer_new(arena);
    encode(&out, &head, messages.data ? messages.data : "", &result);
    send_all(pipe, &out);
    arena_close(arena);
}

/* --- the pool's side --- */

/* True if what was received is a whole answer. */
static bool decode(struct arena *arena, const struct buffer *received, struct pool_answer *answer) {
    struct answer_head head;
    if (received->size < sizeof head) return false;
    memcpy(&head, received->data, sizeof head);
    if (received->size - sizeof head < head.message_size) return false;
    *answer = (struct pool_answer){ .written = head.written, .size = head.size, .pages = head.pages, .errors = head.errors,
        .warnings = head.warnings, .hash = head.hash, .input_count = head.input_count };
    answer->messages = arena_copy(arena, received->data + sizeof head, head.message_size);
    struct report_input *inputs = arena_array(arena, head.input_count, sizeof *inputs);
    const char *at = received->data + sizeof head + head.message_size;
    const char *end = received->data + received->size;
    for (size_t i = 0; i < head.input_count; i++) {
        if ((size_t)(end - at) <= sizeof inputs[i].hash) return false;
        memcpy(&inputs[i].hash, at, sizeof inputs[i].hash);
        inputs[i].key = arena_text(arena, at + sizeof inputs[i].hash);
        at += sizeof inputs[i].hash + strlen(inputs[i].key) + 1;
    }
    answer->inputs = inputs;
    return true;
}

static bool start(const struct pool *pool, const struct report_job *job, struct worker *worker) {
    int ends[2];
    if (pipe(ends) != 0) return false;
    worker->process = fork();
    if (worker->process == 0) {
        close(ends[0]);
        work(pool, job, ends[1]);
        close(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (worker->process < 0) {
        close(ends[0]);
        worker->process = 0;
        return false;
    }
    worker->pipe = ends[0];
    return true;
}

static struct pool_answer finish(struct arena *arena, struct worker *worker) {
    struct pool_answer answer = { .died = true, .messages = "" };
    int status = 0;
    close(worker->pipe);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR) {}
    worker->process = 0;
    if (WIFSIGNALED(status)) answer.signal = WTERMSIG(status);
    else if (WEXITSTATUS(status) == 0 && decode(arena, &worker->received, &answer)) answer.died = false;
    return answer;
}

/* Takes what the worker has sent; true at the end of its answer. */
static bool receive(struct worker *worker) {
    char block[65536];
    ssize_t size = read(worker->pipe, block, sizeof block);
    if (size > 0) buffer_add(&worker->received, block, (size_t)size);
    return size == 0 || (size < 0 && errno != EINTR);
}

static size_t worker_count(const struct pool *pool, size_t jobs) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = pool->workers ? pool->workers : cores > 0 ? (size_t)cores : 1;
    if (workers > WORKERS_MAX) workers = WORKERS_MAX;
    return workers < jobs ? workers : jobs;
}

/* Waits until some worker has something to say; sets ready[i]. Returns at once if none is at work. */
static void wait_for(const struct worker *workers, size_t count, bool *ready) {
    struct pollfd polls[WORKERS_MAX];
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        polls[i] = (struct pollfd){ .fd = workers[i].process ? workers[i].pipe : -1, .events = POLLIN };
        any = any || workers[i].process;
    }
    poll(polls, (nfds_t)count, any ? -1 : 0);
    for (size_t i = 0; i < count; i++) ready[i] = workers[i].process && (polls[i].revents & (POLLIN | POLLHUP | POLLERR));
}

void pool_run(struct arena *arena, const struct pool *pool, const struct report_job *const *jobs, size_t count,
              void (*done)(void *context, size_t index, const struct pool_answer *answer), void *context) {
    struct worker workers[WORKERS_MAX] = { 0 };
    bool ready[WORKERS_MAX];
    size_t limit = worker_count(pool, count), next = 0, ended = 0;
    const struct pool_answer not_started = { .died = true, .messages = "" };
    while (ended < count) {
        for (size_t i = 0; i < limit && next < count; i++) {
            if (workers[i].process) continue;
            workers[i].index = next++;
            workers[i].received = buffer_new(arena);
            if (start(pool, jobs[workers[i].index], &workers[i])) continue;
            done(context, workers[i].index, &not_started);
            ended++;
        }
        wait_for(workers, limit, ready);
        for (size_t i = 0; i < limit; i++) {
            if (!ready[i] || !receive(&workers[i])) continue;
            struct pool_answer answer = finish(arena, &workers[i]);
            done(context, workers[i].index, &answer);
            ended++;
        }
    }
}
