#!/usr/bin/env python3
"""The structure of each kind of document of the publication, and all of its text that no reader is told, as goldens in trees/.

A tree is kept as its shape, so that it changes with the structure and not with every word: elements with their attributes, text and what
stands in a line of it as "…", equal neighbours once with "+". Of artifacts each text stands once, whatever its page, digits as "#". Words of a document in full are
the goldens of golden/tags and golden/artifacts. The first subject of the publication stands for its kind.

    trees_test.py PROGRAM             ALMANAC_UPDATE=1 writes what is found now
"""

import difflib
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TREES = HERE / "trees"
# What stands behind the type of an element: kept are attributes, not values.
VALUES = [(re.compile(r'"(?:[^"\\]|\\.)*"'), '"…"'), (re.compile(r"\[\d+\] "), ""), (re.compile(r" page \d+"), ""),
          (re.compile(r" id \S+"), " id"), (re.compile(r" heads \S+"), " heads"), (re.compile(r" (span|rows) \d+"), r" \1"),
          (re.compile(r" -> (#|https?:)\S*"), r" -> \1…"), (re.compile(r"\((?:drawing|rect)\)(?:\(drawing\)|\(rect\))*"), "(drawing)")]


def almanac(*arguments):
    run = subprocess.run([sys.argv[1], "-C", ROOT, *arguments], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"almanac {' '.join(arguments)}: {run.stderr[:2000]}")
    return run.stdout


def plain(line):
    for pattern, replacement in VALUES:
        line = pattern.sub(replacement, line)
    return line


def read(lines):
    """The lines of a dump as (text, [the same of what is indented below])."""
    root = ("", [])
    stack = [(-1, root)]
    for line in lines:
        depth = (len(line) - len(line.lstrip(" "))) // 2
        while stack[-1][0] >= depth:
            stack.pop()
        node = (plain(line.strip()), [])
        stack[-1][1][1].append(node)
        stack.append((depth, node))
    return root[1]


def write(nodes, depth=0):
    for line, kids, more in nodes:
        yield "  " * depth + line + ("+" if more else "")
        yield from write(kids, depth + 1)


def is_in_line(line):
    """Text, or an element that stands in a line of text."""
    return line.startswith(('"', "Span", "Link", "Reference", "Lbl", "(drawing)")) or line.startswith("Figure") and line.endswith('alt "…"')


def flat(nodes):
    """Text in lines as one "…" behind the element that holds it; entries of contents keep their links."""
    found = []
    for line, kids in nodes:
        if not line.startswith("TOCI") and kids and any(is_in_line(kid) for kid, _ in kids):
            kids = [kid for kid in kids if not is_in_line(kid[0])]
            line += ' "…"'
        found.append((line, flat(kids)))
    return found


def bare(nodes):
    """Without the mark for more: two lists of one and of three items have one shape."""
    return [(line, bare(kids)) for line, kids, _ in nodes]


def merge(nodes):
    """Equal neighbours once, seen without how many each has below."""
    found = []
    for line, kids in nodes:
        kids = merge(kids)
        if found and found[-1][0] == line and bare(found[-1][1]) == bare(kids):
            found[-1] = (line, kids, True)
        else:
            found.append((line, kids, False))
    return found


def artifacts(lines):
    """Each text once, in the order of first appearance, digits as #; what has no text is left out."""
    found = {}
    for line in lines:
        if '"' in line:
            found[re.sub(r"\d", "#", re.sub(r"^\[\d+\] ", "", line))] = True
    return list(found)


def kinds():
    """{template.language: document} of the first subject of each."""
    found = {}
    for line in almanac("list", "--json").splitlines():
        path = re.search(r'"path":"([^"]+)"', line).group(1)
        found.setdefault(pathlib.Path(path).stem, path)
    return found


def dump(path):
    tree = list(write(merge(flat(read(almanac("--stop-after=tags", "build", path).splitlines())))))
    return ["# structure", *tree, "", "# artifacts", *artifacts(almanac("--stop-after=artifacts", "build", path).splitlines())]


wrong = 0
for kind, document in kinds().items():
    lines = dump(document)
    golden = TREES / f"{kind}.txt"
    if os.environ.get("ALMANAC_UPDATE"):
        TREES.mkdir(exist_ok=True)
        golden.write_text("\n".join(lines) + "\n")
        continue
    if not golden.exists():
        print(f"{kind} has no golden yet: ALMANAC_UPDATE=1 trees_test.py PROGRAM, then look at it")
        continue
    before = golden.read_text().splitlines()
    if before != lines:
        wrong += 1
        print(*list(difflib.unified_diff(before, lines, str(golden), document, lineterm="", n=2))[:60], sep="\n")
print(f"{len(list(TREES.glob('*.txt')))} trees, {wrong} are others")
sys.exit(bool(wrong))
