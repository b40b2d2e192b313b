#!/usr/bin/env python3
"""almanac chart: SVG, PNG and CSV of one chart and of all; and every example of docs/charts.md is drawn without a message.

usage: chart_test.py ALMANAC
"""
import glob
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORLD = os.path.join(TOP, "tests", "golden", "kinds", "world")
TEMPLATE = os.path.join(TOP, "tests", "golden", "kinds", "rows.template")
SVG = "{http://www.w3.org/2000/svg}"


def almanac(*arguments, root=WORLD):
    return subprocess.run([ALMANAC, "-C", root, "chart", *arguments], capture_output=True, check=False)


class Chart(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def draw(self, *arguments):
        result = almanac(*arguments, "--subject", "XA")
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return result.stdout

    def test_svg_has_outlines_title_and_description(self):
        root = ElementTree.fromstring(self.draw(TEMPLATE + "#fig-tiny"))
        self.assertEqual(root.attrib["role"], "img")
        self.assertEqual(root.find(SVG + "title").text, "Missing, zero and tiny are told apart")
        self.assertIn("Highest: Amber (29.2\u00a0%); lowest: Flax (0.0\u00a0%).", root.find(SVG + "desc").text)
        self.assertFalse(list(root.iter(SVG + "text")))
        self.assertGreater(len(list(root.iter(SVG + "path"))), 30)

    def test_width_and_scale(self):
        self.assertIn(b'width="608.031496pt"', self.draw(TEMPLATE + "#fig-tiny", "--width", "214.5mm", "--scale", "1.5"))

    def test_files_by_their_ending(self):
        for name, start in (("a.svg", b"<?xml"), ("a.png", b"\x89PNG"), ("a.csv", b"code,label")):
            self.assertEqual(self.draw(TEMPLATE + "#fig-tiny", "--output", self.path(name)), b"")
            with open(self.path(name), "rb") as stream:
                self.assertEqual(stream.read(len(start)), start)
        with open(self.path("a.png"), "rb") as stream:
            width = struct.unpack(">I", stream.read(20)[16:20])[0]
        self.assertEqual(width, 981) # 83 mm at 300 dots an inch

    def test_all_into_a_folder(self):
        self.draw(TEMPLATE, "--output", self.path("all/"))
        names = sorted(os.listdir(self.path("all")))
        self.assertEqual(names, sorted(f"fig-{n}.{e}" for n in ("interval", "periods", "radar", "tiny") for e in ("csv", "png", "svg")))

    def test_list(self):
        charts = [json.loads(line) for line in self.draw(TEMPLATE, "--json").splitlines()]
        self.assertEqual([chart["kind"] for chart in charts], ["bar", "three-periods", "interval", "radar"])
        self.assertTrue(all(chart["alternative"] and chart["headline"] for chart in charts))
        self.assertIn(b"fig-tiny", self.draw(TEMPLATE))

    def test_wrong_calls(self):
        for arguments in ([], ["a", "b"], [TEMPLATE, "--output", "x.svg"], [TEMPLATE, "--width", "wide"], [TEMPLATE, "--scale", "0"]):
            result = almanac(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
        result = almanac(TEMPLATE + "#fig-none", "--subject", "XA", "--output", self.path("none.svg"))
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"[chart-unknown-id]", result.stderr)
        self.assertFalse(os.path.exists(self.path("none.svg")))

    def test_the_same_bytes_twice(self):
        first = self.draw(TEMPLATE + "#fig-tiny")
        self.draw(TEMPLATE, "--output", self.path("all/"))
        with open(self.path("all/fig-tiny.svg"), "rb") as stream:
            self.assertEqual(stream.read(), first)


class Docs(unittest.TestCase):
    """What docs/charts.md says of kinds and options."""

    def setUp(self):
        with open(os.path.join(TOP, "docs", "charts.md"), encoding="utf-8") as stream:
            self.page = stream.read()
        with open(os.path.join(TOP, "docs", "maps.md"), encoding="utf-8") as stream: # the options of maps stand there
            self.pages = self.page + stream.read()

    def test_examples_are_drawn(self):
        blocks = re.findall(r"(?s)```almanac\n(.*?)```", self.page)
        self.assertGreater(len(blocks), 15)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "examples.md")
            with open(path, "w", encoding="utf-8") as stream:
                stream.write("---\ntitle: Examples\ntheme: templates/country-factsheet/theme.yaml\n---\n" + "\n".join(blocks))
            result = almanac(path, "--subject", "BE", "--output", os.path.join(folder, "out", ""), root=TOP)
            faults = [line for line in result.stderr.decode().splitlines() if "examples.md" in line and ": note:" not in line]
            self.assertEqual(faults, [])
            self.assertEqual(result.returncode, 0, result.stderr.decode())
            drawn = glob.glob(os.path.join(folder, "out", "*.svg"))
            self.assertEqual(len(drawn), sum(block.count("::: chart") for block in blocks))

    def test_every_option_is_described(self):
        count = 0
        with open(os.path.join(TOP, "docs", "maps.md"), encoding="utf-8") as stream:
            described = self.page + stream.read()  # the section on maps leads there
        for path in sorted(glob.glob(os.path.join(TOP, "src", "chart", "*.c"))):
            with open(path, encoding="utf-8") as stream:
                lists = re.findall(r"const (?:common_)?options\[\] = \{([^}]*)\}", stream.read())
            for option in re.findall(r'"([a-z-]+)"', " ".join(lists)):
                kind = os.path.basename(path)[:-2].replace("_", "-")
                if kind == "chart" or re.search(rf"(?m)^(### [^:\n]*(?<![\w-]){kind}(?![\w-])[^:\n]*:|\| `{kind}`)", self.page): # a kind may have a page of its own
                    count += 1
                    self.assertTrue(f"`{option}`" in described, f"{kind}: {option}")
        self.assertGreater(count, 40)


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
