#!/usr/bin/env python3
"""What the system may do to a build: no room, no right to write, another build at work. Called with the program."""

import os
import resource
import signal
import subprocess
import sys
import time
import unittest

from publication import Publication, Shim, end, wait_stopped

PROGRAM = sys.argv.pop(1)


def mounted(folder, options):
    """A small file system of its own at folder, where this process may mount one."""
    folder.mkdir(exist_ok=True)
    return os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder],
                                                capture_output=True).returncode == 0


def is_alive(pid):
    """Neither gone nor dead and waited for by nobody."""
    try:
        with open(f"/proc/{pid}/stat") as stream:
            return stream.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


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

    def shim(self):
        shim = Shim(self.publication.folder.name)
        if not shim.there:
            self.skipTest("no compiler")
        return shim

    def test_two_builds_at_once(self):
        first = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet"], stdout=subprocess.DEVNULL,
                                 env=self.shim().environment(1, signal.SIGSTOP))
        self.addCleanup(end, first)
        worker = wait_stopped(first) # the folder is held as long as it does not go on
        second = self.publication.build()
        self.assertEqual(second.returncode, 3)
        self.assertIn("[batch-busy]", second.stderr)
        self.assertIn(f"process {first.pid} on", second.stderr)
        os.kill(worker, signal.SIGCONT)
        self.assertEqual(first.wait(), 0)
        self.assertEqual(self.publication.left_over(), [])

    def test_many_builds_at_once_leave_one_result(self):
        """Each waits a moment for the one before it; one that has waited in vain says so."""
        made = self.made_elsewhere()
        builds = [subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True) for _ in range(6)]
        ended = []
        for build in builds:
            _, said = build.communicate()
            ended.append(build.returncode)
            self.assertIn(build.returncode, (0, 3), said)
            self.assertEqual("[batch-busy]" in said, build.returncode == 3)
        self.assertIn(0, ended)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(self.publication.left_over(), [])
        self.assertEqual(self.publication.build().stdout, "")

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
        result = self.publication.build("--jobs", "1", env=self.shim().environment(1, signal.SIGKILL))
        self.assertIn("[batch-worker-died]", result.stderr)
        self.assertEqual(result.returncode, 1)
        self.expect_whole(made)
        self.assertEqual(len(self.publication.documents()), 1)
        self.assertEqual(self.publication.build().returncode, 0)
        self.assertEqual(self.publication.documents(), made)

    def test_workers_die_with_the_build(self):
        """Nobody is left who would keep the next build out."""
        made = self.made_elsewhere()
        first = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build", "--quiet"], stdout=subprocess.DEVNULL,
                                 env=self.shim().environment(1, signal.SIGSTOP))
        self.addCleanup(end, first)
        worker = wait_stopped(first)
        first.kill()
        first.wait()
        while is_alive(worker):
            time.sleep(0.005)
        self.assertEqual(self.publication.build().returncode, 0)
        self.assertEqual(self.publication.documents(), made)
        self.assertEqual(self.publication.left_over(), [])


if __name__ == "__main__":
    unittest.main()
