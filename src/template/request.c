#include "template/request.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/number.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "template/outline.h"

#include <string.h>

/* ---- reading ---- */

static bool is_in(const char *const list[], const char *key) {
    for (; *list; list++) {
        if (strcmp(*list, key) == 0) {
            return true;
        }
    }
    return false;
}

/* The codes of one text, parted by commas; what an expression gives is parted when it is known. */
static size_t split_codes(struct reading *reading, const struct yaml *item, fragment *fragments) {
    bool whole = strstr(item->text, "{{");
    const char *text = item->text;
    size_t count = 0;
    while (*text) {
        size_t size = whole ? strlen(text) : strcspn(text, ",");
        size_t start = strspn(text, " "), end = size;
        while (end > start && text[end - 1] == ' ') {
            end--;
        }
        if (end > start) {
            const char *code = arena_copy(reading->arena, text + start, end - start);
            fragments[count++] = fragment_plain(reading, code, item->pos);
        }
        text += size + (text[size] == ',');
    }
    return count;
}

static size_t comma_count(const char *text) {
    size_t count = 0;
    for (; *text; text++) {
        count += *text == ',';
    }
    return count;
}

/* A list of codes, or codes parted by commas. */
static fragment *fragments_of_key(struct reading *reading, const struct yaml *map, const char *key, size_t *count) {
    const struct yaml *value = yaml_find(map, key);
    bool is_list = value && value->kind == YAML_LIST;
    size_t size = !value ? 0 : is_list ? value->count : value->kind == YAML_SCALAR ? comma_count(value->text) + 1 : 1;
    fragment *fragments = arena_array(reading->arena, size, sizeof *fragments);
    *count = 0;
    if (value && value->kind == YAML_SCALAR) {
        *count = split_codes(reading, value, fragments);
        return fragments;
    }
    for (size_t i = 0; i < size; i++) {
        const struct yaml *item = is_list ? value->items[i] : value;
        if (item->kind == YAML_SCALAR) {
            fragments[(*count)++] = fragment_plain(reading, item->text, item->pos);
        } else {
            diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, item->pos, "%s must be a list of codes", key);
        }
    }
    return fragments;
}

/* The text of an option: a scalar, or a list joined by commas. */
static const char *option_text(struct reading *reading, const struct yaml *value, const char *key) {
    if (value->kind == YAML_SCALAR) {
        return value->text;
    }
    struct buffer text = buffer_new(reading->arena);
    buffer_text(&text, "");
    for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
        if (value->items[i]->kind == YAML_SCALAR) {
            buffer_print(&text, "%s%s", i ? ", " : "", value->items[i]->text);
        }
    }
    if (value->kind == YAML_MAP) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, value->pos, "%s must be a text or a list", key);
    }
    return text.data;
}

static void read_options(struct reading *reading, const struct yaml *map, const char *const own[], struct plan *plan) {
    static const char *const known[] = { "kind", "span", "data", "by",   "series", "members",
                                         "sort", "limit", "year", "from", "to", "ranked", "subject", "also", NULL };
    for (size_t i = 0; map->kind == YAML_MAP && i < map->count; i++) {
        const char *key = map->keys[i];
        if (is_in(known, key) || is_in(own, key)) {
            continue;
        }
        const char *text = option_text(reading, map->items[i], key);
        plan->options = arena_grow(reading->arena, plan->options, plan->option_count, &plan->option_capacity,
                                   sizeof *plan->options);
        plan->options[plan->option_count++] =
            (struct plan_option){ key, fragment_plain(reading, text ? text : "", map->items[i]->pos), map->key_pos[i] };
    }
}

void plan_read(struct reading *reading, const struct yaml *map, const char *const own[], struct plan *plan) {
    plan->pos = map->pos;
    plan->kind = fragment_plain_of_key(reading, map, "kind");
    plan->span = fragment_plain_of_key(reading, map, "span");
    plan->data = formula_of_key(reading, map, "data");
    plan->also = formulas_of_key(reading, map, "also", &plan->also_count);
    plan->by = fragment_plain_of_key(reading, map, "by");
    plan->sort = fragment_plain_of_key(reading, map, "sort");
    plan->limit = fragment_plain_of_key(reading, map, "limit");
    plan->year = fragment_plain_of_key(reading, map, "year");
    plan->from = fragment_plain_of_key(reading, map, "from");
    plan->to = fragment_plain_of_key(reading, map, "to");
    plan->columns = fragments_of_key(reading, map, "series", &plan->column_count);
    plan->rows = fragments_of_key(reading, map, "members", &plan->row_count);
    plan->subject = fragment_plain_of_key(reading, map, "subject");
    plan->ranked = yaml_flag(reading->diag, map, "ranked", false);
    read_options(reading, map, own, plan);
}

/* ---- filling ---- */

/* A selection being asked for. */
struct asking {
    struct filling *filling;
    const struct plan *plan;
    struct value series;
    struct selection_query query;
    const char **rows, **columns;
    size_t row_capacity;
    struct map *known_rows; /* NULL: no row yet */
    uint16_t keys[SERIES_DIMENSIONS_MAX];
};

static bool refuse(const struct asking *asking, fragment at, const char *why, const char *what) {
    diag_add(asking->filling->diag, DIAG_CODE_TEMPLATE_DIRECTIVE, at ? at->pos : asking->plan->pos, "%s%s%s", why,
             what ? ": " : "", what ? what : "");
    return false;
}

/* The code of the area that the drawing is about. */
static const char *subject_of(struct filling *filling, const struct plan *plan) {
    const char *code = fill_plain(filling, plan->subject);
    return code && *code ? code : filling->job->subject;
}

/* "subject" and "reference" stand for codes. */
static const char *resolve_code(const struct asking *asking, const char *word) {
    if (strcmp(word, "subject") == 0) {
        return subject_of(asking->filling, asking->plan);
    }
    return strcmp(word, "reference") == 0 ? asking->series.series->reference : word;
}

/* The next of the codes that are parted by commas; NULL at the end. */
static const char *next_code(const struct asking *asking, const char **text) {
    *text += strspn(*text, ", ");
    size_t size = strcspn(*text, ",");
    const char *start = *text;
    *text += size;
    while (size > 0 && start[size - 1] == ' ') {
        size--;
    }
    return size ? arena_copy(asking->filling->arena, start, size) : NULL;
}

static void add_row(struct asking *asking, const char *code) {
    asking->known_rows = asking->known_rows ? asking->known_rows : map_new(asking->filling->arena);
    if (!map_add(asking->known_rows, code, 0)) {
        return;
    }
    asking->rows = arena_grow(asking->filling->arena, asking->rows, asking->query.row_count, &asking->row_capacity,
                              sizeof *asking->rows);
    asking->rows[asking->query.row_count++] = code;
}

/* True if region lies in the country or aggregate of code, or is it. */
static bool is_in_area(const struct geo *geo, const struct region *region, const char *code) {
    size_t count;
    const char *const *members = geo_members(geo, code, &count);
    const struct region *country = geo_country(geo, region);
    for (size_t i = 0; country && i < count; i++) {
        if (strcmp(members[i], country->code) == 0) {
            return true;
        }
    }
    while (region && strcmp(region->code, code) != 0) {
        region = region->parent;
    }
    return region != NULL;
}

/* "level 2 of CODE" stands for the regions of this level in a country or aggregate that the series has, of whatever
 * version; false if word is none. */
static bool add_level(struct asking *asking, const char *word) {
    static const char level_word[] = "level ";
    const struct geo *geo = asking->filling->world->geo;
    const char *of = strstr(word, " of ");
    if (strncmp(word, level_word, sizeof level_word - 1) != 0 || of != word + sizeof level_word ||
        word[sizeof level_word - 1] < '0' || word[sizeof level_word - 1] > '3') {
        return false;
    }
    const char *code = resolve_code(asking, of + strlen(" of "));
    const struct series *series = asking->series.series;
    size_t members;
    const char *start = geo_members(geo, code, &members) ? "" : code; /* as all codes of regions within a region */
    for (size_t i = geo_first(geo, start); i < geo_count(geo) && asking->query.by < series->dimension_count; i++) {
        const struct region *region = geo_at(geo, i);
        if (strncmp(region->code, start, strlen(start)) != 0) {
            break;
        }
        if (region->level == word[sizeof level_word - 1] - '0' && !geo_is_extra_regio(region) &&
            is_in_area(geo, region, code) && series_find_member(series, asking->query.by, region->code) != SIZE_MAX) {
            add_row(asking, region->code);
        }
    }
    return true;
}

/* "all of CODE" stands for the countries of an aggregate. */
static void add_word(struct asking *asking, const char *word, fragment at) {
    static const char all_of[] = "all of ";
    if (add_level(asking, word)) {
        return;
    }
    bool all = strncmp(word, all_of, sizeof all_of - 1) == 0;
    const char *code = resolve_code(asking, all ? word + sizeof all_of - 1 : word);
    size_t count = 0;
    const char *const *members = all ? geo_members(asking->filling->world->geo, code, &count) : &code;
    if (all && count == 0) {
        refuse(asking, at, "members: all of", arena_print(asking->filling->arena, "%s, no aggregate", code));
    }
    count = all ? count : 1;
    for (size_t j = 0; j < count; j++) {
        add_row(asking, members[j]);
    }
}

static void find_rows(struct asking *asking) {
    for (size_t i = 0; i < asking->plan->row_count; i++) {
        const char *text = fill_plain(asking->filling, asking->plan->rows[i]);
        for (const char *word; (word = next_code(asking, &text));) {
            add_word(asking, word, asking->plan->rows[i]);
        }
    }
    asking->query.rows = asking->query.row_count ? asking->rows : NULL;
}

static size_t find_column(const struct asking *asking, const char *code) {
    for (size_t i = 0; i < asking->query.column_count; i++) {
        if (strcmp(asking->columns[i], code) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* A code that is named twice (once as the subject) stands once, at its first place. */
static void find_columns(struct asking *asking) {
    const struct plan *plan = asking->plan;
    size_t capacity = 0;
    for (size_t i = 0; i < plan->column_count; i++) {
        const char *text = fill_plain(asking->filling, plan->columns[i]);
        for (const char *word; (word = next_code(asking, &text));) {
            const char *code = resolve_code(asking, word);
            if (find_column(asking, code) == SIZE_MAX) {
                asking->columns = arena_grow(asking->filling->arena, asking->columns, asking->query.column_count, &capacity,
                                             sizeof *asking->columns);
                asking->columns[asking->query.column_count++] = code;
            }
        }
    }
    asking->query.columns = asking->columns;
}

static bool is_free(const struct asking *asking, size_t dimension) {
    return asking->series.keys[dimension] == KEY_FREE;
}

/* Years are rows by the word `year`, unless a dimension has this name. */
static size_t find_by(const struct asking *asking, const char *by) {
    size_t dimension = series_find_dimension(asking->series.series, by);
    return dimension == SIZE_MAX && strcmp(by, "year") == 0 ? BY_YEAR : dimension;
}

/* The row dimension is the one named by `by`; without it the first free one, or for a single point its last. */
static bool find_row_dimension(struct asking *asking) {
    const struct series *series = asking->series.series;
    const char *by = fill_plain(asking->filling, asking->plan->by);
    asking->query.by = by ? find_by(asking, by) : SIZE_MAX;
    bool years = asking->query.by == BY_YEAR;
    if (by && !years && (asking->query.by == SIZE_MAX || !is_free(asking, asking->query.by))) {
        return refuse(asking, asking->plan->by, "the series has no free dimension of this name", by);
    }
    bool point = asking->series.kind == KIND_POINT;
    for (size_t i = 0; i < series->dimension_count && asking->plan->column_count == 0; i++) {
        asking->query.by = asking->query.by == SIZE_MAX && (point || is_free(asking, i)) ? i : asking->query.by;
    }
    if (point && !years) {
        asking->query.by = series->dimension_count - 1;
        add_row(asking, series->dimensions[asking->query.by].members[asking->series.keys[asking->query.by]].code);
        asking->query.rows = asking->rows;
    }
    return asking->query.by != SIZE_MAX || refuse(asking, NULL, "by: must name the dimension of the rows", NULL);
}

/* The columns' dimension is the free one that is not the rows'. */
static bool find_dimensions(struct asking *asking) {
    const struct series *series = asking->series.series;
    const struct plan *plan = asking->plan;
    if (!find_row_dimension(asking)) {
        return false;
    }
    size_t free_count = 0;
    for (size_t i = 0; i < series->dimension_count; i++) {
        free_count += is_free(asking, i) && i != asking->query.by ? 1 : 0;
    }
    if (free_count != (plan->column_count ? 1 : 0)) {
        const char *why = plan->column_count ? "series: needs one free dimension beside that of the rows"
                                             : "data: leaves more than one dimension free; series: chooses from it";
        return refuse(asking, NULL, why, NULL);
    }
    asking->query.columns_of = SIZE_MAX;
    for (size_t i = 0; i < series->dimension_count; i++) {
        bool column = plan->column_count && is_free(asking, i) && i != asking->query.by;
        asking->query.columns_of = column ? i : asking->query.columns_of;
        asking->keys[i] = is_free(asking, i) ? 0 : asking->series.keys[i];
    }
    asking->query.keys = asking->keys;
    return true;
}

/* "subject descending", "EU28 ascending", "descending", "name", "none". */
static bool find_sort(struct asking *asking) {
    const char *text = fill_plain(asking->filling, asking->plan->sort);
    asking->query.sort = SORT_NONE;
    if (!text || strcmp(text, "none") == 0) {
        return true;
    }
    if (strcmp(text, "name") == 0) {
        asking->query.sort = SORT_NAME;
        return true;
    }
    const char *blank = strrchr(text, ' ');
    const char *order = blank ? blank + 1 : text;
    asking->query.sort = strcmp(order, "descending") == 0  ? SORT_DESCENDING
                         : strcmp(order, "ascending") == 0 ? SORT_ASCENDING
                                                           : SORT_NONE;
    if (asking->query.sort == SORT_NONE) {
        return refuse(asking, asking->plan->sort, "sort: is none, name, or [code] descending or ascending, not", text);
    }
    if (blank) {
        const char *code = arena_copy(asking->filling->arena, text, (size_t)(blank - text));
        asking->query.sort_column = find_column(asking, resolve_code(asking, code));
    }
    return asking->query.sort_column != SIZE_MAX || refuse(asking, asking->plan->sort, "sort: names no column", text);
}

/* A whole number of 0 to 9999 under a key, 0 if it is not given. */
static bool find_whole(const struct asking *asking, fragment from, int *number) {
    const char *text = fill_plain(asking->filling, from);
    double value = 0;
    *number = 0;
    if (text && (!number_parse(text, &value) || value < 0 || value > 9999 || value > (int)value)) {
        return refuse(asking, from, "this must be a whole number, not", text);
    }
    *number = (int)value;
    return true;
}

static bool find_limits(struct asking *asking) {
    const char *year = fill_plain(asking->filling, asking->plan->year);
    bool each = year && strcmp(year, "latest-each") == 0;
    int limit = 0;
    if (!find_whole(asking, asking->plan->limit, &limit) ||
        !find_whole(asking, asking->plan->from, &asking->query.from) ||
        !find_whole(asking, asking->plan->to, &asking->query.to) ||
        (!each && !find_whole(asking, asking->plan->year, &asking->query.year))) {
        return false;
    }
    asking->query.limit = (size_t)limit;
    asking->query.year = each ? YEAR_LATEST_EACH : asking->query.year ? asking->query.year : asking->series.year;
    asking->query.ranked_only = asking->plan->ranked;
    return true;
}

/* Notes which row and column are the subject. */
static const struct selection *mark_subject(struct filling *filling, const struct plan *plan,
                                            const struct selection *from) {
    const char *subject = subject_of(filling, plan);
    struct selection *selection = arena_alloc(filling->arena, sizeof *selection);
    *selection = *from;
    selection->subject_row = selection->subject_column = SIZE_MAX;
    for (size_t i = 0; i < selection->row_count; i++) {
        if (strcmp(selection->rows[i].code, subject) == 0) {
            selection->subject_row = i;
        }
    }
    for (size_t i = 0; i < selection->column_count; i++) {
        const char *code = selection->columns[i].code;
        if (code && strcmp(code, subject) == 0) {
            selection->subject_column = i;
        }
    }
    return selection;
}

/* True if there is something to select from. A point without value may have one in other years. */
static bool is_slice(struct filling *filling, const struct plan *plan, const struct value *data) {
    bool missing = data->kind == KIND_MISSING || (value_is_missing(data) && !plan->by);
    bool fits = !missing && (data->kind == KIND_SERIES || data->kind == KIND_POINT);
    if (!fits && data->kind != KIND_FAULT) {
        diag_add(filling->diag, missing ? DIAG_CODE_EXPRESSION_MISSING_VALUE : DIAG_CODE_EXPRESSION_WRONG_KIND,
                 plan->data ? plan->data->root->pos : plan->pos, "%s",
                 missing ? value_reason(data) : "data: must be a series with a free dimension, or a point");
    }
    return fits;
}

bool request_select(struct filling *filling, const struct plan *plan, struct value data, struct grid_cell *grid) {
    struct asking asking = { .filling = filling, .plan = plan, .series = data };
    *grid = (struct grid_cell){ .columns_of = SIZE_MAX };
    if (!is_slice(filling, plan, &data)) {
        return false;
    }
    asking.query.series = asking.series.series;
    find_columns(&asking);
    if (!find_dimensions(&asking) || !find_sort(&asking) || !find_limits(&asking)) {
        return false;
    }
    find_rows(&asking);
    const struct selection *selection = selection_make(filling->arena, filling->diag, filling->world->geo,
                                                       filling->job->language, &asking.query, plan->pos);
    *grid = (struct grid_cell){ mark_subject(filling, plan, selection), asking.query.by, asking.query.columns_of, 0, 0 };
    struct filled *filled = filling->filled;
    filled->selections = arena_grow(filling->arena, filled->selections, filled->selection_count,
                                    &filled->selection_capacity, sizeof *filled->selections);
    filled->selections[filled->selection_count++] = grid->selection;
    return true;
}

/* The selection that plan asks for from data, with a column for each further series; NULL after a diagnostic. */
static const struct selection *make_selection(struct filling *filling, const struct plan *plan, struct value data) {
    struct grid_cell grid;
    const struct selection **parts = arena_array(filling->arena, plan->also_count + 1, sizeof(const struct selection *));
    struct plan further = *plan;
    further.column_count = 0;
    further.sort = further.limit = NULL;
    for (size_t i = 0; i <= plan->also_count; i++) {
        struct value from = i ? evaluate(&filling->evaluation, plan->also[i - 1]) : data;
        if (!request_select(filling, i ? &further : plan, from, &grid)) {
            return NULL;
        }
        parts[i] = grid.selection;
    }
    return selection_join(filling->arena, parts, plan->also_count + 1);
}

static struct request_option *make_options(struct filling *filling, const struct plan *plan) {
    struct request_option *options = arena_array(filling->arena, plan->option_count, sizeof *options);
    for (size_t i = 0; i < plan->option_count; i++) {
        options[i] = (struct request_option){ plan->options[i].key, fill_plain(filling, plan->options[i].value),
                                              plan->options[i].pos };
    }
    return options;
}

/* Notes the request of a drawing at graphic. */
static void add_request(struct filling *filling, const struct plan *plan, struct node *graphic,
                        struct graphic_request request) {
    struct filled *filled = filling->filled;
    const char *kind = fill_plain(filling, plan->kind);
    const char *span = fill_plain(filling, plan->span);
    request.kind = kind ? kind : "";
    request.span = span ? span : filling->slide_span ? filling->slide_span : "full";
    request.subject = subject_of(filling, plan);
    request.subject_name = geo_name(filling->world->geo, request.subject, filling->job->language);
    request.options = make_options(filling, plan);
    request.option_count = plan->option_count;
    request.pos = plan->pos;
    request.node = graphic->id;
    filled->graphics = arena_grow(filling->arena, filled->graphics, filled->graphic_count, &filled->graphic_capacity,
                                  sizeof *filled->graphics);
    filled->graphics[filled->graphic_count++] = request;
    graphic->graphic = (uint32_t)filled->graphic_count;
}

const struct series *request_add(struct filling *filling, const struct plan *plan, struct node *graphic,
                                 struct request_titles titles) {
    const struct selection *selection =
        plan->data ? make_selection(filling, plan, evaluate(&filling->evaluation, plan->data)) : NULL;
    struct graphic_request request = { .selection = selection };
    request.body = plan->body ? outline_fill(filling, plan->body) : NULL;
    request.headline = titles.headline ? titles.headline : "";
    request.subtitle = titles.subtitle ? titles.subtitle : "";
    add_request(filling, plan, graphic, request);
    return selection ? selection->series : NULL;
}

bool request_draw(struct filling *filling, const struct plan *plan, struct value data, struct node *graphic) {
    struct graphic_request request = { .headline = "", .subtitle = "" };
    bool nothing = data.kind == KIND_TEXT && value_whole_text(filling->arena, &data)[0] == '\0';
    request.selection = nothing ? NULL : make_selection(filling, plan, data);
    if (request.selection) {
        add_request(filling, plan, graphic, request);
    }
    return request.selection;
}

bool request_inline(struct filling *filling, const struct plan *plan, struct node *graphic) {
    if (plan->faulty) {
        return false;
    }
    if (plan->data) {
        return request_draw(filling, plan, evaluate(&filling->evaluation, plan->data), graphic);
    }
    add_request(filling, plan, graphic, (struct graphic_request){ .headline = "", .subtitle = "" });
    return true;
}
