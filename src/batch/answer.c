#include "batch/answer.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

/* First bytes of an answer; the texts, inputs and claims follow. */
struct head {
    uint64_t total; /* bytes of the whole answer */
    uint64_t written, unchanged, full, size, pages, errors, warnings, hash, selections, drawn, input_count, claim_count;
};

static const size_t TEXTS = 5;

static void list_texts(struct pool_answer *answer, const char ***texts) {
    texts[0] = &answer->messages;
    texts[1] = &answer->reason;
    texts[2] = &answer->title;
    texts[3] = &answer->kind;
    texts[4] = &answer->status;
}

static void add_text(struct buffer *out, const char *text) {
    buffer_add(out, text ? text : "", strlen(text ? text : "") + 1);
}

void answer_encode(struct buffer *out, const struct pool_answer *answer) {
    struct pool_answer copy = *answer;
    const char **texts[5];
    list_texts(&copy, texts);
    size_t start = out->size;
    const struct head head = { 0, answer->written, answer->unchanged, answer->full, answer->size, answer->pages,
        answer->errors, answer->warnings, answer->hash, answer->selections, answer->drawn, answer->input_count, answer->claim_count };
    buffer_add(out, (const char *)&head, sizeof head);
    for (size_t i = 0; i < TEXTS; i++) add_text(out, *texts[i]);
    for (size_t i = 0; i < answer->input_count; i++) {
        const struct report_input *input = &answer->inputs[i];
        buffer_add(out, (const char *)&input->hash, sizeof input->hash);
        buffer_byte(out, input->decides ? '!' : '?');
        add_text(out, input->key);
    }
    if (answer->claim_count > 0) buffer_add(out, (const char *)answer->claims, answer->claim_count * sizeof *answer->claims);
    uint64_t total = out->size - start;
    memcpy(out->data + start + offsetof(struct head, total), &total, sizeof total);
}

bool answer_is_whole(const struct buffer *received) {
    uint64_t total = 0;
    if (received->size < sizeof(struct head)) return false;
    memcpy(&total, received->data, sizeof total);
    return received->size >= total;
}

/* Bytes still to be read. */
struct rest {
    const char *at, *end;
};

/* The text at the beginning of rest, copied; NULL if it does not end. */
static const char *take_text(struct arena *arena, struct rest *rest) {
    const char *end = memchr(rest->at, '\0', (size_t)(rest->end - rest->at));
    if (!end) return NULL;
    const char *text = arena_copy(arena, rest->at, (size_t)(end - rest->at));
    rest->at = end + 1;
    return text;
}

static bool take_inputs(struct arena *arena, struct rest *rest, struct pool_answer *answer) {
    struct report_input *inputs = arena_array(arena, answer->input_count, sizeof *inputs);
    for (size_t i = 0; i < answer->input_count; i++) {
        if ((size_t)(rest->end - rest->at) < sizeof inputs[i].hash + 1) return false;
        memcpy(&inputs[i].hash, rest->at, sizeof inputs[i].hash);
        inputs[i].decides = rest->at[sizeof inputs[i].hash] == '!';
        rest->at += sizeof inputs[i].hash + 1;
        inputs[i].key = take_text(arena, rest);
        if (!inputs[i].key) return false;
    }
    answer->inputs = inputs;
    return true;
}

bool answer_decode(struct arena *arena, const struct buffer *received, struct pool_answer *answer) {
    struct head head;
    if (!answer_is_whole(received)) return false;
    memcpy(&head, received->data, sizeof head);
    *answer = (struct pool_answer){ .written = head.written, .unchanged = head.unchanged, .full = head.full, .size = head.size,
        .pages = head.pages, .errors = head.errors, .warnings = head.warnings, .hash = head.hash, .selections = head.selections,
        .drawn = head.drawn, .input_count = head.input_count, .claim_count = head.claim_count };
    struct rest rest = { received->data + sizeof head, received->data + received->size };
    const char **texts[5];
    list_texts(answer, texts);
    for (size_t i = 0; i < TEXTS; i++) {
        *texts[i] = take_text(arena, &rest);
        if (!*texts[i]) return false;
    }
    if (!take_inputs(arena, &rest, answer)) return false;
    uint64_t *claims = arena_array(arena, answer->claim_count, sizeof *claims);
    if ((size_t)(rest.end - rest.at) < answer->claim_count * sizeof *claims) return false;
    if (answer->claim_count > 0) memcpy(claims, rest.at, answer->claim_count * sizeof *claims);
    answer->claims = claims;
    return true;
}
