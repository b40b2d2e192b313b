#!/usr/bin/env python3
"""What the system may do to a build: no room, no right to write, another build at work. Called with the program."""

import os
import resource
import signal
import subprocess
import sys
import time
import unittest

from publication import Publication

PROGRAM = sys.argv.pop(1)


def mounted(folder, options):
    """A small file system of its own at folder, where this process may mount one."""
    folder.mkdir(exist_ok=True)
    return os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder],
                                                capture_output=True).returncode == 0


class Faults(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM)
        self.addCleanup(self.publication.folder.cleanup)

    def expect_whole(self, made):
        """Every document there is one that an undisturbed build makes, and nothing half-written lies about."""
        for path, content in self.publication.documents().items():
            self.assertEqual(content, made[path], path)
        self.assertEqual(self.publication.left_over(), [])

    def made_elsewhere(self):
        with Publication(PROGRAM) as other:
            other.build()
            return other.documents()

    def test_a_full_disk(self):
        made = self.made_elsewhere()
        out = self.publication.root / "out"
        if not mounted(out, "size=100k"):
            self.skipTest("no file system may be mounted here")
        self.addCleanup(subprocess.run, ["umount", out], check=True)
        (out / "filling").write_bytes(bytes(60 * 1024))
        result = self.publication.build()
        self.assertIn("[file-unwritable]", result.stderr)
        self.assertEqual(result.returncode, 3 if "[batch-stopped]" in result.stderr else 1)
        (out / "filling").unlink()
        self.expect_whole(made)
        subprocess.run(["mount", "-o", "remount,size=4m", out], check=True)
        result = self.publication.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(self.publication.build().stdout, "")

    def test_a_limit_of_the_process(self):
        """Documents fit under the limit, the record does not: it is said, and the next build makes good."""
        self.publication.build()
        largest = (self.publication.root / "out/record.sqlite").stat().st_size
        self.publication.change("templates/sheet/template.md", "All figures are invented", "No figure is true")
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        result = self.publication.build(preexec_fn=limit)
        self.assertIn("[batch-record-lost]", result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 2)
        self.assertEqual(self.publication.left_over(), [])
        made = self.publication.documents()
        result = self.publication.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(self.publication.build().stdout, "")

    def test_a_folder_that_cannot_be_written(self):
        self.publication.build()
        made = self.publication.documents()
        out = self.publication.root / "out"
        if not mounted(out, "size=1m"):
            self.skipTest("no file system may be mounted here")
        self.addCleanup(subprocess.run, ["umount", out], check=True)
        self.publication.build()
        self.publication.change("data/income-synthetic.tsv", "28000 p", "29000 p")
        subprocess.run(["mount", "-o", "remount,ro", out], check=True)
        result = self.publication.build()
        self.assertEqual(result.returncode, 1)
        self.assertIn("[file-unwritable]", result.stderr)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(len(self.publication.stale()), 1) # reading needs no right to write

    def test_two_builds_at_once(self):
        first = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet", "--force"], stdout=subprocess.PIPE)
        lock = self.publication.root / "out/record.sqlite.lock"
        for _ in range(2000):
            if lock.exists() and lock.read_text():
                break
            time.sleep(0.001)
        os.kill(first.pid, signal.SIGSTOP) # it holds the folder as long as it lives
        second = self.publication.build()
        os.kill(first.pid, signal.SIGCONT)
        first.communicate()
        self.assertEqual(second.returncode, 3)
        self.assertIn("[batch-busy]", second.stderr)
        self.assertIn(f"process {first.pid} on", second.stderr)
        self.assertEqual(first.returncode, 0)
        self.assertEqual(self.publication.stale(), {})

    def test_many_builds_at_once_leave_one_result(self):
        made = self.made_elsewhere()
        builds = [subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet"], stdout=subprocess.DEVNULL)
                  for _ in range(6)]
        for build in builds:
            self.assertEqual(build.wait(timeout=120), 0)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(self.publication.left_over(), [])

    def test_a_damaged_record(self):
        self.publication.build()
        made = self.publication.documents()
        (self.publication.root / "out/record.sqlite").write_bytes(b"SQLite format 3\0" + bytes(5000))
        result = self.publication.build()
        self.assertIn("[batch-record]", result.stderr)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(self.publication.build().stdout, "")

    def test_a_killed_worker_fails_one_document(self):
        made = self.made_elsewhere()
        env = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"} # which has a child of its own at the end
        program = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet", "--jobs", "1"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
        children = f"/proc/{program.pid}/task/{program.pid}/children"
        killed = False
        while program.poll() is None and not killed:
            with open(children) as stream:
                for child in stream.read().split():
                    os.kill(int(child), signal.SIGKILL)
                    killed = True
        out, messages = program.communicate()
        self.assertTrue(killed)
        self.assertIn("[batch-worker-died]", messages)
        self.assertEqual(program.returncode, 1)
        self.expect_whole(made)
        self.assertEqual(len(self.publication.documents()), 1)
        self.assertEqual(self.publication.build().returncode, 0)
        self.assertEqual(self.publication.documents(), made)


if __name__ == "__main__":
    unittest.main()
