/* Numbers of a document, followed through the states between two editions. */
#include "inspect/difference.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "report/report.h"

const char *const cause_names[CAUSE_COUNT] = {
    [CAUSE_REVISED] = "revised data", [CAUSE_PERIOD] = "new period", [CAUSE_CLASSIFICATION] = "changed classification",
    [CAUSE_METHOD] = "changed method", [CAUSE_GOALPOSTS] = "moved goalposts",
};

/* A number on its way: where it was last seen, and its value in each state. */
struct track {
    const struct printed_value *first, *last;
    int born, seen; /* states */
    double values[COMPARE_COUNT];
};

struct following {
    struct arena *arena;
    struct track *tracks;
    size_t count, capacity;
};

/* Values by a text of theirs, those not yet taken, in order. */
struct shelf {
    struct map *heads;  /* text to place + 1 of the first */
    size_t *next;       /* place + 1 of the next with the same text */
    size_t *last, *size;
};

static struct shelf shelf_new(struct arena *arena, size_t count) {
    return (struct shelf){ map_new(arena), arena_array(arena, count + 1, sizeof(size_t)), arena_array(arena, count + 1, sizeof(size_t)),
        arena_array(arena, count + 1, sizeof(size_t)) };
}

static void shelf_add(struct shelf *shelf, const char *text, size_t place) {
    size_t head = map_find(shelf->heads, text);
    if (head == MAP_NONE) {
        map_add(shelf->heads, text, place);
        shelf->last[place] = place;
        shelf->size[place] = 1;
        return;
    }
    shelf->next[shelf->last[head]] = place + 1;
    shelf->last[head] = place;
    shelf->size[head]++;
}

static void take(struct track *track, const struct printed_value *value, int state) {
    track->last = value;
    track->seen = state;
    track->values[state] = value->value;
}

/* Gives tracks the values with the same key, in order. */
static void match_keys(struct following *following, const struct printed *printed, int state, bool *taken) {
    struct shelf shelf = shelf_new(following->arena, printed->value_count);
    for (size_t i = 0; i < printed->value_count; i++) shelf_add(&shelf, printed->values[i].key, i);
    for (size_t i = 0; i < following->count; i++) {
        size_t head = map_find(shelf.heads, following->tracks[i].last->key);
        if (head == MAP_NONE) continue;
        size_t place = head;
        while (place != SIZE_MAX && taken[place]) place = shelf.next[place] ? shelf.next[place] - 1 : SIZE_MAX;
        if (place == SIZE_MAX) continue;
        taken[place] = true;
        take(&following->tracks[i], &printed->values[place], state);
    }
}

/* Where one number alone stands at a place of the template, and another alone stood there, they are one: its member is another. */
static void match_spots(struct following *following, const struct printed *printed, int state, bool *taken) {
    struct shelf left = shelf_new(following->arena, following->count), right = shelf_new(following->arena, printed->value_count);
    for (size_t i = 0; i < printed->value_count; i++)
        if (!taken[i]) shelf_add(&right, printed->values[i].spot, i);
    for (size_t i = 0; i < following->count; i++)
        if (following->tracks[i].seen < state) shelf_add(&left, following->tracks[i].last->spot, i);
    for (size_t i = 0; i < following->count; i++) {
        struct track *track = &following->tracks[i];
        if (track->seen == state) continue;
        size_t mine = map_find(left.heads, track->last->spot), theirs = map_find(right.heads, track->last->spot);
        if (theirs == MAP_NONE || left.size[mine] != 1 || right.size[theirs] != 1) continue;
        taken[theirs] = true;
        take(track, &printed->values[theirs], state);
    }
}

static void follow(struct following *following, const struct printed *printed, int state) {
    bool *taken = arena_array(following->arena, printed->value_count + 1, sizeof *taken);
    match_keys(following, printed, state, taken);
    match_spots(following, printed, state, taken);
    for (size_t i = 0; i < following->count; i++) /* not seen: as it was */
        if (following->tracks[i].seen < state) following->tracks[i].values[state] = following->tracks[i].values[state - 1];
    for (size_t i = 0; i < printed->value_count; i++) {
        if (taken[i]) continue;
        following->tracks =
            arena_grow(following->arena, following->tracks, following->count, &following->capacity, sizeof *following->tracks);
        struct track *track = &following->tracks[following->count++];
        *track = (struct track){ .first = &printed->values[i], .born = state };
        for (int s = 0; s <= state; s++) track->values[s] = NAN;
        take(track, &printed->values[i], state);
    }
}

/* What each cause adds. Rounding of sums may leave a last bit, which the largest part takes. */
static void split(struct moved_number *number, const double *values) {
    size_t largest = 0;
    double whole = number->after - number->before;
    for (size_t c = 0; c < CAUSE_COUNT; c++) {
        number->parts[c] = values[c + 1] - values[c];
        if (fabs(number->parts[c]) > fabs(number->parts[largest])) largest = c;
    }
    double others = 0;
    for (size_t c = 0; c < CAUSE_COUNT; c++)
        if (c != largest) others += number->parts[c];
    number->parts[largest] = whole - others;
}

static bool prints_alike(const struct track *track) {
    const struct printed_value *first = track->first, *last = track->last;
    double unit = pow(10, -(last->decimals > first->decimals ? last->decimals : first->decimals));
    bool same = fabs(first->value - last->value) < 1e-9 * fmax(1, fabs(last->value)) || strcmp(first->text, last->text) == 0;
    if (*first->text == '\0') same = round(first->value / unit) == round(last->value / unit);
    return same && strcmp(first->what, last->what) == 0;
}

static struct moved_number number_of(const struct track *track, enum fate fate, const char *subject) {
    const struct printed_value *first = track->first, *last = track->last;
    struct moved_number number = { .fate = fate, .subject = subject, .what = last->what, .was_what = first->what,
        .title = last->title, .label = last->label, .place = last->place, .pos = last->pos, .unit = last->unit, .decimals = last->decimals,
        .before = fate == FATE_NEW ? (double)NAN : first->value, .after = fate == FATE_GONE ? (double)NAN : last->value,
        .before_text = fate == FATE_NEW ? "" : first->text, .after_text = fate == FATE_GONE ? "" : last->text,
        .before_year = fate == FATE_NEW ? 0 : first->year, .after_year = fate == FATE_GONE ? 0 : last->year };
    if (fate == FATE_MOVED) split(&number, track->values);
    else number.cause = (enum cause)(fate == FATE_NEW ? track->born - 1 : track->seen);
    return number;
}

static void add_number(struct arena *arena, struct differences *to, struct moved_number number) {
    to->numbers = arena_grow(arena, to->numbers, to->number_count, &to->number_capacity, sizeof *to->numbers);
    to->numbers[to->number_count++] = number;
}

static void end_tracks(const struct following *following, const char *subject, struct differences *differences) {
    const int last = COMPARE_COUNT - 1;
    for (size_t i = 0; i < following->count; i++) {
        const struct track *track = &following->tracks[i];
        bool old = track->born == 0, now = track->seen == last;
        if (old && now && prints_alike(track)) differences->steady++;
        else if (old || now)
            add_number(following->arena, differences, number_of(track, old && now ? FATE_MOVED : old ? FATE_GONE : FATE_NEW, subject));
    }
}

static void compare_claims(struct arena *arena, const struct printed *before, const struct printed *after, const char *subject,
                           struct differences *to) {
    for (size_t i = 0; i < after->claim_count; i++) {
        const struct printed_claim *now = &after->claims[i], *was = NULL;
        for (size_t k = 0; k < before->claim_count && !was; k++)
            if (before->claims[k].key == now->key) was = &before->claims[k];
        if (!was || was->holds == now->holds) continue;
        to->claims = arena_grow(arena, to->claims, to->claim_count, &to->claim_capacity, sizeof *to->claims);
        to->claims[to->claim_count++] = (struct fallen_claim){ subject, now->text, now->expression, now->pos, was->holds };
    }
}

void difference_sentences(struct arena *arena, const struct printed *before, const struct printed *after, const char *subject,
                          struct differences *to);

bool difference_document(struct arena *arena, struct diag *diag, const struct comparison *comparison, const struct report_job *job,
                         struct differences *differences) {
    struct following following = { .arena = arena };
    const struct printed *first = NULL, *last = NULL;
    for (int state = 0; state < COMPARE_COUNT; state++) {
        const struct printed *printed = comparison_print(comparison, arena, diag, job, (enum compare_state)state);
        bool end = state == COMPARE_OLDER || state == COMPARE_NEWER;
        if (!printed && end) return false;
        if (!printed) continue;
        follow(&following, printed, state);
        first = first ? first : printed;
        last = printed;
    }
    end_tracks(&following, job->subject, differences);
    difference_sentences(arena, first, last, job->subject, differences);
    compare_claims(arena, first, last, job->subject, differences);
    return true;
}

void difference_round(double *parts, size_t count, double whole, int decimals) {
    double unit = pow(10, -decimals), left = round(whole / unit);
    enum { PARTS_MOST = 16 };
    double cut[PARTS_MOST] = { 0 };
    for (size_t i = 0; i < count && i < PARTS_MOST; i++) {
        double scaled = parts[i] / unit;
        cut[i] = scaled - round(scaled);
        left -= round(scaled);
        parts[i] = round(scaled);
    }
    for (; fabs(left) >= 1; left -= copysign(1, left)) {
        size_t most = 0;
        for (size_t i = 1; i < count && i < PARTS_MOST; i++)
            if (cut[i] * copysign(1, left) > cut[most] * copysign(1, left)) most = i;
        parts[most] += copysign(1, left);
        cut[most] -= copysign(1, left);
    }
    for (size_t i = 0; i < count; i++) parts[i] = parts[i] == 0 ? 0 : parts[i] * unit;
}

void difference_adopt(struct arena *arena, struct differences *differences, const struct differences *from) {
    differences->steady += from->steady;
    for (size_t i = 0; i < from->number_count; i++) {
        struct moved_number number = from->numbers[i];
        const char **const texts[] = { &number.subject, &number.what, &number.title, &number.place, &number.label, &number.was_what,
            &number.before_text, &number.after_text, &number.unit };
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) *texts[t] = arena_text(arena, *texts[t]);
        add_number(arena, differences, number);
    }
    for (size_t i = 0; i < from->sentence_count; i++) {
        const struct flipped_sentence *one = &from->sentences[i];
        differences->sentences = arena_grow(arena, differences->sentences, differences->sentence_count, &differences->sentence_capacity,
                                            sizeof *differences->sentences);
        differences->sentences[differences->sentence_count++] = (struct flipped_sentence){ arena_text(arena, one->subject),
            arena_text(arena, one->before), arena_text(arena, one->after), one->pos };
    }
    for (size_t i = 0; i < from->claim_count; i++) {
        struct fallen_claim claim = from->claims[i];
        claim.subject = arena_text(arena, claim.subject);
        claim.text = arena_text(arena, claim.text);
        claim.expression = arena_text(arena, claim.expression);
        differences->claims = arena_grow(arena, differences->claims, differences->claim_count, &differences->claim_capacity, sizeof claim);
        differences->claims[differences->claim_count++] = claim;
    }
}
