#!/usr/bin/env python3
"""Counts the instructions that a batch of the work item takes, with valgrind's callgrind: the same on every run of a build, however
busy the machine is.

usage: instructions.py ALMANAC            prints them
       instructions.py --update ALMANAC   writes them into instructions.txt, which a test compares with
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
COMMITTED = HERE / "instructions.txt"
COUNTS = (1, 5)
MARGIN = 0.10  # compilers and libraries differ a little from machine to machine


def callgrind(command, folder):
    """Instructions of a command and all its children; a child's count holds those of its parent up to the fork."""
    subprocess.run(["valgrind", "--tool=callgrind", "--trace-children=yes", f"--callgrind-out-file={folder}/callgrind.%p", *map(str, command)],
                   check=True, capture_output=True)
    counts = []
    for path in pathlib.Path(folder).glob("callgrind.*"):
        found = re.search(r"^(?:summary|totals): (\d+)", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
        counts.append(int(found.group(1)) if found else 0)
    return max(counts)


def measure_loading(almanac):
    """Millions of instructions to read all of the shipped publication and compute its series: "list" where nothing was built yet."""
    with tempfile.TemporaryDirectory() as name:
        for part in ("almanac.yaml", "data", "templates", "fonts"):
            subprocess.run(["cp", "-r", HERE.parents[1] / part, name], check=True)
        return callgrind([almanac, "-C", name, "list"], name) / 1e6


def measure(almanac):
    """Millions of instructions: to load one document's publication and make it, for each further document, and to load the shipped
    publication."""
    almanac = pathlib.Path(almanac).resolve()
    found = {}
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, "-B", HERE / "work-item/generate.py", str(max(COUNTS)), f"{name}/data"], check=True)
        data = sorted(pathlib.Path(f"{name}/data").glob("*.csv"))
        for count in COUNTS:
            folder = pathlib.Path(f"{name}/{count}")
            subprocess.run(["cp", "-rL", HERE / "work-item/publication", folder], check=True)
            subprocess.run([almanac.parent / "tests/convert", folder, *data[:count]], check=True)
            found[count] = callgrind([almanac, "-C", folder, "build", "--force", "--quiet", "--jobs", "1"], folder)
    first, last = (found[count] for count in COUNTS)
    return {"cold": first / 1e6, "further": (last - first) / (COUNTS[1] - COUNTS[0]) / 1e6, "loading": measure_loading(almanac)}


def read_committed():
    lines = COMMITTED.read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: float(line.split()[1]) for line in lines if line and not line.startswith("#")}


def main():
    update = sys.argv[1:2] == ["--update"]
    if len(sys.argv) != 2 + update:
        sys.exit(__doc__)
    found = measure(sys.argv[-1])
    text = "# Millions of instructions for the work item: one document in a new process, and each further one; and to load the shipped\n# publication. Written by instructions.py --update; a test compares.\n"
    text += "".join(f"{name} {value:.1f}\n" for name, value in found.items())
    print(text, end="")
    if update:
        COMMITTED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
