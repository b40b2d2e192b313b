#!/usr/bin/env python3
"""Fuzzes the readers of data: the golden inputs of every format, with bytes changed, cut out, doubled and joined by chance.

usage: readers_long_test.py ALMANAC [ROUNDS [SEED]]

Whatever stands in a file, the program ends by itself within seconds with status 0 or 1, says for every fault where it is and what was
done. JSON-stat is read the same by a walk along the text and as a tree, which a key with an escape asks for. A file that breaks this is
kept in the folder that is named.
"""
import glob
import os
import random
import re
import subprocess
import sys
import tempfile

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "table")
SCHEMA = ("    schema: {missingValues: ['-'], fields: [{name: geo, role: dimension, constraints: {maxLength: 9}}, {name: year, role: time}, "
          "{name: value, role: value, type: number}, {name: flags, role: flags}]}\n")
PIECES = [b",", b";", b"\t", b'"', b"\n", b"\r\n", b":", b"|", b"C", b"b", b"{", b"}", b"[", b"]", b"null", b"1e309", b"-", b"\xff", b"\0",
          b"TIME_PERIOD", b"\\", b"2019", b"0", b" ", b"\xef\xbb\xbf", b"9" * 400]
PATIENCE = 600  # seconds until a file that takes far less is taken for one that never ends
MESSAGE = re.compile(r"^\S.*?(:\d+)?(:\d+)?: (error|warning|note): .+; .+ \[[a-z0-9-]+\]$")


def seeds():
    """(format, schema, bytes) of every golden input."""
    for pattern, form, schema in (("*.csv", "csv", SCHEMA), ("*.tsv", "eurostat-tsv", ""), ("sdmx*.csv", "sdmx-csv", ""),
                                  ("*.sdmx.csv", "sdmx-csv", ""), ("*.json", "json-stat", ""), ("*.gz", "eurostat-tsv", "")):
        for path in sorted(glob.glob(os.path.join(TABLES, pattern))):
            with open(path, "rb") as stream:
                yield form, schema, stream.read()


def mutate(chance, data, others):
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        kind = chance.randint(0, 5)
        if kind == 0 and at < len(data):
            data[at] = chance.randint(0, 255)
        elif kind == 1:
            data[at:at] = chance.choice(PIECES)
        elif kind == 2:
            del data[at:at + chance.randint(1, 40)]
        elif kind == 3:
            data[at:at] = data[at:at + chance.randint(1, 80)] * chance.randint(1, 3)
        elif kind == 4:
            data[at:at + chance.randint(0, 20)] = chance.choice(PIECES)
        else:
            other = chance.choice(others)[2]
            data[at:at] = other[:chance.randint(0, 200)]
    return bytes(data)


def answer(almanac, folder, form, schema, data):
    """The run on a file that holds data."""
    with open(os.path.join(folder, "table"), "wb") as stream:
        stream.write(data)
    with open(os.path.join(folder, "datapackage.yaml"), "w", encoding="ascii") as stream:
        stream.write(f"resources:\n  - name: fuzz\n    path: table\n    format: {form}\n    filter: {{geo: [XA1, XA2, XA3, FR, DE]}}\n"
                     f"{schema}")
    return subprocess.run([almanac, "-C", folder, "build", "--stop-after=table", "--package", "datapackage.yaml"],
                          capture_output=True, timeout=PATIENCE, check=False)


def without_places(text):
    return re.sub(rb"(:\d+)+", b"", text)


def check(almanac, folder, form, schema, data):
    """What is wrong with the answer to the file; None: nothing."""
    try:
        done = answer(almanac, folder, form, schema, data)
        if form == "json-stat" and b'"value"' in data:
            tree = answer(almanac, folder, form, schema, data.replace(b'"value"', b'"valu\\u0065"'))
            if tree.returncode != done.returncode or without_places(tree.stdout) != without_places(done.stdout):
                return "read otherwise as a tree"
    except subprocess.TimeoutExpired:
        return "no end"
    if done.returncode not in (0, 1):
        return f"status {done.returncode}"
    said = done.stderr.decode("utf-8", "replace").split("\n")
    faults = [line for line in said if re.search(r"\[[a-z0-9-]+\]$", line) and ": error: " in line]
    if any(not MESSAGE.match(line) for line in faults):
        return "a message of another form"
    if (done.returncode == 1) != bool(faults):
        return "status and messages differ"
    return None


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    almanac = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 6000
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 2026)
    everything = list(seeds())
    by_format = sorted({form for form, _, _ in everything})
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            wanted = by_format[number % len(by_format)]
            form, schema, data = chance.choice([seed for seed in everything if seed[0] == wanted])
            mutant = mutate(chance, data, everything)
            wrong = check(almanac, folder, form, schema, mutant)
            if wrong:
                kept = tempfile.mkdtemp(prefix="almanac-fuzz-")
                with open(os.path.join(kept, "table"), "wb") as stream:
                    stream.write(mutant)
                sys.exit(f"{form}, round {number}: {wrong}; the file is kept in {kept}")
    print(f"{rounds} files in {len(by_format)} formats: {', '.join(by_format)}")


main()
