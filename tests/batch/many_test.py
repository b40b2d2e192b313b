#!/usr/bin/env python3
"""Many factsheets of the real publication in one run: its subjects in as many editions as that takes, all from the same series, each filled,
drawn, laid out and written anew. No descriptor and no temporary file is left, and a second run loads nothing. Called with the program; the
variable ALMANAC_DOCUMENTS says how many, and that memory and processor time are looked at too (many_long_test: 10 000)."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest

from publication import Publication, processes_of

PROGRAM = sys.argv.pop(1)
LONG = "ALMANAC_DOCUMENTS" in os.environ
DOCUMENTS = int(os.environ.get("ALMANAC_DOCUMENTS", "108"))
SUBJECTS = 27 # of the group EU27
TICKS = os.sysconf("SC_CLK_TCK")


def peak(pid):
    """The most memory that a process has held [kB]; 0 once it has ended."""
    try:
        with open(f"/proc/{pid}/status") as stream:
            return next((int(line.split()[1]) for line in stream if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def processor_seconds(pid):
    try:
        with open(f"/proc/{pid}/stat") as stream:
            return sum(map(int, stream.read().rpartition(")")[2].split()[11:13])) / TICKS
    except OSError:
        return 0


def count_open(pid):
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


class Sample:
    """What the processes of a build hold, and have used, after so many documents."""

    def __init__(self, done, pids):
        self.done, self.workers = done, len(pids) - 1
        self.pool, self.worker = peak(pids[0]), max(map(peak, pids[1:]))
        self.descriptors = max(map(count_open, pids)) # of one process
        self.seconds = sum(map(processor_seconds, pids))

    def __str__(self):
        return (f"{self.done:6} documents: peak of the pool {self.pool / 1024:.1f} MB, of a worker {self.worker / 1024:.1f} MB, "
                f"{self.descriptors} descriptors, {self.seconds:.1f} s of processor time")


class Watch(threading.Thread):
    """Looks at a build now and then."""

    def __init__(self, process, out):
        super().__init__()
        self.process, self.out, self.samples, self.ended = process, out, [], threading.Event()

    def done(self):
        """The folders of editions are filled one after the other: cheap to ask, and near enough."""
        return sum(entry.name.startswith("copy-") for entry in os.scandir(self.out)) * SUBJECTS if self.out.exists() else 0

    def run(self):
        while not self.ended.wait(0.5 if LONG else 0.1):
            pids, done = processes_of(self.process), self.done()
            if len(pids) > 1 and done > 0:
                self.samples.append(Sample(done, pids))


class Many(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM, real=True)
        self.addCleanup(self.publication.folder.cleanup)
        self.out = self.publication.root / "out"
        text = (self.publication.root / "almanac.yaml").read_text()
        editions = -(-DOCUMENTS // SUBJECTS)
        self.total = editions * SUBJECTS
        names = "".join(f'  - name: "copy-{i + 1}"\n    date: 2026-11-21\n' for i in range(editions))
        (self.publication.root / "almanac.yaml").write_text(
            re.sub(r"^editions:\n.*?(?=^\S|^$)", "editions:\n" + names, text, flags=re.M | re.S))
        self.publication.declare(country_factsheet="{group: EU27}")

    def build(self):
        """(what it said, processor time [s], peak of memory [kB], samples) of a build that must succeed."""
        with tempfile.TemporaryFile("w+") as said:
            process = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build"], stdout=subprocess.DEVNULL, stderr=said)
            watch = Watch(process, self.out)
            watch.start()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            watch.ended.set()
            watch.join()
            said.seek(0)
            text = said.read()
        self.assertEqual(process.returncode, 0, text[-2000:])
        full = max((sample.workers for sample in watch.samples), default=0)
        samples = [sample for sample in watch.samples if sample.workers == full and sample.worker > 0] # none of them has ended
        return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, samples

    def test_many_factsheets(self):
        said, seconds, most, samples = self.build()
        self.assertIn(f"{self.total} built, 0 fresh, 0 failed", said)
        self.assertEqual(len(list(self.out.rglob("*.pdf"))), self.total)
        self.assertEqual(self.publication.left_over(), [])
        print(f"{self.total} documents: {1000 * seconds / self.total:.1f} ms of processor time each", file=sys.stderr)
        step = max(1, len(samples) // 10)
        print(*samples[::step], *samples[-1:], sep="\n", file=sys.stderr)
        self.expect_no_descriptor_kept(samples)
        if LONG:
            self.expect_flat(samples)
            self.expect_linear(samples)
        self.expect_nothing_to_do(most)

    def expect_no_descriptor_kept(self, samples):
        """One a document would be hundreds; a few are open for a moment."""
        half = len(samples) // 2
        if half > 0:
            self.assertLessEqual(max(s.descriptors for s in samples[half:]), max(s.descriptors for s in samples[:half]) + 8)

    def expect_flat(self, samples):
        """Once every subject has been met, a worker needs no more; the pool remembers what is to be said of each document."""
        warm, last = next(s for s in samples if s.done >= self.total // 10), samples[-1]
        self.assertLess(last.worker, warm.worker * 1.05 + 4096, "workers grow")
        self.assertLess(last.pool, warm.pool + 8192 + self.total, "the pool grows by more than a kilobyte a document")

    def expect_linear(self, samples):
        """What a document takes in the second half is compared with the first: were it to grow with their number, it would be three times as much."""
        middle, last = next(s for s in samples if s.done >= self.total // 2), samples[-1]
        first = middle.seconds / middle.done
        second = (last.seconds - middle.seconds) / (last.done - middle.done)
        print(f"processor time of a document: {1000 * first:.1f} ms in the first half, {1000 * second:.1f} ms in the second", file=sys.stderr)
        self.assertLess(second, 2 * first)

    def expect_nothing_to_do(self, most):
        """No data are loaded, which memory shows."""
        said, seconds, least, _ = self.build()
        self.assertIn(f"0 built, {self.total} fresh", said)
        self.assertLess(least, most / 2)
        print(f"nothing to do: {1000 * seconds:.0f} ms of processor time, {least / 1024:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
