"""A publication in a folder of its own, built and looked at by the tests of this folder."""
import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SYNTHETIC = HERE.parent / "golden" / "world"
REAL = HERE.parents[1]


def processes_of(build):
    """The pids of a build and of its workers."""
    try:
        with open(f"/proc/{build.pid}/task/{build.pid}/children") as stream:
            return [build.pid] + [int(pid) for pid in stream.read().split()]
    except OSError:
        return [build.pid]


def is_stopped(pid):
    try:
        with open(f"/proc/{pid}/stat") as stream:
            return stream.read().rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False


def wait_stopped(build):
    """The worker that the shim has stopped; it stays so until somebody lets it go on."""
    while True:
        stopped = [pid for pid in processes_of(build)[1:] if is_stopped(pid)]
        if stopped:
            return stopped[0]
        if build.poll() is not None:
            raise AssertionError("the build ended before any of its workers was stopped")
        time.sleep(0.005)


def end(build):
    """Nothing of the build is left, whatever state it is in."""
    for pid in processes_of(build):
        if build.poll() is None:
            os.kill(pid, signal.SIGKILL)
    build.wait()


class Shim:
    """A library that is loaded into the program and sends it a signal at a rename, so that a test need not hit a moment."""

    def __init__(self, folder):
        self.folder, self.library, self.uses = pathlib.Path(folder), pathlib.Path(folder) / "shim.so", 0
        command = ["cc", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", self.library, HERE / "shim.c", "-ldl"]
        self.there = subprocess.run(command, check=False).returncode == 0

    def environment(self, at, number, when="before"):
        """The process that is about to do the rename number at, counted over all workers, gets the signal; a document takes three."""
        self.uses += 1
        self.count = self.folder / f"count-{self.uses}"
        options = f"{os.environ.get('ASAN_OPTIONS', '')}:detect_leaks=0:verify_asan_link_order=0" # the shim comes first
        return {**os.environ, "LD_PRELOAD": str(self.library), "ALMANAC_SHIM_AT": str(at), "ALMANAC_SHIM_WHEN": when,
                "ALMANAC_SHIM_SIGNAL": str(int(number)), "ALMANAC_SHIM_COUNT": str(self.count), "ASAN_OPTIONS": options}


def line_of_docs(first_words):
    """The indented block of docs/refresh.md that begins with these words."""
    lines = (REAL / "docs/refresh.md").read_text().split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("    " + first_words))
    end_of_block = start
    while lines[end_of_block].startswith("    "):
        end_of_block += 1
    return "\n".join(line[4:] for line in lines[start:end_of_block]) + "\n"


class Publication:
    """The synthetic world, or with real=True the publication of this repository. Use in a with statement."""

    def __init__(self, program, real=False):
        self.program = os.path.abspath(program)
        self.folder = tempfile.TemporaryDirectory(prefix="almanac-batch-")
        self.root = pathlib.Path(self.folder.name) / "publication"
        if real:
            self.root.mkdir()
            shutil.copy(REAL / "almanac.yaml", self.root)
            for part in ("data", "templates", "fonts"):
                shutil.copytree(REAL / part, self.root / part)
        else:
            shutil.copytree(SYNTHETIC, self.root, ignore=shutil.ignore_patterns("out"))

    def declare(self, **subjects):
        """Template to its subjects, as in almanac.yaml, instead of the documents declared there."""
        entries = "".join(f"  - template: {name.replace('_', '-')}\n    subjects: {codes}\n" for name, codes in subjects.items())
        path = self.root / "almanac.yaml"
        path.write_text(re.sub(r"^documents:\n.*?(?=^\S)", "documents:\n" + entries, path.read_text(), flags=re.M | re.S))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self, *arguments, **options):
        return subprocess.run([self.program, "-C", self.root, *arguments], capture_output=True, text=True, check=False, **options)

    def build(self, *arguments, **options):
        return self.run("build", "--quiet", *arguments, **options)

    def states(self, *arguments):
        """What `list` says: path to (state, reason)."""
        found = {}
        for line in self.run("list", *arguments).stdout.splitlines():
            state, rest = line.split(None, 1)
            path, _, reason = rest.partition("  (")
            found[path] = (state, reason[:-1])
        return found

    def stale(self, *arguments):
        return {path: reason for path, (state, reason) in self.states(*arguments).items() if state == "stale"}

    def documents(self):
        """Path to hash of the bytes."""
        files = sorted((self.root / "out").rglob("*.pdf"))
        return {str(p.relative_to(self.root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    def left_over(self):
        """Temporary files in out/: what is being written, and the journal of the record."""
        return sorted(str(p.relative_to(self.root)) for p in (self.root / "out").rglob("*")
                      if p.name.startswith(".") or p.name.endswith((".part", ".tmp", "-journal", "-wal", "-shm")))

    def change(self, path, old, new):
        path = self.root / path
        text = path.read_text()
        assert old in text, f"{old!r} is not in {path}"
        path.write_text(text.replace(old, new, 1))

    def sharded(self):
        """Declares a few documents and forgets a build of all of them at once; returns their bytes."""
        self.declare(country_factsheet="[AT, BE, BG, CY, CZ, DE]", regional_scorecard="[BE21, BE31, DE21, EL30, ES30]")
        result = self.build()
        assert result.returncode == 0, result.stderr
        made = self.documents()
        shutil.rmtree(self.root / "out")
        return made

    def expect_all(self, test, made):
        """The shards have made what one build makes, and share one record."""
        test.assertEqual(self.documents(), made)
        test.assertEqual(self.left_over(), [])
        test.assertEqual(self.build().stdout, "")
