#!/usr/bin/env python3
"""The JSON Schemas of share/schemas: every YAML file, front matter and block of the publications here is valid, and broken ones are
not. usage: schemas_test.py ALMANAC (which is not run)"""
import json
import os
import pathlib
import re
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError:  # another Python than the distribution's: its packages are there
    system = "/usr/bin/python3"
    if os.path.realpath(sys.executable) == os.path.realpath(system):
        print("left out: python3-jsonschema or python3-yaml is not installed")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    os.execv(system, [system, "-B", *sys.argv])

sys.argv = sys.argv[:1]
TOP = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text()) for path in (TOP / "share/schemas").glob("*.json")}


class Loader(yaml.SafeLoader):
    """YAML as the program reads it: dates and words such as NO stay texts, a key stands once."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, test) for tag, test in rules if tag.endswith((":int", ":float", ":null"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
for rules in Loader.yaml_implicit_resolvers.values():  # 16:9 is no number of base 60
    rules[:] = [(tag, re.compile(r"[-+]?[0-9]+$") if tag.endswith(":int") else test) for tag, test in rules]


def parse(text):
    return yaml.load(text, Loader)


def faults(name, value):
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in jsonschema.Draft202012Validator(SCHEMAS[name]).iter_errors(value)]


def files(pattern):
    """Files of the publications here, without those whose faults a test is about, and without what was built."""
    skipped = ("/out/", "/build/", "/faults/", "-faulty", "/golden/series/", "/golden/table/", "/unit/", "/import/", ".git/")
    return [path for path in sorted(TOP.glob(pattern)) if not any(part in str(path.relative_to(TOP.parent)) for part in skipped)]


YAML_FILES = {
    "almanac": "**/almanac.yaml", "datapackage": "**/datapackage*.yaml", "indicators": "**/indicators*.yaml", "fonts": "**/fonts.yaml",
    "geo": "**/geo.yaml", "theme": "**/theme*.yaml", "labels": "**/labels.*.yaml", "bibliography": "**/bibliography.yaml",
    "style": "data/styles/*.yaml", "catalogue": "**/catalogue*.yaml", "vocabulary": "data/policies/vocabulary.yaml", "scoring": "data/policies/maturity.yaml",
    "stars": "tests/golden/series/shared/stars*.yaml",
}
BLOCK = re.compile(r"^( *)(:{3,}) (chart|diagram|table|cover|key-figures)\b([^\n]*)\n(.*?)^\1\2 *$", re.M | re.S)


def blocks(text):
    """(schema, body) of the blocks with YAML in a template; those whose kind is an expression have no kind."""
    for match in BLOCK.finditer(text):
        name, attributes, body = match[3], match[4], re.split(r"^\s*---\s*$", match[5], flags=re.M)[0]
        value = parse(body)
        kind = re.search(r"kind=([a-z-]+)", attributes)
        if kind and isinstance(value, dict) and name in ("chart", "diagram"):
            value = {**value, "kind": kind[1]}
        if value is not None:
            yield name, value, text.count("\n", 0, match.start()) + 1


def front(text):
    match = re.match(r"---\n(.*?)^---$", text, re.M | re.S)
    return parse(match[1]) if match else None


class Valid(unittest.TestCase):
    def test_schemas_are_schemas(self):
        for name, schema in SCHEMAS.items():
            jsonschema.Draft202012Validator.check_schema(schema)
            self.assertTrue(schema["title"] and schema["description"], name)

    def test_files(self):
        for name, pattern in YAML_FILES.items():
            found = files(pattern) or list(TOP.glob(pattern))
            self.assertTrue(found, pattern)
            for path in found:
                with self.subTest(path=str(path.relative_to(TOP))):
                    self.assertEqual(faults(name, parse(path.read_text())), [])

    def test_templates(self):
        seen = set()
        for path in files("**/templates/**/*.md"):
            text = path.read_text()
            if front(text):
                self.assertEqual(faults("template", front(text)), [], path)
            for name, value, line in blocks(text):
                seen.add(name)
                with self.subTest(place=f"{path.relative_to(TOP)}:{line}"):
                    self.assertEqual(faults(name, value), [])
        self.assertEqual(seen, {"chart", "diagram", "table", "cover", "key-figures"})

    def test_policies(self):
        for path in files("data/policies/*/*.md"):
            with self.subTest(path=path.name):
                self.assertEqual(faults("policy", front(path.read_text())), [])


SAMPLES = {
    "almanac": "title: T\neditions: [{name: '1', date: 2020-01-01}]\ndocuments: [{template: t, subjects: [A]}]",
    "datapackage": "resources: [{name: a, path: a.csv, format: csv, schema: {fields: [{name: x, role: value}]}}]",
    "indicators": "series: [{name: a, method: share, of: b, over: c}]",
    "fonts": "families: {A: {faces: [{file: a.ttf, weight: 400}]}}",
    "geo": "codes: [{path: a.csv, version: '1', code: c, name: n}]\nshapes: [{level: 0, path: a.geojson}]",
    "labels": "figure: F", "template": "title: T", "policy": "name: P\nsources: [a]", "vocabulary": "type: [a]",
    "bibliography": "a: {title: T}", "style": "decimal: '.'",
    "scoring": "reference_date: 2020-01-01\ncriteria: [{id: a, levels: [{id: b, points: 1, when: [{type: [x]}]}]}]",
    "stars": "criteria: [{id: a, metric: b, at_least: 3}]", "chart": "kind: bar\ndata: a\nemphasis: x", "diagram": "kind: process\nsteps: [a, b]",
    "table": "headline: T\ncolumns: [{head: a, value: b}]", "cover": "title: T", "key-figures": "[{value: 1, label: a}]",
}
BROKEN = [
    ("almanac", "{name: '1', date: 2020-01-01}", "{name: '1'}"), ("almanac", "2020-01-01", "yesterday"), ("almanac", "subjects: [A]", "subject: A"),
    ("datapackage", "format: csv", "format: xls"), ("datapackage", "role: value", "role: total"), ("datapackage", "path: a.csv, ", ""),
    ("indicators", "method: share", "method: shares"), ("indicators", "over: c", "overs: c"), ("indicators", "over: c", "numerator: c"),
    ("fonts", "weight: 400", "weight: heavy"), ("fonts", "file: a.ttf", "path: a.ttf"), ("geo", "level: 0", "level: 7"),
    ("labels", "figure", "figur"), ("template", "title: T", "titel: T"), ("policy", "sources", "source"), ("vocabulary", "[a]", "a"),
    ("bibliography", "title", "titel"), ("style", "'.'", "point"), ("scoring", "points: 1", "points: many"), ("stars", "at_least", "at_most"),
    ("chart", "kind: bar", "kind: pie"), ("chart", "emphasis", "bands"), ("diagram", "steps", "core"), ("table", "head:", "heading:"),
    ("cover", "title", "titles"), ("key-figures", "label", "lable"),
]


class Broken(unittest.TestCase):
    def test_samples_are_valid(self):
        for name, text in SAMPLES.items():
            self.assertEqual(faults(name, parse(text)), [], name)

    def test_broken_ones_are_not(self):
        for name, right, wrong in BROKEN:
            with self.subTest(name=name, wrong=wrong):
                self.assertIn(right, SAMPLES[name])
                self.assertTrue(faults(name, parse(SAMPLES[name].replace(right, wrong))))

    def test_themes(self):
        theme = parse((TOP / "templates/country-factsheet/theme.yaml").read_text())
        theme["colours"]["ink"] = "black"
        theme["chart"]["bar"]["pich"] = 3
        theme["styles"]["h1"]["size"] = "24 px"
        self.assertEqual(len(faults("theme", theme)), 3, faults("theme", theme))


if __name__ == "__main__":
    unittest.main(verbosity=0)
