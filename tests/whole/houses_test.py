#!/usr/bin/env python3
"""House styles: one template in several themes, chosen in almanac.yaml or front matter; a theme built on another; what is said of a theme
that cannot be used. On the synthetic publication.

usage: houses_test.py ALMANAC
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
TOP = pathlib.Path(__file__).resolve().parents[2]
WORLD = TOP / "tests/golden/world"


class Houses(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name) / "world"
        shutil.copytree(WORLD, self.root, ignore=shutil.ignore_patterns("out"))
        (self.root / "templates/country-factsheet").mkdir()
        shutil.copy(TOP / "templates/country-factsheet/theme.yaml", self.root / "templates/country-factsheet/theme.yaml")
        shutil.copytree(TOP / "templates/themes", self.root / "templates/themes", dirs_exist_ok=True)
        self.publication = self.root / "almanac.yaml"

    def run_almanac(self, *words):
        return subprocess.run([ALMANAC, "-C", self.root, *words], capture_output=True, text=True, check=False)

    def change(self, path, old, new):
        text = (self.root / path).read_text()
        self.assertIn(old, text)
        (self.root / path).write_text(text.replace(old, new, 1))

    def name_themes(self, *themes):
        """The publication makes the template for XA in each of the themes."""
        text = self.publication.read_text()
        start, end = text.index("documents:"), text.index("fonts:")
        entries = "".join(f"  - {{template: sheet, theme: {theme}, subjects: [XA], languages: [en]}}\n" for theme in themes)
        self.publication.write_text(text[:start] + "documents:\n" + entries + "output: out/{subject}/{template}.{theme}.pdf\n"
                                    + text[end:])

    def test_one_template_in_two_houses(self):
        self.name_themes("meridian", "folio")
        run = self.run_almanac("build", "--quiet")
        self.assertEqual(run.returncode, 0, run.stderr)
        made = [self.root / f"out/XA/sheet.{name}.pdf" for name in ("meridian", "folio")]
        fonts = [subprocess.run(["pdffonts", file], capture_output=True, text=True).stdout for file in made]
        self.assertNotEqual(made[0].read_bytes(), made[1].read_bytes())
        self.assertTrue(all("Roboto" in text for text in fonts))
        self.assertEqual(self.run_almanac("build").stdout.count("built"), 0)
        self.change("templates/themes/folio/theme.yaml", "#7A1B4B", "#7A1B4C")
        run = self.run_almanac("list")
        self.assertIn("out/XA/sheet.folio.pdf", [line.split()[1] for line in run.stdout.splitlines() if "theme.yaml" in line])
        self.assertNotIn("sheet.meridian.pdf  (templates/themes/folio", run.stdout)

    def test_what_a_theme_builds_on_counts(self):
        self.name_themes("folio")
        self.assertEqual(self.run_almanac("build", "--quiet").returncode, 0)
        self.change("templates/country-factsheet/theme.yaml", "size: 24, leading: 29.25", "size: 25, leading: 29.25")
        self.assertIn("templates/country-factsheet/theme.yaml", self.run_almanac("list").stdout)

    def test_a_theme_for_all(self):
        text = self.publication.read_text()
        self.publication.write_text(text + "theme: folio\n")
        pages = self.run_almanac("build", "--stop-after=pages", "XA").stdout
        self.assertIn("RobotoCondensed-Bold", pages)
        self.assertNotIn("#00607A", pages)

    def test_front_matter_names_a_theme(self):
        self.change("templates/sheet/template.md", "theme: theme.yaml", "theme: folio")
        self.assertNotIn("#00607A", self.run_almanac("build", "--stop-after=pages", "XA").stdout)

    def test_two_documents_of_one_name(self):
        self.name_themes("meridian", "folio")
        self.change("almanac.yaml", "{template}.{theme}.pdf", "{template}.pdf")
        run = self.run_almanac("build", "--quiet")
        self.assertIn("[publication-same-path]", run.stderr)
        self.assertEqual(run.returncode, 1)

    def test_faults_of_bases(self):
        theme = self.root / "templates/themes/own/theme.yaml"
        theme.parent.mkdir()
        self.name_themes("own")
        for text, said in (("base: nobody\n", "nobody/theme.yaml; there are bench, book, folio, meridian, ornate, own, plain [file-unreadable]"),
                           ("base: Meridian\n", "Meridian/theme.yaml; the nearest theme is meridian [file-unreadable]"), ("base: own\n", "base: more than 5 themes on each other [theme-wrong]"),
                           ("base: meridian\nstyles: {h1: {size: huge}}\n", "h1.size: huge [theme-wrong]"),
                           ("base: meridian\nstyles: {h7: {size: 3}}\n", "h7; the nearest known key is h1"),
                           ("base: meridian\nslides: {styles: {h1: {sise: 3}}}\n", "sise; the nearest known key is size"),
                           ("base: [meridian]\n", "base must be a text"), ("name: alone\n", "[theme-missing]"),
                           ("base: ../../../etc/passwd.yaml\n", "[file-outside]")):
            with self.subTest(text=text):
                theme.write_text(text)
                run = self.run_almanac("build", "--quiet")
                self.assertIn(said, run.stderr)
                self.assertEqual(run.returncode, 1)
                self.assertFalse((self.root / "out/XA/sheet.own.pdf").exists())

    def write_own(self, text):
        theme = self.root / "templates/themes/own/theme.yaml"
        theme.parent.mkdir(exist_ok=True)
        theme.write_text("base: meridian\n" + text)
        self.name_themes("own")

    def test_strokes_of_nothing_are_not_drawn(self):
        names = "figure, entry, table, row, block, callout, footnote, zero, grid, separator".split(", ")
        shown = {}
        for width in (1.23, 0):
            self.write_own("strokes: {" + ", ".join(f"{name}: {width}" for name in names) + "}\n")
            pages = self.run_almanac("build", "--stop-after=pages", "XA").stdout
            drawings = self.run_almanac("build", "--stop-after=drawing", "XA").stdout
            shown[width] = [len(re.findall(rf" {width} decoration ", pages)), len(re.findall(rf"stroke #\w+ {width}\b(?!\.)", drawings))]
            self.publication.write_text((WORLD / "almanac.yaml").read_text())
        self.assertGreater(min(shown[1.23]), 3)
        self.assertEqual(shown[0], [0, 0])

    def test_paper_of_another_colour(self):
        self.write_own('colours: {paper: "#FAF6EC"}\n')
        pages = self.run_almanac("build", "--stop-after=pages", "XA").stdout
        self.assertEqual(len(re.findall(r"^page .*\n  rect 0 0 595.28 841.89 background #FAF6EC$", pages, re.MULTILINE)), len(re.findall("^page ", pages, re.MULTILINE)))
        drawings = self.run_almanac("build", "--stop-after=drawing", "XA").stdout
        self.assertIn("fill #FAF6EC", drawings)
        self.assertNotIn("fill #FFFFFF", drawings)
        self.assertEqual(self.run_almanac("build", "--quiet").returncode, 0)


unittest.main()
