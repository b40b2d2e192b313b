#!/usr/bin/env python3
"""Whole runs over the synthetic publication tests/golden/world: status, files, record, bytes.

usage: whole_test.py ALMANAC
"""
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
WORLD = os.path.join(TESTS, "golden", "world")


class Whole(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = os.path.join(self.folder.name, "world")
        shutil.copytree(WORLD, self.root, ignore=shutil.ignore_patterns("out"))

    def run_almanac(self, *arguments, env=None, cwd=None):
        return subprocess.run([ALMANAC, *arguments], capture_output=True, text=True, check=False, cwd=cwd or self.folder.name,
                              env={**os.environ, "SOURCE_DATE_EPOCH": "1577836800", **(env or {})})

    def build(self, *arguments, **options):
        return self.run_almanac("-C", self.root, "build", *arguments, **options)

    def outputs(self):
        found = {}
        for folder, _, names in os.walk(os.path.join(self.root, "out")):
            for name in names:
                if name.endswith(".pdf"):
                    path = os.path.join(folder, name)
                    with open(path, "rb") as stream:
                        found[os.path.relpath(path, self.root)] = hashlib.sha256(stream.read()).hexdigest()
        return found

    def files_left(self):
        """Temporary files in out/: what is being written, and the journal of the record."""
        left = []
        for folder, _, names in os.walk(os.path.join(self.root, "out")):
            left += [n for n in names if n.startswith(".") or n.endswith((".part", ".tmp", "-journal", "-wal", "-shm"))]
        return left

    def change(self, path, old, new):
        path = os.path.join(self.root, path)
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text.replace(old, new, 1))

    def test_builds_all_and_then_nothing(self):
        first = self.build()
        self.assertEqual(first.returncode, 0, first.stderr)
        made = self.outputs()
        self.assertGreaterEqual(len(made), 2)
        self.assertEqual(self.files_left(), [])
        second = self.build()
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertEqual(second.stdout, "")
        self.assertIn(f"0 built, {len(made)} fresh", second.stderr)
        self.assertEqual(self.outputs(), made)

    def test_same_bytes_whatever_the_surroundings(self):
        self.assertEqual(self.build("--jobs", "1").returncode, 0)
        one = self.outputs()
        other = {"TZ": "Pacific/Apia", "LC_ALL": "de_DE.UTF-8", "HOME": "/nonexistent"}
        again = self.run_almanac("build", "--force", "--jobs", "2", env=other, cwd=self.root)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.outputs(), one)

    def test_a_touched_file_rebuilds_nothing(self):
        self.build()
        os.utime(os.path.join(self.root, "almanac.yaml"))
        self.assertIn("0 built", self.build().stderr)

    def test_a_changed_input_is_the_reason(self):
        self.build()
        self.change("almanac.yaml", "title:", "# a remark\ntitle:")
        self.assertIn("0 built", self.build().stderr)
        self.change("templates/sheet/template.md", "All figures are invented", "All figures here are invented")
        listing = self.run_almanac("-C", self.root, "list")
        self.assertEqual(listing.returncode, 0, listing.stderr)
        self.assertIn("templates/sheet/template.md changed", listing.stdout)
        self.assertNotIn("0 built", self.build().stderr)

    def test_a_font_that_is_dropped_in_is_the_reason(self):
        self.build()
        with open(os.path.join(self.root, "fonts", "Further.ttf"), "wb") as stream:
            stream.write(b"no face is named so")
        self.assertIn("fonts/ changed", self.run_almanac("-C", self.root, "list").stdout)
        os.remove(os.path.join(self.root, "fonts", "Further.ttf"))
        self.assertIn("0 built", self.build().stderr)
        with open(os.path.join(self.root, "fonts", "Roboto-Light.ttf"), "ab") as stream:
            stream.write(b"\0")
        self.assertIn("fonts/Roboto-Light.ttf changed", self.run_almanac("-C", self.root, "list").stdout)

    def test_a_missing_output_is_made_again(self):
        self.build()
        made = self.outputs()
        gone = sorted(made)[0]
        os.remove(os.path.join(self.root, gone))
        again = self.build()
        self.assertIn("1 built", again.stderr)
        self.assertIn("the output is missing", again.stdout)
        self.assertEqual(self.outputs(), made)

    def test_dry_run_makes_nothing(self):
        result = self.build("--dry-run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("never built", result.stdout)
        self.assertEqual(self.outputs(), {})

    def test_shards_are_complete_and_disjoint(self):
        self.build()
        all_of_them = self.outputs()
        shutil.rmtree(os.path.join(self.root, "out"))
        self.build("--shard", "1/2")
        first = self.outputs()
        shutil.rmtree(os.path.join(self.root, "out"))
        self.build("--shard", "2/2")
        second = self.outputs()
        self.assertTrue(first and second)
        self.assertEqual(set(first) & set(second), set())
        self.assertEqual({**first, **second}, all_of_them)

    def test_out_that_cannot_be_written(self):
        with open(os.path.join(self.root, "out"), "w", encoding="utf-8") as stream:
            stream.write("a file where the folder should be\n")
        result = self.build()
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("[file-unwritable]", result.stderr)

    def test_a_missing_font_is_one_message(self):
        self.change("fonts/fonts.yaml", "Roboto-Regular.ttf", "Roboto-Absent.ttf")
        result = self.build()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(result.stderr.count("error:"), 1, result.stderr)
        self.assertIn("Roboto-Absent.ttf", result.stderr)
        self.assertEqual(self.outputs(), {})

    def test_an_unknown_subject_is_said(self):
        result = self.build("NOWHERE")
        self.assertEqual(result.returncode, 1)
        self.assertIn("[publication-unknown-document]", result.stderr)

    def test_usage(self):
        for arguments in (["--nonsense"], ["nonsense"], [], ["build", "--jobs", "none"], ["build", "--shard", "3/2"]):
            result = self.run_almanac(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn("almanac: ", result.stderr)
        for arguments in (["--help"], ["--version"]):
            result = self.run_almanac(*arguments)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("almanac", result.stdout)

    def test_broken_publication(self):
        self.change("almanac.yaml", "title:", "title: [\n")
        result = self.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn("almanac.yaml:", result.stderr)
        self.assertIn("[yaml-syntax]", result.stderr)
        self.assertEqual(self.outputs(), {})


    def test_faults_of_the_publication_are_said(self):
        cases = [
            ("almanac.yaml", "date: 2020-01-01", "date: 2020-13-01", "[publication-bad-date]"),
            ("data/abbreviations.yaml", "XJ: jobs of any kind", "XJ: [jobs]", "[yaml-wrong-kind]"),
            ("data/bibliography.yaml", "author: Synthetic Office", "author: {family: Abel, given: Jo, title: Dr}", "[yaml-unknown-key]"),
            ("data/bibliography.yaml", "author: Synthetic Office", "author: {given: Jo}", "[yaml-missing-key]"),
            ("data/bibliography.yaml", "author: Synthetic Office", "author: [[Abel]]", "[yaml-wrong-kind]"),
            ("data/bibliography.yaml", "author: Synthetic Office", "others: maybe", "[yaml-wrong-kind]"),
            ("almanac.yaml", "language: en", "language: en\narchive: 1b", "[publication-bad-archive]"),
            ("almanac.yaml", "documents:", "documents: []\nunused:", "[publication-empty]"),
            ("almanac.yaml", "{group: SYNTHETIC}", "[XA, XZ]", "[publication-unknown-subject]"),
            ("almanac.yaml", "{group: SYNTHETIC}", "{group: NONE}", "[publication-unknown-subject]"),
            ("templates/sheet/template.md", "kind=bar", "kind=bar span=nowhere", "[theme-unknown-span]"),
        ]
        for path, old, new, code in cases:
            with self.subTest(code=code, new=new):
                self.change(path, old, new)
                result = self.build("--force")
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn(code, result.stderr)
                self.assertRegex(result.stderr, path + r":\d+:\d+: error: ")
                self.change(path, new, old)

    def test_what_is_read_with_errors_is_not_built(self):
        """A block that was left out of a template, a description that was left out: their documents are not made."""
        self.change("templates/sheet/template.md", "::: chart", "::: table\nheadline: \"a\" b\n---\n:::\n\n::: chart")
        result = self.build()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("[yaml-syntax]", result.stderr)
        self.assertIn("[report-faulty-input]", result.stderr)
        self.assertEqual(self.outputs(), {})

    def test_a_faulty_description_stops_its_country_only(self):
        os.makedirs(os.path.join(self.root, "data", "policies", "XA"), exist_ok=True)
        with open(os.path.join(self.root, "data", "policies", "XA", "one.md"), "w", encoding="utf-8") as stream:
            stream.write("---\nname: One\nnonsense: 1\n---\n\nText.\n")
        result = self.build()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("data/policies/XA/one.md:", result.stderr)
        self.assertEqual([name for name in self.outputs() if "XA" in name], [])
        self.assertNotEqual(self.outputs(), {})

    def test_an_unknown_name_is_said(self):
        for arguments in (["show", "nothing"], ["explain", "job_share[XA, Z]"]):
            result = self.run_almanac("-C", self.root, *arguments)
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assertIn("[inspect-unknown-name]", result.stderr)

    def test_questions_are_answered(self):
        show = self.run_almanac("-C", self.root, "show")
        self.assertEqual(show.returncode, 0, show.stderr)
        self.assertIn("job_share[geo, branch]", show.stdout)
        explain = self.run_almanac("-C", self.root, "explain", "job_share[XA, P]")
        self.assertEqual(explain.returncode, 0, explain.stderr)
        self.assertIn("jobs-synthetic.csv:2:", explain.stdout)
        trace = self.run_almanac("-C", self.root, "trace", "XA")
        self.assertEqual(trace.returncode, 0, trace.stderr)
        self.assertRegex(trace.stdout, r"page 1\t40\.0\ttext\tpoint job_share\[XA, P, 2019\]")
        self.assertNotIn("\tnone", trace.stdout)

    def test_a_record_that_is_none(self):
        os.mkdir(os.path.join(self.root, "out"))
        with open(os.path.join(self.root, "out", "record.sqlite"), "w", encoding="utf-8") as stream:
            stream.write("this is no database, and it is longer than the head of one would be\n" * 40)
        result = self.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("[batch-record]", result.stderr)
        self.assertEqual(len(self.outputs()), 2)

    def test_workers_that_cannot_work(self):
        """With ever fewer descriptors some step fails; each failure is said, and nothing is half written."""
        self.build()
        made = self.outputs()
        died = False
        for limit in range(4, 16):
            result = subprocess.run([ALMANAC, "-C", self.root, "build", "--force", "--jobs", "2"], capture_output=True, text=True,
                                    check=False, env={**os.environ, "SOURCE_DATE_EPOCH": "1577836800"},
                                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
            self.assertIn(result.returncode, (0, 1, 3), result.stderr)
            if result.returncode != 0:
                self.assertIn("error: ", result.stderr)
            died = died or "[batch-worker-died]" in result.stderr
            self.assertEqual(self.outputs(), made)
            self.assertEqual(self.files_left(), [])
        self.assertTrue(died, "no limit stopped a worker: nothing was tried")


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
