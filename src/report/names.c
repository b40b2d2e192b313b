/* The names that every template of a publication can use beside its series. */
#include "report/report.h"

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
    { "it", "in where(…) and all(…): the member looked at" },
    { "loop", "in a loop: index, count, first, last" },
    { "this", "in a claim: the text that it stands for" },
    { "policy", "in a claim of a policy's text: that policy" },
};

static void dump_name(const char *name, const char *what, bool json, struct buffer *out) {
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

void report_dump_names(const struct program *program, bool json, struct buffer *out) {
    const struct geo *geo = program->world.geo;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) dump_name(names[i][0], names[i][1], json, out);
    for (size_t i = 0; i < geo_count(geo); i++) {
        const struct region *region = geo_at(geo, i);
        size_t count = 0;
        if (region->level >= 0 || !geo_members(geo, region->code, &count)) continue;
        dump_name(region->code, arena_print(out->arena, "%s, %zu countries", region->name, count), json, out);
    }
}
