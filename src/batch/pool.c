#include "batch/pool.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "batch/answer.h"
#include "batch/catalogue.h"
#include "batch/pictures.h"

#define WORKERS_MAX 256

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
    struct arena *arena;   /* of what is received; lives as long as the pool */
    struct arena *scratch; /* of one answer */
    const struct report_job *const *jobs;
    struct worker workers[WORKERS_MAX];
    size_t count;
    int signals; /* where signals that ask the program to end are read; -1: nowhere */
    int signal;  /* the one that did; 0: none */
    bool ending; /* no more documents are begun */
    bool hurried; /* those at work are not waited for */
    pid_t process; /* the pool's own */
    bool (*done)(void *context, size_t index, const struct pool_answer *answer);
    void *context;
};

/* --- the worker's side --- */

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

/* Writes the document, where there is one that may be published. */
static void publish(const struct pool *pool, struct arena *arena, struct diag *diag, const struct report_job *job,
                    const struct report_result *result, struct pool_answer *answer) {
    if ((!result->bytes && !result->files) || diag_failed(diag, pool->strict)) return;
    answer->written = write_output(arena, diag, file_join(arena, report_root(pool->program), job->path), result, &answer->hash);
    answer->full = !answer->written;
    if (answer->written && result->data) catalogue_keep(arena, diag, report_root(pool->program), job, result);
}

static void work(const struct pool *pool, const struct report_job *job, int pipe) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct report_result result = pool->check ? report_check(pool->program, arena, diag, job)
                                              : report_build(pool->program, arena, diag, job, pool->stage);
    struct pool_answer answer = { .unchanged = result.unchanged && !diag_failed(diag, pool->strict), .size = result.size,
        .pages = result.page_count, .selections = result.selections, .drawn = result.drawn, .reason = result.reason,
        .title = result.title, .kind = result.kind, .status = result.status, .inputs = result.inputs,
        .input_count = result.input_count, .claims = result.claims, .claim_count = result.claim_count };
    if (!pool->check) publish(pool, arena, diag, job, &result, &answer);
    struct buffer messages = buffer_new(arena);
    (pool->notes ? diag_print : diag_print_faults)(diag, &messages);
    answer.messages = messages.data;
    answer.errors = diag_count(diag, DIAG_ERROR) + diag_count(diag, DIAG_SYSTEM);
    answer.warnings = diag_count(diag, DIAG_WARNING);
    struct buffer out = buffer_new(arena);
    answer_encode(&out, &answer);
    send_all(pipe, &out);
    arena_close(arena);
}

/* Makes one document after the other until no more orders come. */
static void work_on(const struct crew *crew, int orders, int answers) {
    size_t index = 0;
    while (read(orders, &index, sizeof index) == (ssize_t)sizeof index) work(crew->pool, crew->jobs[index], answers);
}

/* --- the pool's side --- */

static void close_pipes(struct worker *worker) {
    close(worker->orders);
    close(worker->answers);
}

static bool open_pipes(int orders[2], int answers[2]) {
    if (pipe(orders) != 0) return false;
    if (pipe(answers) == 0) return true;
    close(orders[0]);
    close(orders[1]);
    return false;
}

/* In the worker: it holds its own ends of its own pipes only, because a pipe ends only when nobody else holds it. */
static _Noreturn void be_worker(struct crew *crew, int orders[2], int answers[2]) {
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a killed build leaves nobody at work who would keep the next one out */
    if (getppid() != crew->process) _exit(0);
    for (size_t i = 0; i < crew->count; i++)
        if (crew->workers[i].process > 0) close_pipes(&crew->workers[i]);
    close(orders[1]);
    close(answers[0]);
    if (crew->signals >= 0) close(crew->signals);
    work_on(crew, orders[0], answers[1]);
    _exit(0);
}

static bool start(struct crew *crew, struct worker *worker) {
    int orders[2], answers[2];
    if (!open_pipes(orders, answers)) return false;
    worker->process = fork();
    if (worker->process == 0) be_worker(crew, orders, answers);
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
    worker->received.size = 0;
    worker->busy = write(worker->orders, &index, sizeof index) == (ssize_t)sizeof index;
    if (!worker->busy) stop(worker);
    return worker->busy;
}

/* Takes what the worker has sent; true at the end of its answer, or of the worker. */
static bool receive(struct worker *worker) {
    char block[65536];
    ssize_t size = read(worker->answers, block, sizeof block);
    if (size > 0) buffer_add(&worker->received, block, (size_t)size);
    return size == 0 || (size < 0 && errno != EINTR) || answer_is_whole(&worker->received);
}

static void finish(struct crew *crew, size_t index, const struct pool_answer *answer) {
    if (!crew->done(crew->context, index, answer)) crew->ending = true;
    arena_clear(crew->scratch);
}

/* What a dead worker has left half-written is removed. */
static void sweep(struct crew *crew, size_t index) {
    const char *path = crew->jobs[index]->path;
    if (!crew->pool->program) return;
    const char *root = report_root(crew->pool->program);
    file_sweep(file_join(crew->scratch, root, path));
    catalogue_sweep(crew->scratch, root, path);
}

/* Hands over the worker's answer. A document that was not waited for is neither made nor failed: it is left. */
static void take(struct crew *crew, struct worker *worker) {
    struct pool_answer answer;
    worker->busy = false;
    bool whole = answer_decode(crew->scratch, &worker->received, &answer);
    if (!whole) {
        answer = (struct pool_answer){ .died = true, .signal = stop(worker), .messages = "", .reason = "" };
        sweep(crew, worker->index);
    }
    if (whole || !crew->hurried) finish(crew, worker->index, &answer);
}

/* The cores that this process may use: a scheduler may have given it some of the machine's. */
static size_t core_count(void) {
    cpu_set_t cores;
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? (size_t)CPU_COUNT(&cores) : 1;
}

static size_t worker_count(const struct pool *pool, size_t jobs) {
    size_t workers = pool->workers ? pool->workers : core_count();
    if (workers > WORKERS_MAX) workers = WORKERS_MAX;
    return workers < jobs ? workers : jobs;
}

static bool is_busy(const struct crew *crew) {
    for (size_t i = 0; i < crew->count; i++)
        if (crew->workers[i].busy) return true;
    return false;
}

/* The first signal lets the documents at work be finished; the second does not wait for them. */
static void note_signal(struct crew *crew) {
    struct signalfd_siginfo said;
    if (read(crew->signals, &said, sizeof said) != (ssize_t)sizeof said) return;
    crew->hurried = crew->signal != 0;
    for (size_t i = 0; crew->hurried && i < crew->count; i++)
        if (crew->workers[i].process > 0) kill(crew->workers[i].process, SIGKILL);
    crew->signal = (int)said.ssi_signo;
    crew->ending = true;
}

/* Waits until some worker has something to say; sets ready[i]. */
static void wait_for(struct crew *crew, bool *ready) {
    struct pollfd polls[WORKERS_MAX + 1];
    for (size_t i = 0; i < crew->count; i++)
        polls[i] = (struct pollfd){ .fd = crew->workers[i].busy ? crew->workers[i].answers : -1, .events = POLLIN };
    polls[crew->count] = (struct pollfd){ .fd = crew->signals, .events = POLLIN };
    bool said = poll(polls, (nfds_t)crew->count + 1, is_busy(crew) ? -1 : 0) > 0;
    for (size_t i = 0; i < crew->count; i++)
        ready[i] = said && crew->workers[i].busy && (polls[i].revents & (POLLIN | POLLHUP | POLLERR));
    if (said && polls[crew->count].revents & POLLIN) note_signal(crew);
}

static void run_all(struct crew *crew, size_t count) {
    const struct pool_answer not_started = { .died = true, .messages = "", .reason = "" };
    bool ready[WORKERS_MAX];
    size_t next = 0;
    while (is_busy(crew) || (next < count && !crew->ending)) {
        for (size_t i = 0; i < crew->count && next < count && !crew->ending; i++)
            if (!crew->workers[i].busy && !give(crew, &crew->workers[i], next++)) finish(crew, next - 1, &not_started);
        wait_for(crew, ready);
        for (size_t i = 0; i < crew->count; i++)
            if (ready[i] && receive(&crew->workers[i])) take(crew, &crew->workers[i]);
    }
}

int pool_run(const struct pool *pool, const struct report_job *const *jobs, size_t count,
             bool (*done)(void *context, size_t index, const struct pool_answer *answer), void *context) {
    struct crew crew = { .pool = pool, .arena = arena_new(), .scratch = arena_new(), .jobs = jobs,
        .count = worker_count(pool, count), .done = done, .context = context, .process = getpid() };
    sigset_t asking, before;
    sigemptyset(&asking);
    sigaddset(&asking, SIGINT);
    sigaddset(&asking, SIGTERM);
    sigaddset(&asking, SIGHUP);
    sigprocmask(SIG_BLOCK, &asking, &before); /* workers too: the terminal signals all, and a document is finished first */
    crew.signals = signalfd(-1, &asking, SFD_CLOEXEC);
    void (*pipes_before)(int) = signal(SIGPIPE, SIG_IGN); /* an order to a worker that has died is an error, not our end */
    for (size_t i = 0; i < crew.count; i++) crew.workers[i].received = buffer_new(crew.arena);
    run_all(&crew, count);
    for (size_t i = 0; i < crew.count; i++)
        if (crew.workers[i].process) stop(&crew.workers[i]);
    signal(SIGPIPE, pipes_before);
    if (crew.signals >= 0) close(crew.signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    arena_close(crew.scratch);
    arena_close(crew.arena);
    return crew.signal;
}
