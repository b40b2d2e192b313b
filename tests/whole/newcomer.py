"""A page of the docs as a newcomer would follow it: all its commands and files in their order, with nothing but the program.

Fences: sh and sh fails (commands), message (lines that the last command said), file and add (a file's text), replace and with."""
import os
import pathlib
import re
import subprocess

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```(sh fails|sh|file|add|replace|with|message)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Newcomer:
    """Follows a page for a test case, from a folder on."""

    def __init__(self, case, almanac, folder):
        self.case, self.almanac, self.where, self.said, self.wanted = case, almanac, pathlib.Path(folder), "", ""

    def run_shell(self, text, fails):
        """Each command of the block; cd lasts."""
        for line in text.strip().splitlines():
            if line.startswith("cd "):
                self.where = self.where / line[3:]
                continue
            run = subprocess.run(["bash", "-c", line], cwd=self.where, capture_output=True, text=True, check=False,
                                 env={**os.environ, "PATH": f"{self.almanac.parent}:{os.environ['PATH']}"})
            self.said = run.stdout + run.stderr
            if not (fails and line.startswith("almanac")):
                self.case.assertEqual(run.returncode, 0, f"{line}\n{self.said}")
            else:
                self.case.assertNotEqual(run.returncode, 0, line)

    def replace(self, path, text):
        old = (self.where / path).read_text(encoding="utf-8")
        self.case.assertEqual(old.count(self.wanted), 1)
        (self.where / path).write_text(old.replace(self.wanted, text), encoding="utf-8")

    def write(self, path, text, mode):
        (self.where / path).parent.mkdir(parents=True, exist_ok=True)
        with open(self.where / path, mode, encoding="utf-8") as stream:
            stream.write(text)

    def follow(self, page):
        """Returns the blocks: kind, path, text."""
        blocks = FENCE.findall((DOCS / page).read_text(encoding="utf-8"))
        for kind, path, text in blocks:
            if kind.startswith("sh"):
                self.run_shell(text, kind == "sh fails")
            elif kind == "message":
                for line in text.strip().splitlines():
                    self.case.assertIn(line, self.said)
            elif kind == "replace":
                self.wanted = text
            elif kind == "with":
                self.replace(path, text)
            else:
                self.write(path, text, "a" if kind == "add" else "w")
        return blocks
