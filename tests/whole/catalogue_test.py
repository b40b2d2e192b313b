#!/usr/bin/env python3
"""The catalogue out/index.html: what it lists, that it is the same twice, and how it is used by mouse and by keyboard in Chromium.
usage: catalogue_test.py ALMANAC [FOLDER for pictures]"""

import csv
import html.parser
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

import browser

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PICTURES = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
sys.argv = sys.argv[:1]

VISIBLE = "[...document.querySelectorAll('#documents > li')].filter(e => e.offsetParent).map(e => e.dataset.country + ' ' + e.dataset.kind)"


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)


class Page(html.parser.HTMLParser):
    """Addresses, pictures, labelled fields and ids of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.pictures, self.fields, self.labels, self.items = [], [], 0, 0, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "img":
            self.pictures.append(attributes)
        self.fields += tag in ("input", "select")
        self.labels += tag == "label"
        if tag == "li":
            self.items.append(attributes)


class Catalogue(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.holder.name) / "a publication & more"
        run("init", cls.root)
        main = cls.root / "almanac.yaml"
        main.write_text(main.read_text().replace("  - template: note\n", "  - template: brief\n    subjects: [BE]\n    languages: [en]\n  - template: note\n"))
        note = cls.root / "templates/note"
        brief = cls.root / "templates/brief"
        brief.mkdir()
        for name in ("labels.en.yaml", "theme.yaml"):
            (brief / name).write_text((note / name).read_text())
        (brief / "template.md").write_text('---\ntitle: "{{ subject.name }} <in> brief & \\"more\\""\n---\n## In brief {headline="One"}\n\nText.\n'
                                           + "".join(f"\n::: page-break\n:::\n\n## Part {i} {{headline=\"Part {i}\"}}\n\nText.\n" for i in range(3)))
        built = run("-C", cls.root, "build")
        assert built.returncode == 0, built.stderr
        cls.index = cls.root / "out/index.html"

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def test_lists_what_was_built(self):
        page = Page(self.index.read_text())
        self.assertEqual([(item["data-country"], item["data-kind"]) for item in page.items],
                         [("Belgium", "brief"), ("Belgium", "note"), ("Croatia", "note"), ("Ireland", "note")])
        self.assertEqual(len(page.pictures), 4)
        for address in page.links + [picture["src"] for picture in page.pictures]:
            path = self.root / "out" / urllib.parse.unquote(address)
            self.assertTrue(path.is_file(), address)
            self.assertFalse(address.startswith(("/", "http", "file")), address)
        for picture in page.pictures:
            self.assertEqual((self.root / "out" / urllib.parse.unquote(picture["src"])).read_bytes()[:4], b"\x89PNG")
        self.assertEqual(page.fields, page.labels)

    def test_data_of_figures(self):
        rows = list(csv.DictReader((self.root / "out/catalogue/2026/BE/note.en.csv").read_text().splitlines()))
        last = [row for row in rows if row["column"] == "BE" and row["year"] == "2023"]
        self.assertEqual([(row["figure"].replace("\xa0", " "), row["value"], row["unit"]) for row in last], [("Figure 1", "50600", "EUR")])

    def test_same_documents_same_bytes(self):
        before = self.index.read_bytes()
        run("-C", self.root, "build", "--force", "--quiet")
        self.assertEqual(self.index.read_bytes(), before)
        self.index.unlink()
        run("-C", self.root, "build", "--quiet")
        self.assertEqual(self.index.read_bytes(), before)

    def test_without_covers(self):
        main = self.root / "almanac.yaml"
        before = main.read_text()
        try:
            main.write_text("covers: no\n" + before)
            run("-C", self.root, "build", "--force", "--quiet")
            page = Page(self.index.read_text())
            self.assertEqual((len(page.items), page.pictures), (4, []))
            self.assertEqual(list((self.root / "out/catalogue").rglob("*.png")), [])
            self.assertEqual(len(list((self.root / "out/catalogue").rglob("*.csv"))), 4)
        finally:
            main.write_text(before)
            run("-C", self.root, "build", "--force", "--quiet")
        self.assertEqual(len(Page(self.index.read_text()).pictures), 4)

    def test_in_the_browser(self):
        page = browser.Browser()
        try:
            page.open(self.index.as_uri().replace("&", "%26"))
            self.assertEqual(len(page.value(VISIBLE)), 4)
            self.check_mouse(page)
            self.check_keyboard(page)
            self.check_reader(page)
        finally:
            page.close()

    def choose(self, page, name, value):
        """The value by its first letters, as on a keyboard; the browser's own list of choices is no part of the page."""
        page.value(f"document.querySelector('select[name={name}]').focus()")
        page.type(value)

    def check_mouse(self, page):
        page.click("input[name=words]")
        page.type("brief")
        page.wait("document.getElementById('count').textContent === '1 of 4 documents'")
        self.assertEqual(page.value(VISIBLE), ["Belgium brief"])
        self.picture(page, "catalogue-words")
        page.click("button[type=reset]")
        page.wait("document.getElementById('count').textContent === '4 documents'")
        self.choose(page, "country", "Cro")
        page.wait("document.getElementById('count').textContent === '1 of 4 documents'")
        self.assertEqual(page.value(VISIBLE), ["Croatia note"])
        self.assertIn("country=Croatia", page.value("location.hash"))
        page.click("button[type=reset]")
        page.click("input[name=least]")
        page.type("3")
        page.wait("document.getElementById('count').textContent === '1 of 4 documents'")
        self.assertEqual(page.value(VISIBLE), ["Belgium brief"])
        page.click("button[type=reset]")
        page.click("input[name=size]")
        page.type("1")
        page.wait("document.getElementById('count').textContent === '0 of 4 documents'")
        self.choose(page, "warnings", "wi")
        page.click("button[type=reset]")
        page.wait("document.getElementById('count').textContent === '4 documents'")

    def check_keyboard(self, page):
        """From the top of the page with nothing but keys: every field, the button and each link is reached, and seen to be."""
        page.value("document.activeElement.blur(); window.scrollTo(0, 0)")
        page.open(self.index.as_uri().replace("&", "%26"))
        reached = []
        for _ in range(40):
            page.tab()
            reached.append(page.value("document.activeElement.name || document.activeElement.type || document.activeElement.getAttribute('href') || ''"))
            if reached[-1]:
                self.assertNotEqual(page.value("getComputedStyle(document.activeElement).outlineStyle"), "none", reached[-1])
        for name in ("words", "country", "kind", "language", "edition", "status", "warnings", "least", "most", "size", "reset",
                     "2026/BE/note.en.pdf", "catalogue/2026/IE/note.en.csv"):
            self.assertIn(name, reached)
        page.open(self.index.as_uri().replace("&", "%26"))
        page.tab()
        page.tab()
        page.type("Ire")
        page.wait("document.getElementById('count').textContent === '1 of 4 documents'")
        self.assertEqual(page.value(VISIBLE), ["Ireland note"])
        self.picture(page, "catalogue-keyboard")
        page.open("about:blank")
        page.open(self.index.as_uri().replace("&", "%26") + "#country=Belgium&kind=note")
        page.wait("document.getElementById('count').textContent === '1 of 4 documents'")
        self.assertEqual(page.value(VISIBLE), ["Belgium note"])

    def check_reader(self, page):
        """What a screen reader is told: names of fields, the number of documents as it changes, headings, the main part."""
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        told = [(node.get("role", {}).get("value"), node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]
        for role, name in (("searchbox", "Words in the title"), ("combobox", "Country"), ("spinbutton", "Pages, at least"), ("button", "Show all"),
                           ("status", ""), ("main", ""), ("link", "Belgium: income note, edition 2026"),
                           ("link", "data of its figures of Belgium: income note, edition 2026")):
            self.assertIn((role, name), told)
        self.assertEqual([name for role, name in told if role in ("image", "img")], [], "covers say nothing that the title does not")

    def picture(self, page, name):
        if PICTURES:
            page.picture(PICTURES / f"{name}.png")


if __name__ == "__main__":
    browser.need()
    unittest.main(verbosity=0)
