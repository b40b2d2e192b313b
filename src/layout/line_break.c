/* Line breaking: the sum of demerits over a whole paragraph is least.
 * Source: Knuth and Plass, Breaking Paragraphs into Lines, 1981; demerits of ragged lines from their unused rest. */
#include "layout/paragraph.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define DEMERITS_OVERFULL 1e9

#define BADNESS_MAX 1e4

/* What is worse than this is as bad as can be. Source: Knuth, TeX: The Program, section 108. */
#define BADNESS_LARGEST 8189

/* Lines since the last hyphen are counted up to this. */
#define STATES_MAX 8

/* Of a paragraph that is broken in parts, the last lines of each are broken again with the next. */
#define PART_LINES 8

/* How full a line is. Neighbours more than one class apart look uneven. */
enum fitness { FITNESS_TIGHT, FITNESS_DECENT, FITNESS_LOOSE, FITNESS_VERY_LOOSE, FITNESS_COUNT };

/* What is weighed against each other. Ragged: the square of the unused rest in per cent of the measure; a hyphen is
 * worth a rest of 17 per cent, a last line too short any raggedness. Justified: the square of badness, which is 100
 * where the spaces have grown by SPACE_STRETCH; the penalties are those of the source. */
struct costs {
    double line;        /* added before squaring */
    double hyphen;      /* at the line's end, whoever set it there */
    double consecutive; /* hyphens in two lines running */
    double last_hyphen; /* in the line before the last */
    double fitness;     /* neighbours of unlike fullness */
    double short_last;  /* a last line of one short word */
    double forced;      /* a word cut where it cannot be divided */
    double address;     /* an address divided */
    double likely;      /* most paragraphs cost less as a whole */
    double loose;       /* an open line of a greater ratio costs more than that by itself */
};

static const struct costs ragged_costs = {0, 300, 600, 150, 100, 1e5, 50, 100, 2500, 0.51};
static const struct costs justified_costs = {10, 2500, 1e4, 5000, 1e4, 1e8, 2500, 2500, 1e6, 2.2};

/* The best way to a break, for each number of lines since the last hyphen and each fitness of the line before it. */
struct way {
    double demerits; /* INFINITY: none */
    uint32_t from;   /* segment where the last line starts */
    uint16_t state, fitness; /* of the break before it */
};

/* A segment that has ways, with what measuring a line needs of it. */
struct line_start {
    uint32_t segment;
    double x, spaces;
};

struct breaker {
    const struct segments *segments;
    const struct paragraph *paragraph;
    const struct costs *costs;
    double width;
    double last_line; /* a last line of one word must be at least this long [pt] */
    int between;      /* one hyphen in so many lines */
    int states;
    size_t begin, stop; /* of the part that is broken */
    struct way *ways;   /* by segment, state and fitness */
    uint32_t *live;     /* by segment: which of its ways there are, a bit each */
    struct line_start *starts; /* ascending */
    size_t start_count;
    double limit;       /* lines that cost so much are left out */
};

_Static_assert(STATES_MAX * FITNESS_COUNT <= 32, "the ways of a segment are bits of a word");

/* The ways to a segment, by state and fitness. */
static struct way *ways_to(const struct breaker *breaker, size_t segment) {
    return &breaker->ways[(segment - breaker->begin) * (size_t)breaker->states * FITNESS_COUNT];
}

static struct way *way_at(const struct breaker *breaker, size_t segment, int state, int fitness) {
    return ways_to(breaker, segment) + state * FITNESS_COUNT + fitness;
}

static uint32_t *live_at(const struct breaker *breaker, size_t segment) {
    return &breaker->live[segment - breaker->begin];
}

/* The line from segment first to before segment end, measured. */
struct extent {
    size_t first, end;
    double width;   /* with its hyphen, without trailing spaces [pt] */
    double spaces;  /* that can stretch [pt] */
    double measure; /* what there is [pt] */
};

static bool is_justified(const struct breaker *breaker) {
    return breaker->paragraph->form == FORM_JUSTIFIED;
}

static double line_measure(const struct breaker *breaker, size_t first) {
    double measure = breaker->width - (first == 0 ? breaker->paragraph->first : breaker->paragraph->rest);
    return measure > 1 ? measure : 1;
}

static struct extent measure_line(const struct breaker *breaker, size_t first, size_t end) {
    return (struct extent){first, end, segments_width(breaker->segments, first, end),
                           segments_spaces(breaker->segments, first, end), line_measure(breaker, first)};
}

/* Width of the line with its spaces as narrow as they may be. */
static double least_width(const struct breaker *breaker, const struct extent *line) {
    return is_justified(breaker) ? line->width - SPACE_SHRINK * line->spaces : line->width;
}

/* What the line leaves unused, as a part of what it may: of its measure, or of what its spaces can grow or shrink. */
static double line_ratio(const struct breaker *breaker, const struct extent *line) {
    double rest = line->measure - line->width;
    if (!is_justified(breaker)) {
        return rest / line->measure;
    }
    bool address = breaker->segments->items[line->end - 1].kind == END_ADDRESS;
    double room = line->spaces * (rest < 0 ? SPACE_SHRINK : SPACE_STRETCH) +
                  (rest > 0 && address ? ADDRESS_REST * line->measure : 0);
    return room > 0 ? rest / room : rest > 0 ? 10 : 0;
}

/* Justified lines change their class where badness passes 12 and 99. Source: The TeXbook, chapter 14. */
static enum fitness line_fitness(const struct breaker *breaker, double ratio) {
    static const double ragged[] = {0.08, 0.2, 0.35}, justified[] = {-0.5, 0.5, 0.998};
    const double *limits = is_justified(breaker) ? justified : ragged;
    int fitness = 0;
    while (fitness < FITNESS_VERY_LOOSE && ratio > limits[fitness]) {
        fitness++;
    }
    return (enum fitness)fitness;
}

static bool is_last(const struct breaker *breaker, size_t end) {
    return end == breaker->segments->count || end == breaker->stop;
}

static bool shows_hyphen(enum segment_end kind) {
    return kind == END_HYPHEN || kind == END_DASH;
}

static double last_line_demerits(const struct breaker *breaker, size_t first, size_t end) {
    const struct segments *segments = breaker->segments;
    bool part = first > 0 && segments->items[first].word == segments->items[first - 1].word;
    size_t words = segments->items[end - 1].word - segments->items[first].word + (part ? 0 : 1);
    bool lone = first > 0 && words < 2 && segments_width(segments, first, end) < breaker->last_line;
    bool hyphen = first > 0 && shows_hyphen(segments->items[first - 1].kind);
    return (lone ? breaker->costs->short_last : 0) + (hyphen ? breaker->costs->last_hyphen : 0);
}

static double end_demerits(const struct costs *costs, enum segment_end kind) {
    switch (kind) {
    case END_SPACE:
    case END_MANDATORY:
    case END_COUNT:
        break;
    case END_HYPHEN:
    case END_DASH:
        return costs->hyphen;
    case END_FORCED:
        return costs->forced;
    case END_ADDRESS:
        return costs->address;
    }
    return 0;
}

/* A line that should be full: neither the last one nor one before a forced end. */
static bool is_open(const struct breaker *breaker, size_t end) {
    return !is_last(breaker, end) && breaker->segments->items[end - 1].kind != END_MANDATORY;
}

/* How bad fullness of this ratio is: ragged in per cent of the measure, justified by the source. */
static double line_badness(const struct breaker *breaker, bool open, double ratio) {
    if (!open && (ratio > 0 || !is_justified(breaker))) {
        return 0;
    }
    double bad = 100 * fabs(ratio * ratio * ratio);
    return !is_justified(breaker) ? 100 * ratio : bad > BADNESS_LARGEST ? BADNESS_MAX : bad;
}

/* Demerits of the line by itself. */
static double line_demerits(const struct breaker *breaker, const struct extent *line, double ratio) {
    double excess = least_width(breaker, line) - line->measure;
    double overfull = excess > 0.01 ? DEMERITS_OVERFULL * excess : 0;
    double bad = line_badness(breaker, is_open(breaker, line->end), ratio) + breaker->costs->line;
    bad = bad > BADNESS_MAX ? BADNESS_MAX : bad;
    double ends = is_last(breaker, line->end)
                      ? last_line_demerits(breaker, line->first, line->end)
                      : end_demerits(breaker->costs, breaker->segments->items[line->end - 1].kind);
    return overfull + bad * bad + ends;
}

/* How a line ends, as far as the next one is concerned. */
struct line_end {
    enum fitness fitness;
    bool hyphen;  /* shows one that counts */
    bool divides; /* inside a word, which is limited to one in so many lines */
    bool even;    /* its fullness is compared with the line before: not that of a ragged line as long as its text */
};

static struct line_end line_end(const struct breaker *breaker, const struct extent *line, double ratio) {
    const struct segment *last = &breaker->segments->items[line->end - 1];
    bool open = is_open(breaker, line->end);
    bool divides = open && last->kind == END_HYPHEN && !last->needed;
    return (struct line_end){
        .fitness = open ? line_fitness(breaker, ratio) : FITNESS_DECENT,
        .hyphen = divides || (open && last->kind == END_DASH),
        .divides = divides,
        .even = open || is_justified(breaker)};
}

/* Demerits of a line with this end behind the one that the way of this state and fitness ends with. */
static double neighbour_demerits(const struct breaker *breaker, int before, int state, struct line_end end) {
    double demerits = end.hyphen && state == 0 ? breaker->costs->consecutive : 0;
    int apart = abs(before - (int)end.fitness);
    return demerits + (end.even && apart > 1 ? breaker->costs->fitness : 0);
}

/* Lines since the last hyphen behind a line with this end. */
static int next_state(const struct breaker *breaker, int state, struct line_end end) {
    return end.hyphen ? 0 : state + 1 < breaker->states ? state + 1 : state;
}

/* Takes the way to the line's start and then the line, if that is better than what is known. */
static void try_way(const struct breaker *breaker, const struct extent *line, int number, double demerits, struct line_end kind) {
    int state = number / FITNESS_COUNT, before = number % FITNESS_COUNT;
    int to = next_state(breaker, state, kind) * FITNESS_COUNT + (int)kind.fitness;
    struct way *best = ways_to(breaker, line->end) + to;
    uint32_t *live = live_at(breaker, line->end);
    double sum = ways_to(breaker, line->first)[number].demerits + demerits + neighbour_demerits(breaker, before, state, kind);
    if (!(*live >> to & 1) || sum < best->demerits) {
        *best = (struct way){sum, (uint32_t)line->first, (uint16_t)state, (uint16_t)before};
        *live |= UINT32_C(1) << to;
    }
}

/* Tries the line behind every way to its start. */
static void try_line(const struct breaker *breaker, const struct extent *line) {
    double ratio = line_ratio(breaker, line);
    double demerits = line_demerits(breaker, line, ratio);
    if (demerits >= breaker->limit) {
        return;
    }
    struct line_end kind = line_end(breaker, line, ratio);
    int least = kind.divides ? (breaker->between - 1) * FITNESS_COUNT : 0;
    for (uint32_t live = *live_at(breaker, line->first) >> least << least; live; live &= live - 1) {
        try_way(breaker, line, __builtin_ctz(live), demerits, kind);
    }
}

/* The ratio beyond which a line to end is left out for what it costs; infinite where that is not known beforehand. */
static double loosest_ratio(const struct breaker *breaker, size_t end) {
    bool open = is_open(breaker, end) && breaker->segments->items[end - 1].kind != END_ADDRESS;
    return open && breaker->limit <= breaker->costs->likely ? breaker->costs->loose : INFINITY;
}

static void add_start(struct breaker *breaker, size_t segment) {
    struct line_start *start = &breaker->starts[breaker->start_count++];
    start->segment = (uint32_t)segment;
    if (segment < breaker->segments->count) {
        start->x = breaker->segments->items[segment].x;
        start->spaces = breaker->segments->items[segment].spaces;
    }
}

/* Fills in the ways to a break behind segment end - 1, from segments that have ways, least or later: all lines that fit, and one that
 * does not if there is no other. */
static void find_ways(struct breaker *breaker, size_t least, size_t end) {
    /* The first line may be the wider one, so its measure is tried for every start. */
    double start = line_measure(breaker, 0), other = line_measure(breaker, 1), widest = other > start ? other : start;
    const struct segment *last = &breaker->segments->items[end - 1];
    double loose = loosest_ratio(breaker, end);
    *live_at(breaker, end) = 0;
    for (size_t i = breaker->start_count; i-- > 0 && breaker->starts[i].segment >= least;) {
        size_t first = breaker->starts[i].segment;
        struct extent line = {first, end, last->x_stop - breaker->starts[i].x + last->hyphen,
                              last->spaces - breaker->starts[i].spaces, first == 0 ? start : other};
        double room = is_justified(breaker) ? line.spaces * SPACE_STRETCH : line.measure;
        if (line.measure - line.width > loose * room) {
            continue; /* far too short, as most are that begin near the end */
        }
        double width = least_width(breaker, &line);
        if (first + 1 < end && width > widest + 0.01) {
            break;
        }
        if (first + 1 == end || width <= line.measure + 0.01) {
            try_line(breaker, &line);
        }
    }
    if (*live_at(breaker, end)) {
        add_start(breaker, end);
    }
}

static const struct way *best_way(const struct breaker *breaker, size_t segment) {
    const struct way *best = NULL;
    for (uint32_t live = *live_at(breaker, segment); live; live &= live - 1) {
        const struct way *way = ways_to(breaker, segment) + __builtin_ctz(live);
        best = !best || way->demerits < best->demerits ? way : best;
    }
    assert(best);
    return best;
}

/* Follows the best ways back from the end of the part into ends. Returns the number of lines. */
static size_t trace_back(const struct breaker *breaker, size_t *ends) {
    size_t lines = 0;
    size_t at = breaker->stop;
    for (const struct way *way = best_way(breaker, at); at > breaker->begin; lines++) {
        ends[lines] = at;
        at = way->from;
        way = way_at(breaker, at, way->state, way->fitness);
    }
    for (size_t i = 0; i < lines / 2; i++) {
        size_t end = ends[i];
        ends[i] = ends[lines - 1 - i];
        ends[lines - 1 - i] = end;
    }
    return lines;
}

/* Fills in the ways to all breaks of the part. Without the lines that cost limit or more the best way is found as it is
 * with them if it costs less than one of them; false if it does not, or there is none. */
static bool fill_ways(struct breaker *breaker, double limit) {
    int start = (breaker->states - 1) * FITNESS_COUNT + FITNESS_DECENT;
    breaker->limit = limit;
    ways_to(breaker, breaker->begin)[start].demerits = 0;
    *live_at(breaker, breaker->begin) = UINT32_C(1) << start;
    breaker->start_count = 0;
    add_start(breaker, breaker->begin);
    size_t least = breaker->begin; /* behind the last forced end */
    for (size_t end = breaker->begin + 1; end <= breaker->stop; end++) {
        find_ways(breaker, least, end);
        least = breaker->segments->items[end - 1].kind == END_MANDATORY ? end : least;
    }
    return *live_at(breaker, breaker->stop) && best_way(breaker, breaker->stop)->demerits < limit;
}

/* Breaks the part of the text from begin on. Returns the number of lines that stand. */
static size_t break_part(struct breaker *breaker, size_t begin, size_t *ends) {
    size_t count = breaker->segments->count;
    breaker->begin = begin;
    breaker->stop = count - begin > PARAGRAPH_PART ? begin + PARAGRAPH_PART : count;
    if (!fill_ways(breaker, breaker->costs->likely)) {
        fill_ways(breaker, INFINITY);
    }
    size_t lines = trace_back(breaker, ends);
    return breaker->stop < count && lines > PART_LINES ? lines - PART_LINES : lines;
}

static struct breaker breaker_new(struct setter *setter, const struct segments *segments,
                                  const struct paragraph *paragraph, double width) {
    int between = (int)setter_number(setter, NUMBER_HYPHEN_ONE_IN);
    between = between < 1 ? 1 : between > STATES_MAX ? STATES_MAX : between;
    size_t most = segments->count < PARAGRAPH_PART ? segments->count : PARAGRAPH_PART;
    struct breaker breaker = {.segments = segments,
                              .paragraph = paragraph,
                              .costs = paragraph->form == FORM_JUSTIFIED ? &justified_costs : &ragged_costs,
                              .width = width,
                              .last_line = fmin(setter_number(setter, NUMBER_LAST_LINE_WIDTH), width / 4),
                              .between = between,
                              .states = between < 2 ? 2 : between,
                              .stop = segments->count};
    size_t row = (size_t)breaker.states * FITNESS_COUNT;
    breaker.ways = arena_bytes(setter->scratch, (most + 1) * row * sizeof *breaker.ways);
    breaker.live = arena_array(setter->scratch, most + 1, sizeof *breaker.live);
    breaker.starts = arena_bytes(setter->scratch, (most + 1) * sizeof *breaker.starts);
    return breaker;
}

static struct line_ends break_at(struct setter *setter, const struct segments *segments,
                                 const struct paragraph *paragraph, double width) {
    struct breaker breaker = breaker_new(setter, segments, paragraph, width);
    size_t *ends = arena_array(setter->scratch, segments->count, sizeof *ends);
    size_t lines = 0;
    for (size_t begin = 0; begin < segments->count; begin = ends[lines - 1]) {
        lines += break_part(&breaker, begin, ends + lines);
    }
    return (struct line_ends){ends, lines};
}

/* Number of lines if each takes as much as fits. */
static size_t count_lines(const struct segments *segments, double width) {
    size_t lines = 0;
    for (size_t first = 0, end; first < segments->count; first = end) {
        end = first + 1;
        while (end < segments->count && segments->items[end - 1].kind != END_MANDATORY &&
               segments_width(segments, first, end + 1) <= width + 0.01) {
            end++;
        }
        lines++;
    }
    return lines;
}

/* The narrowest measure that needs no more lines than the whole width, to a tenth of a point. */
static double balanced_width(const struct segments *segments, double width) {
    size_t lines = count_lines(segments, width);
    double low = 0, high = width;
    while (high - low > 0.1) {
        double middle = (low + high) / 2;
        bool fits = count_lines(segments, middle) <= lines;
        for (size_t k = 0; k < segments->count && fits; k++) {
            fits = segments_width(segments, k, k + 1) <= middle + 0.01;
        }
        *(fits ? &high : &low) = middle;
    }
    return high;
}

struct line_ends paragraph_break(struct setter *setter, const struct segments *segments,
                                 const struct paragraph *paragraph) {
    if (segments->count == 0) {
        return (struct line_ends){NULL, 0};
    }
    double width = paragraph->width;
    if (paragraph->form == FORM_BALANCED) {
        width = balanced_width(segments, width - fmax(paragraph->first, paragraph->rest)) +
                fmax(paragraph->first, paragraph->rest);
    }
    return break_at(setter, segments, paragraph, width);
}

double paragraph_demerits(struct setter *setter, const struct segments *segments, const struct paragraph *paragraph,
                          const struct line_ends *ends, struct buffer *out) {
    static const char *const names[FITNESS_COUNT] = {"tight", "decent", "loose", "very loose"};
    struct breaker breaker = breaker_new(setter, segments, paragraph, paragraph->width);
    double sum = 0;
    int before = FITNESS_DECENT, state = breaker.states - 1;
    for (size_t i = 0; i < ends->count; i++) {
        size_t first = i > 0 ? ends->ends[i - 1] : 0, end = ends->ends[i];
        struct extent line = measure_line(&breaker, first, end);
        double ratio = line_ratio(&breaker, &line);
        struct line_end kind = line_end(&breaker, &line, ratio);
        double demerits = line_demerits(&breaker, &line, ratio) + neighbour_demerits(&breaker, before, state, kind);
        before = (int)kind.fitness;
        state = next_state(&breaker, state, kind);
        sum += demerits;
        if (out) {
            buffer_print(out, "%.0f %s%s ", demerits, names[kind.fitness], kind.hyphen ? " hyphen" : "");
            size_t start = segments->items[first].start;
            buffer_add(out, segments->inlines->text.data + start, segments->items[end - 1].stop - start);
            buffer_text(out, "\n");
        }
    }
    return sum;
}
