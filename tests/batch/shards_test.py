#!/usr/bin/env python3
"""Shards at work at the same time in one folder give what one build gives, however many they are; the line of docs/refresh.md for GNU parallel is run
as it stands there, where that is installed. Called with the program."""

import os
import re
import shutil
import subprocess
import sys
import unittest

from publication import Publication, line_of_docs

PROGRAM = os.path.abspath(sys.argv.pop(1))


class Shards(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM, real=True)
        self.addCleanup(self.publication.folder.cleanup)
        self.made = self.publication.sharded()

    def test_at_the_same_time(self):
        shards = [subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet", "--jobs", "1", "--shard", f"{shard}/4"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for shard in range(1, 5)]
        built = []
        for shard in shards:
            out, messages = shard.communicate()
            self.assertEqual(shard.returncode, 0, messages)
            built += re.findall(r"^built  (\S+)", out, re.M)
        self.assertEqual(sorted(built), sorted(self.made)) # each once
        self.publication.expect_all(self, self.made)

    def test_gnu_parallel(self):
        if not shutil.which("parallel"):
            self.skipTest("GNU parallel is not installed")
        script = line_of_docs("parallel ")
        self.assertIn("--shard", script)
        environment = {**os.environ, "PATH": f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}"}
        result = subprocess.run(["bash", "-ec", script], cwd=self.publication.root, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(re.findall("^built ", result.stdout, re.M)), len(self.made))
        self.publication.expect_all(self, self.made)

    def test_any_number_is_complete_and_disjoint(self):
        self.publication.build() # so that nothing has to be loaded for a list
        for shards in (1, 2, 7, 40):
            found = []
            for shard in range(1, shards + 1):
                found += self.publication.states("--shard", f"{shard}/{shards}")
            self.assertEqual(sorted(found), sorted(self.made))


if __name__ == "__main__":
    unittest.main()
