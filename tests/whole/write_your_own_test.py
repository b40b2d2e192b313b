#!/usr/bin/env python3
"""docs/write-your-own.md as a newcomer would follow it: in an empty folder, all commands and files in their order, with nothing but the program.

usage: write_your_own_test.py ALMANAC
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ALMANAC = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "write-your-own.md"
FENCE = re.compile(r"^```(sh fails|sh|file|add|replace|with|message)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Newcomer(unittest.TestCase):
    def run_shell(self, text, where, fails):
        """Each command of the block; cd lasts. Returns the folder that the next block begins in, and what was said."""
        said = ""
        for line in text.strip().splitlines():
            if line.startswith("cd "):
                where = where / line[3:]
                continue
            run = subprocess.run(["bash", "-c", line], cwd=where, capture_output=True, text=True, check=False,
                                 env={**os.environ, "PATH": f"{ALMANAC.parent}:{os.environ['PATH']}"})
            said = run.stdout + run.stderr
            if not (fails and line.startswith("almanac")):
                self.assertEqual(run.returncode, 0, f"{line}\n{said}")
            else:
                self.assertNotEqual(run.returncode, 0, line)
        return where, said

    def test_the_page_leads_to_documents(self):
        with tempfile.TemporaryDirectory() as folder:
            where, said, wanted, blocks = pathlib.Path(folder), "", "", 0
            for kind, path, text in FENCE.findall(PAGE.read_text(encoding="utf-8")):
                blocks += 1
                if kind.startswith("sh"):
                    where, said = self.run_shell(text, where, kind == "sh fails")
                elif kind == "message":
                    for line in text.strip().splitlines():
                        self.assertIn(line, said)
                elif kind == "replace":
                    wanted = text
                elif kind == "with":
                    old = (where / path).read_text(encoding="utf-8")
                    self.assertEqual(old.count(wanted), 1)
                    (where / path).write_text(old.replace(wanted, text), encoding="utf-8")
                else:
                    (where / path).parent.mkdir(parents=True, exist_ok=True)
                    with open(where / path, "a" if kind == "add" else "w", encoding="utf-8") as stream:
                        stream.write(text)
                    if path.endswith("template.md") and kind == "file":
                        self.assertLessEqual(len(text.splitlines()), 42)
            self.assertGreater(blocks, 12)
            self.assertEqual(len(list(where.glob("out/2026/*/place.en.pdf"))), 3)
            drawn = subprocess.run([ALMANAC, "-C", where, "chart", "BE/place"], capture_output=True, text=True, check=False)
            self.assertIn("fig-outlook", drawn.stdout + drawn.stderr + subprocess.run(
                [ALMANAC, "-C", where, "build", "--stop-after=document", "--template", "place", "BE"], capture_output=True, text=True, check=False).stdout)


if __name__ == "__main__":
    unittest.main()
