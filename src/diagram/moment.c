#include "diagram/moment.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/block.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double YEAR_LINE = 0.75, QUARTER_LINE = 0.5, UPDATE_LINE = 1.5, TAG_HEIGHT = 10.5, TAG_PADDING = 5;
static const double YEAR_INDENT = 3, QUARTER_LEAST = 13, YEAR_LEAST = 20, TWO_LINES = 20, DIAMOND_LINE = 0.9;

enum { YEAR_FIRST = 1000, YEAR_LAST = 2999, YEARS_MOST = 60 };

static int digits(const char *text, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int days_of(int month, int year) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* What follows the year and its hyphen: "Q1", "02" or "02-15". */
static bool parse_part(const char *text, int year, struct moment *moment) {
    size_t size = strlen(text);
    if (size == 2 && text[0] == 'Q' && text[1] >= '1' && text[1] <= '4') {
        moment->start = year + 0.25 * (text[1] - '1');
        moment->end = moment->start + 0.25;
        return true;
    }
    int month = size >= 2 ? digits(text, 2) : -1;
    if (month < 1 || month > 12 || (size != 2 && !(size == 5 && text[2] == '-'))) {
        return false;
    }
    moment->start = year + (month - 1) / 12.0;
    moment->end = year + month / 12.0;
    int day = size == 5 ? digits(text + 3, 2) : 0;
    if (size == 2) {
        return true;
    }
    double length = (moment->end - moment->start) / days_of(month, year);
    moment->start += (day - 1) * length;
    moment->end = moment->start + length;
    return day >= 1 && day <= days_of(month, year);
}

bool moment_parse(const char *text, struct moment *moment) {
    size_t size = strlen(text);
    int year = size >= 4 ? digits(text, 4) : -1;
    if (year < YEAR_FIRST || year > YEAR_LAST) {
        return false;
    }
    *moment = (struct moment){ year, year + 1 };
    return size == 4 || (text[4] == '-' && parse_part(text + 5, year, moment));
}

static bool parse_said(const struct diagram *diagram, const char *text, struct source_pos pos, struct moment *moment) {
    if (*text && !moment_parse(text, moment)) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BAD_DATE, pos, "%s", text);
        return false;
    }
    return *text != '\0';
}

bool moment_of_key(const struct diagram *diagram, const struct item *item, const char *key, struct moment *moment) {
    return parse_said(diagram, item_value(diagram, item, key), item_value_pos(item, key), moment);
}

bool moment_of_body(const struct diagram *diagram, const char *key, struct moment *moment) {
    const struct yaml *body = diagram->spec->body;
    const struct yaml *value = yaml_find(body, key);
    return value && parse_said(diagram, yaml_text(diagram->diag, body, key, ""), value->pos, moment);
}

bool moment_stretch(const struct diagram *diagram, const struct item *item, struct moment *stretch) {
    struct moment from, to;
    if (!moment_of_key(diagram, item, "from", &from)) {
        return false;
    }
    if (*item_value(diagram, item, "to") == '\0') {
        *stretch = from;
        return true;
    }
    if (!moment_of_key(diagram, item, "to", &to)) {
        return false;
    }
    *stretch = (struct moment){ from.start, to.end };
    if (to.end <= from.start) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BAD_DATE, item_value_pos(item, "to"), "%s",
                 item_value(diagram, item, "to"));
    }
    return to.end > from.start;
}

double time_x(const struct time_axis *axis, double moment) {
    double share = (moment - axis->from) / (axis->to - axis->from);
    return axis->left + fmax(0, fmin(1, share)) * (axis->right - axis->left);
}

bool time_axis_read(const struct diagram *diagram, struct moment extent, struct time_axis *axis) {
    struct moment from, to;
    axis->from = moment_of_body(diagram, "from", &from) ? from.start : floor(extent.start + 1e-9);
    axis->to = moment_of_body(diagram, "to", &to) ? to.end : ceil(extent.end - 1e-9);
    bool possible = axis->to > axis->from && axis->to - axis->from <= YEARS_MOST;
    if (!possible) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BAD_DATE, diagram->spec->pos, "%.0f %.0f", axis->from, axis->to);
    }
    return possible;
}

/* Every how manieth year has its name. */
static int year_step(const struct time_axis *axis) {
    double year = (axis->right - axis->left) / (axis->to - axis->from);
    static const int steps[] = { 1, 2, 5, 10, 20 };
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps && year * steps[i] < YEAR_LEAST) {
        i++;
    }
    return steps[i];
}

static void draw_quarters(const struct diagram *diagram, const struct time_axis *axis, struct axis_place place) {
    struct text_style style = diagram_style(diagram, STYLE_CHART_TICK, COLOUR_NOTE);
    struct stroke line = diagram_stroke(diagram, COLOUR_GRID, QUARTER_LINE);
    long last = lround(axis->to * 4);
    for (long quarter = lround(axis->from * 4); quarter < last; quarter++) {
        double x = time_x(axis, (double)quarter / 4), right = time_x(axis, (double)(quarter + 1) / 4);
        const char *name = arena_print(diagram->arena, "%s%ld", diagram->words->quarter, quarter % 4 + 1);
        double width = line_width(diagram, &style, name);
        line_write(diagram, &style, name, (struct point){ (x + right - width) / 2, place.bottom - 3.5 }, diagram->spec->pos);
        if (quarter % 4) {
            drawing_segment(diagram->drawing, (struct point){ x, place.bottom - 9 }, (struct point){ x, place.foot }, &line);
        }
    }
}

void time_axis_draw(const struct diagram *diagram, const struct time_axis *axis, struct axis_place place) {
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_INK);
    struct stroke line = diagram_stroke(diagram, COLOUR_RULE_HAIR, YEAR_LINE);
    double quarter = (axis->right - axis->left) / (axis->to - axis->from) / 4;
    if (quarter >= QUARTER_LEAST && place.bottom - place.top >= TWO_LINES) {
        draw_quarters(diagram, axis, place);
    }
    int step = year_step(axis);
    for (int year = (int)ceil(axis->from - 1e-9); year < axis->to - 1e-9; year++) {
        double x = time_x(axis, year);
        const char *name = arena_print(diagram->arena, "%d", year);
        drawing_segment(diagram->drawing, (struct point){ x, place.top }, (struct point){ x, place.foot }, &line);
        bool has_room = x + YEAR_INDENT + line_width(diagram, &style, name) <= axis->right;
        if ((year - (int)ceil(axis->from - 1e-9)) % step == 0 && has_room) {
            line_write(diagram, &style, name, (struct point){ x + YEAR_INDENT, place.top + style_cap(&style) + 1 },
                       diagram->spec->pos);
        }
    }
}

/* What the tag says: update-label, else the date as it is written. */
static const char *update_text(const struct diagram *diagram) {
    const struct yaml *body = diagram->spec->body;
    const char *label = yaml_text(diagram->diag, body, "update-label", "");
    return *label ? label : yaml_text(diagram->diag, body, "update", "");
}

void time_update_draw(const struct diagram *diagram, const struct time_axis *axis, double top, double bottom) {
    struct moment update;
    if (!moment_of_body(diagram, "update", &update) || update.start < axis->from || update.start > axis->to) {
        return;
    }
    double x = time_x(axis, (update.start + update.end) / 2);
    struct stroke line = diagram_stroke(diagram, COLOUR_ATTENTION, UPDATE_LINE);
    struct text_style style = diagram_style_sized(diagram, STYLE_CHART_AXIS, COLOUR_ON_STRONG, 7.5);
    const char *text = update_text(diagram);
    drawing_segment(diagram->drawing, (struct point){ x, top }, (struct point){ x, bottom + 2 }, &line);
    double width = line_width(diagram, &style, text) + 2 * TAG_PADDING;
    double left = fmax(0, fmin(x - width / 2, diagram->width - width));
    drawing_round_rect(diagram->drawing, (struct rect){ left, bottom + 2, width, TAG_HEIGHT }, 1.5);
    drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_ATTENTION));
    double base = bottom + 2 + (TAG_HEIGHT + style_cap(&style)) / 2;
    line_write(diagram, &style, text, (struct point){ left + TAG_PADDING, base }, yaml_key_pos(diagram->spec->body, "update"));
}

void milestone_draw(const struct diagram *diagram, double x, double y, double size) {
    struct stroke line = diagram_stroke(diagram, COLOUR_INK, DIAMOND_LINE);
    double half = size / 2;
    drawing_move(diagram->drawing, x, y - half);
    drawing_line(diagram->drawing, x + half, y);
    drawing_line(diagram->drawing, x, y + half);
    drawing_line(diagram->drawing, x - half, y);
    drawing_close(diagram->drawing);
    drawing_fill_stroke(diagram->drawing, diagram_colour(diagram, COLOUR_GOLD), &line);
}
