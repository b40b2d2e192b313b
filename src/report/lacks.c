/* What each subject of the publication lacks, for `almanac check`: of every series that its definition marks "listed",
 * members and regions without a value, and years that others have; and descriptions. */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/map.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"
#include "report/program.h"

static const char *const region_dimension = "geo";

enum { WIDEST_NAME = 40 };

/* One listed series as it is looked at: its regions and the members beside them. */
struct looking {
    const struct program *program;
    const struct series *series;
    size_t geo;    /* the dimension of regions */
    size_t member; /* the region looked at */
    bool json;
    int width; /* of the column of names */
    const char *subject;
    size_t *found; /* lines printed for the subject */
    struct buffer *out;
};

/* One thing that is lacking. */
struct lack {
    const char *kind; /* "values", "regions", "year", "descriptions" */
    const char *text;
    const char *reason; /* "" if none is known */
};

static void print_lack(const struct looking *looking, const char *name, const struct lack *lack) {
    struct buffer *out = looking->out;
    if (looking->json) {
        const char *const fields[][2] = { { "subject", looking->subject }, { "series", name }, { "lacks", lack->kind },
                                          { "text", lack->text }, { "reason", lack->reason } };
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            buffer_text(out, i ? "," : "{");
            json_quote(out, fields[i][0]);
            buffer_byte(out, ':');
            json_quote(out, fields[i][1]);
        }
        buffer_text(out, "}\n");
        return;
    }
    if ((*looking->found)++ == 0) {
        buffer_print(out, "%s  %s\n", looking->subject,
                     geo_name(looking->program->world.geo, looking->subject, looking->program->publication->language));
    }
    buffer_print(out, "    %-*s  %s%s%s\n", looking->width, name, lack->text, *lack->reason ? ": " : "", lack->reason);
}

static bool is_present(const struct point_value *point) {
    return point && point->status == VALUE_PRESENT;
}

/* The newest year in which a point of the region has a value; 0: none. */
static int newest_year(const struct looking *looking) {
    int newest = 0;
    for (size_t i = 0; i < looking->series->count; i++) {
        const struct point_value *point = &looking->series->points[i];
        if (is_present(point) && point->year > newest && point_keys(point)[looking->geo] == looking->member) {
            newest = point->year;
        }
    }
    return newest;
}

/* The first reason for a missing value of the region in the year; year 0: in any, the newest first. */
static const char *find_reason(const struct looking *looking, int year) {
    const struct point_value *found = NULL;
    for (size_t i = 0; i < looking->series->count; i++) {
        const struct point_value *point = &looking->series->points[i];
        if (point_keys(point)[looking->geo] == looking->member && !is_present(point) && point_reason(point) &&
            (year == 0 || point->year == year) && (!found || point->year > found->year)) {
            found = point;
        }
    }
    return found ? point_reason(found) : "";
}

static struct looking look_at(const struct looking *looking, const char *code) {
    struct looking at = *looking;
    at.member = series_find_member(looking->series, looking->geo, code);
    return at;
}

/* The newest year of the series over all subjects of the publication. */
static int newest_of_all(const struct looking *looking) {
    int newest = 0;
    for (size_t i = 0; i < looking->program->job_count; i++) {
        struct looking at = look_at(looking, looking->program->jobs[i].subject);
        int year = at.member == SIZE_MAX ? 0 : newest_year(&at);
        newest = year > newest ? year : newest;
    }
    return newest;
}

/* "A, B_D_E": members without a value in the year, which others of the region have. */
static void print_members(const struct looking *looking, int year) {
    struct buffer text = buffer_new(looking->out->arena);
    size_t count = 0;
    const char *reason = "";
    for (size_t i = 0; i < looking->series->count; i++) {
        const struct point_value *point = &looking->series->points[i];
        if (point_keys(point)[looking->geo] != looking->member || point->year != year || is_present(point)) {
            continue;
        }
        reason = count == 0 && point_reason(point) ? point_reason(point) : reason;
        buffer_print(&text, "%s", count++ ? ", " : "");
        for (size_t d = 0, named = 0; d < looking->series->dimension_count; d++) {
            if (d != looking->geo) {
                buffer_print(&text, "%s%s", named++ ? " " : "", looking->series->dimensions[d].members[point_keys(point)[d]].code);
            }
        }
    }
    if (count > 0) {
        const char *all = arena_print(looking->out->arena, "%d: no value for %s", year, text.data);
        print_lack(looking, looking->series->name, &(struct lack){ "values", all, reason });
    }
}

/* What the subject itself lacks. */
static void print_own(const struct looking *looking, int newest) {
    struct arena *arena = looking->out->arena;
    int year = looking->member == SIZE_MAX ? 0 : newest_year(looking);
    if (year == 0) {
        const char *reason = looking->member == SIZE_MAX ? "" : find_reason(looking, 0);
        print_lack(looking, looking->series->name, &(struct lack){ "values", "no value", reason });
        return;
    }
    if (year < newest) {
        const char *text = arena_print(arena, "newest is %d, elsewhere %d", year, newest);
        print_lack(looking, looking->series->name, &(struct lack){ "year", text, find_reason(looking, newest) });
    }
    print_members(looking, year);
}

/* True if the series holds a region below the countries at all. */
static bool has_regions(const struct looking *looking) {
    const struct series_dimension *regions = &looking->series->dimensions[looking->geo];
    for (size_t i = 0; i < regions->count; i++) {
        const struct region *region = geo_find(looking->program->world.geo, regions->members[i].code);
        if (region && region->level > 0) {
            return true;
        }
    }
    return false;
}

/* Regions shown for the subject that have no value in any year, with the reason for the first. Not where the subject and
 * all its regions have none: that has been said. */
static void print_regions(const struct looking *looking) {
    const struct geo *geo = looking->program->world.geo;
    const struct region *subject = geo_find(geo, looking->subject);
    size_t count = 0, lacking = 0;
    const struct region *const *regions = subject ? geo_display_regions(geo, subject, &count) : NULL;
    struct buffer text = buffer_new(looking->out->arena);
    const char *reason = "";
    for (size_t i = 0; i < count; i++) {
        struct looking at = look_at(looking, regions[i]->code);
        if (regions[i] == subject || (at.member != SIZE_MAX && newest_year(&at) > 0)) {
            continue;
        }
        const char *own = at.member == SIZE_MAX ? "" : find_reason(&at, 0);
        reason = *reason ? reason : own;
        buffer_print(&text, "%s%s", lacking++ ? ", " : "", regions[i]->code);
    }
    bool nothing = lacking == count && (looking->member == SIZE_MAX || newest_year(looking) == 0);
    if (lacking > 0 && !nothing) {
        const char *all = arena_print(looking->out->arena, "%zu of %zu regions without a value, %s", lacking, count, text.data);
        print_lack(looking, looking->series->name, &(struct lack){ "regions", all, reason });
    }
}

static void print_descriptions(const struct looking *looking) {
    const struct policies *policies = looking->program->world.policies;
    size_t count = 0;
    policies_find(policies, looking->subject, &count);
    if (count == 0) {
        print_lack(looking, "policies", &(struct lack){ "descriptions", "no policy is described", "" });
    }
    if (!policies_description(policies, looking->subject)) {
        print_lack(looking, "policies", &(struct lack){ "descriptions", "no description of the subject itself", "" });
    }
}

static void print_subject(struct looking *looking, const int *newest) {
    const struct indicators *indicators = looking->program->world.indicators;
    size_t found = 0;
    looking->found = &found;
    for (size_t i = 0; i < indicators_count(indicators); i++) {
        looking->series = indicators_at(indicators, i);
        looking->geo = series_find_dimension(looking->series, region_dimension);
        if (!looking->series->listed || looking->geo == SIZE_MAX) {
            continue;
        }
        struct looking at = look_at(looking, looking->subject);
        print_own(&at, newest[i]);
        if (has_regions(&at)) {
            print_regions(&at);
        }
    }
    print_descriptions(looking);
}

static int widest_name(const struct indicators *indicators) {
    size_t widest = strlen("policies");
    for (size_t i = 0; i < indicators_count(indicators); i++) {
        const struct series *series = indicators_at(indicators, i);
        size_t width = series->listed ? strlen(series->name) : 0;
        widest = width > widest ? width : widest;
    }
    return widest < WIDEST_NAME ? (int)widest : WIDEST_NAME;
}

void report_dump_lacks(const struct program *program, bool json, struct buffer *out) {
    const struct indicators *indicators = program->world.indicators;
    struct looking looking = { .program = program, .json = json, .width = widest_name(indicators), .out = out };
    int *newest = arena_array(out->arena, indicators_count(indicators), sizeof *newest);
    for (size_t i = 0; i < indicators_count(indicators); i++) {
        looking.series = indicators_at(indicators, i);
        looking.geo = series_find_dimension(looking.series, region_dimension);
        newest[i] = looking.series->listed && looking.geo != SIZE_MAX ? newest_of_all(&looking) : 0;
    }
    struct map *done = map_new(out->arena);
    for (size_t i = 0; i < program->job_count; i++) {
        looking.subject = program->jobs[i].subject;
        if (map_add(done, looking.subject, i)) {
            print_subject(&looking, newest);
        }
    }
}
