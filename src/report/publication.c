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
    static const char *const known[] = { "name", "date", "documents", "data", "geo", "policies", "bibliography", NULL };
    yaml_check_keys(diag, item, known);
    edition->without_documents = !yaml_flag(diag, item, "documents", true);
    edition->data = yaml_text(diag, item, "data", NULL);
    edition->geo = yaml_text(diag, item, "geo", NULL);
    edition->policies = yaml_text(diag, item, "policies", NULL);
    edition->bibliography = yaml_text(diag, item, "bibliography", NULL);
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
    static const char *const known[] = { "title", "language", "editions", "documents", "theme", "output", "fonts", "data", "geo",
        "indicators", "policies", "bibliography", "abbreviations", "templates", "colour-profile", "style", "archive", "covers", NULL };
    struct publication *publication = arena_alloc(arena, sizeof *publication);
    publication->file = file_read(arena, diag, root, "almanac.yaml", (struct source_pos){ 0 });
    if (!publication->file) return NULL;
    const struct yaml *map = yaml_parse(arena, diag, publication->file);
    if (!map) return NULL;
    yaml_check_keys(diag, map, known);
    publication->title = yaml_text(diag, map, "title", "");
    publication->language = yaml_text(diag, map, "language", "en");
    publication->theme = yaml_text(diag, map, "theme", NULL);
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
    publication->covers = yaml_flag(diag, map, "covers", true);
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
        { "language", job->language }, { "theme", job->theme ? job->theme : "" } };
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

/* Which regions an entry asks for: {group, level, version}. */
struct wanted {
    const char *group, *version; /* version NULL: that of the lists of regions */
    int level;
};

static bool is_wanted(const struct geo *geo, const struct region *region, const struct wanted *wanted) {
    const struct region *country = region->level == wanted->level ? geo_country(geo, region) : NULL;
    if (!country || strcmp(country->group, wanted->group) != 0 || geo_is_extra_regio(region)) {
        return false;
    }
    return wanted->version ? geo_has_version(geo, region->code, wanted->version) : true;
}

/* The codes an entry names: a list of codes, one code, or {group: NAME}, with a level and a version of NUTS if not countries are
 * meant. */
static const char *const *entry_subjects(struct arena *arena, struct diag *diag, const struct yaml *entry,
                                         const struct geo *geo, size_t *count) {
    static const char *const known[] = { "group", "level", "version", NULL };
    const struct yaml *subjects = yaml_find(entry, "subjects");
    if (!subjects || subjects->kind != YAML_MAP) return yaml_texts(arena, diag, entry, "subjects", count);
    yaml_check_keys(diag, subjects, known);
    struct wanted wanted = { .group = yaml_need(diag, subjects, "group"),
                             .version = yaml_text(diag, subjects, "version", NULL),
                             .level = (int)yaml_number(diag, subjects, "level", 0) };
    const char **codes = arena_array(arena, geo_count(geo), sizeof *codes);
    *count = 0;
    for (size_t i = 0; wanted.group && i < geo_count(geo); i++)
        if (is_wanted(geo, geo_at(geo, i), &wanted)) codes[(*count)++] = geo_at(geo, i)->code;
    if (wanted.group && *count == 0)
        diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_SUBJECT, subjects->pos, "group %s", wanted.group);
    return codes;
}

struct job_list {
    struct arena *arena;
    struct diag *diag;
    const struct publication *publication;
    struct map *paths;
    struct report_job *items;
    size_t count, capacity;
};

/* Adds the job in each language. Two documents that are one file would overwrite each other in turn. */
static void add_jobs(struct job_list *jobs, const struct yaml *entry, struct report_job job, const char *const *languages,
                     size_t language_count) {
    for (size_t i = 0; i < language_count; i++) {
        job.language = languages[i];
        job.path = publication_path(jobs->arena, jobs->publication, &job);
        if (!map_add(jobs->paths, job.path, jobs->count)) {
            diag_add(jobs->diag, DIAG_CODE_PUBLICATION_SAME_PATH, entry->pos, "%s", job.path);
            continue;
        }
        jobs->items = arena_grow(jobs->arena, jobs->items, jobs->count, &jobs->capacity, sizeof *jobs->items);
        jobs->items[jobs->count++] = job;
    }
}

static bool wants_edition(const char *const *editions, size_t count, const struct edition *edition) {
    bool found = count == 0 && !edition->without_documents;
    for (size_t i = 0; i < count; i++) found = found || strcmp(editions[i], edition->name) == 0;
    return found;
}

static void check_editions(struct diag *diag, const struct publication *publication, const struct yaml *entry,
                           const char *const *editions, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!publication_edition(publication, editions[i]))
            diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_EDITION, yaml_key_pos(entry, "editions"), "%s", editions[i]);
}

static void add_entry(struct job_list *jobs, const struct yaml *entry, const struct geo *geo) {
    struct diag *diag = jobs->diag;
    const struct publication *publication = jobs->publication;
    size_t subject_count = 0, language_count = 0;
    const char *template = yaml_text(diag, entry, "template", NULL);
    const char *theme = yaml_text(diag, entry, "theme", publication->theme);
    const char *const *subjects = entry_subjects(jobs->arena, diag, entry, geo, &subject_count);
    const char *const *languages = yaml_texts(jobs->arena, diag, entry, "languages", &language_count);
    const char *const fallback[] = { publication->language };
    size_t edition_count = 0;
    const char *const *editions = yaml_texts(jobs->arena, diag, entry, "editions", &edition_count);
    check_editions(diag, publication, entry, editions, edition_count);
    for (size_t e = 0; template && e < publication->edition_count; e++) {
        if (!wants_edition(editions, edition_count, &publication->editions[e])) continue;
        for (size_t s = 0; s < subject_count; s++) {
            struct report_job job = { .edition = publication->editions[e].name, .subject = subjects[s],
                .template = template, .theme = theme };
            if (!geo_find(geo, subjects[s]))
                diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_SUBJECT, yaml_key_pos(entry, "subjects"), "%s", subjects[s]);
            else
                add_jobs(jobs, entry, job, language_count ? languages : fallback, language_count ? language_count : 1);
        }
    }
}

const struct report_job *publication_jobs(struct arena *arena, struct diag *diag, const struct publication *publication,
                                          const struct geo *geo, size_t *count) {
    static const char *const known[] = { "template", "theme", "subjects", "languages", "editions", NULL };
    struct job_list jobs = { .arena = arena, .diag = diag, .publication = publication, .paths = map_new(arena) };
    for (size_t i = 0; i < publication->documents->count; i++) {
        const struct yaml *entry = publication->documents->items[i];
        yaml_check_keys(diag, entry, known);
        add_entry(&jobs, entry, geo);
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
        const char *theme = yaml_text(diag, entry, "theme", publication->theme);
        const char *key = arena_print(arena, "%s %s", name ? name : "", theme ? theme : "");
        if (name && map_add(seen, key, i)) uses[(*count)++] = (struct template_use){ name, theme, entry->pos };
    }
    return uses;
}
