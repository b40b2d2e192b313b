/* A small web server on the loopback address; wraps libmicrohttpd. For inspect/ only. */
#ifndef ALMANAC_INSPECT_HTTP_H
#define ALMANAC_INSPECT_HTTP_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct http;

/* What is asked: always GET or HEAD, from this machine, with a Host that is this server. */
struct http_request {
    const char *path;    /* decoded, begins with "/" */
    const char *version; /* the parameter of this name, "" if none */
};

/* What is answered. bytes are copied. */
struct http_answer {
    unsigned status;
    const char *type;
    const char *bytes;
    size_t size;
    bool wait; /* nothing yet: ask again after http_wake */
};
typedef void http_handler(void *context, const struct http_request *request, struct http_answer *answer);

/* Listens on 127.0.0.1:port (0: any free one) and nowhere else. NULL after HTTP_PORT. */
struct http *http_open(struct diag *diag, unsigned port, http_handler *handler, void *context);
void http_close(struct http *http);
unsigned http_port(const struct http *http);

/* Serves what comes within so many milliseconds. */
void http_step(struct http *http, int milliseconds);
/* Lets those that wait ask again. */
void http_wake(struct http *http);

#endif
