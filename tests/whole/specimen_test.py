#!/usr/bin/env python3
"""The specimen of paragraphs and pages: nothing to complain of, ragged or justified, and every feature is where it should be.
Called with the program."""

import re
import sys
import tempfile
import unittest

import specimen

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "almanac"


def pages(folder):
    """Of each page the texts of its items in their order."""
    run = specimen.build(PROGRAM, folder, options=["--stop-after=pages"])
    parts = re.split(r"(?m)^page \d+ ", run.stdout)[1:]
    return [re.findall(r'^  text .*?"((?:[^"\\]|\\.)*)"', part, re.M) for part in parts]


class Specimen(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def find(self, found, text):
        """The number of the first page on which an item has the text, or ends or begins with it."""
        for number, items in enumerate(found):
            if any(text in item for item in items):
                return number
        self.fail(f"{text!r} stands on no page")

    def test_ragged_text_has_no_fault(self):
        run = specimen.build(PROGRAM, self.folder.name)
        self.assertEqual((run.returncode, specimen.faults(run)), (0, []))

    def test_justified_text_has_no_fault(self):
        run = specimen.build(PROGRAM, self.folder.name, justified=True)
        self.assertEqual((run.returncode, specimen.faults(run)), (0, []))

    def test_languages_divide_their_words(self):
        found = pages(self.folder.name)
        for part in ("megköny\u00AD", "επαναπρογραμ\u00AD", "конкурен\u00AD"):
            self.find(found, part)
        text = "".join(item for items in found for item in items)
        self.assertIn("nyebbüléssel", text)

    def test_notes_stand_with_their_marks(self):
        found = pages(self.folder.name)
        mark = self.find(found, "Notes are numbered by chapter")
        for note in ("A note of a heading.", "The first of the lettered series.", "A note of an item.", "A note of a callout"):
            self.assertEqual(self.find(found, note), mark)
        self.assertEqual(self.find(found, "Sentence 14 of it says"), mark + 1)
        self.assertEqual(self.find(found, "The first note of this chapter"), self.find(found, "stands where it is met."))

    def test_split_cell_goes_on(self):
        found = pages(self.folder.name)
        self.assertEqual(self.find(found, "another one of about the same length"), self.find(found, "The first aim is") + 1)

    def test_figures_stand_in_order(self):
        found = pages(self.folder.name)
        places = [self.find(found, text) for text in ("A figure where it is met", "A figure that moved", "A figure at the top",
                                                      "A figure on a page of its own", "A wide table")]
        self.assertEqual(places, sorted(places))


if __name__ == "__main__":
    unittest.main(verbosity=0)
