#!/usr/bin/env python3
"""Tables that nobody should write, in the synthetic publication: each ends, loses nothing, stays on its pages, says what was done,
and is one table to a reader. Those that raise no error become files that qpdf and the project's own checker pass.

usage: tables_test.py ALMANAC
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORLD = os.path.join(TESTS, "golden", "world")
HEAD = """---
title: Tables under stress
theme: templates/sheet/theme.yaml
running: {title: Synthetic sheet, subject: A, edition: One}
---
"""
BROKEN = ("layout-outside", "layout-overlap", "layout-too-tall")  # codes that no table may ever raise


def block(name, body="", attributes=""):
    return f"::: {name}{attributes}\n{body}:::\n"


def table(body, attributes="{#tab-one}"):
    return block("table", f"headline: A table\nsubtitle: Synthetic\nsource: Synthetic Office\n---\n{body}", f" {attributes}")


def cell(text, attributes=""):
    return block("cell", text + "\n", attributes)


def row(*cells, attributes=""):
    return block("row", "".join(cells), attributes)


def pipes(*rows):
    lines = ["| " + " | ".join(cells) + " |\n" for cells in rows]
    return lines[0] + "|---" * len(rows[0]) + "|\n" + "".join(lines[1:])


def lines(name, count):
    return "\\\n".join(f"{name}{i}" for i in range(count))


class Tables(unittest.TestCase):
    def run_stage(self, body, stage):
        with tempfile.NamedTemporaryFile("w", suffix=".template") as template:
            template.write(HEAD + body)
            template.flush()
            return subprocess.run([ALMANAC, "-C", WORLD, "build", f"--stop-after={stage}", "--template", template.name, "--subject", "XA"],
                                  capture_output=True, text=True, check=False)

    def lay_out(self, body, codes=()):
        """The words that stand as originals and as repeats, the number of pages, the tag tree; exactly these codes were raised."""
        pages, tags = self.run_stage(body, "pages"), self.run_stage(body, "tags")
        found = set(re.findall(r"\[([a-z-]+)\]$", pages.stderr, re.MULTILINE))
        self.assertEqual(found, set(codes), pages.stderr[:2000])
        self.assertFalse(found & set(BROKEN))
        words = {"original": collections.Counter(), "repeat": collections.Counter()}
        for role, text in re.findall(r'^  text \S+ \S+ (original|repeat) [^"]*"(.*)" \S+ \S+ #', pages.stdout, re.MULTILINE):
            words[role].update(text.split())
        return words["original"], words["repeat"], len(re.findall("^page ", pages.stdout, re.MULTILINE)), tags.stdout

    def assert_once(self, words, names):
        self.assertEqual({n: words[n] for n in names if words[n] != 1}, {})

    def test_a_row_taller_than_two_pages(self):
        body = table(pipes(["Stub", "Text"]) + row(cell("Name\n\nGloss", " {icon=focus}"), cell(lines("line", 150))))
        words, again, pages, tags = self.lay_out(body)
        self.assertEqual(pages, 3)
        self.assert_once(words, [f"line{i}" for i in range(150)] + ["Name", "Gloss", "Stub"])
        self.assertEqual((again["Name"], again["Stub"], again["(continued)"]), (2, 2, 2))
        self.assertEqual((tags.count("Table\n"), tags.count("TH row"), tags.count('TH column "Stub"')), (1, 1, 1))
        self.assertIn("line55 \"", tags)  # words of two lines stay two words
        self.assertNotIn("line1line2", tags)

    def test_a_head_taller_than_a_page(self):
        body = table(row(cell(lines("line", 120)), cell("B"), attributes=" {.header}") + "| x | 1 |\n")
        words, again, pages, _ = self.lay_out(body, ["layout-parted"])
        self.assert_once(words, [f"line{i}" for i in range(120)])
        self.assertEqual((pages, again["B"]), (2, 0))

    def test_200_columns(self):
        body = table(pipes([f"H{i}" for i in range(200)], *[[f"r{r}c{i}" for i in range(200)] for r in range(3)]))
        words, again, _, tags = self.lay_out(body, ["layout-table-wide"])
        self.assert_once(words, [f"H{i}" for i in range(200)] + [f"r{r}c{i}" for r in range(3) for i in range(200)])
        self.assertGreater(again["r0c0"], 5)  # the stub stands with each part
        self.assertEqual((tags.count("Table\n"), tags.count("TR\n"), tags.count("TH column")), (1, 4, 200))

    def test_more_columns_than_are_set(self):
        body = table(pipes([f"H{i}" for i in range(1200)], [f"c{i}" for i in range(1200)]))
        words, _, _, _ = self.lay_out(body, ["layout-table-wide", "layout-table-columns"])
        self.assertEqual((words["c999"], words["c1000"]), (1, 0))

    def test_columns_split_over_many_rows(self):
        rows = [[f"r{r}c{i}" for i in range(40)] for r in range(70)]
        words, again, pages, tags = self.lay_out(table(pipes([f"Heading {i}" for i in range(40)], *rows), "{#tab-one split=columns}"))
        self.assert_once(words, [name for cells in rows for name in cells])
        self.assertGreater(pages, 8)
        self.assertEqual(again["r5c0"], again["r60c0"])
        self.assertEqual((tags.count("Table\n"), tags.count("TH row")), (1, 70))

    def test_a_cell_with_100_notes(self):
        notes = "".join(f"[^n{i}]: Note number{i} says this.\n\n" for i in range(100))
        body = table(pipes(["Stub", "Text"], ["One", " ".join(f"word{i}[^n{i}]" for i in range(100))])) + notes
        words, _, _, tags = self.lay_out(body)
        self.assert_once(words, [f"word{i}" for i in range(100)] + [f"number{i}" for i in range(100)])
        self.assertEqual((words["a"], words["cv"]), (2, 2))  # marks run from a to z, aa to cv: at the word and at the note
        self.assertEqual((len(re.findall("^ *Note", tags, re.MULTILINE)), tags.count("Link -> footnote")), (100, 100))

    def test_notes_of_a_table_over_pages_stand_once(self):
        body = table(pipes(["Name", "Value[^head]"], *[[f"row{i}", f"{i}[^cell]" if i in (1, 79) else str(i)] for i in range(80)]))
        words, again, pages, tags = self.lay_out(body + "[^head]: Of the headword.\n\n[^cell]: Of cellword.\n")
        self.assert_once(words, ["headword.", "cellword."])
        self.assertEqual((pages, again["a"]), (3, 2))  # the mark is repeated with the head
        self.assertEqual((len(re.findall("^ *Note", tags, re.MULTILINE)), tags.count("Link -> footnote")), (2, 3))

    def test_all_cells_empty(self):
        words, _, pages, tags = self.lay_out(table("| | |\n|-|-|\n| | |\n| | |\n"))
        self.assertEqual((pages, tags.count("TR\n"), tags.count("TD\n")), (1, 3, 6))
        self.assert_once(words, ["A", "Source:"])

    def test_ragged_rows(self):
        body = "".join(row(*[cell(f"r{r}c{c}") for c in range(r + 1)]) for r in range(6))
        words, _, _, tags = self.lay_out(table(body))
        self.assert_once(words, [f"r{r}c{c}" for r in range(6) for c in range(r + 1)])
        self.assertEqual(len(re.findall(r"T[HD]\b", tags)), 36)  # short rows got empty cells

    def test_ragged_pipes(self):
        words, _, _, tags = self.lay_out(table("| A | B |\n|---|---|\n| one |\n| two | three | four |\n"))
        self.assert_once(words, ["one", "two", "three"])
        self.assertEqual(words["four"], 0)  # as in other Markdown: what stands behind the last column of the head is left out
        self.assertEqual(len(re.findall(r"T[HD]\b", tags)), 6)

    def test_spans_beyond_the_edges(self):
        body = pipes(["A1", "B1"]) + row(cell("wide", " {span=5}")) + row(cell("deep", " {rows=7}"), cell("x"))
        words, _, _, tags = self.lay_out(table(body), ["template-span"])
        self.assert_once(words, ["wide", "deep", "x", "A1", "B1"])
        self.assertEqual((tags.count(" span 2"), tags.count(" rows ")), (1, 0))

    def test_spans_that_meet(self):
        body = "".join(row(*[cell(f"r{r}c{c}", " {rows=50}" if c == r % 4 else "") for c in range(4)]) for r in range(120))
        words, _, _, _ = self.lay_out(table(body), ["template-span"])
        self.assert_once(words, [f"r{r}c{c}" for r in range(120) for c in range(4)])

    def test_a_stub_over_200_rows(self):
        body = pipes(["A", "B"]) + row(cell("stub", " {rows=200}"), cell("v0")) + "".join(row(cell(f"v{i}")) for i in range(1, 200))
        words, again, pages, _ = self.lay_out(table(body))
        self.assert_once(words, ["stub"] + [f"v{i}" for i in range(200)])
        self.assertEqual(again["stub"], pages - 1)

    def test_tables_in_tables(self):
        inner = block("table", "headline: Inner\n---\n" + pipes(["p", "q"], ["3", "4"]), " {#tab-inner}")
        body = pipes(["A1", "B1"]) + row(cell("Before\n\n" + pipes(["x", "y"], ["1", "2"])), cell(inner))
        words, _, _, tags = self.lay_out(table(body), ["template-misplaced"])
        self.assert_once(words, ["Before", "A1", "B1"])
        self.assertEqual((words["Inner"], words["x"], tags.count("Table\n")), (0, 0, 1))

    def test_a_word_wider_than_its_column(self):
        words, _, _, _ = self.lay_out(table(pipes(["A", "B"], ["x" * 400, "1"])), ["layout-overfull"])
        self.assertEqual(sum(word.count("x") for word in words.elements()), 400)

    def test_none_one_and_a_thousand_rows(self):
        for count, least in ((0, 1), (1, 1), (1000, 25)):
            with self.subTest(rows=count):
                body = table(pipes(["Name", "Value"], *[[f"row{i}", f"{i}.{i % 7}"] for i in range(count)]))
                words, again, pages, tags = self.lay_out(body)
                self.assert_once(words, [f"row{i}" for i in range(count)] + ["Name", "Value"])
                self.assertGreaterEqual(pages, least)
                self.assertEqual((again["Name"], tags.count("TH column"), tags.count("TR\n")), (pages - 1, 2, count + 1))

    def test_files_are_sound(self):
        """One document of all that raise no error."""
        notes = "".join(f"[^n{i}]: Note number{i}.\n\n" for i in range(100))
        body = "\n".join([
            table(pipes(["Stub", "Text"]) + row(cell("Name", " {icon=focus}"), cell(lines("line", 150))), "{#tab-tall}"),
            table(pipes([f"H{i}" for i in range(200)], [f"c{i}" for i in range(200)]), "{#tab-wide}"),
            table(pipes(["Stub", "Text"], ["One", " ".join(f"word{i}[^n{i}]" for i in range(100))]), "{#tab-notes}"),
            table("| | |\n|-|-|\n| | |\n", "{#tab-empty}"),
            table("".join(row(*[cell(f"r{r}c{c}") for c in range(r + 1)]) for r in range(6)), "{#tab-ragged}"),
            table(pipes(["Name", "Value"], *[[f"row{i}", str(i)] for i in range(1000)]), "{#tab-long}"),
            notes])
        with tempfile.TemporaryDirectory() as folder:
            root = os.path.join(folder, "world")
            shutil.copytree(WORLD, root, ignore=shutil.ignore_patterns("out"))
            with open(os.path.join(root, "templates", "sheet", "template.md"), "w", encoding="utf-8") as stream:
                stream.write(HEAD.replace("templates/sheet/", "") + body)
            built = subprocess.run([ALMANAC, "-C", root, "build", "XA"], capture_output=True, text=True, check=False)
            self.assertEqual(built.returncode, 0, built.stderr)
            files = [os.path.join(place, name) for place, _, names in os.walk(os.path.join(root, "out")) for name in names
                     if name.endswith(".pdf")]
            self.assertEqual(len(files), 1)
            if shutil.which("qpdf"):
                for command in (["qpdf", "--check"], [sys.executable, "-B", os.path.join(TESTS, "pdf", "check.py")]):
                    checked = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
                    self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
            if os.environ.get("ALMANAC_KEEP"):
                shutil.copy(files[0], os.environ["ALMANAC_KEEP"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
