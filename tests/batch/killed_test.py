#!/usr/bin/env python3
"""Builds of the real publication are killed at random moments, and at renames; whatever is left, every document is whole, and after the next
build all bytes are those of an undisturbed build. Ctrl-C ends a build in good order. Called with the program;
the variable ALMANAC_MOMENTS says how many moments (killed_long_test: 40)."""

import os
import pty
import random
import signal
import subprocess
import sys
import time
import unittest

from publication import Publication, Shim, end, processes_of, wait_stopped

PROGRAM = sys.argv.pop(1)
os.environ["ASAN_OPTIONS"] = "detect_leaks=0" # the search for leaks has a child of its own, and is no build
MOMENTS = int(os.environ.get("ALMANAC_MOMENTS", "4"))
# A few countries are enough for many moments: a build takes about a second.
SUBJECTS = "[BE, LU, MT, CY, EE, SI]"


def is_pending(pid, number):
    """Whether the process has not yet taken a signal sent to it."""
    try:
        with open(f"/proc/{pid}/status") as stream:
            mask = next(line for line in stream if line.startswith("ShdPnd:")).split()[1]
    except OSError:
        return False
    return bool(int(mask, 16) >> (number - 1) & 1)


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
        cls.shim = Shim(cls.publication.folder.name)

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
                victim = chance.choice(processes_of(build))
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                build.wait()
                self.expect_good_end()

    def test_the_whole_group_at_once(self):
        for moment in range(max(2, MOMENTS // 5)):
            with self.subTest(moment=moment):
                build = self.start("--force", start_new_session=True)
                time.sleep(random.Random(moment).random() * self.seconds)
                os.killpg(build.pid, signal.SIGKILL)
                build.wait()
                self.expect_good_end()

    def need_shim(self):
        if not self.shim.there:
            self.skipTest("no compiler")

    def test_at_a_rename(self):
        self.need_shim()
        for at in (1, 3, 6):
            for when in ("before", "after"):
                with self.subTest(at=at, when=when):
                    env = self.shim.environment(at, signal.SIGKILL, when)
                    self.assertEqual(self.start("--force", env=env).wait(), 1)
                    self.assertGreaterEqual(self.shim.count.stat().st_size, at)
                    self.expect_good_end()

    def stopped(self, at, *arguments, **options):
        """A build of everything by one worker, and that worker, stopped at a rename."""
        self.need_shim()
        build = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--force", "--jobs", "1", *arguments], stdout=subprocess.DEVNULL,
                                 env=self.shim.environment(at, signal.SIGSTOP), start_new_session=True, **options)
        self.addCleanup(end, build)
        return build, wait_stopped(build)

    def test_ctrl_c_leaves_whole_files_and_the_next_build_goes_on(self):
        """The signal goes to the whole group, as from a terminal, while the second document is being written."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                build, worker = self.stopped(4, stderr=subprocess.PIPE, text=True)
                os.killpg(build.pid, number)
                os.kill(worker, signal.SIGCONT)
                _, said = build.communicate()
                self.assertEqual(build.returncode, -number)
                self.assertIn("2 built, 0 fresh, 0 failed", said)
                self.assertIn(f"stopped with {len(self.made) - 2} left; the next build goes on with them", said)
                self.assertEqual(self.publication.left_over(), [])
                self.expect_good_end()

    def test_a_second_ctrl_c_does_not_wait(self):
        build, _ = self.stopped(4, stderr=subprocess.PIPE, text=True) # it is never let go on
        os.killpg(build.pid, signal.SIGINT)
        while is_pending(build.pid, signal.SIGINT):
            time.sleep(0.005)
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate()
        self.assertEqual(build.returncode, -signal.SIGINT)
        self.assertIn("1 built, 0 fresh, 0 failed", said)
        self.assertIn(f"stopped with {len(self.made) - 1} left; the next build goes on with them", said)
        self.assertEqual(self.publication.left_over(), [])
        self.expect_good_end()

    def test_a_bar_on_a_terminal_and_lines_elsewhere(self):
        terminal, program_side = pty.openpty()
        build, worker = self.stopped(4, stderr=program_side)
        os.close(program_side)
        time.sleep(0.2) # the bar is drawn when there is something new to see
        os.kill(worker, signal.SIGCONT)
        said = b""
        try:
            while piece := os.read(terminal, 4096):
                said += piece
        except OSError:
            pass
        os.close(terminal)
        self.assertEqual(build.wait(), 0)
        said = said.decode()
        self.assertIn("\r[", said)
        self.assertRegex(said, rf"\[#+\.+\] 2 of {len(self.made)}, [\d.]+ a second, \d+ (s|min) left")
        self.assertIn(f"{len(self.made)} of {len(self.made)}", said)
        plain = self.publication.run("build", "--force").stderr
        self.assertNotIn("\r", plain)
        self.assertIn(f"{len(self.made)} built", plain)


if __name__ == "__main__":
    unittest.main()
