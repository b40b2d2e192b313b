/* The names that every template of a publication can use beside its series. */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "geo/region.h"
#include "report/program.h"

static const char *const names[][2] = {
    { "subject", "the region that the document is about" },
    { "edition", "the edition's name" },
    { "language", "the document's language" },
    { "policies", "all policies, by the code of a region" },
    { "imprint", "publisher, isbn, doi, catalogue_number of the front matter" },
    { "narrative", "front matter of the text that an include with a star has for the subject" },
    { "it", "in where(…) and all(…): the member looked at" },
    { "loop", "in a loop: index, count, first, last" },
    { "this", "in a claim: the text that it stands for" },
    { "policy", "in a claim of a policy's text: that policy" },
};

static void write_name(const char *name, const char *what, bool json, struct buffer *out) {
    if (!json) {
        buffer_print(out, "%s\t%s\n", name, what);
        return;
    }
    buffer_text(out, "{\"kind\":\"name\",\"name\":");
    json_quote(out, name);
    buffer_text(out, ",\"what\":");
    json_quote(out, what);
    buffer_text(out, "}\n");
}

/* How names are listed: all, or the one wanted. */
struct listing {
    const char *wanted; /* NULL: all */
    bool json, any;
    struct buffer *out;
};

static void dump_name(struct listing *listing, const char *name, const char *what) {
    if (listing->wanted && strcmp(listing->wanted, name) != 0) return;
    write_name(name, what, listing->json, listing->out);
    listing->any = true;
}

bool report_dump_names(const struct program *program, const char *name, bool json, struct buffer *out) {
    const struct geo *geo = program->world.geo;
    struct listing listing = { name, json, false, out };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) dump_name(&listing, names[i][0], names[i][1]);
    for (size_t i = 0; i < geo_count(geo); i++) {
        const struct region *region = geo_at(geo, i);
        size_t count = 0;
        if (region->level >= 0 || !geo_members(geo, region->code, &count)) continue;
        dump_name(&listing, region->code, arena_print(out->arena, "%s, %zu countries", region->name, count));
    }
    return listing.any;
}
