#!/usr/bin/env python3
"""The docs tell the truth: links lead somewhere, commands run, examples of files are accepted.

usage: docs_test.py ALMANAC
"""
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = [os.path.join(TOP, "README.md"), os.path.join(TOP, "tests", "README.md"), *sorted(glob.glob(os.path.join(TOP, "docs", "*.md")))]


MISTAKEN = {"almanac explain ecosystem_shar"}  # shown for the message that they draw


def text_of(page):
    with open(page, encoding="utf-8") as stream:
        return stream.read()


def indented_blocks(text):
    """The indented code blocks, without their four blanks."""
    blocks = re.findall(r"(?:(?<=\n\n)|^)((?:    .*\n|\n(?=    ))+)", text)
    return [re.sub(r"(?m)^    ", "", block) for block in blocks]


class Docs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for part in ("almanac.yaml", "data", "fonts", "templates"):
            os.symlink(os.path.join(TOP, part), os.path.join(self.folder.name, part))

    def run_almanac(self, arguments):
        return subprocess.run([ALMANAC, *arguments], capture_output=True, text=True, check=False, cwd=self.folder.name)

    def test_links_lead_somewhere(self):
        count = 0
        for page in PAGES:
            for target in re.findall(r"\]\(([^)#]+)\)", text_of(page)):
                if "://" in target:
                    continue
                count += 1
                self.assertTrue(os.path.exists(os.path.join(os.path.dirname(page), target)), f"{page}: {target}")
        self.assertGreater(count, 8)

    def test_a_publication_of_one_s_own(self):
        """The lines of the README: run in a copy, and the files that they open are there."""
        readme = text_of(os.path.join(TOP, "README.md"))
        lines = [line[4:] for line in readme.splitlines() if line.startswith(("    mkdir mine", "    ../build", "    $EDITOR"))]
        self.assertEqual(len(lines), 10)
        with tempfile.TemporaryDirectory() as folder:
            for part in ("almanac.yaml", "data", "fonts", "templates"):
                os.symlink(os.path.join(TOP, part), os.path.join(folder, part))
            self.assertEqual(subprocess.run(lines[0].split("  ")[0], shell=True, cwd=folder, check=False).returncode, 0)
            mine = os.path.join(folder, "mine")
            for line in lines[1:]:
                words = line.split("  ")[0].split()
                if words[0] == "$EDITOR":
                    self.assertTrue(os.path.isfile(os.path.join(mine, words[1])), line)
                else:
                    result = subprocess.run([ALMANAC, *words[1:]], cwd=mine, capture_output=True, text=True, check=False)
                    self.assertEqual(result.returncode, 0, result.stderr)
            self.assertTrue(os.path.isfile(os.path.join(mine, "out", "2026", "BE", "country-factsheet.en.pdf")))

    def few_subjects(self):
        """The publication with three subjects of each kind that has many: every command works on it, and in time."""
        path = os.path.join(self.folder.name, "almanac.yaml")
        text = re.sub(r"subjects: \{group: EU27, level: 2[^}]*\}", "subjects: [BE10, FRY5, NL31]", text_of(path))
        text = text.replace("subjects: {group: EU27}", "subjects: [BE, IE, MT]")
        os.unlink(path)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)

    def test_commands_run(self):
        self.few_subjects()
        commands = []
        for page in PAGES:
            for block in indented_blocks(text_of(page)):
                commands += [re.split(r" {2,}", line)[0] for line in block.split("\n") if line.startswith("almanac ")]
        commands = [command for command in commands if "$" not in command]  # lines of a scheduler are run by batch/
        self.assertGreater(len(commands), 10)
        for command in commands:
            with self.subTest(command=command):
                result = self.run_almanac(shlex.split(command)[1:])
                self.assertEqual(result.returncode, 1 if command in MISTAKEN else 0, result.stderr)

    def test_every_command_has_help(self):
        listing = self.run_almanac(["--help"]).stdout.split("options\n")[0]
        commands = re.findall(r"(?m)^    ([a-z]+) .*?  +(\S.*)$", listing)
        self.assertGreater(len(commands), 5)
        for command, about in commands:
            help_text = self.run_almanac([command, "--help"])
            self.assertEqual(help_text.returncode, 0, help_text.stderr)
            self.assertTrue(help_text.stdout.startswith(f"almanac {command}: {about}\n\nusage: almanac {command}"), help_text.stdout)
        for command, kinds in (("trace", ("cell", "point", "policy", "literal", "counter", "tick")), ("explain", ("fig-", "tab-", "Figure 1"))):
            text = self.run_almanac([command, "--help"]).stdout
            self.assertTrue(all(kind in text for kind in kinds), text)

    def test_outputs_are_as_shown(self):
        """What stands behind a command, in its block or the next, is among what it prints. A line of … leaves lines out, and … stands
        for the beginning or the end of a line."""
        shown, command = 0, None
        for block in indented_blocks(text_of(os.path.join(TOP, "docs", "origins.md"))):
            commands = [re.split(r" {2,}", line)[0] for line in block.split("\n") if line.startswith("almanac ")]
            lines = [line for line in block.split("\n") if line and line != "…" and not line.startswith("almanac ")]
            command = commands[0] if commands else command
            printed = self.run_almanac(shlex.split(command)[1:]).stdout.split("\n") if lines else []
            for line in lines:
                shown += 1
                pattern = ".*".join(re.escape(part) for part in line.split("…"))
                self.assertTrue(any(re.fullmatch(pattern, one) for one in printed), f"{command}: {line}")
        self.assertGreater(shown, 4)

    def lay_out_examples(self, page, world, theme, subject):
        """Each example of the page becomes pages of the publication, without a word of complaint. Returns how many there are."""
        head = f"---\ntitle: Example\ntheme: {theme}\nrunning: {{title: T, subject: S, edition: E}}\n---\n"
        examples = re.findall(r"```almanac\n(.*?)```", text_of(os.path.join(TOP, "docs", page)), re.DOTALL)
        for number, example in enumerate(examples):
            path = os.path.join(self.folder.name, "example.template")
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(example if example.startswith("---") else head + example)
            result = self.run_almanac(["-C", world, "build", "--stop-after=pages", "--template", path, "--subject", subject])
            with self.subTest(page=page, example=number):
                self.assertEqual((result.returncode, result.stderr), (0, ""))
        return len(examples)

    def test_examples_of_templates_are_laid_out(self):
        world = os.path.join(TOP, "tests", "golden", "world")
        self.assertGreater(self.lay_out_examples("templates.md", world, "templates/sheet/theme.yaml", "XA"), 8)
        self.assertGreater(self.lay_out_examples("diagrams.md", world, "templates/sheet/theme.yaml", "XA"), 9)
        self.assertEqual(self.lay_out_examples("matter.md", world, "templates/sheet/theme.yaml", "XA"), 3)

    def test_examples_of_maps_are_laid_out(self):
        self.assertGreater(self.lay_out_examples("maps.md", self.folder.name, "templates/country-factsheet/theme.yaml", "BE"), 1)

    def test_every_kind_of_diagram_is_described(self):
        with open(os.path.join(TOP, "src", "diagram", "kind_list.h"), encoding="utf-8") as stream:
            kinds = re.findall(r'^KIND\("([a-z-]+)"', stream.read(), re.MULTILINE)
        page = text_of(os.path.join(TOP, "docs", "diagrams.md"))
        self.assertGreater(len(kinds), 11)
        self.assertEqual([kind for kind in kinds if f"kind={kind}" not in page and not re.search(rf"(?m)^## .*\b{kind}\b", page)], [])

    def test_the_example_of_a_publication_is_one(self):
        blocks = [b for b in indented_blocks(text_of(os.path.join(TOP, "docs", "publication.md"))) if "editions:" in b]
        self.assertEqual(len(blocks), 1)
        os.remove(os.path.join(self.folder.name, "almanac.yaml"))
        with open(os.path.join(self.folder.name, "almanac.yaml"), "w", encoding="utf-8") as stream:
            stream.write(blocks[0])
        result = self.run_almanac(["list"])
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 27)

    def test_the_example_of_a_policy_is_one(self):
        """Read as a description of Malta it draws no message; with a slip of the pen it draws the one that the page shows."""
        page = indented_blocks(text_of(os.path.join(TOP, "docs", "policies.md")))
        blocks = [b for b in page if b.startswith("---")]
        self.assertEqual(len(blocks), 2)
        os.remove(os.path.join(self.folder.name, "data"))
        shutil.copytree(os.path.join(TOP, "data"), os.path.join(self.folder.name, "data"))
        folder = os.path.join(self.folder.name, "data", "policies", "MT")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        declared = next(b for b in page if b.startswith("kinds:"))
        vocabulary = os.path.join(folder, "..", "vocabulary.yaml")
        words = text_of(vocabulary)
        with open(vocabulary, "w", encoding="utf-8") as stream:
            stream.write(words.replace("kinds:\n", declared.rstrip() + "\n"))
        with open(os.path.join(folder, "project.md"), "w", encoding="utf-8") as stream:
            stream.write(blocks[1])
        for slip, expected in (("policy", None), ("polcy", "policy-unknown-word")):
            with self.subTest(slip=slip), open(os.path.join(folder, "example.md"), "w", encoding="utf-8") as stream:
                stream.write(blocks[0].replace("type: National cluster policy", f"type: National cluster {slip}"))
                stream.flush()
                lines = [line for line in self.run_almanac(["check"]).stderr.split("\n") if "policies/MT" in line]
                self.assertEqual(len(lines), 1 if expected else 0, lines)
                for line in lines:
                    self.assertIn("data/policies/MT/example.md:3:7: error: ", line)
                    self.assertIn("the nearest known one is National cluster policy [policy-unknown-word]", line)

    def assert_described(self, page, source, pattern, fewest, written="`{}`".format):
        """The page holds every word that the pattern finds in the source, more words than fewest, as it is written there."""
        text = text_of(os.path.join(TOP, "docs", page))
        words = re.findall(pattern, text_of(os.path.join(TOP, "src", source)), re.MULTILINE)
        self.assertGreater(len(words), fewest)
        for word in words:
            self.assertIn(written(word), text)

    def test_every_key_of_a_policy_is_described(self):
        self.assert_described("policies.md", "policy/front.c", r'\{ "([a-z]+)", KEY_', 20)

    def test_every_method_and_key_is_described(self):
        self.assert_described("publication.md", "indicator/indicators.c", r'\{ "([a-z-]+)", [a-z_]+_compute', 4)

    def assert_worked(self, heading, names, package):
        """The last block below the heading is what the program prints at its end of the files that the blocks before it are."""
        page = text_of(os.path.join(TOP, "docs", "methods.md"))
        page = page[page.index(heading):]
        blocks = [re.sub(r"(?m)^    ", "", block) for block in re.findall(r"(?m)(?:^    .*\n)+", page)][:len(names) + 1]
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (*zip(names, blocks), ("datapackage.yaml", package)):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                    stream.write(text)
            done = subprocess.run([ALMANAC, "-C", folder, "build", "--stop-after=series", "--package", "datapackage.yaml",
                                   "--indicators", "definitions.yaml"], capture_output=True, text=True, check=False)
            self.assertEqual(done.stderr, "")
            self.assertTrue(done.stdout.endswith(blocks[-1]), done.stdout)

    def test_the_composite_comes_out_as_the_page_says(self):
        self.assert_worked("### A composite, step by step", ("three.csv", "tree.csv", "definitions.yaml"),
                           "resources:\n  - name: three\n    path: three.csv\n    schema: {fields: [{name: place, role: dimension}, "
                           "{name: indicator, role: dimension}, {name: year, role: time}, {name: value, role: value}]}\n")

    def test_what_is_kept_back_comes_out_as_the_page_says(self):
        self.assert_worked("### Kept back, step by step", ("jobs.csv", "branches.csv", "definitions.yaml"),
                           "resources:\n  - name: jobs\n    path: jobs.csv\n    source: jobs\n    schema: {fields: [{name: place, role: dimension}, "
                           "{name: branch, role: dimension}, {name: year, role: time}, {name: value, role: value}, {name: flags, role: flags}]}\n")

    def test_every_message_of_pages_is_described(self):
        self.assert_described("pages.md", "base/diag_list.h", r"^DIAG\((LAYOUT_\w+)", 20,
                              lambda code: f"`{code.lower().replace('_', '-')}`")

    def test_the_example_of_notes_is_a_template(self):
        blocks = [b for b in indented_blocks(text_of(os.path.join(TOP, "docs", "pages.md"))) if b.startswith("---")]
        self.assertEqual(len(blocks), 1)
        path = os.path.join(self.folder.name, "example.template")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(blocks[0])
        world = os.path.join(TOP, "tests", "golden", "world")
        result = self.run_almanac(["-C", world, "build", "--stop-after=pages", "--template", path, "--subject", "XA"])
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_every_chart_kind_is_described(self):
        self.assert_described("charts.md", "chart/kind_list.h", r'"([a-z-]+)"', 2, lambda kind: kind)


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
