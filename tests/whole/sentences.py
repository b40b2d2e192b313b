#!/usr/bin/env python3
"""Prints every heading, headline, caption and sentence of the documents of a publication, so that somebody can read them all.

usage: sentences.py ALMANAC PUBLICATION [SUBJECT …]

A line that holds something which the data have decided begins with *.
"""
import json
import re
import subprocess
import sys

BLOCKS = re.compile(r'^(heading|paragraph|caption|source|cell|block "(?:headline|key-value|key-unit|key-label|key-comparator|cover-note|cover-subtitle)")')
INLINE = re.compile(r'^text ("(?:[^"\\]|\\.)*")(.*)$')
COUNTED = re.compile(r"\b(point|cell|policy)\b")


def texts(dump):
    """(what, text, whether data have decided it) of every block that holds text."""
    block, pieces, decided = None, [], False
    for line in dump.splitlines():
        said = line.strip()
        inline = INLINE.match(said)
        if BLOCKS.match(said):
            if pieces:
                yield block, "".join(pieces), decided
            block, pieces, decided = said, [], False
        elif inline and block:
            pieces.append(json.loads(inline.group(1)))
            decided = decided or COUNTED.search(inline.group(2)) is not None
        elif said.startswith(("soft-break", "line-break")):
            pieces.append(" ")
        elif said.startswith(("block", "figure", "table", "list")) and pieces:
            yield block, "".join(pieces), decided
            block, pieces, decided = None, [], False
    if pieces:
        yield block, "".join(pieces), decided


def main():
    almanac, publication, *subjects = sys.argv[1:]
    if not subjects:
        listed = subprocess.run([almanac, "-C", publication, "list"], capture_output=True, text=True, check=True).stdout
        subjects = sorted({line.split("/")[2] for line in listed.split() if line.startswith("out/")})
    for subject in subjects:
        dump = subprocess.run([almanac, "-C", publication, "build", subject, "--stop-after=document"], capture_output=True, text=True, check=True)
        print(f"== {subject}")
        for block, text, decided in texts(dump.stdout):
            if not block.startswith("cell"):
                print("*" if decided else " ", text.strip())


if __name__ == "__main__":
    main()
