#include "batch/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "batch/pictures.h"

#define WORKERS_MAX 64

/* First bytes of an answer; messages and inputs follow. */
struct answer_head {
    uint64_t total; /* bytes of the whole answer */
    uint64_t written, size, pages, errors, warnings, hash, message_size, input_count, claim_count;
    char status[16]; /* a word */
};

/* A worker: it lives on from document to document, so that what it has shaped and loaded serves the next ones too. */
struct worker {
    pid_t process; /* 0: not started, or ended */
    int orders, answers; /* pipes: indexes of documents go out, answers come in */
    bool busy;
    size_t index; /* of the document at work */
    struct buffer received;
};

/* The pool at work. */
struct crew {
    const struct pool *pool;
    struct arena *arena;
    const struct report_job *const *jobs;
    struct worker workers[WORKERS_MAX];
    size_t count;
};

/* --- the worker's side --- */

static void encode(struct buffer *out, const struct answer_head *head, const char *messages,
                   const struct report_result *result) {
    size_t start = out->size;
    buffer_add(out, (const char *)head, sizeof *head);
    buffer_add(out, messages, head->message_size);
    for (size_t i = 0; i < head->input_count; i++) {
        buffer_add(out, (const char *)&result->inputs[i].hash, sizeof result->inputs[i].hash);
        buffer_add(out, result->inputs[i].key, strlen(result->inputs[i].key) + 1);
    }
    if (head->claim_count > 0) buffer_add(out, (const char *)result->claims, head->claim_count * sizeof *result->claims);
    uint64_t total = out->size - start;
    memcpy(out->data + start + offsetof(struct answer_head, total), &total, sizeof total);
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

/* One file, or pictures of pages in a folder; *hash is what the record will find there. */
static bool write_output(struct arena *arena, struct diag *diag, const char *path, const struct report_result *result,
                         uint64_t *hash) {
    if (result->files) return pictures_write(arena, diag, path, result, hash);
    *hash = hash_bytes(HASH_START, result->bytes, result->size);
    return file_write(diag, path, result->bytes, result->size);
}

static void work(const struct pool *pool, const struct report_job *job, int pipe) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct report_result result = report_build(pool->program, arena, diag, job, pool->stage);
    uint64_t hash = 0;
    bool may = (result.bytes || result.files) && !diag_failed(diag, pool->strict);
    bool written = may && write_output(arena, diag, file_join(arena, report_root(pool->program), job->path), &result, &hash);
    struct buffer messages = buffer_new(arena);
    (pool->notes ? diag_print : diag_print_faults)(diag, &messages);
    struct answer_head head = { .written = written, .size = result.size, .pages = result.page_count,
        .errors = diag_count(diag, DIAG_ERROR) + diag_count(diag, DIAG_SYSTEM), .warnings = diag_count(diag, DIAG_WARNING),
        .hash = written ? hash : 0, .message_size = messages.size,
        .input_count = result.input_count, .claim_count = result.claim_count };
    snprintf(head.status, sizeof head.status, "%s", result.status ? result.status : "");
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
        .warnings = head.warnings, .hash = head.hash, .input_count = head.input_count, .claim_count = head.claim_count };
    answer->messages = arena_copy(arena, received->data + sizeof head, head.message_size);
    answer->status = arena_copy(arena, head.status, strnlen(head.status, sizeof head.status));
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
    uint64_t *claims = arena_array(arena, head.claim_count, sizeof *claims);
    if ((size_t)(end - at) < head.claim_count * sizeof *claims) return false;
    if (head.claim_count > 0) memcpy(claims, at, head.claim_count * sizeof *claims);
    answer->claims = claims;
    return true;
}

static void close_pipes(struct worker *worker) {
    close(worker->orders);
    close(worker->answers);
}

/* Makes one document after the other until no more orders come. */
static void work_on(const struct crew *crew, int orders, int answers) {
    size_t index = 0;
    while (read(orders, &index, sizeof index) == (ssize_t)sizeof index) work(crew->pool, crew->jobs[index], answers);
}

static bool open_pipes(int orders[2], int answers[2]) {
    if (pipe(orders) != 0) return false;
    if (pipe(answers) == 0) return true;
    close(orders[0]);
    close(orders[1]);
    return false;
}

static bool start(struct crew *crew, struct worker *worker) {
    int orders[2], answers[2];
    if (!open_pipes(orders, answers)) return false;
    worker->process = fork();
    if (worker->process == 0) {
        for (size_t i = 0; i < crew->count; i++) /* a pipe ends only when nobody else holds it */
            if (crew->workers[i].process > 0) close_pipes(&crew->workers[i]);
        close(orders[1]);
        close(answers[0]);
        work_on(crew, orders[0], answers[1]);
        _exit(0);
    }
    close(orders[0]);
    close(answers[1]);
    worker->orders = orders[1];
    worker->answers = answers[0];
    if (worker->process > 0) return true;
    close_pipes(worker);
    worker->process = 0;
    return false;
}

/* Ends the worker and returns the signal it died of, 0 if none. */
static int stop(struct worker *worker) {
    int status = 0;
    close_pipes(worker);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR) {}
    worker->process = 0;
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static bool give(struct crew *crew, struct worker *worker, size_t index) {
    if (!worker->process && !start(crew, worker)) return false;
    worker->index = index;
    worker->received = buffer_new(crew->arena);
    worker->busy = write(worker->orders, &index, sizeof index) == (ssize_t)sizeof index;
    if (!worker->busy) stop(worker);
    return worker->busy;
}

static bool is_whole(const struct buffer *received) {
    struct answer_head head;
    if (received->size < sizeof head) return false;
    memcpy(&head, received->data, sizeof head);
    return received->size >= head.total;
}

/* Takes what the worker has sent; true at the end of its answer, or of the worker. */
static bool receive(struct worker *worker) {
    char block[65536];
    ssize_t size = read(worker->answers, block, sizeof block);
    if (size > 0) buffer_add(&worker->received, block, (size_t)size);
    return size == 0 || (size < 0 && errno != EINTR) || is_whole(&worker->received);
}

static struct pool_answer take(struct crew *crew, struct worker *worker) {
    struct pool_answer answer = { .died = true, .messages = "" };
    worker->busy = false;
    if (is_whole(&worker->received) && decode(crew->arena, &worker->received, &answer)) answer.died = false;
    else answer.signal = stop(worker);
    return answer;
}

static size_t worker_count(const struct pool *pool, size_t jobs) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = pool->workers ? pool->workers : cores > 0 ? (size_t)cores : 1;
    if (workers > WORKERS_MAX) workers = WORKERS_MAX;
    return workers < jobs ? workers : jobs;
}

/* Waits until some worker has something to say; sets ready[i]. Returns at once if none is at work. */
static void wait_for(const struct crew *crew, bool *ready) {
    struct pollfd polls[WORKERS_MAX];
    bool any = false;
    for (size_t i = 0; i < crew->count; i++) {
        polls[i] = (struct pollfd){ .fd = crew->workers[i].busy ? crew->workers[i].answers : -1, .events = POLLIN };
        any = any || crew->workers[i].busy;
    }
    poll(polls, (nfds_t)crew->count, any ? -1 : 0);
    for (size_t i = 0; i < crew->count; i++)
        ready[i] = crew->workers[i].busy && (polls[i].revents & (POLLIN | POLLHUP | POLLERR));
}

void pool_run(struct arena *arena, const struct pool *pool, const struct report_job *const *jobs, size_t count,
              void (*done)(void *context, size_t index, const struct pool_answer *answer), void *context) {
    struct crew crew = { .pool = pool, .arena = arena, .jobs = jobs, .count = worker_count(pool, count) };
    bool ready[WORKERS_MAX];
    size_t next = 0, ended = 0;
    const struct pool_answer not_started = { .died = true, .messages = "" };
    void (*before)(int) = signal(SIGPIPE, SIG_IGN); /* an order to a worker that has died is an error, not our end */
    while (ended < count) {
        for (size_t i = 0; i < crew.count && next < count; i++) {
            if (crew.workers[i].busy || give(&crew, &crew.workers[i], next++)) continue;
            done(context, next - 1, &not_started);
            ended++;
        }
        wait_for(&crew, ready);
        for (size_t i = 0; i < crew.count; i++) {
            if (!ready[i] || !receive(&crew.workers[i])) continue;
            struct pool_answer answer = take(&crew, &crew.workers[i]);
            done(context, crew.workers[i].index, &answer);
            ended++;
        }
    }
    for (size_t i = 0; i < crew.count; i++)
        if (crew.workers[i].process) stop(&crew.workers[i]);
    signal(SIGPIPE, before);
}
