#include "base/yaml.h"

#include "base/buffer.h"
#include "base/json.h"

void yaml_add_json(const struct yaml *value, struct buffer *out) {
    bool map = value->kind == YAML_MAP;
    if (value->kind == YAML_SCALAR) {
        json_quote(out, value->text);
        return;
    }
    buffer_byte(out, map ? '{' : '[');
    for (size_t i = 0; i < value->count; i++) {
        buffer_text(out, i ? "," : "");
        if (map) {
            json_quote(out, value->keys[i]);
            buffer_byte(out, ':');
        }
        yaml_add_json(value->items[i], out);
    }
    buffer_byte(out, map ? '}' : ']');
}
