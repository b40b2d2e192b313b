/* The inside of struct geo. For the files of geo/ only. */
#ifndef ALMANAC_GEO_GEO_H
#define ALMANAC_GEO_GEO_H

#include "data/table.h"
#include "geo/region.h"

struct map;
struct yaml;

enum { LEVEL_COUNT = 4, MAX_VERSIONS = 16 };

/* A region with what only geo/ knows of it. */
struct place {
    struct region region; /* first, so that a region's address is its place's */
    uint32_t versions;    /* bit i: in geo->versions[i] */
    bool named;           /* its name is the house's or the country list's */
    int display_level;    /* of a country; -1: none declared */
    const char *const *members;
    size_t member_count;
    const struct region **display; /* regions that stand for it in tables and maps */
    size_t display_count;
    const struct shape *shape; /* NULL: none is known */
};

/* A file of shapes. */
struct shape_file {
    struct geo *geo;
    const struct source_file *file;
    bool in_degrees;
};

/* A shape with where its points are read from. */
struct outline {
    struct shape shape; /* first */
    const struct shape_file *file;
    size_t from, size; /* of its feature in the text */
    bool weighed;      /* its points have weights, not only places */
    uint32_t turn;     /* of the store, when it was last asked for; 0: its points are not there */
};

struct language {
    const char *code;
    struct map *index; /* region code to name */
    const char **names;
    size_t count, capacity;
};

struct level {
    const struct region **regions;
    size_t count, capacity;
    struct shape **shapes; /* sorted by code */
    size_t shape_count, shape_capacity;
};

/* A country's time in a group: from the day from up to the day before until. */
struct membership {
    const char *group, *code;
    const char *from, *until; /* "2013-07-01"; until "": not ended */
    struct source_pos pos;
};

struct geo {
    struct arena *arena;
    struct place **places; /* sorted by code once read */
    size_t count, capacity;
    struct map *index;
    const char *language; /* main language */
    const char *version;  /* of subjects and rows */
    const char *versions[MAX_VERSIONS];
    size_t version_count;
    struct language *languages;
    size_t language_count, language_capacity;
    struct level levels[LEVEL_COUNT];
    struct map *strangers; /* code to level * 2^32 + index of shapes that are no place's */
    struct store *store;   /* points of shapes, as they were asked for */
    const char *notice;
    struct inset *insets; /* in file order */
    size_t inset_count;
    struct membership *memberships; /* in file order */
    size_t membership_count, membership_capacity;
    const struct source_file **files;
    size_t file_count, file_capacity;
    uint64_t hash;
};

/* What a reading works on. */
struct geo_reading {
    struct diag *diag;
    struct geo *geo;
    const char *root, *folder;
};

/* Reads a file named in geo.yaml and keeps it in the list of files; NULL after a diagnostic. */
const struct source_file *geo_file(const struct geo_reading *reading, const char *path, struct source_pos by);
/* The same for a file whose text is not kept. */
const struct source_file *geo_file_passing(const struct geo_reading *reading, const char *path, struct source_pos by);
const struct table *geo_table(const struct geo_reading *reading, const char *path, struct source_pos by);
/* The column, or SIZE_MAX after GEO_MISSING_COLUMN. */
size_t geo_column(const struct geo_reading *reading, const struct table *table, const char *name);
/* The place of code; made if there is none yet. */
struct place *geo_place(struct geo *geo, const char *code, struct source_pos pos);
struct place *geo_find_place(const struct geo *geo, const char *code);
/* Keeps name as the name of code in a language; the first one stays. */
void geo_add_name(struct geo *geo, const char *language, const char *code, const char *name);

/* Reads the codes, names, aggregates and levels that top declares; false if there are none. */
bool geo_read_codes(const struct geo_reading *reading, const struct yaml *top);
/* Reads who belonged to which group, and when: group,code,from,until. */
void geo_read_memberships(const struct geo_reading *reading, const struct yaml *top);
/* A file of shapes that geo.yaml names. */
struct shape_source {
    int level;
    const char *path, *projection; /* projection NULL: the file says it */
    struct source_pos by;
};

/* Reads the shapes of one level from GeoJSON; those of codes that an earlier file had are left out. */
void geo_read_shapes(const struct geo_reading *reading, const struct shape_source *source);
/* Sorts the shapes of all files and opens the store of their points. */
void geo_sort_shapes(struct geo *geo);
void geo_open_store(struct geo *geo);
/* Weighs the points of all rings of the shape, its own rings and those of its neighbours, which may meet it, being read; lines that it
 * shares with them alike. */
struct weighing {
    struct arena *weights;       /* where they lie */
    struct arena *net, *scratch; /* cleared */
};
void geo_weigh(const struct weighing *weighing, struct shape *shape, struct shape *const *neighbours, size_t count);
/* True if two edges of the ring lie across each other, or it is too tangled to tell. scratch is cleared. */
bool ring_crosses_itself(struct arena *scratch, struct ring ring);
/* Reads which regions maps show in boxes of their own. */
void geo_read_insets(const struct geo_reading *reading, const struct yaml *top);

#endif
