/* The differences between two editions as text, as JSON and as CSV. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "inspect/difference.h"
#include "inspect/print.h"

enum { EXACT_DIGITS = 17, NUMBER_DECIMALS = 6 };

/* ---- cells: what every form is made of ---- */

/* One row of a table: texts, in the order of the table's head. */
struct row {
    struct arena *arena;
    struct buffer *out;
    const char *const *head;
    size_t at;
    bool json;
};

static void begin_cell(struct row *row) {
    if (row->at > 0) buffer_byte(row->out, ',');
    if (row->json) {
        json_quote(row->out, row->head[row->at]);
        buffer_byte(row->out, ':');
    }
    row->at++;
}

static void cell_text(struct row *row, const char *text) {
    begin_cell(row);
    if (row->json) json_quote(row->out, text);
    else buffer_csv(row->out, text);
}

/* As many digits as a double needs, so that sums can be checked. */
static void cell_number(struct row *row, double value) {
    begin_cell(row);
    if (isnan(value)) buffer_text(row->out, row->json ? "null" : "");
    else buffer_print(row->out, "%.*g", EXACT_DIGITS, value == 0 ? 0 : value);
}

static void cell_count(struct row *row, long long value) {
    begin_cell(row);
    buffer_print(row->out, "%lld", value);
}

static void cell_pos(struct row *row, struct source_pos pos) {
    struct buffer text = buffer_new(row->arena);
    buffer_text(&text, "");
    print_position(pos, &text);
    cell_text(row, text.size > 0 ? text.data + 1 : "");
}

static void end_row(struct row *row) {
    buffer_text(row->out, row->json ? "}\n" : "\n");
}

static const char *const fate_names[] = { [FATE_MOVED] = "moved", [FATE_NEW] = "new", [FATE_GONE] = "gone" };

static const char *const number_head[] = { "subject", "change", "number", "was", "title", "place", "at", "before_year", "after_year",
    "before_printed", "after_printed", "before", "after", "unit", "cause", "revised_data", "new_period", "changed_classification",
    "changed_method", "moved_goalposts", NULL };

static void number_row(struct row *row, const struct moved_number *number) {
    const char *const texts[] = { number->subject, fate_names[number->fate], number->what, number->was_what, number->title, number->place };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) cell_text(row, texts[i]);
    cell_pos(row, number->pos);
    cell_count(row, number->before_year);
    cell_count(row, number->after_year);
    cell_text(row, number->before_text);
    cell_text(row, number->after_text);
    cell_number(row, number->before);
    cell_number(row, number->after);
    cell_text(row, number->unit);
    cell_text(row, number->fate == FATE_MOVED ? "" : cause_names[number->cause]);
    for (size_t c = 0; c < CAUSE_COUNT; c++) cell_number(row, number->fate == FATE_MOVED ? number->parts[c] : (double)NAN);
}

static const char *const node_head[] = { "series", "change", "node", "label", "cause", "quotient_before", "quotient_after",
    "quotient_bound_before", "quotient_bound_after", "share_before", "share_after", "share_bound_before", "share_bound_after", NULL };

static void node_row(struct row *row, const struct moved_node *node) {
    const char *const texts[] = { node->series, node->gained ? "gained" : "lost", node->what, node->label, cause_names[node->cause] };
    const double *const pairs[] = { node->quotient, node->quotient_bound, node->share, node->share_bound };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) cell_text(row, texts[i]);
    for (size_t i = 0; i < 8; i++) cell_number(row, pairs[i / 2][i % 2]);
}

static const char *const rank_head[] = { "series", "title", "member", "label", "before", "of_before", "after", "of_after",
    "revised_data", "new_period", "changed_classification", "changed_method", "moved_goalposts", NULL };

static void rank_row(struct row *row, const struct moved_rank *rank) {
    const char *const texts[] = { rank->series, rank->title, rank->what, rank->label };
    const size_t counts[] = { rank->before, rank->among_before, rank->after, rank->among_after };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) cell_text(row, texts[i]);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) cell_count(row, (long long)counts[i]);
    for (size_t c = 0; c < CAUSE_COUNT; c++) cell_count(row, rank->parts[c]);
}

static const char *const sentence_head[] = { "subject", "at", "before", "after", NULL };

static void sentence_row(struct row *row, const struct flipped_sentence *sentence) {
    cell_text(row, sentence->subject);
    cell_pos(row, sentence->pos);
    cell_text(row, sentence->before);
    cell_text(row, sentence->after);
}

static const char *const claim_head[] = { "subject", "change", "at", "text", "claim", NULL };

static void claim_row(struct row *row, const struct fallen_claim *claim) {
    cell_text(row, claim->subject);
    cell_text(row, claim->fell ? "fell" : "holds now");
    cell_pos(row, claim->pos);
    cell_text(row, claim->text);
    cell_text(row, claim->expression);
}

/* ---- tables ---- */

const char *const difference_tables[] = { "numbers", "nodes", "ranks", "sentences", "claims", NULL };

static const char *const *const heads[] = { number_head, node_head, rank_head, sentence_head, claim_head };

static size_t row_count(const struct differences *differences, size_t table) {
    const size_t counts[] = { differences->number_count, differences->node_count, differences->rank_count,
        differences->sentence_count, differences->claim_count };
    return counts[table];
}

static void write_row(struct row *row, const struct differences *differences, size_t table, size_t i) {
    if (table == 0) number_row(row, &differences->numbers[i]);
    if (table == 1) node_row(row, &differences->nodes[i]);
    if (table == 2) rank_row(row, &differences->ranks[i]);
    if (table == 3) sentence_row(row, &differences->sentences[i]);
    if (table == 4) claim_row(row, &differences->claims[i]);
}

static void write_rows(const struct differences *differences, size_t table, bool json, struct buffer *out) {
    for (size_t i = 0; i < row_count(differences, table); i++) {
        struct row row = { .arena = out->arena, .out = out, .head = heads[table], .json = json };
        if (json) {
            buffer_text(out, "{\"table\":");
            json_quote(out, difference_tables[table]);
            buffer_byte(out, ',');
        }
        write_row(&row, differences, table, i);
        end_row(&row);
    }
}

void difference_csv(const struct differences *differences, const char *table, struct buffer *out) {
    size_t at = 0;
    while (difference_tables[at] && strcmp(difference_tables[at], table) != 0) at++;
    if (!difference_tables[at]) return;
    for (size_t i = 0; heads[at][i]; i++) buffer_print(out, "%s%s", i ? "," : "", heads[at][i]);
    buffer_byte(out, '\n');
    write_rows(differences, at, false, out);
}

/* ---- text ---- */

static void print_value(double value, int decimals, struct buffer *out) {
    if (isnan(value)) buffer_text(out, "none");
    else buffer_number(out, value, decimals);
}

static void print_parts(const struct moved_number *number, struct buffer *out) {
    double unit = pow(10, -number->decimals), parts[CAUSE_COUNT];
    double whole = (round(number->after / unit) - round(number->before / unit)) * unit;
    memcpy(parts, number->parts, sizeof parts);
    difference_round(parts, CAUSE_COUNT, whole, number->decimals);
    for (size_t c = 0, said = 0; c < CAUSE_COUNT; c++) {
        if (parts[c] == 0) continue;
        buffer_print(out, "%s%s %s", said++ ? ", " : "", cause_names[c], parts[c] > 0 ? "+" : "");
        buffer_number(out, parts[c], number->decimals);
    }
}

static void print_number(const struct moved_number *number, struct buffer *out) {
    buffer_print(out, "    %s", number->what);
    if (strcmp(number->what, number->was_what) != 0) buffer_print(out, " (was %s)", number->was_what);
    buffer_text(out, ": ");
    if (number->fate != FATE_NEW) print_value(number->before, number->decimals, out);
    if (number->fate != FATE_NEW && number->before_year) buffer_print(out, " (%d)", number->before_year);
    buffer_text(out, number->fate == FATE_MOVED ? " → " : number->fate == FATE_GONE ? " gone" : "new ");
    if (number->fate != FATE_GONE) print_value(number->after, number->decimals, out);
    if (number->fate != FATE_GONE && number->after_year) buffer_print(out, " (%d)", number->after_year);
    if (*number->unit) buffer_print(out, " %s", number->unit);
    buffer_text(out, "; ");
    if (number->fate == FATE_MOVED) print_parts(number, out);
    else buffer_text(out, cause_names[number->cause]);
    buffer_print(out, "; %s,", number->place);
    print_position(number->pos, out);
    buffer_byte(out, '\n');
}

static void print_numbers(const struct differences *differences, struct buffer *out) {
    size_t counts[3] = { 0 };
    for (size_t i = 0; i < differences->number_count; i++) counts[differences->numbers[i].fate]++;
    buffer_print(out, "numbers: %zu moved, %zu new, %zu gone, %zu as they were\n", counts[FATE_MOVED], counts[FATE_NEW],
                 counts[FATE_GONE], differences->steady);
    const char *subject = "";
    for (size_t i = 0; i < differences->number_count; i++) {
        const struct moved_number *number = &differences->numbers[i];
        if (strcmp(subject, number->subject) != 0) buffer_print(out, "  %s\n", number->subject);
        subject = number->subject;
        print_number(number, out);
    }
}

/* "quotient 1.62, bound 1.5 (0.12 above)" before and after. */
static void print_distance(const char *name, const double *values, const double *bounds, struct buffer *out) {
    buffer_print(out, "; %s ", name);
    for (size_t end = 0; end < 2; end++) {
        double distance = values[end] - bounds[end];
        buffer_text(out, end ? " → " : "");
        print_value(values[end], NUMBER_DECIMALS, out);
        if (isnan(distance)) continue;
        buffer_text(out, " (bound ");
        print_value(bounds[end], NUMBER_DECIMALS, out);
        buffer_print(out, ": %s", distance >= 0 ? "+" : "");
        buffer_number(out, distance, NUMBER_DECIMALS);
        buffer_byte(out, ')');
    }
}

static void print_nodes(const struct differences *differences, struct buffer *out) {
    size_t gained = 0;
    for (size_t i = 0; i < differences->node_count; i++) gained += differences->nodes[i].gained;
    buffer_print(out, "nodes: %zu gained, %zu lost\n", gained, differences->node_count - gained);
    for (size_t i = 0; i < differences->node_count; i++) {
        const struct moved_node *node = &differences->nodes[i];
        buffer_print(out, "    %s %s[%s] %s: %s", node->gained ? "gained" : "lost  ", node->series, node->what, node->label,
                     cause_names[node->cause]);
        print_distance("quotient", node->quotient, node->quotient_bound, out);
        print_distance("share", node->share, node->share_bound, out);
        buffer_byte(out, '\n');
    }
}

static void print_ranks(const struct differences *differences, struct buffer *out) {
    buffer_print(out, "ranks: %zu changed\n", differences->rank_count);
    for (size_t i = 0; i < differences->rank_count; i++) {
        const struct moved_rank *rank = &differences->ranks[i];
        buffer_print(out, "    %s[%s] %s: %zu of %zu → %zu of %zu; ", rank->series, rank->what, rank->label, rank->before,
                     rank->among_before, rank->after, rank->among_after);
        for (size_t c = 0, said = 0; c < CAUSE_COUNT; c++)
            if (rank->parts[c]) buffer_print(out, "%s%s %+d", said++ ? ", " : "", cause_names[c], rank->parts[c]);
        buffer_byte(out, '\n');
    }
}

static void print_sentences(const struct differences *differences, struct buffer *out) {
    buffer_print(out, "sentences: %zu with other words\n", differences->sentence_count);
    for (size_t i = 0; i < differences->sentence_count; i++) {
        const struct flipped_sentence *sentence = &differences->sentences[i];
        buffer_print(out, "    %s", sentence->subject);
        print_position(sentence->pos, out);
        buffer_print(out, "\n      - %s\n      + %s\n", *sentence->before ? sentence->before : "(nothing)",
                     *sentence->after ? sentence->after : "(nothing)");
    }
}

static void print_claims(const struct differences *differences, struct buffer *out) {
    buffer_print(out, "claims: %zu turned over\n", differences->claim_count);
    for (size_t i = 0; i < differences->claim_count; i++) {
        const struct fallen_claim *claim = &differences->claims[i];
        buffer_print(out, "    %s %s: \"%s\" {%s}", claim->subject, claim->fell ? "fell" : "holds now", claim->text, claim->expression);
        print_position(claim->pos, out);
        buffer_byte(out, '\n');
    }
}

void difference_print(const struct differences *differences, enum difference_form form, struct buffer *out) {
    if (form == DIFFERENCE_JSON) {
        for (size_t table = 0; difference_tables[table]; table++) write_rows(differences, table, true, out);
        return;
    }
    print_numbers(differences, out);
    print_nodes(differences, out);
    print_ranks(differences, out);
    print_sentences(differences, out);
    print_claims(differences, out);
}
