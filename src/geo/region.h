/* Regions: codes, names, levels, versions and shapes. A subject of a document is a region. */
#ifndef ALMANAC_GEO_REGION_H
#define ALMANAC_GEO_REGION_H

#include "base/length.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct datasets;
struct diag;

struct region {
    const char *code;
    const char *name;   /* in the publication's main language, else native */
    const char *native;
    int level;          /* NUTS level 0 to 3; -1 for aggregates */
    const struct region *parent; /* NULL for countries and aggregates */
    const struct region **children; /* sorted by code */
    size_t child_count, child_capacity;
    const char *group;  /* countries: membership group from the names file ("EU27", "EFTA", …); "" else */
    struct source_pos pos;
};

/* Closed rings of one region in ETRS89-LAEA metres, y upwards (EPSG:3035). The holes of a ring follow it. */
struct ring {
    const struct point *points; /* NULL in a shape whose points were not asked for, see shape_read */
    size_t count;
    bool hole;
    struct rect bounds;   /* [m] of a shape's ring */
    const float *weights; /* [m²] of each point: what its triangle covers (see ring_detail); NULL: not weighed */
};
struct shape {
    const char *code;
    struct ring *rings;
    size_t count;
    struct rect bounds; /* metres */
    struct outline *outline; /* private; NULL: made elsewhere, with all its points */
};

/* Regions that a map shows in a box of their own: far away ones, and those too small to be read. */
struct inset {
    const char *name; /* printed in the box; NULL: the region's */
    const char *const *codes;
    size_t code_count;
    double magnify; /* 0: for regions outside the map; else drawn so many times larger where they are small */
    struct source_pos pos;
};

struct geo;

/* Reads data/geo/geo.yaml: files of codes (NUTS versions), names per language, aggregates (EU-28 and so on, with
 * members), display level per country, geometry per level and the owner's notice. Paths in it are relative to its
 * folder. Never NULL; a faulty file is diagnosed and left out. Keys: language, version, codes [{path, version, code,
 * name, fallback, native}], countries {path, code, group}, names [{path, language}], aggregates, display, shapes
 * [{level, path, projection}], insets [{name, codes, magnify}], notice. Errors: GEO_*. */
const struct geo *geo_read(struct arena *arena, struct diag *diag, const char *root, const char *path);

/* Regions of nowhere: for series computed without a publication. Static, const. */
const struct geo *geo_empty(void);

const struct region *geo_find(const struct geo *geo, const char *code);
/* All regions of a level in code order: those of the NUTS version that the publication declares for its subjects and
 * rows. A region of another version can be found and named, but stands in no list and is nobody's child. Extra-regio
 * codes neither. */
const struct region *const *geo_level(const struct geo *geo, int level, size_t *count);
/* Name of region in language, falling back to region->name. */
const char *geo_name(const struct geo *geo, const char *code, const char *language);
/* The regions of a country to be shown in tables and maps: those of the NUTS level declared for it, in code order;
 * the country alone if none is declared. */
const struct region *const *geo_display_regions(const struct geo *geo, const struct region *country, size_t *count);
/* True if code belongs to this version of NUTS ("2013"). Countries and aggregates belong to every version. */
bool geo_has_version(const struct geo *geo, const char *code, const char *version);
/* True for codes that end in Z at every level below the country: territory outside all regions. Source: NUTS
 * regulation. */
bool geo_is_extra_regio(const struct region *region);
/* All regions and aggregates of all versions, in code order. */
size_t geo_count(const struct geo *geo);
const struct region *geo_at(const struct geo *geo, size_t index);
/* The first of them whose code does not come before code; geo_count if all do. */
size_t geo_first(const struct geo *geo, const char *code);
/* The country in which region lies (itself for a country); NULL for aggregates. */
const struct region *geo_country(const struct geo *geo, const struct region *region);
/* Codes of the countries that make up an aggregate; NULL and 0 for others. */
const char *const *geo_members(const struct geo *geo, const char *code, size_t *count);
/* Whether country code belonged to group on date ("2014-07-01"), by the dated memberships that geo.yaml names. An
 * aggregate is a group too; what it has for members does not depend on the date. */
enum geo_membership { GEO_NO_GROUP, GEO_NO_COUNTRY, GEO_OUTSIDE, GEO_MEMBER };
enum geo_membership geo_is_member(const struct geo *geo, const char *code, const char *group, const char *date);
/* True for a date that is written year-month-day and can exist. */
bool geo_is_date(const char *date);
/* The file and line that say since when code belongs, or belonged, to group; no file if nothing is said. */
struct source_pos geo_membership_pos(const struct geo *geo, const char *code, const char *group);
/* Shape of a code at its level, or NULL. Its points are not there until shape_read. */
const struct shape *geo_shape(const struct geo *geo, const char *code);
const struct shape *const *geo_shapes(const struct geo *geo, int level, size_t *count);
/* Those of them whose codes begin with start: one behind the other, as all are in code order. */
const struct shape *const *geo_shapes_in(const struct geo *geo, int level, const char *start, size_t *count);
/* Takes the points of shape into memory, where they stay until geo_forget. False if its file is no longer what it was when the
 * regions were read: nothing of the shape can be drawn then. Errors: GEO_CHANGED. */
bool shape_read(const struct shape *shape, struct diag *diag);
/* To be called between documents, when nobody holds points: those that none of the last few asked for are dropped if there are many.
 * Before workers part, geo_share takes all points into memory if they are so few that they would all stay there. */
void geo_forget(const struct geo *geo);
void geo_share(const struct geo *geo);
/* The insets that geo.yaml declares, in its order. */
const struct inset *geo_insets(const struct geo *geo, size_t *count);
/* The notice that must stand under every map. */
const char *geo_notice(const struct geo *geo);

/* ring simplified so that no point lies further than tolerance metres from the original (Douglas–Peucker); at least
 * 4 points stay. */
struct ring ring_simplify(struct arena *arena, struct ring ring, double tolerance);

/* Hash of all files read, and the files, for the build record. */
uint64_t geo_hash(const struct geo *geo);
const struct source_file *const *geo_files(const struct geo *geo, size_t *count);

void geo_dump(const struct geo *geo, struct buffer *out);

#endif
