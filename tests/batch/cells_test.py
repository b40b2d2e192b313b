#!/usr/bin/env python3
"""Random cells of the real data are changed, one at a time: `list` names the documents that are then rebuilt and no others, and a build of
everything shows that no other document's bytes would change. Called with the program; the variable ALMANAC_CELLS says how many cells
(cells_long_test: 50, over all kinds and countries), ALMANAC_SEED what they are drawn by."""

import collections
import gzip
import os
import random
import re
import sys
import unittest

from publication import Publication

PROGRAM = sys.argv.pop(1)
CELLS = int(os.environ.get("ALMANAC_CELLS", "5"))
SEED = int(os.environ.get("ALMANAC_SEED", "11"))
ALL = "ALMANAC_CELLS" in os.environ
NUMBER = re.compile(rb'[\s"-]*(\d[\d.]*)')


def read(path):
    data = path.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()


def write(path, text):
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


class Cells(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM, real=True)
        self.addCleanup(self.publication.folder.cleanup)
        if ALL:
            self.publication.declare(country_factsheet="{group: EU27}", action_plan="[BE2, DK]", policy_note="[BE2]",
                                     regional_scorecard="[BE21, BE31, DE21, EL30, ES30, FR10, ITC1, PL21, SE11]")
        else:
            self.publication.declare(country_factsheet="[BE, LU]", regional_scorecard="[BE21]")
        result = self.publication.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.made = self.publication.documents()

    def cells(self):
        """(line, column) of every value that the program read, by file."""
        found, file = collections.defaultdict(list), None
        for line in self.publication.run("--stop-after=table").stdout.splitlines():
            if line.startswith("  file: "):
                file = line[8:]
            elif match := re.match(r"  (\d+):(\d+) .* = -?[\d.]+(?: .*)?$", line):
                found[file].append((int(match[1]), int(match[2])))
        return found

    def draw(self, count, chance):
        """count cells with a number in them; every file has the same chance, else those of one would be nearly all."""
        found = self.cells()
        files = sorted(found)
        while count > 0:
            file = chance.choice(files)
            line, column = chance.choice(found[file])
            row = read(self.publication.root / file).split("\n")[line - 1].encode()
            if NUMBER.match(row[column - 1:]):
                count -= 1
                yield file, line, column

    def changed(self, cell, chance):
        """The file's text with something else in the cell."""
        file, line, column = cell
        lines = read(self.publication.root / file).split("\n")
        row = lines[line - 1].encode()
        head, tail = row[:column - 1], row[column - 1:]
        match = NUMBER.match(tail)
        lines[line - 1] = (head + tail[:match.start(1)] + self.other(match[1], file, chance) + tail[match.end(1):]).decode()
        return "\n".join(lines)

    @staticmethod
    def other(number, file, chance):
        """A number of another size, which may be more than the schema allows, one near it, what stands for none, or a fault."""
        drawn = chance.random()
        if drawn < 0.6:
            return chance.choice([b"7", b"9"]) + number[:-1]
        if drawn < 0.8:
            return number[:-1] + (b"6" if number.endswith(b"5") else b"5")
        if drawn < 0.92:
            return b":" if ".tsv" in file else b""
        return b"many"

    def built(self):
        """The documents that a build makes, and those that fail in it, say because a claim no longer holds; whether faults were found."""
        result = self.publication.build()
        states = [line.split()[:2] for line in result.stdout.splitlines()]
        built, failed = ({path for state, path in states if state == wanted} for wanted in ("built", "failed"))
        faulty = " error: " in result.stderr
        self.assertEqual(result.returncode, 1 if faulty else 0, result.stderr)
        self.assertLessEqual(bool(failed), faulty, result.stderr)
        return built, failed, faulty

    def check_cell(self, cell, text, tally):
        write(self.publication.root / cell[0], text)
        stale = self.publication.stale()
        built, failed, faulty = self.built()
        self.assertEqual(set(stale), built | failed)
        self.assertEqual(set(self.publication.stale()), failed)
        after = self.publication.documents()
        self.publication.build("--force")
        forced = self.publication.documents()
        self.assertEqual(after, forced)
        other = {name for name in self.made if forced[name] != self.made[name]}
        self.assertLessEqual(other, built)
        tally.update(cells=1, faulty=faulty, stale=len(stale), built=len(built), failed=len(failed), other=len(other), of=len(self.made))
        tally["reasons that name a value"] += sum(" → " in reason or " is new" in reason for reason in stale.values())
        print(*cell, "faulty:" if faulty else "", f"{len(stale)} stale, {len(built)} built, {len(failed)} failed, {len(other)} with other bytes",
              *list(stale.values())[:1], file=sys.stderr, flush=True)

    def mend(self, path, content):
        path.write_bytes(content)
        result = self.publication.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.publication.documents(), self.made)

    def test_exactly_the_documents_that_the_record_says(self):
        print(f"seed {SEED}", file=sys.stderr)
        chance = random.Random(SEED)
        tally = collections.Counter()
        for cell in self.draw(CELLS, chance):
            path = self.publication.root / cell[0]
            content, text = path.read_bytes(), self.changed(cell, chance)
            with self.subTest(cell=cell):
                try:
                    self.check_cell(cell, text, tally)
                finally:
                    self.mend(path, content)
        print(dict(tally), file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
