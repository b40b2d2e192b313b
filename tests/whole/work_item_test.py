#!/usr/bin/env python3
"""The work item of the benchmark: what the CSV file says stands in the PDF, all of it, and nothing is complained of."""
import collections
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ITEM = pathlib.Path(__file__).resolve().parents[1] / "bench/work-item"
COUNT = 2


def fonts_are_there():
    return pathlib.Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf").exists()


def plain(text):
    """The text of a cell as it is read: without marks; a space before a sign of per cent is no place to part."""
    text = re.sub(r"\[\[fn:\d+\]\]", "", text)
    text = re.sub(r"\[\[link:([^|\]]*)\|[^\]]*\]\]", r"\1", text).replace("**", "")
    return text.split()


class WorkItem(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.holder.name)
        subprocess.run([sys.executable, "-B", ITEM / "generate.py", str(COUNT), folder / "data"], check=True)
        cls.run_ = subprocess.run(["sh", ITEM / "run.sh", PROGRAM, PROGRAM.parent / "tests/convert", str(COUNT), folder / "item", folder / "data"],
                                  capture_output=True, text=True, check=False)
        cls.item = folder / "item"
        cls.sheets = sorted((folder / "data").glob("*.csv"))

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def documents(self):
        for path in self.sheets:
            with open(path, newline="", encoding="utf-8") as file:
                rows = list(csv.reader(file))
            yield self.item / "out/2026" / path.stem.split("_")[1] / "factsheet.en.pdf", rows

    def tool(self, *command):
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def test_builds_without_a_word(self):
        self.assertEqual((self.run_.returncode, self.run_.stderr), (0, ""))

    def test_pages(self):
        for path, _ in self.documents():
            pages = int(re.search(r"Pages:\s+(\d+)", self.tool("pdfinfo", path)).group(1))
            self.assertTrue(21 <= pages <= 25, pages)
            self.assertLess(os.path.getsize(path), 300_000)

    def test_all_words(self):
        for path, rows in self.documents():
            there = collections.Counter(self.tool("pdftotext", "-nodiag", path, "-").replace("\u00a0", " ").split())
            wanted = collections.Counter()
            for row in rows:
                if row[0] == "block" and row[1] in ("p", "li"):
                    wanted.update(plain(row[3]))
                elif row[0] == "note":
                    wanted.update(plain(row[2]))
                elif row[0] in ("t_nodes", "t_eco", "t_ind"):
                    wanted.update(word for cell in row[1:] for word in cell.split())
                elif row[0] in ("t_cmp", "t_annex"):
                    wanted.update(word for cell in row[3:] for word in plain(cell))
            # the mark of a note stands close behind a word, and takes it along
            lacking = {word: count - there[word] for word, count in wanted.items() if there[word] < count}
            marked = sum(count for word, count in there.items() if re.search(r"[.,]\d{1,2}$", word))
            self.assertLessEqual(sum(lacking.values()), marked, lacking)
            self.assertLessEqual(sum(lacking.values()), 25, lacking)

    def test_word_count(self):
        for _, rows in self.documents():
            words = sum(len(plain(row[3])) for row in rows if row[:2] == ["block", "p"])
            self.assertTrue(3040 <= words <= 3090, words)

    def test_links(self):
        for path, rows in self.documents():
            found = set(re.findall(r"https://\S+", self.tool("pdfinfo", "-url", path)))
            wanted = {row[3] for row in rows if row[0] in ("note", "bib")}
            wanted.update(address for row in rows for address in re.findall(r"\[\[link:[^|]*\|([^\]]*)\]\]", row[3]))
            self.assertEqual(found, wanted)
            self.assertEqual(len(wanted), 40)

    def test_structure(self):
        for path, rows in self.documents():
            code = path.parent.name
            tags = self.tool(PROGRAM, "-C", self.item, "build", "--stop-after=tags", code)
            kinds = collections.Counter(re.findall(r"^\s*(\S+)", tags, re.MULTILINE))
            headings = sum(row[0] == "block" and row[1] in ("h1", "h2", "h3") for row in rows)
            self.assertEqual((kinds["Note"], kinds["Table"], kinds["TOCI"]), (20, 6, headings))
            self.assertEqual(headings, 17)
            captions = self.tool("pdftotext", "-nodiag", path, "-")
            for number in range(1, 7):
                self.assertIn(f"Figure {number}", captions)
                self.assertIn(f"Table {number}", captions)

    def test_refuses_other_files(self):
        with tempfile.TemporaryDirectory() as folder:
            other = pathlib.Path(folder) / "other.csv"
            other.write_text('meta,country,"Nowhere\nblock,p', encoding="utf-8")
            run = subprocess.run([PROGRAM.parent / "tests/convert", folder, other], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1)
            self.assertIn("not a document of the work item", run.stderr)


if __name__ == "__main__":
    if not fonts_are_there():
        print("left out: Liberation Sans is missing (fonts-liberation)")
        sys.exit(77)
    unittest.main()
