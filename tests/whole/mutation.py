"""Cells of the real data are changed one at a time, and the trace from before and after is held against what each document then prints.
For mutation_test.py and mutation_long_test.py.

The trace predicts: a number may change if its trace, before or after the change, names the cell, and only then. It must change if what it states,
rounded as it is printed, is another number. So, for every number of the document:

changed      the same point or expression in the same place prints another number: its trace must name the cell
exchanged    a number went and another came, because another member was chosen (the second largest is another now): one of the numbers that went or
             came at that place must name the cell
scale        a tick moved, came or went: the data of a scale there, before or after, must hold the cell
sentence     a number went or came with the sentence, note or row around it, because a condition of the template (::: if) came out otherwise: the
             trace says what numbers rest on, not what conditions do, so here it must only name the cell somewhere in the document
layout       a page number moved, or the head of a page: something else must have changed
kept         its trace names the cell, and it is the same: what it states must round to what is printed, before and after

Whatever else is different is a fault. A change may make a claim of the text false, which stops the document: it must be said so. The generator is
fixed: the same cells are drawn each time."""

import collections
import gzip
import json
import pathlib
import random
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = 20221014
FACTORS = (0.5, 0.7, 0.9, 1.1, 1.4, 2.0)
PRINTED_OF_TEN, NAMED_OF_TEN = 6, 2  # of ten cells so many are printed, so many are named by the trace at all; the others are any
FEW = 10  # cells: a number of no more prints them rather than a sum over many
KINDS = ("changed", "exchanged", "scale", "sentence", "layout", "kept")


class Publication:
    """A copy of the repository's publication whose data may be changed."""

    def __init__(self, program, folder):
        self.program, self.root = program, folder
        shutil.copy(ROOT / "almanac.yaml", folder)
        for name in ("data", "fonts", "templates"):
            shutil.copytree(ROOT / name, folder / name)

    def run(self, *arguments):
        return subprocess.run([self.program, "-C", self.root, *arguments], capture_output=True, text=True, check=False)

    def trace(self, subject):
        """The numbers of the document, and what was said against it."""
        run = self.run("trace", subject, "--json")
        return numbers_of(run.stdout), run.stderr

    def cells(self):
        """All cells with a value, as the table stage names them: path:line:column."""
        found, path = [], None
        for line in self.run("build", "--stop-after=table").stdout.splitlines():
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


def numbers_of(text):
    """The lines of a trace. The cells of a scale stand at its first tick; here all its ticks have them."""
    numbers, scale = [], []
    for line in text.splitlines():
        number = json.loads(line)
        if number.get("again"):
            number["cells"] = scale
        elif "scale" in number:
            scale = number["cells"]
        number["cells"] = frozenset(number["cells"])
        numbers.append(number)
    return numbers


def place_of(number):
    """Where members are chosen together: a figure or table, else the kind of text."""
    return number["place"], number["id"]


def inputs_of(number):
    """The points behind a number."""
    return tuple((*point["keys"], point["series"], point["year"]) for origin in number["origins"] for point in origin.get("inputs", ()))


def identity(number):
    """What the number is, whatever it says: the point, or where the expression, word or counter is written, and the area that it is about, which
    tells one turn of a loop from another."""
    origins = []
    for origin in number["origins"]:
        if "series" in origin:
            origins.append((origin["series"], *origin["keys"], origin["year"]))
        else:
            origins.append((origin["origin"], origin.get("file"), origin.get("line"), origin.get("column"), origin.get("expression")))
    areas = {point[0] for point in inputs_of(number)}
    return place_of(number), number["word"], tuple(origins), areas.pop() if len(areas) == 1 else None


def is_a(number, kind):
    return all(origin["origin"] == kind for origin in number["origins"])


def stated(number):
    """The value that the number states and what its last digit is worth; None if it says something else: a word, a rank, a difference."""
    value = number["origins"][0].get("value") if len(number["origins"]) == 1 else None
    digits = re.sub(r"[^0-9.,]", "", number["text"]).replace(",", ".")
    if value is None or number["word"] or digits.count(".") > 1:
        return None
    fraction = digits.partition(".")[2]
    unit = 10.0 ** -len(fraction)
    return (abs(value), float(digits), unit) if abs(abs(value) - float(digits)) < unit else None


def printed_cells(number):
    """The cells of a number that states hardly more than one of them."""
    return number["cells"] if stated(number) and len(number["cells"]) <= FEW else ()


def is_rounded(number):
    found = stated(number)
    return found is None or abs(found[0] - found[1]) <= found[2] / 2 + 1e-6 * max(1, found[0])


def take_equal(left, right, key):
    """Takes away the pairs that key cannot tell apart."""
    found = collections.defaultdict(list)
    for number in right:
        found[key(number)].append(number)
    for number in left[:]:
        if found[key(number)]:
            other = found[key(number)].pop(0)
            left[:] = [one for one in left if one is not number]
            right[:] = [one for one in right if one is not other]


def pair_up(before, after):
    """[(old, new)] of the numbers that differ: None stands for one that is not there. Numbers of one identity pair up in order."""
    olds, news = collections.defaultdict(list), collections.defaultdict(list)
    for numbers, of in ((before, olds), (after, news)):
        for number in numbers:
            of[identity(number)].append(number)
    pairs = []
    for key in {**olds, **news}:
        left, right = olds[key], news[key]
        if [number["text"] for number in left] == [number["text"] for number in right]:
            continue
        take_equal(left, right, lambda number: (number["text"], inputs_of(number)))
        take_equal(left, right, lambda number: number["text"])
        length = max(len(left), len(right))
        pairs += zip(left + [None] * (length - len(left)), right + [None] * (length - len(right)))
    return pairs


def said(pair):
    return " becomes ".join(f"{number['text']} on page {number['page']} ({number['place']} {number['id']})" if number else "nothing" for number in pair)


def judge(before, after, cell):
    """({kind: count}, [fault]) of one changed cell."""
    counts, faults = collections.Counter(), []
    names = lambda pair: any(number and cell in number["cells"] for number in pair)
    pairs = pair_up(before, after)
    choosing = {place_of(old or new) for old, new in pairs if names((old, new))}
    scaled = {place_of(number) for number in before + after if is_a(number, "tick") and cell in number["cells"]}
    for old, new in pairs:
        some = old or new
        if is_a(some, "counter") or some["place"] in ("head", "foot"):
            kind, allowed = "layout", len(choosing) > 0
        elif is_a(some, "tick"):
            kind, allowed = "scale", place_of(some) in scaled
        elif old and new:
            kind, allowed = "changed", names((old, new))
        elif place_of(some) in choosing:
            kind, allowed = "exchanged", True
        else:
            kind, allowed = "sentence", any(cell in number["cells"] for number in before + after)
        counts[kind] += 1
        if not allowed:
            faults.append(f"{said((old, new))}: the trace does not name the cell")
    differing = {id(number) for pair in pairs for number in pair}
    counts["kept"] = sum(1 for number in after if cell in number["cells"] and id(number) not in differing)
    faults += [f"{said((number, number))}: prints {number['text']} for {stated(number)[0]}" for number in after if not is_rounded(number)]
    return counts, faults


class Trial:
    """What came of all the cells."""

    def __init__(self):
        self.counts, self.faults = collections.Counter(), []
        self.done = self.named = self.seen = self.stopped = 0

    def one(self, publication, subject, cell, before, undo):
        after, messages = publication.trace(subject)
        undo()
        self.done += 1
        self.named += any(cell in number["cells"] for number in before)
        if not after:
            self.stopped += 1
            if "[claim-false]" not in messages:
                self.faults.append(f"{subject}, {cell}: the document is not made, and not because of a claim: {messages}")
            return
        counts, faults = judge(before, after, cell)
        self.counts += counts
        self.seen += any(counts[kind] for kind in KINDS[:3])
        self.faults += [f"{subject}, {cell}: {fault}" for fault in faults]


def shuffled(generator, cells):
    cells = list(cells)
    generator.shuffle(cells)
    return cells


def mutate(program, subjects, wanted):
    """Changes so many cells of the data of the subjects. Returns the exit status after printing what came of it."""
    generator, trial, drawn = random.Random(SEED), Trial(), set()
    with tempfile.TemporaryDirectory() as folder:
        publication = Publication(program, pathlib.Path(folder))
        every = publication.cells()
        before = {subject: publication.trace(subject)[0] for subject in subjects}
        named = {subject: sorted({cell for number in before[subject] for cell in number["cells"]}) for subject in subjects}
        printed = {subject: sorted({cell for number in before[subject] for cell in printed_cells(number)}) for subject in subjects}
        for subject in subjects:
            rounded = [number for number in before[subject] if stated(number)]
            if len(rounded) < 100 or len(printed[subject]) < 20:
                trial.faults.append(f"{subject}: only {len(rounded)} numbers state a value, {len(printed[subject])} cells are printed")
            trial.faults += [f"{subject}: {number['text']} is not what {stated(number)[0]} rounds to" for number in rounded if not is_rounded(number)]
        pools = {subject: [shuffled(generator, cells) for cells in (printed[subject], named[subject], every)] for subject in subjects}
        while trial.done < wanted:
            subject, place = subjects[trial.done % len(subjects)], trial.done % 10
            first = 0 if place < PRINTED_OF_TEN else 1 if place < PRINTED_OF_TEN + NAMED_OF_TEN else 2
            pool = next((pool for pool in pools[subject][first:] if pool), None)
            if pool is None:
                trial.faults.append(f"{subject}: no cell is left to change")
                break
            cell = pool.pop()
            undo = (subject, cell) not in drawn and publication.change(cell, generator.choice(FACTORS))
            drawn.add((subject, cell))
            if undo:
                trial.one(publication, subject, cell, before[subject], undo)
    if trial.seen * 2 < trial.done or trial.done < wanted:
        trial.faults.append(f"only {trial.seen} of {trial.done} cells changed a number that is printed")
    print("\n".join(trial.faults[:30] + [f"{len(trial.faults)} faults"] * bool(trial.faults)))
    print(f"{trial.done} cells changed, {trial.named} of them named by the trace, {trial.seen} with another number on a page, "
          f"{trial.stopped} documents stopped by a claim; numbers: " + ", ".join(f"{trial.counts[kind]} {kind}" for kind in KINDS))
    return 1 if trial.faults else 0
