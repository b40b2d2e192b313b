"""No country, region, activity, ecosystem or document kind is named in src/: what is particular is data, theme or
template.

The words are taken from the repository's own lists when the test runs: data/geo, data/codes, templates/. A proper name
counts wherever it stands as a word in a string literal; an ordinary word (an activity may be called "Construction") and
a code only where it is the whole literal. Identifiers must not be built with a country's, an ecosystem's or a
template's name.
"""
import csv
import re

import rules

# Words of template folders that every program about documents uses: "policy" alone names no kind of document.
GENERAL = set("a action annex area assessment book brief building cluster common country deck document group handout indicator list long map "
              "mini monitor new note notes one overview page pages plan policy profile region regional report review sample "
              "section series shared short slide slides state subject summary table template test update value work".split())

# Names of PDF that happen to be places (ISO 32000-1: structure types in 14.8.4, annotations in 12.5.2).
PDF_NAMES = {"LI", "TR", "Border"}

# Names of a theme's values that happen to be activities: the colour of what pages are printed on.
THEME_NAMES = {"paper"}

NAME_COLUMNS = re.compile(r"name|name_latn|nuts_name|label|short|description|en|geo_name_\d+", re.I)
CODE_COLUMNS = re.compile(r"code|nuts_id|eurostat_code|iso_alpha_\d", re.I)
PLACE_CODE = re.compile(r"[A-Z]{2}[A-Z0-9_]*")
ORDINARY = re.compile(r"[a-z][a-z ,()-]*")  # no capital behind the first letter: a common noun


def columns(path, pattern):
    """The values of all columns of the CSV file path whose header matches pattern."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        rows = csv.DictReader(file, delimiter=";" if head.count(";") > head.count(",") else ",")
        wanted = [name for name in rows.fieldnames or [] if pattern.fullmatch(name)]
        return {row[name].strip() for row in rows for name in wanted if row[name]}


def collect(files, pattern):
    return set().union(*(columns(path, pattern) for path in files))


data = rules.root / "data"
geo = sorted(data.glob("geo/*.csv"))
ecosystem_files = sorted(data.glob("codes/*ecosystem*.csv"))
activity_files = [path for path in sorted(data.glob("codes/*.csv")) if path not in ecosystem_files]

words = {
    "place": {name for name in collect(geo, NAME_COLUMNS) - PDF_NAMES if len(name) > 3},
    "place code": {code for code in collect(geo, CODE_COLUMNS) - PDF_NAMES if PLACE_CODE.fullmatch(code)},
    "activity": {name for name in collect(activity_files, NAME_COLUMNS) if len(name) > 3},
    "ecosystem": {name for name in collect(ecosystem_files, NAME_COLUMNS) if len(name) > 3},
    "template": {path.parent.name for path in (rules.root / "templates").glob("*/template.md")},
}

faults = [f"no {kind} is known: its list is not where tests/rules/names.py looks" for kind in words if not words[kind]]

proper = {}  # a word that may stand nowhere in a literal -> kind
whole = {}   # lower-case literal -> kind
for kind in ("activity", "ecosystem", "place"):
    for name in words[kind]:
        is_ordinary = kind != "place" and " " not in name or ORDINARY.fullmatch(name)
        (whole if is_ordinary else proper)[name.lower() if is_ordinary else name] = kind
for name in words["template"]:
    proper[name] = proper[name.replace("-", " ")] = "template"
    proper.update((part, "template") for part in name.split("-") if part not in GENERAL and len(part) > 3)

parts = {}   # part of an identifier -> kind
for kind in ("place", "ecosystem"):
    parts.update((name.lower(), kind) for name in words[kind] if kind == "ecosystem" and name.isalpha())
for name in collect(sorted(data.glob("geo/country_names*.csv")), re.compile("en")):
    parts[name.lower()] = "place"
for name in words["template"]:
    parts[name.replace("-", "_")] = "template"
    parts.update((part, "template") for part in name.split("-") if part not in GENERAL and len(part) > 3)

WORD = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")


def phrases(literal):
    """Every run of whole words in the literal, up to eight words long."""
    spans = [match.span() for match in WORD.finditer(literal)]
    for i in range(len(spans)):
        for j in range(i, min(i + 8, len(spans))):
            yield literal[spans[i][0]:spans[j][1]]


def check_literal(literal):
    if literal.lower() in whole and literal not in THEME_NAMES:
        yield whole[literal.lower()], literal
    if literal in words["place code"]:
        yield "place code", literal
    for phrase in phrases(literal):
        if phrase in proper:
            yield proper[phrase], phrase
        elif "_" in phrase and phrase in words["place code"]:
            yield "place code", phrase


def check_identifier(identifier):
    lower = identifier.lower()
    for part, kind in parts.items():
        if re.search(rf"(?:^|_){re.escape(part)}(?:_|$)", lower):
            yield kind, part


checked = 0
for path in rules.sources():
    text = path.read_text()
    place = path.relative_to(rules.root)
    checked += 1
    for line, literal in rules.literals(text):
        for kind, found in check_literal(literal):
            faults.append(f'{place}:{line}: names a {kind}: "{found}"')
    code = rules.code_only(text)
    for identifier in sorted(set(re.findall(r"[A-Za-z_]\w*", code))):
        for kind, _ in check_identifier(identifier):
            faults.append(f"{place}: the identifier {identifier} names a {kind}")

print(", ".join(f"{len(found)} {kind} names" for kind, found in words.items()))
rules.close(faults, checked)
