#include "chart/role.h"

#include "chart/kind.h"
#include "geo/region.h"

#include <string.h>

/* A look for each role; LOOK by weight and dash, not by colour alone. */
static const struct {
    enum theme_colour colour;
    double width;   /* [pt] of a line */
    double dash[2]; /* [pt] */
} looks[] = {
    [ROLE_SUBJECT] = { COLOUR_SUBJECT, 2, { 0, 0 } },
    [ROLE_COUNTRY] = { COLOUR_TEXT_2, 1, { 5, 2.5 } },
    [ROLE_REFERENCE] = { COLOUR_EU, 1.25, { 1.2, 2.4 } },
    [ROLE_PEER] = { COLOUR_PEER, 0.75, { 0, 0 } },
};

static const double EQUAL_LINE = 1.5; /* [pt] */

/* True if code is the country in which the subject lies. */
static bool is_country(const struct chart *chart, const char *code) {
    if (!chart->geo || !chart->spec->subject) {
        return false;
    }
    const struct region *subject = geo_find(chart->geo, chart->spec->subject);
    const struct region *country = subject ? geo_country(chart->geo, subject) : NULL;
    return country && country != subject && strcmp(country->code, code) == 0;
}

static enum role role_of_code(const struct chart *chart, const char *code) {
    const char *reference = chart_option(chart->spec, "reference", chart->selection->series->reference);
    if (reference && *reference && strcmp(code, reference) == 0) {
        return ROLE_REFERENCE;
    }
    return is_country(chart, code) ? ROLE_COUNTRY : ROLE_PEER;
}

enum role role_of_column(const struct chart *chart, size_t column) {
    if (column == chart_main_column(chart)) {
        return ROLE_SUBJECT;
    }
    return role_of_code(chart, chart->selection->columns[column].code);
}

enum role role_of_row(const struct chart *chart, size_t row) {
    return row == chart->selection->subject_row ? ROLE_SUBJECT : role_of_code(chart, chart->selection->rows[row].code);
}

bool role_is_equal(const struct chart *chart) {
    const struct selection *selection = chart->selection;
    if (selection->column_count < 2 || selection->subject_column < selection->column_count) {
        return false;
    }
    for (size_t i = 0; i < selection->column_count; i++) {
        if (!chart->geo || geo_find(chart->geo, selection->columns[i].code)) {
            return false;
        }
    }
    return true;
}

struct colour role_colour(const struct chart *chart, size_t column) {
    if (role_is_equal(chart)) {
        size_t count = chart->theme->qualitative_count;
        return column < count ? chart->theme->qualitative[column] : chart_colour(chart, COLOUR_PEER);
    }
    return chart_colour(chart, looks[role_of_column(chart, column)].colour);
}

struct stroke role_stroke(const struct chart *chart, size_t column) {
    if (role_is_equal(chart)) {
        return (struct stroke){ .colour = role_colour(chart, column), .width = EQUAL_LINE, .join = JOIN_ROUND };
    }
    enum role role = role_of_column(chart, column);
    return (struct stroke){ .colour = chart_colour(chart, looks[role].colour),
                            .width = looks[role].width,
                            .dash = { looks[role].dash[0], looks[role].dash[1] },
                            .join = JOIN_ROUND };
}

struct text_style role_label_style(const struct chart *chart, enum role role) {
    switch (role) {
    case ROLE_SUBJECT:
        return chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    case ROLE_COUNTRY:
    case ROLE_REFERENCE:
        return chart_style_in(chart, STYLE_CHART_LABEL, COLOUR_TEXT_2);
    case ROLE_PEER:
        break;
    }
    return chart_style_in(chart, STYLE_CHART_LABEL, COLOUR_NOTE);
}

struct colour role_tint(const struct chart *chart, struct colour colour, double share) {
    struct colour paper = chart_colour(chart, COLOUR_PAPER);
    return (struct colour){ paper.red + (colour.red - paper.red) * share, paper.green + (colour.green - paper.green) * share,
                            paper.blue + (colour.blue - paper.blue) * share, 1 };
}
