#include "inspect/http.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

enum { CONNECTIONS_MOST = 64, SECONDS_IDLE = 15, REQUEST_MOST = 16384, HOST_MOST = 64 };

struct http {
    struct arena *arena;
    struct MHD_Daemon *daemon;
    http_handler *handler;
    void *context;
    unsigned port;
    struct MHD_Connection *waiting[CONNECTIONS_MOST];
    size_t waiting_count;
};

/* A page elsewhere must not reach this server through a name of its own that leads to this machine. */
static bool is_own_host(const struct http *http, const char *host) {
    static const char *const names[] = { "127.0.0.1", "localhost" };
    char own[HOST_MOST];
    for (size_t i = 0; host && i < sizeof names / sizeof *names; i++) {
        snprintf(own, sizeof own, "%s:%u", names[i], http->port);
        if (strcmp(host, own) == 0) return true;
    }
    return false;
}

static enum MHD_Result answer_with(struct MHD_Connection *connection, const struct http_answer *answer) {
    static const char *const headers[][2] = {
        { "Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
                                     "frame-ancestors 'none'; base-uri 'none'; form-action 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "Referrer-Policy", "no-referrer" },
        { "Cache-Control", "no-store" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
    };
    struct MHD_Response *response = MHD_create_response_from_buffer(answer->size, (void *)(uintptr_t)answer->bytes, MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) MHD_add_response_header(response, headers[i][0], headers[i][1]);
    enum MHD_Result queued = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status, const char *why) {
    return answer_with(connection, &(struct http_answer){ .status = status, .type = "text/plain", .bytes = why, .size = strlen(why) });
}

static enum MHD_Result wait_for_change(struct http *http, struct MHD_Connection *connection) {
    if (http->waiting_count == CONNECTIONS_MOST) return refuse(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "too many wait\n");
    http->waiting[http->waiting_count++] = connection;
    MHD_suspend_connection(connection);
    return MHD_YES;
}

/* Called once when the head of a request is read, again when its body could be, and again after a wait. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *upload, size_t *upload_size, void **state) {
    struct http *http = context;
    (void)version;
    (void)upload;
    bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (!reads) return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    if (!is_own_host(http, MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST)))
        return refuse(connection, MHD_HTTP_MISDIRECTED_REQUEST, "this server answers to its own name only\n");
    if (!*state) {
        *state = http; /* any that is not NULL: the head is read */
        return MHD_YES;
    }
    if (*upload_size > 0) {
        *upload_size = 0;
        return MHD_YES;
    }
    const char *asked = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "version");
    const struct http_request request = { url, asked ? asked : "" };
    struct http_answer answer = { .status = MHD_HTTP_NOT_FOUND, .type = "text/plain", .bytes = "not here\n", .size = 9 };
    http->handler(http->context, &request, &answer);
    return answer.wait ? wait_for_change(http, connection) : answer_with(connection, &answer);
}

struct http *http_open(struct diag *diag, unsigned port, http_handler *handler, void *context) {
    struct arena *arena = arena_new();
    struct http *http = arena_alloc(arena, sizeof *http);
    *http = (struct http){ .arena = arena, .handler = handler, .context = context };
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    http->daemon = MHD_start_daemon(MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, (uint16_t)port, NULL, NULL, handle, http,
                                    MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
                                    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SECONDS_IDLE, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                    (size_t)REQUEST_MOST * 4, MHD_OPTION_END);
    if (!http->daemon) {
        diag_add(diag, DIAG_CODE_HTTP_PORT, (struct source_pos){ 0 }, "127.0.0.1:%u", port);
        arena_close(arena);
        return NULL;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    http->port = info && info->port ? info->port : port;
    return http;
}

unsigned http_port(const struct http *http) {
    return http->port;
}

void http_step(struct http *http, int milliseconds) {
    MHD_run_wait(http->daemon, milliseconds);
}

void http_wake(struct http *http) {
    size_t count = http->waiting_count;
    http->waiting_count = 0;
    for (size_t i = 0; i < count; i++) MHD_resume_connection(http->waiting[i]);
}

void http_close(struct http *http) {
    if (!http) return;
    http_wake(http);
    MHD_stop_daemon(http->daemon);
    arena_close(http->arena);
}
