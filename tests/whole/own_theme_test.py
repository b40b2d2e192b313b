#!/usr/bin/env python3
"""docs/themes.md and docs/theme-keys.md: the house that the first makes from an empty file is one; the second has every key of a theme
with the default that Meridian has, and each of its examples is read without a word.

usage: own_theme_test.py ALMANAC
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import newcomer
import yaml

ALMANAC = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
TOP = pathlib.Path(__file__).resolve().parents[2]
MERIDIAN = TOP / "templates/country-factsheet/theme.yaml"
STYLE_KEYS = ("face", "weight", "italic", "size", "leading", "tracking", "before", "after", "rise", "colour", "small-caps")


def listed(name):
    return re.findall(r'^[A-Z]+\(\w+, "([^"]+)"', (TOP / "src/theme" / name).read_text(encoding="utf-8"), re.MULTILINE)


def look_up(values, path):
    for key in path.split("."):
        values = values.get(key) if isinstance(values, dict) else None
    return values


def points(text):
    number, _, unit = str(text).partition(" ")
    return float(number) * (72 / 25.4 if unit == "mm" else 1)


def sections():
    """Heading -> rows of its tables: key, default, …, example, meaning, without backquotes around the key."""
    found, heading = {}, ""
    for line in (TOP / "docs/theme-keys.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| `"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            found.setdefault(heading, []).append([cells[0].strip("`"), *cells[1:]])
    return found


class OwnTheme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sections = sections()
        cls.meridian = yaml.safe_load(MERIDIAN.read_text(encoding="utf-8"))

    def test_the_page_leads_to_a_house(self):
        with tempfile.TemporaryDirectory() as folder:
            for part in ("data", "fonts", "templates"):
                shutil.copytree(TOP / part, pathlib.Path(folder) / part)
            shutil.copy(TOP / "almanac.yaml", folder)
            reader = newcomer.Newcomer(self, ALMANAC, folder)
            self.assertGreater(len(reader.follow("themes.md")), 18)
            made = reader.where / "out/2026/BE/country-factsheet.en.pdf"
            fonts = subprocess.run(["pdffonts", made], capture_output=True, text=True, check=True).stdout
            self.assertIn("LiberationSerif", fonts)
            self.assertNotIn("Roboto-Regular", fonts)
            self.assertFalse(subprocess.run(["git", "-C", TOP, "status", "--short", "templates/themes/harbour"], capture_output=True, text=True,
                                            check=False).stdout)

    def keys(self, heading):
        return [row[0] for row in self.sections[heading]]

    def test_every_key_is_there(self):
        self.assertEqual(sorted(self.keys("Lengths, counts and switches")), sorted(listed("number_list.h")))
        self.assertEqual(self.keys("Colours"), listed("colour_list.h"))
        self.assertEqual(self.keys("Styles"), [*STYLE_KEYS, *listed("style_list.h")])
        self.assertEqual(self.keys("Palettes"), ["sequential", "diverging", "qualitative", "grounds"])
        source = (TOP / "src/theme/read.c").read_text(encoding="utf-8")
        page = re.search(r'known\[\] = \{ ("width".*?), NULL', source, re.DOTALL).group(1)
        self.assertEqual(self.keys("Pages"), [f"page.{key}" for key in re.findall(r'"([^"]+)"', page)])
        top = re.search(r"sections\[\] = \{(.*?)\}", source, re.DOTALL).group(1)
        named = {key.split(".")[0] for rows in self.sections.values() for key in (row[0] for row in rows)}
        described = {"colours", "palettes", "styles", "landscape"}  # by their sections
        self.assertEqual(set(re.findall(r'"([^"]+)"', top)) - named - described, set())

    def test_defaults_are_those_of_meridian(self):
        for key, default, unit, *_ in self.sections["Lengths, counts and switches"]:
            value = look_up(self.meridian, key)
            self.assertEqual(points(f"{default} mm" if unit == "mm" else default), points(0 if value is None else value), key)
        for key, default, *_ in self.sections["Colours"]:
            self.assertEqual(default, self.meridian["colours"][key], key)
        for key, default, *_ in self.sections["Palettes"][:3]:
            self.assertEqual(default.split(), self.meridian["palettes"][key], key)
        for key, default, wide, *_ in self.sections["Pages"]:
            for section, shown in (("page", default), ("landscape", wide)):
                value = self.meridian[section].get(key[5:])
                self.assertTrue(value is None or points(shown) == points(value), key)
        for key, default, *_ in self.sections["Styles"][len(STYLE_KEYS):]:
            style = self.meridian["styles"][key]
            shown = f"{style['face']} {style['weight']}{' italic' if style.get('italic') else ''} {style['size']}/{style['leading']}"
            shown += "".join(f", {name} {style[name]}" for name in ("tracking", "before", "after", "rise") if style.get(name))
            self.assertEqual(default, f"{shown}, {style['colour']}", key)

    def examples(self):
        """Themes, each of the examples of one table, as text."""
        def nested(key, value):
            for part in reversed(key.split(".")):
                value = f"{{{part}: {value}}}"
            return value[1:-1]

        def example(row, place):
            return row[place].strip("`").replace("\\|", "|")

        for heading, place in (("Lengths, counts and switches", 3), ("Pages", 3)):
            for row in self.sections[heading]:
                yield nested(row[0], example(row, place))
        for heading, name, place, first in (("Colours", "colours", 2, 0), ("Palettes", "palettes", 2, 0), ("Styles", "styles", 2, len(STYLE_KEYS))):
            lines = [f"  {row[0]}: {example(row, place)}" for row in self.sections[heading][first:]]
            yield "\n".join([f"{name}:", *lines])
        body = [f"{row[0]}: {example(row, 3)}" for row in self.sections["Styles"][:len(STYLE_KEYS)]]
        yield "styles:\n  body: {" + ", ".join(body) + "}"
        for row in self.sections["Masters, ornaments, slides"]:
            if not row[0].startswith(("polygon", "circle", "text")):
                yield nested(row[0], example(row, 2))

    def test_every_example_is_read(self):
        """The theme is read before the template is filled: what a stage before the pages prints is enough."""
        count = 0
        with tempfile.TemporaryDirectory() as folder:
            world = pathlib.Path(folder) / "world"
            shutil.copytree(TOP / "tests/golden/world", world, ignore=shutil.ignore_patterns("out"))
            (world / "templates/probe").mkdir()
            shutil.copy(world / "templates/sheet/labels.en.yaml", world / "templates/probe/labels.en.yaml")
            (world / "templates/probe/template.md").write_text("---\ntitle: Probe\ntheme: theme.yaml\n---\nText.\n", encoding="utf-8")
            almanac = world / "almanac.yaml"
            almanac.write_text(almanac.read_text(encoding="utf-8").replace("template: sheet", "template: probe"), encoding="utf-8")
            for text in self.examples():
                count += 1
                (world / "templates/probe/theme.yaml").write_text(f"base: templates/sheet/theme.yaml\n{text}\n", encoding="utf-8")
                run = subprocess.run([ALMANAC, "-C", world, "build", "--stop-after=document", "--template", "probe", "XA"], capture_output=True,
                                     text=True, timeout=60, check=False)
                self.assertEqual((run.returncode, run.stderr), (0, ""), text)
        self.assertGreater(count, 120)


if __name__ == "__main__":
    if not pathlib.Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf").exists():
        print("left out: Liberation Serif is missing (fonts-liberation)")
        sys.exit(77)
    unittest.main()
