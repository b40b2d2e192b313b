#!/usr/bin/env python3
"""`almanac diff A.pdf B.pdf`: words taken out, put in and replaced, and places that look otherwise, are found and marked. Called with the
program."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
if not shutil.which("pdftotext"):
    print("left out: pdftotext is not installed")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, **more)


class Proof(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.holder.name) / "mine"
        run("init", cls.root)
        cls.template = cls.root / "templates/note/template.md"
        cls.original = cls.template.read_text()
        cls.before = cls.make("before", lambda text: text)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def make(cls, name, change, subject="IE"):
        cls.template.write_text(change(cls.original))
        built = run("-C", cls.root, "build", subject, "--quiet")
        assert built.returncode == 0, built.stderr
        cls.template.write_text(cls.original)
        return pathlib.Path(shutil.copy(cls.root / f"out/2026/{subject}/note.en.pdf", cls.root / f"{name}.pdf"))

    def test_same_file(self):
        result = run("diff", self.before, self.before)
        self.assertEqual((result.returncode, result.stdout), (0, "1 pages → 1 pages; 0 changes of words, 0 other places\n"))

    def test_words(self):
        after = self.make("after", lambda text: text.replace("Since 2014 it has", "Since the year 2014, it has").replace("as a whole", ""))
        changes = [json.loads(line) for line in run("diff", self.before, after, "--json").stdout.splitlines()]
        self.assertEqual([(change["before"], change["after"]) for change in changes],
                         [("as a whole", ""), ("2014", "the year 2014,")])
        text = run("diff", self.before, after).stdout
        self.assertIn("page 1: “as a whole” → nothing", text)

    def test_page_for_a_browser(self):
        after = self.make("after", lambda text: text.replace("Since 2014 it has", "Since 2014 it has indeed"))
        folder = self.root / "proof"
        result = run("diff", self.before, after, "--output", folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        page = (folder / "index.html").read_text()
        self.assertEqual(len(re.findall(r'class="mark new"', page)), 1)
        self.assertEqual(len(re.findall(r'class="mark old"', page)), 0)
        self.assertIn('href="#change-1-1"', page)
        self.assertIn('id="change-1-1"', page)
        self.assertIn("<ins>indeed</ins>", page)
        for name in re.findall(r'src="([^"]+)"', page):
            self.assertEqual((folder / name).read_bytes()[:4], b"\x89PNG")

    def test_names_are_escaped(self):
        odd = shutil.copy(self.before, self.root / "<b>&.pdf")
        folder = self.root / "odd"
        run("diff", odd, self.make("after", lambda text: text.replace("Since", "From")), "--output", folder)
        self.assertIn("&lt;b&gt;&amp;.pdf", (folder / "index.html").read_text())

    def test_same_words_other_look(self):
        theme = self.root / "templates/note/theme.yaml"
        text = theme.read_text()
        theme.write_text(text.replace('subject: "#00607A"', 'subject: "#8A1A7A"').replace('ink: "#14222B"', 'ink: "#AA222B"'))
        after = self.make("after", lambda text: text)
        theme.write_text(text)
        result = run("diff", self.before, after)
        self.assertIn("0 changes of words", result.stdout)
        self.assertIn("page 1: same words, but it looks otherwise at", result.stdout)

    def test_other_number_of_pages(self):
        result = run("diff", self.before, self.make("longer", lambda text: text + "\n::: page-break\n:::\n\n### More\n\nMore text.\n"))
        self.assertIn("1 pages → 2 pages", result.stdout)
        self.assertIn("More text.", result.stdout)

    def test_faults(self):
        broken = self.root / "broken.pdf"
        broken.write_bytes(b"%PDF-1.7\nnothing")
        for other in (broken, self.root / "absent.pdf"):
            result = run("diff", self.before, other)
            self.assertEqual(result.returncode, 1)
            self.assertIn("[proof-file]", result.stderr)
        lone = run("diff", self.before, self.before, env={**os.environ, "PATH": "/nowhere"})
        self.assertEqual(lone.returncode, 3)
        self.assertIn("[proof-program]", lone.stderr)

    def test_long_files_with_nothing_in_common(self):
        """Two long texts: the search for what they share ends, and all of it counts as replaced."""
        long = self.make("long", lambda text: text + "\n### More\n\n" + " ".join(f"one{i}" for i in range(4000)) + "\n")
        other = self.make("other", lambda text: text + "\n### More\n\n" + " ".join(f"two{i}" for i in range(4000)) + "\n")
        result = run("diff", long, other, "--json")
        self.assertEqual(result.returncode, 0)
        self.assertIn("two3999", result.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=0)
