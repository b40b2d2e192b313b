#!/usr/bin/env python3
"""Two hundred cells of the real data are changed, one at a time, half of them cells that the trace names: exactly the numbers
change that the trace predicts. Called with the program, perhaps with the number of cells.

Predicted is a number whose trace, before or after the change, names the cell. Then
- a number that changes is predicted; or it stands in the same figure, table or stretch of text as a predicted one that changes,
  because another member was chosen there (the second largest is another now) or the text in between grew; page numbers follow;
- a number that is predicted and does not change is one whose value moved by less than its last printed digit;
- a cell that the trace does not name changes no number.
The generator is fixed: the same cells are drawn each time."""

import difflib
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUBJECTS = ("BE", "DE", "HR", "FI")
SEED = 20221014


class Publication:
    def __init__(self, program, folder):
        self.program, self.root = program, folder
        for name in ("almanac.yaml", "templates", "fonts"):
            (folder / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "data", folder / "data")

    def trace(self, subject):
        run = subprocess.run([self.program, "-C", self.root, "trace", subject, "--json"], capture_output=True, text=True,
                             timeout=120)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def cells(self):
        """All cells with a value, as the table stage names them: path:line:column."""
        run = subprocess.run([self.program, "-C", self.root, "build", "--stop-after=table"], capture_output=True, text=True,
                             timeout=120)
        found, path = [], None
        for line in run.stdout.splitlines():
            if line.startswith("  file: "):
                path = line[8:]
            cell = re.match(r"  (\d+:\d+) .* = -?[0-9]", line)
            if cell:
                found.append(f"{path}:{cell.group(1)}")
        return found

    def change(self, cell, factor):
        """Multiplies the number in the cell; returns what undoes it, or None if there is no number other than zero."""
        path, line, column = cell.rsplit(":", 2)
        path = self.root / path
        packed = path.read_bytes()
        text = gzip.decompress(packed) if path.suffix == ".gz" else packed
        lines = text.split(b"\n")
        row, start = lines[int(line) - 1], int(column) - 1
        number = re.match(rb"[0-9]+(\.[0-9]+)?", row[start:])
        if not number or float(number.group()) == 0:
            return None
        digits = len(number.group(1) or b".") - 1
        value = float(number.group()) * factor
        new = f"{value:.{digits}f}".encode()
        if new == number.group():
            new = f"{value + 10 ** -digits:.{digits}f}".encode()
        lines[int(line) - 1] = row[:start] + new + row[start + number.end():]
        text = b"\n".join(lines)
        path.write_bytes(gzip.compress(text, 1, mtime=0) if path.suffix == ".gz" else text)
        return lambda: path.write_bytes(packed)


def container(numeral):
    """Where members are chosen together: a figure or table, else the page's running text."""
    return numeral["id"] or (numeral["place"], numeral["page"])


def value(numeral):
    """The unrounded value behind a number of one origin; None if it has none."""
    origins = numeral["origins"]
    return origins[0].get("value") if len(origins) == 1 else None


def unit_of(text):
    """What the last printed digit is worth."""
    fraction = re.search(r"[.,](\d{1,2}|\d{4,})$", text)
    return 10.0 ** -len(fraction.group(1)) if fraction else 1.0


def states_value(numeral):
    """True if the number is the value itself, not a rank or a difference that is printed of its point."""
    digits = re.sub(r"[^0-9.]", "", numeral["text"])
    return value(numeral) is not None and abs(abs(value(numeral)) - float(digits or "nan")) <= unit_of(numeral["text"])


def is_layout(numeral):
    return all(origin["origin"] == "counter" for origin in numeral["origins"])


def compare(before, after, cell):
    """(changed, predicted and unchanged, complaints)"""
    keys = [[(n["place"], n["id"], n["text"]) for n in trace] for trace in (before, after)]
    changed, kept, complaints = [], 0, []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += before[a:b] + after[c:d]
            continue
        for old, new in zip(before[a:b], after[c:d]):
            if cell not in old["cells"] and cell not in new["cells"]:
                continue
            kept += 1
            moved = abs(value(new) - value(old)) if states_value(old) and value(new) is not None else 0
            if moved > unit_of(old["text"]) * 1.000001:
                complaints.append(f"{old['text']} on page {old['page']} did not change, but its value moved by {moved}")
    hit = {container(numeral) for numeral in changed if cell in numeral["cells"]}
    for numeral in changed:
        predicted = cell in numeral["cells"]
        displaced = container(numeral) in hit or (hit and is_layout(numeral))
        if not predicted and not displaced:
            complaints.append(f"{numeral['text']} on page {numeral['page']} ({numeral['place']} {numeral['id']}) changed unpredicted")
    direct = sum(1 for numeral in changed if cell in numeral["cells"])
    return direct, len(changed) - direct, kept, complaints


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    generator = random.Random(SEED)
    totals, wrong, done, named_count = [0, 0, 0], [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        publication = Publication(program, pathlib.Path(folder))
        every = publication.cells()
        before = {subject: publication.trace(subject) for subject in SUBJECTS}
        named = {subject: sorted({cell for numeral in before[subject] for cell in numeral["cells"]}) for subject in SUBJECTS}
        for subject in SUBJECTS:
            if len(before[subject]) < 100 or len(named[subject]) < 100:
                wrong.append(f"{subject}: only {len(before[subject])} numbers of {len(named[subject])} cells")
        while done < wanted and not any("only" in line for line in wrong):
            subject = SUBJECTS[done % len(SUBJECTS)]
            is_named = done % 10 < 6
            cell = generator.choice(named[subject] if is_named else every)
            undo = publication.change(cell, generator.choice((0.7, 0.9, 0.98, 1.02, 1.1, 1.4)))
            if not undo:
                continue
            direct, displaced, kept, complaints = compare(before[subject], publication.trace(subject), cell)
            undo()
            done += 1
            named_count += cell in named[subject]
            wrong += [f"{subject}, {cell}: {line}" for line in complaints]
            totals = [totals[0] + direct, totals[1] + displaced, totals[2] + kept]
    if named_count * 2 < done or totals[0] == 0:
        wrong.append(f"{named_count} of {done} cells are named by a trace, {totals[0]} numbers changed: too few")
    summary = (f"{done} cells changed, {named_count} of them named by a trace: {totals[0]} predicted numbers changed, {totals[1]} beside "
               f"them moved, {totals[2]} predicted ones stayed within their last digit")
    print("\n".join(wrong[:30] + [f"{len(wrong)} faults", summary] if wrong else [summary]))
    return 1 if wrong else 0


sys.exit(main())
