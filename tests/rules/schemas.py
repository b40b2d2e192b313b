"""The JSON Schemas of share/schemas know the keys that the program knows, and no others.

Every closed map of a schema says with "x-keys" which lists of the code hold its keys:
    "room/file.c function array"    a list of names inside a function; "-" for function: outside all
    "room/file.c rows array"        the first field of each row of a table
    "room/file.c method name"       what a method of indicators takes beside the keys of all
    "room/file_list.h prefix"       rows of a list of dotted names: what follows prefix, up to the next dot
Called with a third argument, --update, it writes the keys that a schema lacks and drops those that are gone."""
import json
import re
import sys

import rules

ARRAY = re.compile(r"^([ \t]*)static const char \*const (\w+)\[\w*\] = \{(.*?)\};", re.M | re.S)
FUNCTION = re.compile(r"^[a-z][^;=\n]*?\b(\w+)\([^;{]*\) \{$", re.M)
STRING = re.compile(r'"([^"]*)"')
schemas = sorted((rules.root / "share/schemas").glob("*.json"))


def arrays(path):
    """(function, name) -> strings of the lists of names in a C file."""
    text = (rules.src / path).read_text()
    found = {}
    for match in ARRAY.finditer(text):
        before = [head.group(1) for head in FUNCTION.finditer(text, 0, match.start())]
        function = before[-1] if match.group(1) and before else "-"
        found[function, match.group(2)] = STRING.findall(match.group(3))
    return found


def rows(path, array):
    body = re.search(r"\b%s\[\w*\] = \{\n(.*?)\n\};" % array, (rules.src / path).read_text(), re.S)
    return re.findall(r'^    \{ "([^"]+)"', body.group(1), re.M) if body else []


def method(path, name):
    row = re.search(r'\{ "%s", \w+,\s*\{([^}]*)\} \}' % re.escape(name), (rules.src / path).read_text())
    return STRING.findall(row.group(1)) if row else []


def listed(path, prefix):
    names = re.findall(r'^[A-Z]+\(\w+, "([^"]+)"', (rules.src / path).read_text(), re.M)
    if path != "theme/number_list.h":
        return names
    return list(dict.fromkeys(name[len(prefix):].split(".")[0] for name in names if name.startswith(prefix)))


def is_leaf(path, prefix, key):
    return re.search(r'"%s%s"' % (re.escape(prefix), re.escape(key)), (rules.src / path).read_text()) is not None


def keys_of(reference):
    path, *rest = reference.split(" ")
    if path.endswith("_list.h"):
        return listed(path, rest[0] if rest else "")
    if rest[0] == "rows":
        return rows(path, rest[1])
    if rest[0] == "method":
        return method(path, rest[1])
    return arrays(path).get((rest[0], rest[1]), [])


def maps(schema, place=""):
    """(place, map) of every schema below that says where its keys come from."""
    if isinstance(schema, dict):
        if "x-keys" in schema:
            yield place, schema
        for key, value in list(schema.items()):
            yield from maps(value, f"{place}/{key}")
    elif isinstance(schema, list):
        for i, value in enumerate(schema):
            yield from maps(value, f"{place}/{i}")


def new_property(schema, reference, key):
    path, *rest = reference.split(" ")
    prefix = rest[0] if rest else ""
    if path == "theme/number_list.h" and not is_leaf(path, prefix, key):
        return {"type": "object", "additionalProperties": False, "x-keys": [f"{path} {prefix}{key}."],
                "x-default": schema.get("x-default", {}), "properties": {}}
    return dict(schema.get("x-default", {}))


def update(schema):
    """Brings the maps into step, outer ones first, since these make inner ones."""
    for _, one in maps(schema):
        wanted = {key: reference for reference in one["x-keys"] for key in keys_of(reference)}
        if "propertyNames" in one:
            one["propertyNames"]["enum"] = [*wanted, *one.get("x-also", [])]
            continue
        known = one.get("properties", {})
        one["properties"] = {key: known.get(key, new_property(one, wanted[key], key)) for key in wanted}
        one["properties"].update({key: known[key] for key in one.get("x-also", []) if key in known})


def differences(path, schema):
    for place, one in maps(schema):
        wanted = {key for reference in one["x-keys"] for key in keys_of(reference)}
        known = set(one["propertyNames"]["enum"] if "propertyNames" in one else one["properties"])
        known -= set(one.get("x-also", []))
        if not wanted:
            yield f"{path.name}{place}: {one['x-keys']} names no list of the code"
        for key in sorted(wanted - known):
            yield f"{path.name}{place}: the program knows {key}"
        for key in sorted(known - wanted):
            yield f"{path.name}{place}: the program does not know {key}"


def unnamed(named):
    """Lists of keys in files that check keys, but that no schema names."""
    for path in rules.sources(".c"):
        name = str(path.relative_to(rules.src))
        if "yaml_check_keys(" not in path.read_text() or name.startswith("base/"):
            continue
        for (function, array), strings in arrays(name).items():
            reference = f"{name} {function} {array}"
            if re.search("known|keys", array) and strings and reference not in named:
                yield f"no schema has the keys of {reference}"


loaded = {path: json.loads(path.read_text()) for path in schemas}
if "--update" in sys.argv:
    for path, schema in loaded.items():
        update(schema)
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
faults = [fault for path, schema in loaded.items() for fault in differences(path, schema)]
named = {reference for schema in loaded.values() for _, one in maps(schema) for reference in one["x-keys"]}
faults += unnamed(named)
rules.close(faults, len(named))
