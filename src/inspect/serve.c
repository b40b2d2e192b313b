#include "inspect/serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "inspect/http.h"
#include "report/live.h"
#include "report/report.h"

enum { STEP_MS = 8, WAIT_STEPS = 2500, PATH_MOST = 256, NONE = -1 };

/* A page as it was drawn. */
struct picture {
    const char *bytes; /* NULL: not yet asked for */
    size_t size;
};

/* The document that was looked at last, as it was made. */
struct shown {
    struct arena *arena;
    struct diag *diag;
    const struct pages *pages; /* NULL: it cannot be made */
    struct picture *pictures;  /* by page */
    long document;             /* NONE: nothing is shown */
    double milliseconds;
};

struct session {
    const struct serving *serving;
    struct live *live;
    unsigned long version; /* of the files */
    struct shown shown;
    struct arena *answer; /* of one answer */
};

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static const struct report_job *job_at(const struct session *session, long document) {
    size_t count = 0;
    const struct program *program = live_program(session->live);
    const struct report_job *jobs = program ? report_jobs(program, &count) : NULL;
    return document >= 0 && (size_t)document < count ? &jobs[document] : NULL;
}

static void forget(struct session *session) {
    if (session->shown.arena) arena_close(session->shown.arena);
    session->shown = (struct shown){ .document = NONE };
}

/* Makes the document, unless it is the one that is there. */
static void show(struct session *session, long document, const struct report_job *job) {
    struct shown *shown = &session->shown;
    if (shown->document == document) return;
    forget(session);
    double start = milliseconds();
    shown->arena = arena_new();
    shown->diag = diag_new(shown->arena);
    shown->document = document;
    shown->pages = report_pages(live_program(session->live), shown->arena, shown->diag, job);
    if (shown->pages) shown->pictures = arena_array(shown->arena, report_page_count(shown->pages), sizeof *shown->pictures);
    shown->milliseconds = milliseconds() - start;
}

/* ---- answers ---- */

static void answer_text(struct http_answer *answer, const char *type, const struct buffer *out) {
    *answer = (struct http_answer){ .status = 200, .type = type, .bytes = out->data, .size = out->size };
}

static void answer_file(struct http_answer *answer, const char *name) {
    for (const struct serve_file *file = serve_files; file->path; file++)
        if (strcmp(file->path, name) == 0)
            *answer = (struct http_answer){ .status = 200, .type = "text/html; charset=utf-8", .bytes = (const char *)file->bytes,
                .size = file->size };
}

/* The documents, for the list and for the titles. */
static void answer_list(struct session *session, struct http_answer *answer) {
    struct buffer out = buffer_new(session->answer);
    size_t count = 0;
    const struct program *program = live_program(session->live);
    const struct report_job *jobs = program ? report_jobs(program, &count) : NULL;
    buffer_text(&out, "{\"title\":");
    json_quote(&out, program ? report_title(program) : "");
    buffer_text(&out, ",\"documents\":[");
    for (size_t i = 0; i < count; i++) {
        buffer_text(&out, i ? ",{\"path\":" : "{\"path\":");
        json_quote(&out, jobs[i].path);
        buffer_text(&out, ",\"subject\":");
        json_quote(&out, report_region_name(program, jobs[i].subject, jobs[i].language));
        buffer_byte(&out, '}');
    }
    buffer_text(&out, "]}");
    answer_text(answer, "application/json", &out);
}

/* Messages as they are printed, as a list of JSON objects. */
static void add_messages(struct buffer *out, const struct diag *diag, bool *any) {
    struct buffer lines = buffer_new(out->arena);
    if (diag) diag_print_json(diag, &lines);
    for (char *line = lines.data; line && *line;) {
        char *end = strchr(line, '\n');
        if (end) *end = '\0';
        buffer_print(out, "%s%s", *any ? "," : "", line);
        *any = true;
        line = end ? end + 1 : NULL;
    }
}

static void answer_state(struct session *session, long document, const char *version, struct http_answer *answer) {
    char own[32];
    snprintf(own, sizeof own, "%lu", session->version);
    if (strcmp(version, own) == 0) {
        answer->wait = true;
        return;
    }
    const struct report_job *job = job_at(session, document);
    struct buffer out = buffer_new(session->answer);
    bool any = false;
    if (job) show(session, document, job);
    const struct pages *pages = job ? session->shown.pages : NULL;
    buffer_print(&out, "{\"version\":\"%s\",\"pages\":%zu,\"milliseconds\":%.0f,\"log\":", own, pages ? report_page_count(pages) : 0,
                 job ? session->shown.milliseconds : 0);
    json_quote(&out, live_log(session->live));
    buffer_text(&out, ",\"messages\":[");
    add_messages(&out, live_messages(session->live), &any);
    if (job) add_messages(&out, session->shown.diag, &any);
    buffer_text(&out, "]}");
    answer_text(answer, "application/json", &out);
}

static void answer_page(struct session *session, long document, long page, struct http_answer *answer) {
    const struct report_job *job = job_at(session, document);
    struct shown *shown = &session->shown;
    if (!job || page < 1) return;
    show(session, document, job);
    if (!shown->pages || (size_t)page > report_page_count(shown->pages)) return;
    struct picture *picture = &shown->pictures[page - 1];
    struct diag *unheard = diag_new(session->answer);
    if (!picture->bytes) picture->bytes = report_page_png(shown->arena, unheard, shown->pages, (size_t)page - 1, &picture->size);
    if (picture->bytes) *answer = (struct http_answer){ .status = 200, .type = "image/png", .bytes = picture->bytes, .size = picture->size };
}

static void answer_pdf(struct session *session, long document, struct http_answer *answer) {
    const struct report_job *job = job_at(session, document);
    if (!job) return;
    struct diag *unheard = diag_new(session->answer);
    struct report_result result = report_build(live_program(session->live), session->answer, unheard, job, STAGE_PDF);
    if (result.bytes) *answer = (struct http_answer){ .status = 200, .type = "application/pdf", .bytes = result.bytes, .size = result.size };
}

/* A path is one of these, digit for digit; nothing of it is ever a name of a file. */
static void handle(void *context, const struct http_request *request, struct http_answer *answer) {
    struct session *session = context;
    const char *path = request->path;
    long document = 0, page = 0;
    int used = 0;
    if (strlen(path) > PATH_MOST) return;
    arena_clear(session->answer);
    if (strcmp(path, "/") == 0) answer_file(answer, "list.html");
    else if (strcmp(path, "/list") == 0) answer_list(session, answer);
    else if (sscanf(path, "/%6ld%n", &document, &used) != 1 || path[1] < '0' || path[1] > '9') return;
    else if (strcmp(path + used, "/") == 0) answer_file(answer, "view.html");
    else if (strcmp(path + used, "/state") == 0) answer_state(session, document, request->version, answer);
    else if (strcmp(path + used, "/pdf") == 0) answer_pdf(session, document, answer);
    else if (sscanf(path + used, "/%6ld.png%n", &page, &used) == 1 && strrchr(path, '.') && strcmp(strrchr(path, '.'), ".png") == 0)
        answer_page(session, document, page, answer);
}

static void say_update(struct session *session, double taken) {
    char line[512];
    snprintf(line, sizeof line, "%.400s; %.0f ms", live_log(session->live), taken);
    session->serving->said(session->serving->context, line);
}

/* True if files changed and were read again. The document that was looked at is made at once, before it is asked for. */
static bool update(struct session *session) {
    double start = milliseconds();
    long document = session->shown.document;
    if (!live_update(session->live)) return false;
    forget(session);
    session->version++;
    const struct report_job *job = job_at(session, document);
    if (job) show(session, document, job);
    say_update(session, milliseconds() - start);
    return true;
}

void serve(struct diag *diag, const struct serving *serving) {
    struct session session = { .serving = serving, .version = 1, .shown = { .document = NONE }, .answer = arena_new() };
    session.live = live_open(serving->root);
    struct http *http = http_open(diag, serving->port, handle, &session);
    if (http) serving->ready(serving->context, http_port(http));
    for (int steps = 1; http && !serving->stopped(serving->context); steps++) {
        http_step(http, STEP_MS);
        if (update(&session) || steps % WAIT_STEPS == 0) http_wake(http);
    }
    http_close(http);
    forget(&session);
    arena_close(session.answer);
    live_close(session.live);
}
