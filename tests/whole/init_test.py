#!/usr/bin/env python3
"""`almanac init` makes a publication that builds at once, also from an installed program; completion and manual are installed and
work. usage: init_test.py ALMANAC"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
TOP = pathlib.Path(__file__).resolve().parents[2]


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **more)


class Init(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def test_it_builds_at_once(self):
        mine = self.folder / "new" / "mine"
        made = run(PROGRAM, "init", mine)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(made.stdout.splitlines(), [str(path) for path in sorted(mine.rglob("*"), key=str) if path.is_file()])
        built = run(PROGRAM, "-C", mine, "build", "--strict")
        self.assertEqual(built.returncode, 0, built.stderr)
        self.assertEqual(len(list(mine.glob("out/2026/*/note.en.pdf"))), 3)
        self.assertEqual(run(PROGRAM, "-C", mine, "trace", "--strict").returncode, 0)
        text = run("pdftotext", mine / "out/2026/BE/note.en.pdf", "-").stdout
        for words in ("Belgium produces EUR 50 600", "Walloon Region", "Eurostat (2025)"):
            self.assertIn(words, text.replace("\u202f", " ").replace("\xa0", " "))

    def test_a_folder_in_use_is_left_alone(self):
        (self.folder / "notes.txt").write_text("mine")
        refused = run(PROGRAM, "init", self.folder)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("[init-taken]", refused.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["notes.txt"])
        self.assertEqual(run(PROGRAM, "init", self.folder / "notes.txt").returncode, 1)
        self.assertEqual(run(PROGRAM, "init").returncode, 2)
        self.assertEqual(run(PROGRAM, "init", "a", "b").returncode, 2)

    def test_hidden_files_do_not_matter(self):
        (self.folder / ".git").mkdir()
        self.assertEqual(run(PROGRAM, "init", self.folder).returncode, 0)

    def test_installed(self):
        prefix = self.folder / "prefix"
        done = run("cmake", "--install", PROGRAM.parent, "--prefix", prefix)
        self.assertEqual(done.returncode, 0, done.stderr)
        program = prefix / "bin" / "almanac"
        self.assertEqual(run(program, "init", self.folder / "mine").returncode, 0)
        self.assertEqual(run(program, "-C", self.folder / "mine", "build").returncode, 0)
        names = {path.name for path in (prefix / "share/almanac/schemas").iterdir()}
        self.assertEqual(names, {path.name for path in (TOP / "share/schemas").iterdir()})
        page = (prefix / "share/man/man1/almanac.1").read_text()
        for words in (".SH COMMANDS", ".B init DIR", ".B \\-\\-jobs N", ".SH EXIT STATUS"):
            self.assertIn(words, page)
        if shutil.which("man"):
            self.assertEqual(run("man", "--warnings", "-l", prefix / "share/man/man1/almanac.1").stderr, "")
        self.assertTrue((prefix / "share/zsh/site-functions/_almanac").is_file())
        self.assertTrue((prefix / "share/fish/vendor_completions.d/almanac.fish").is_file())
        self.complete_in_bash(prefix)

    def complete_in_bash(self, prefix):
        """What bash offers behind a line, with the installed file."""
        mine = self.folder / "mine"

        def offers(*words):
            line = " ".join(f"'{word}'" for word in words)
            script = (f"source {prefix}/share/bash-completion/completions/almanac; COMP_WORDS=({line}); "
                      f"COMP_CWORD={len(words) - 1}; _almanac; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
            return run("bash", "-c", script, cwd=mine, env={**os.environ, "PATH": f"{prefix}/bin:{os.environ['PATH']}"}).stdout.split()

        self.assertEqual(offers("almanac", "in"), ["init"])
        self.assertEqual(set(offers("almanac", "")),
                         {line.split()[0] for line in run(PROGRAM, "--help").stdout.split("\noptions")[0].splitlines() if line.startswith("    ")})
        self.assertEqual(offers("almanac", "build", "--forc"), ["--force"])
        self.assertEqual(offers("almanac", "build", ""), ["BE", "HR", "IE"])
        self.assertEqual(offers("almanac", "build", "--template", "n"), ["note"])
        self.assertEqual(offers("almanac", "--edition", ""), ["2026"])
        self.assertEqual(offers("almanac", "--stop-after", "ta"), ["table", "tags"])
        self.assertEqual(offers("almanac", "-C", str(mine), "list", "H"), ["HR"])


if __name__ == "__main__":
    unittest.main(verbosity=0)
