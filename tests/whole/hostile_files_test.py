#!/usr/bin/env python3
"""Files that nobody should send: each is refused with its place and its cause, in little memory, and nothing becomes zero.

usage: hostile_files_test.py ALMANAC
"""
import gzip
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""
SCHEMA = ("    schema: {fields: [{name: geo, role: dimension}, {name: year, role: time}, {name: value, role: value}]}\n")
LIMIT = 3 * 1024 * 1024 * 1024  # address space [byte]; with the sanitizers there is no such limit


class Hostile(unittest.TestCase):
    def read(self, write, form="csv"):
        """Messages for a package whose only file is made by write(path)."""
        with tempfile.TemporaryDirectory() as folder:
            write(os.path.join(folder, "table"))
            with open(os.path.join(folder, "datapackage.yaml"), "w", encoding="ascii") as stream:
                stream.write(f"resources:\n  - name: bad\n    path: table\n    format: {form}\n" + SCHEMA * (form == "csv"))
            limited = "sanitize" not in ALMANAC
            done = subprocess.run([ALMANAC, "-C", folder, "build", "--stop-after=table", "--package", "datapackage.yaml"],
                                  capture_output=True, text=True, check=False, preexec_fn=lambda: limited and
                                  resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)))
            self.assertEqual(done.returncode, 1, done.stderr[:500])
            self.assertNotIn(" = 0\n", done.stdout)
            return done.stderr

    def test_a_line_of_ten_gigabytes(self):
        def write(path):
            with open(path, "wb") as stream:
                stream.write(b"geo,year,value\n")
                stream.truncate(10 * 1024 ** 3)  # a hole: takes no room on the disk
        said = self.read(write)
        self.assertIn("datapackage.yaml:3:5: error: the file is larger than the limit; not read: table: more than 256 MiB", said)

    def test_a_line_of_a_hundred_megabytes(self):
        def write(path):
            with open(path, "wb") as stream:
                stream.write(b"geo,year,value\nXA1,2019," + b"1" * 100_000_000 + b"\n")
        said = self.read(write)
        self.assertIn("table:2: error: the table passes a limit; the file was left out: a field of more than 1 MiB", said)

    def test_a_small_file_that_inflates_without_end(self):
        def write(path):
            member = gzip.compress(b"0" * 10_000_000, 9)
            with open(path, "wb") as stream:
                stream.write(member * 1000)  # 10 GB in ten megabytes
        said = self.read(write)
        self.assertIn("datapackage.yaml:3:5: error: the file is larger than the limit; not read: table: more than 256 MiB "
                      "after inflating", said)

    def test_a_header_of_a_million_columns(self):
        said = self.read(lambda path: pathlib.Path(path).write_text("geo" + ",x" * 1_000_000 + "\n"))
        self.assertIn("more than 10 000 columns", said)

    def test_a_quote_that_swallows_the_file(self):
        said = self.read(lambda path: pathlib.Path(path).write_text('geo,year,value\nXA1,2019,"1\n' + "x,y,z\n" * 1000))
        self.assertIn("table:2: error: a quote is never closed", said)

    def test_nested_brackets(self):
        said = self.read(lambda path: pathlib.Path(path).write_text("[" * 1_000_000), "json-stat")
        self.assertIn("JSON cannot be read", said)

    def test_bytes_that_are_no_text(self):
        for text, cause in ((b"geo,year,value\nXA\xff,2019,1\n", "table:2:3: error: the file is not valid UTF-8"),
                            (b"geo,year,value\nXA\0,2019,1\n", "table:2:3: error: the file holds a NUL byte"),
                            (b"\x1f\x8b\x08rest", "datapackage.yaml:3:5: error: the compressed file is damaged"),
                            (b"", "table: error: the file has no header row")):
            with self.subTest(cause=cause):
                said = self.read(lambda path, text=text: pathlib.Path(path).write_bytes(text))
                self.assertIn(cause, said)


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
