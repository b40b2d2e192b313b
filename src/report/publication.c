#include "report/publication.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "geo/region.h"

/* Days from 1970-01-01 to a date of the Gregorian calendar, after the civil-day arithmetic of the calendar itself. */
static int64_t days_from_date(int year, int month, int day) {
    static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    int64_t past = year - 1;
    int64_t days = past * 365 + past / 4 - past / 100 + past / 400 + before[month - 1] + day - 1;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days + (leap && month > 2) - 719162;
}

static bool date_parse(const char *text, int64_t *seconds) {
    int year = 0, month = 0, day = 0, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || text[used] != '\0') return false;
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return false;
    *seconds = days_from_date(year, month, day) * 86400;
    return true;
}

static bool read_edition(struct diag *diag, const struct yaml *item, struct edition *edition) {
    static const char *const known[] = { "name", "date", NULL };
    yaml_check_keys(diag, item, known);
    edition->name = yaml_need(diag, item, "name");
    edition->pos = item->pos;
    const char *date = yaml_need(diag, item, "date");
    if (!edition->name || !date) return false;
    if (date_parse(date, &edition->date)) return true;
    diag_add(diag, DIAG_CODE_PUBLICATION_BAD_DATE, yaml_find(item, "date")->pos, "%s", date);
    return false;
}

static void read_editions(struct arena *arena, struct diag *diag, const struct yaml *root, struct publication *publication) {
    const struct yaml *list = yaml_find(root, "editions");
    size_t count = list && list->kind == YAML_LIST ? list->count : 0;
    struct edition *editions = arena_array(arena, count, sizeof *editions);
    for (size_t i = 0; i < count; i++)
        publication->edition_count += read_edition(diag, list->items[i], &editions[publication->edition_count]);
    publication->editions = editions;
    if (publication->edition_count == 0)
        diag_add(diag, DIAG_CODE_PUBLICATION_EMPTY, yaml_key_pos(root, "editions"), "editions");
}

/* archive: 3a, with attached data, or 2a, without. */
static const char *read_archive(struct diag *diag, const struct yaml *map) {
    const char *archive = yaml_text(diag, map, "archive", "3a");
    if (strcmp(archive, "3a") == 0 || strcmp(archive, "2a") == 0) return archive;
    diag_add(diag, DIAG_CODE_PUBLICATION_BAD_ARCHIVE, yaml_find(map, "archive")->pos, "%s", archive);
    return "3a";
}

const struct publication *publication_read(struct arena *arena, struct diag *diag, const char *root) {
    static const char *const known[] = { "title", "language", "editions", "documents", "output", "fonts", "data", "geo",
        "indicators", "policies", "bibliography", "abbreviations", "templates", "colour-profile",
        "style", "archive", NULL };
    struct publication *publication = arena_alloc(arena, sizeof *publication);
    publication->file = file_read(arena, diag, root, "almanac.yaml", (struct source_pos){ 0 });
    if (!publication->file) return NULL;
    const struct yaml *map = yaml_parse(arena, diag, publication->file);
    if (!map) return NULL;
    yaml_check_keys(diag, map, known);
    publication->title = yaml_text(diag, map, "title", "");
    publication->language = yaml_text(diag, map, "language", "en");
    publication->output = yaml_text(diag, map, "output", "out/{edition}/{subject}/{template}.{language}.pdf");
    publication->fonts = yaml_text(diag, map, "fonts", "fonts/fonts.yaml");
    publication->data = yaml_text(diag, map, "data", "data/datapackage.yaml");
    publication->geo = yaml_text(diag, map, "geo", "data/geo/geo.yaml");
    publication->indicators = yaml_text(diag, map, "indicators", "data/indicators.yaml");
    publication->policies = yaml_text(diag, map, "policies", "data/policies");
    publication->bibliography = yaml_text(diag, map, "bibliography", "");
    publication->abbreviations = yaml_text(diag, map, "abbreviations", "");
    publication->templates = yaml_text(diag, map, "templates", "templates");
    publication->colour_profile = yaml_text(diag, map, "colour-profile", "/usr/share/color/icc/sRGB.icc");
    publication->style = yaml_text(diag, map, "style", NULL);
    publication->style_pos = yaml_key_pos(map, "style");
    publication->archive = read_archive(diag, map);
    publication->documents = yaml_find(map, "documents");
    read_editions(arena, diag, map, publication);
    if (!publication->documents || publication->documents->kind != YAML_LIST || publication->documents->count == 0) {
        diag_add(diag, DIAG_CODE_PUBLICATION_EMPTY, yaml_key_pos(map, "documents"), "documents");
        return NULL;
    }
    return publication->edition_count ? publication : NULL;
}

const struct edition *publication_edition(const struct publication *publication, const char *name) {
    for (size_t i = 0; i < publication->edition_count; i++)
        if (strcmp(publication->editions[i].name, name) == 0) return &publication->editions[i];
    return NULL;
}

static const char *field_value(const struct report_job *job, const char *name, size_t size) {
    const struct {
        const char *name, *value;
    } fields[] = { { "edition", job->edition }, { "subject", job->subject }, { "template", job->template },
        { "language", job->language } };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == size && memcmp(fields[i].name, name, size) == 0) return fields[i].value;
    return NULL;
}

const char *publication_path(struct arena *arena, const struct publication *publication, const struct report_job *job) {
    struct buffer out = buffer_new(arena);
    const char *from = publication->output;
    while (*from != '\0') {
        const char *end = *from == '{' ? strchr(from, '}') : NULL;
        const char *value = end ? field_value(job, from + 1, (size_t)(end - from - 1)) : NULL;
        if (value) {
            buffer_text(&out, value);
            from = end + 1;
        } else {
            buffer_byte(&out, *from++);
        }
    }
    return out.data ? out.data : "";
}

/* The codes an entry names: a list of codes, one code, or {group: NAME}. */
static const char *const *entry_subjects(struct arena *arena, struct diag *diag, const struct yaml *entry,
                                         const struct geo *geo, size_t *count) {
    const struct yaml *subjects = yaml_find(entry, "subjects");
    if (!subjects || subjects->kind != YAML_MAP) return yaml_texts(arena, diag, entry, "subjects", count);
    const char *group = yaml_need(diag, subjects, "group");
    size_t countries = 0;
    const struct region *const *regions = geo_level(geo, 0, &countries);
    const char **codes = arena_array(arena, countries, sizeof *codes);
    *count = 0;
    for (size_t i = 0; group && i < countries; i++)
        if (strcmp(regions[i]->group, group) == 0) codes[(*count)++] = regions[i]->code;
    if (group && *count == 0) diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_SUBJECT, subjects->pos, "group %s", group);
    return codes;
}

struct job_list {
    struct report_job *items;
    size_t count, capacity;
};

static void add_jobs(struct arena *arena, struct job_list *jobs, const struct publication *publication,
                     struct report_job job, const char *const *languages, size_t language_count) {
    for (size_t i = 0; i < language_count; i++) {
        job.language = languages[i];
        job.path = publication_path(arena, publication, &job);
        jobs->items = arena_grow(arena, jobs->items, jobs->count, &jobs->capacity, sizeof *jobs->items);
        jobs->items[jobs->count++] = job;
    }
}

static void add_entry(struct arena *arena, struct diag *diag, struct job_list *jobs, const struct publication *publication,
                      const struct yaml *entry, const struct geo *geo) {
    size_t subject_count = 0, language_count = 0;
    const char *template = yaml_text(diag, entry, "template", NULL);
    const char *const *subjects = entry_subjects(arena, diag, entry, geo, &subject_count);
    const char *const *languages = yaml_texts(arena, diag, entry, "languages", &language_count);
    const char *const fallback[] = { publication->language };
    for (size_t e = 0; template && e < publication->edition_count; e++) {
        for (size_t s = 0; s < subject_count; s++) {
            struct report_job job = { .edition = publication->editions[e].name, .subject = subjects[s], .template = template };
            if (!geo_find(geo, subjects[s]))
                diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_SUBJECT, yaml_key_pos(entry, "subjects"), "%s", subjects[s]);
            else
                add_jobs(arena, jobs, publication, job, language_count ? languages : fallback,
                         language_count ? language_count : 1);
        }
    }
}

const struct report_job *publication_jobs(struct arena *arena, struct diag *diag, const struct publication *publication,
                                          const struct geo *geo, size_t *count) {
    static const char *const known[] = { "template", "subjects", "languages", NULL };
    struct job_list jobs = { 0 };
    for (size_t i = 0; i < publication->documents->count; i++) {
        const struct yaml *entry = publication->documents->items[i];
        yaml_check_keys(diag, entry, known);
        add_entry(arena, diag, &jobs, publication, entry, geo);
    }
    *count = jobs.count;
    return jobs.items;
}

const struct template_use *publication_templates(struct arena *arena, struct diag *diag,
                                                 const struct publication *publication, size_t *count) {
    struct template_use *uses = arena_array(arena, publication->documents->count, sizeof *uses);
    struct map *seen = map_new(arena);
    *count = 0;
    for (size_t i = 0; i < publication->documents->count; i++) {
        const struct yaml *entry = publication->documents->items[i];
        const char *name = yaml_need(diag, entry, "template");
        if (name && map_add(seen, name, i)) uses[(*count)++] = (struct template_use){ name, entry->pos };
    }
    return uses;
}
