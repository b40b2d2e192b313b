#!/usr/bin/env python3
"""Ten thousand factsheets of the real publication in one run: its subjects in as many editions as that takes, all from the same series, each filled, drawn, laid out and
written anew. Memory stays flat, time grows with the number, no descriptor and no temporary file is left. Called with the program; the variable
ALMANAC_DOCUMENTS says another number."""

import os
import re
import resource
import subprocess
import sys
import threading
import time
import unittest

from publication import Publication

PROGRAM = sys.argv.pop(1)
DOCUMENTS = int(os.environ.get("ALMANAC_DOCUMENTS", "10000"))


def status(pid, key):
    """A figure of /proc in kB, 0 once the process has ended."""
    try:
        with open(f"/proc/{pid}/status") as stream:
            return next((int(line.split()[1]) for line in stream if line.startswith(key)), 0)
    except OSError:
        return 0


def count_open(pid):
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


class Watch(threading.Thread):
    """What the processes hold, now and then: (documents done, kB of the pool, kB of its largest worker, descriptors of all)."""

    def __init__(self, process, done):
        super().__init__()
        self.process, self.done, self.samples = process, done, []

    def run(self):
        while self.process.poll() is None:
            pid = self.process.pid
            try:
                with open(f"/proc/{pid}/task/{pid}/children") as stream:
                    workers = [int(word) for word in stream.read().split()]
            except OSError:
                workers = []
            if workers:
                self.samples.append((self.done(), status(pid, "VmRSS"), max(status(w, "VmRSS") for w in workers),
                                     sum(map(count_open, [pid, *workers]))))
            time.sleep(0.5)


class Many(unittest.TestCase):
    def setUp(self):
        self.publication = Publication(PROGRAM, real=True)
        self.addCleanup(self.publication.folder.cleanup)
        text = (self.publication.root / "almanac.yaml").read_text()
        self.subjects = 27 # of the group EU27
        editions = -(-DOCUMENTS // self.subjects)
        self.total = editions * self.subjects
        names = "".join(f'  - name: "copy-{i + 1}"\n    date: 2026-11-21\n' for i in range(editions))
        (self.publication.root / "almanac.yaml").write_text(
            re.sub(r"^editions:\n.*?(?=^\S|^$)", "editions:\n" + names, text, flags=re.M | re.S))
        self.publication.declare(country_factsheet="{group: EU27}")

    def done(self):
        """How many editions' folders are there: cheap to ask, and near enough."""
        out = self.publication.root / "out"
        return sum(1 for entry in os.scandir(out) if entry.is_dir()) * self.subjects if out.exists() else 0

    def cpu(self, *arguments):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = self.publication.run(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result

    def test_ten_thousand_factsheets(self):
        started = time.monotonic()
        process = subprocess.Popen([PROGRAM, "-C", self.publication.root, "build"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   text=True)
        watch = Watch(process, self.done)
        watch.start()
        _, said = process.communicate()
        watch.join()
        seconds = time.monotonic() - started
        self.assertEqual(process.returncode, 0, said[-2000:])
        self.assertIn(f"{self.total} built, 0 fresh, 0 failed", said)
        self.assertEqual(len(list((self.publication.root / "out").rglob("*.pdf"))), self.total)
        self.assertEqual(self.publication.left_over(), [])
        self.report(watch.samples, seconds)
        self.expect_flat(watch.samples)
        self.expect_little_to_do()

    def report(self, samples, seconds):
        step = max(1, len(samples) // 10)
        for done, pool, worker, descriptors in samples[::step]:
            print(f"{done:6} documents: pool {pool / 1024:.1f} MB, worker {worker / 1024:.1f} MB, {descriptors} descriptors", file=sys.stderr)
        times = sorted(p.stat().st_mtime for p in (self.publication.root / "out").rglob("*.pdf"))
        quarters = [times[(i + 1) * len(times) // 4 - 1] - times[i * len(times) // 4] for i in range(4)]
        cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{self.total} documents in {seconds:.0f} s, {1000 * (cpu.ru_utime + cpu.ru_stime) / self.total:.1f} ms of processor time each;"
              f" the quarters took {', '.join(f'{q:.0f}' for q in quarters)} s", file=sys.stderr)
        self.assertLess(quarters[3], 2 * quarters[0] + 5)

    def expect_flat(self, samples):
        warm = samples[len(samples) // 5]
        last = samples[-2]
        self.assertLess(last[2], warm[2] * 1.1 + 4096, "workers grow")
        self.assertLess(last[1], warm[1] + 8192 + self.total, "the pool grows by more than a kilobyte a document")
        self.assertLessEqual(max(s[3] for s in samples), min(s[3] for s in samples[1:-1] or samples) + 24, "descriptors grow")

    def expect_little_to_do(self):
        seconds, result = self.cpu("build")
        self.assertIn(f"0 built, {self.total} fresh", result.stderr)
        print(f"nothing to do: {1000 * seconds:.0f} ms", file=sys.stderr)
        self.assertLess(seconds, 0.1 + 0.1 * self.total / 1000)


if __name__ == "__main__":
    unittest.main()
