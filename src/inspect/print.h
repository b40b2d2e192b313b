/* Points and origins on one line, as text and as JSON; for the files of inspect/ only. */
#ifndef ALMANAC_INSPECT_PRINT_H
#define ALMANAC_INSPECT_PRINT_H

#include "base/source.h"

#include <stdbool.h>

struct buffer;
struct point_value;
struct trace_origin;
struct tree;

/* " path:line:column", as far as it is known. */
void print_position(struct source_pos pos, struct buffer *out);

/* The same as the fields of a JSON object, each behind a comma. */
void print_position_json(struct source_pos pos, struct buffer *out);

/* "series[code, code, year] = value unit (flags)". */
void print_point(const struct point_value *point, struct buffer *out);

/* Behind a point: of a cell where it stands, of a computed one how, and from how many inputs. */
void print_whence(const struct point_value *point, struct buffer *out);

/* What a number was made from: kind, then point, expression or position. */
void print_origin(const struct trace_origin *origin, struct buffer *out);

/* A point, without its inputs, as the fields of a JSON object, without braces. */
void print_point_json(const struct point_value *point, struct buffer *out);

/* An origin in the same form, with its inputs: those of its point or expression, or, if deep, all down to their cells. */
void print_origin_json(struct tree *tree, const struct trace_origin *origin, bool deep);

#endif
