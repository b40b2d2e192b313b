#!/usr/bin/env python3
"""Builds of the real publication are killed at random moments, and at renames; whatever is left, every document is whole, and after the next
build all bytes are those of an undisturbed build. Ctrl-C ends a build in good order. Called with the program;
the variable ALMANAC_MOMENTS says how many moments (killed_long_test: 40)."""

import os
import pathlib
import pty
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from publication import HERE, Publication

PROGRAM = sys.argv.pop(1)
os.environ["ASAN_OPTIONS"] = "detect_leaks=0" # the search for leaks has a child of its own, and is no build
MOMENTS = int(os.environ.get("ALMANAC_MOMENTS", "4"))
# A few countries are enough for many moments: a build takes about a second.
SUBJECTS = "[BE, LU, MT, CY, EE, SI]"


def group_of(process):
    """The pids of the build and of its workers."""
    try:
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as stream:
            return [process.pid] + [int(pid) for pid in stream.read().split()]
    except OSError:
        return [process.pid]


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.publication = Publication(PROGRAM, real=True)
        cls.publication.declare(country_factsheet=SUBJECTS)
        started = time.monotonic()
        result = cls.publication.build()
        cls.seconds = time.monotonic() - started
        assert result.returncode == 0, result.stderr
        cls.made = cls.publication.documents()

    @classmethod
    def tearDownClass(cls):
        cls.publication.folder.cleanup()

    def start(self, *arguments, **options):
        return subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet", *arguments],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    def expect_whole(self):
        for path, content in self.publication.documents().items():
            self.assertEqual(content, self.made[path], path)

    def expect_good_end(self):
        """The next build goes on; then there is nothing to do, and nothing lies about."""
        self.expect_whole()
        result = self.publication.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.publication.documents(), self.made)
        self.assertEqual(self.publication.left_over(), [])
        self.assertEqual(self.publication.build().stdout, "")

    def remove_some(self, chance):
        for path in self.made:
            if chance.random() < 0.7:
                (self.publication.root / path).unlink(missing_ok=True)

    def test_any_process_at_random_moments(self):
        for moment in range(MOMENTS):
            with self.subTest(moment=moment):
                chance = random.Random(moment)
                self.remove_some(chance)
                build = self.start(*chance.choice([[], ["--force"]]))
                time.sleep(chance.random() * self.seconds * 1.2)
                group = group_of(build)
                victim = chance.choice(group)
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                build.wait(timeout=60)
                self.expect_good_end()

    def test_the_whole_group_at_once(self):
        for moment in range(max(2, MOMENTS // 5)):
            with self.subTest(moment=moment):
                build = self.start("--force", start_new_session=True)
                time.sleep(random.Random(moment).random() * self.seconds)
                os.killpg(build.pid, signal.SIGKILL)
                build.wait(timeout=60)
                self.expect_good_end()

    def test_at_a_rename(self):
        with tempfile.TemporaryDirectory() as folder:
            shim = pathlib.Path(folder) / "shim.so"
            if subprocess.run(["cc", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", shim, HERE / "shim.c", "-ldl"]).returncode != 0:
                self.skipTest("no compiler")
            for at in (1, 3, 6):
                for when in ("before", "after"):
                    with self.subTest(at=at, when=when):
                        count = pathlib.Path(folder) / f"count-{at}-{when}"
                        env = {**os.environ, "LD_PRELOAD": str(shim), "ALMANAC_KILL_AT": str(at), "ALMANAC_KILL_WHEN": when,
                               "ALMANAC_KILL_COUNT": str(count),
                               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}  # the shim comes first
                        self.assertEqual(self.start("--force", env=env).wait(timeout=60), 1)
                        self.assertGreaterEqual(count.stat().st_size, at)
                        self.expect_good_end()

    def interrupt(self, number):
        """The signal goes to the whole group, as from a terminal. Returns what was said."""
        build = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--force"], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True, start_new_session=True)
        while len(group_of(build)) < 2 and build.poll() is None:
            time.sleep(0.005)
        time.sleep(0.1)
        os.killpg(build.pid, number)
        _, said = build.communicate(timeout=60)
        self.assertEqual(build.returncode, -number)
        return said

    def test_ctrl_c_leaves_whole_files_and_the_next_build_goes_on(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            said = self.interrupt(number)
            built, left = int(re.search(r"(\d+) built", said)[1]), int(re.search(r"stopped with (\d+) left", said)[1])
            self.assertEqual(built + left, len(self.made), said)
            self.assertEqual(self.publication.left_over(), [])
            self.expect_good_end()

    def test_a_bar_on_a_terminal_and_lines_elsewhere(self):
        terminal, program_side = pty.openpty()
        build = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--force"], stdout=subprocess.DEVNULL,
                                 stderr=program_side)
        os.close(program_side)
        said = b""
        try:
            while piece := os.read(terminal, 4096):
                said += piece
        except OSError:
            pass
        self.assertEqual(build.wait(), 0)
        said = said.decode()
        self.assertIn("\r[", said)
        self.assertRegex(said, rf"\[#+\.+\] \d of {len(self.made)}, [\d.]+ a second, \d+ s left")
        self.assertIn(f"{len(self.made)} of {len(self.made)}", said)
        plain = self.publication.run("build", "--force").stderr
        self.assertNotIn("\r", plain)
        self.assertIn(f"{len(self.made)} built", plain)


if __name__ == "__main__":
    unittest.main()
