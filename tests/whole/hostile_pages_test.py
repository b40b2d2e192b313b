#!/usr/bin/env python3
"""What nobody should write: each input ends soon, gives its diagnostic, and leaves the chapters around it as they would be
without it. Called with the program."""

import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
WORLD = ROOT / "golden/world"
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "almanac"

HEAD = """---
title: Hostile
theme: templates/sheet/theme.yaml
notes: chapter
running: {title: Synthetic sheet, subject: A, edition: One}
---
"""

SENTENCE = "The text of a synthetic sheet says nothing, but it takes the room that a text of its length takes on a page. "
CHAPTER = "# {0} {{#sec-{1} .chapter}}\n\n" + 4 * (SENTENCE + "\n\n") + "- an item\n- another one[^{1}]\n\n[^{1}]: The note of {0}.\n\n"

# Below it stand the notes of the first page, which those of the middle may join [pt].
FOOT = 600


def layout(middle):
    """The pages of two chapters with middle between them, the messages and the seconds of computing they took."""
    text = HEAD + CHAPTER.format("Before", "before") + middle + "\n\n" + CHAPTER.format("Behind", "behind")
    with tempfile.NamedTemporaryFile("w", suffix=".template") as template:
        template.write(text)
        template.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        run = subprocess.run([PROGRAM, "-C", WORLD, "build", "--stop-after=pages", "--template", template.name, "--subject", "XA"],
                             capture_output=True, text=True, check=False)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return re.split(r"(?m)^page \d+ ", run.stdout)[1:], run.stderr, spent


def shown(page):
    """What stands on a page and where, without the numbers that the middle moves."""
    return re.findall(r'(?m)^  (?:text|rect) (\S+ \S+) .*?("(?:[^"\\]|\\.)*"|decoration)', re.sub(r'text \S+ \S+ footer .*\n', "", page))


class Hostile(unittest.TestCase):
    plain, _, _ = layout("")

    def assert_harmless(self, middle, code):
        pages, said, _ = layout(middle)
        self.assertIn(f"[{code}]", said)
        for fault in ("layout-outside", "layout-overlap", "layout-too-tall"):
            self.assertNotIn(f"[{fault}]", said)
        behind = next(page for page in pages if any(text == '"Behind"' for _, text in shown(page)))
        for page, plain, foot in ((pages[0], self.plain[0], FOOT), (behind, self.plain[-1], 1000)):
            wanted = [item for item in shown(plain) if item[1] != "decoration" and float(item[0].split()[1]) < foot]
            self.assertEqual([item for item in shown(page) if item in wanted], wanted)
        return pages, said

    def test_word_wider_than_its_column(self):
        self.assert_harmless("0123456789" * 40, "layout-overfull")

    def test_word_wider_than_a_cell(self):
        self.assert_harmless("| A | B |\n|---|---|\n| " + "abcdefghij" * 60 + " | b |\n", "layout-overfull")

    def test_note_longer_than_a_page(self):
        pages, _ = self.assert_harmless("A mark.[^long]\n\n[^long]: " + SENTENCE * 250, "layout-long-note")
        self.assertGreater(len(pages), 3)

    def test_lists_fifty_deep(self):
        items = "".join("    " * depth + f"- level {depth}\n" for depth in range(50))
        _, said = self.assert_harmless(items, "layout-deep-list")
        self.assertNotIn("[layout-overfull]", said)

    def test_heading_of_three_hundred_lines(self):
        for level in ("##", "###", "####"):
            self.assert_harmless(f"{level} " + SENTENCE * 250 + "\n\nText below it.", "layout-long-heading")

    def test_paragraph_of_200_000_words(self):
        words = len(SENTENCE.split())
        pages, _ = self.assert_harmless(SENTENCE * (200000 // words + 1), "layout-long-paragraph")
        self.assertGreater(len(pages), 200)

    def test_paragraph_grows_in_proportion(self):
        """Eight times the words take some eight times the processor time; were it to grow with their square, that would be 64 times."""
        words = len(SENTENCE.split())
        short, long = (min(layout(SENTENCE * (count // words))[2] for _ in range(2)) for count in (25000, 200000))
        self.assertLess(long, 32 * short + 1)


if __name__ == "__main__":
    unittest.main(verbosity=0)
