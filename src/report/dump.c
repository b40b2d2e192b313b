/* What was read, as text. */
#include "report/report.h"

#include "base/buffer.h"
#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "report/program.h"
#include "template/template.h"

bool report_dump_functions(const char *name, bool json, struct buffer *out) {
    return template_dump_functions(name, json, out);
}

void report_dump_tables(const struct program *program, struct buffer *out) {
    for (size_t i = 0; i < program->datasets->count; i++) dataset_dump(program->datasets->items[i], out);
}

void report_dump_series(const struct program *program, struct buffer *out) {
    for (size_t i = 0; i < indicators_count(program->world.indicators); i++)
        series_dump(indicators_at(program->world.indicators, i), out);
}

bool report_dump_package(struct arena *arena, struct diag *diag, const struct report_source *source, struct buffer *out) {
    const struct datasets *datasets = datasets_read(arena, diag, source->root, source->package);
    if (!datasets) return false;
    if (!source->indicators) {
        for (size_t i = 0; i < datasets->count; i++) dataset_dump(datasets->items[i], out);
        return true;
    }
    const struct indicator_source from = { datasets, geo_empty(), NULL, source->root, source->indicators };
    const struct indicators *indicators = indicators_compute(arena, diag, &from);
    for (size_t i = 0; indicators && i < indicators_count(indicators); i++) series_dump(indicators_at(indicators, i), out);
    return indicators != NULL;
}
