#!/usr/bin/env python3
"""What a refresh rebuilds, and what it says of it, on the synthetic publication. Called with the program."""

import os
import sys
import time
import unittest

from publication import Publication

PROGRAM = sys.argv.pop(1)
XA, XB = "out/2020/XA/sheet.en.pdf", "out/2020/XB/sheet.en.pdf"
INCOME, TEMPLATE = "data/income-synthetic.tsv", "templates/sheet/template.md"


class Refresh(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM)
        self.addCleanup(self.publication.folder.cleanup)
        self.assertEqual(self.publication.build().returncode, 0)
        self.made = self.publication.documents()

    def test_a_changed_cell_rebuilds_the_documents_that_show_it(self):
        self.publication.change(INCOME, "28000 p", "29000 p")
        self.assertEqual(self.publication.stale(), {XA: "income[XA,2019] changed: 28 000 p → 29 000 p"})
        self.assertEqual(self.publication.run("build", "--dry-run").stdout,
                         f"stale  {XA}  (income[XA,2019] changed: 28 000 p → 29 000 p)\n")
        self.assertEqual(self.publication.documents(), self.made)
        self.assertEqual(self.publication.build().stdout, f"built  {XA}  (income[XA,2019] changed: 28 000 p → 29 000 p)\n")
        now = self.publication.documents()
        self.assertEqual({path for path in now if now[path] != self.made[path]}, {XA})
        self.assertEqual(self.publication.stale(), {})

    def test_a_value_that_is_lost_and_one_that_comes_back(self):
        self.publication.change(INCOME, "28000 p", ":")
        self.assertIn("income[XA,2019] changed: 28 000 p → missing", self.publication.stale()[XA])

    def test_faults_of_the_data_are_said_until_they_are_mended(self):
        self.publication.change(INCOME, "28000 p", "many")
        for turn in ("first", "second"):
            with self.subTest(turn):
                for result in (self.publication.build(), self.publication.run("list")):
                    self.assertEqual(result.returncode, 1)
                    self.assertIn("[data-not-a-number]", result.stderr)
        self.publication.change(INCOME, "many", "28000 p")
        result = self.publication.build()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(self.publication.documents(), self.made)
        self.assertEqual(self.publication.build().stdout, "")

    def test_a_line_that_says_nothing_rebuilds_nothing(self):
        text = (self.publication.root / INCOME).read_text()
        (self.publication.root / INCOME).write_text(text + "\n")
        self.assertEqual(self.publication.stale(), {})
        self.assertEqual(self.publication.build().stdout, "")

    def test_old_times_do_not_hide_a_change(self):
        path = self.publication.root / INCOME
        before = path.stat()
        self.publication.change(INCOME, "28000 p", "29000 p")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.assertEqual(path.stat().st_size, before.st_size)
        self.assertEqual(set(self.publication.stale()), {XA})
        os.utime(path, (1, 1))
        self.assertIn(XA, self.publication.build().stdout)

    def test_a_touched_file_rebuilds_nothing(self):
        for path in (INCOME, TEMPLATE, "almanac.yaml", "templates/sheet/theme.yaml", XA):
            os.utime(self.publication.root / path)
        self.assertEqual(self.publication.stale(), {})
        self.assertEqual(self.publication.build().stdout, "")

    def test_remarks_rebuild_nothing_and_words_all(self):
        self.publication.change("data/indicators.yaml", "series:", "# a remark\nseries:")
        self.assertEqual(self.publication.stale(), {})
        self.publication.change(TEMPLATE, "What the figures say", "What figures say")
        self.assertEqual(set(self.publication.stale().values()), {f"{TEMPLATE} changed"})

    def test_the_theme_decides(self):
        self.publication.change("templates/sheet/theme.yaml", "\n", "\n# a remark\n")
        self.assertEqual(set(self.publication.stale().values()), {"templates/sheet/theme.yaml changed"})

    def test_the_date_of_reproducible_builds_is_an_input(self):
        os.environ["SOURCE_DATE_EPOCH"] = "86400"
        self.addCleanup(os.environ.pop, "SOURCE_DATE_EPOCH")
        self.assertEqual(set(self.publication.stale().values()), {"SOURCE_DATE_EPOCH changed"})
        self.assertEqual(len(self.publication.build().stdout.splitlines()), 2)
        self.assertEqual(self.publication.stale(), {})

    def test_a_removed_subject_is_listed_and_pruned(self):
        self.publication.change("almanac.yaml", "{group: SYNTHETIC}", "[XA]")
        self.assertEqual(self.publication.states()[XB], ("gone", "no longer in the publication"))
        self.assertIn("gone   " + XB, self.publication.build().stdout)
        self.assertIn(XB, self.publication.documents())
        (self.publication.root / "out/2020/XB/notes.txt").write_text("mine")
        self.assertIn("gone   " + XB, self.publication.run("build", "--prune", "--dry-run").stdout)
        self.assertIn(XB, self.publication.documents())
        self.assertIn("pruned " + XB, self.publication.build("--prune").stdout)
        self.assertNotIn(XB, self.publication.documents())
        self.assertTrue((self.publication.root / "out/2020/XB/notes.txt").exists())
        self.assertFalse((self.publication.root / "out/catalogue/2020/XB").exists())
        self.assertTrue((self.publication.root / "out/catalogue/2020/XA/sheet.en.png").exists())
        self.assertNotIn(XB, self.publication.states())

    def test_pruning_spares_what_others_wrote(self):
        self.publication.change("almanac.yaml", "{group: SYNTHETIC}", "[XA]")
        (self.publication.root / XB).write_text("mine")
        result = self.publication.build("--prune")
        self.assertIn("[batch-kept]", result.stderr)
        self.assertEqual((self.publication.root / XB).read_text(), "mine")

    def test_pruning_waits_for_a_sound_publication(self):
        self.publication.change("almanac.yaml", "{group: SYNTHETIC}", "[XA, XQ]")
        result = self.publication.run("build", "--prune")
        self.assertEqual(result.returncode, 1)
        self.assertIn("1 no longer in the publication; kept: changed by hand, or the publication has faults", result.stderr)
        self.assertEqual(self.publication.documents(), self.made)

    def test_a_document_that_cannot_be_written_stops_the_batch(self):
        (self.publication.root / XA).unlink()
        (self.publication.root / XB).unlink()
        (self.publication.root / "out/2020/XA").rmdir()
        (self.publication.root / "out/2020/XA").write_text("no folder")
        result = self.publication.build("--jobs", "1")
        self.assertIn("[batch-stopped]", result.stderr)
        self.assertIn("[file-unwritable]", result.stderr)
        self.assertEqual(result.returncode, 3)
        self.assertEqual(self.publication.documents(), {})
        result = self.publication.build("--jobs", "1", "--keep-going")
        self.assertEqual(set(self.publication.documents()), {XB})
        (self.publication.root / "out/2020/XA").unlink()
        self.publication.build()
        self.assertEqual(self.publication.documents(), self.made)

    def test_the_same_through_the_record_of_half_a_batch(self):
        """Each document knows what it was made from, though they were built at different times."""
        self.publication.change(INCOME, "28000 p", "29000 p")
        self.publication.build("XB")
        self.publication.change(INCOME, "29000 p", "30000 p")
        self.assertEqual(self.publication.stale(), {XA: "income[XA,2019] changed: 28 000 p → 30 000 p"})


if __name__ == "__main__":
    unittest.main()
