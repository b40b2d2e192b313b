#!/usr/bin/env python3
"""Runs TeX on paragraphs.tex and writes breaks.txt: for each text and measure, the segment that each line ends before and
its demerits. Needs Debian's texlive-base; the tests read only what is kept.

The way that TeX took is found in its own account: every break names the one before it and the demerits up to it.
"""
import os
import re
import subprocess
import tempfile

here = os.path.dirname(os.path.abspath(__file__))


def line_demerits(trace):
    """Demerits of each line of the way that TeX took."""
    totals, before = {0: 0}, {}
    last = 0
    for number, total, source in re.findall(r"^@@(\d+): line \d+\.\d+-? t=(\d+) -> @@(\d+)$", trace, re.M):
        last = int(number)
        totals[last], before[last] = int(total), int(source)
    found = []
    while last:
        found.append(totals[last] - totals[before[last]])
        last = before[last]
    return found[::-1]


def line_ends(box, count):
    """The segment that each line ends before."""
    firsts = [re.search(r"\\special\{(\d+)\}", line) for line in re.split(r"^\.\\hbox", box, flags=re.M)[1:]]
    return [int(f.group(1)) for f in firsts[1:]] + [count]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["tex", "-output-directory", folder, "paragraphs.tex"], cwd=here, stdout=subprocess.DEVNULL)
    log = open(os.path.join(folder, "paragraphs.log"), errors="replace").read()
with open(os.path.join(here, "breaks.txt"), "w") as out:
    for part in re.split(r"^case ", log, flags=re.M)[1:]:
        text, measure = re.match(r"(\d+) ([\d.]+)", part).groups()
        trace, box = part.split("> \\box", 1)
        count = 1 + max(int(n) for n in re.findall(r"\\special\{(\d+)\}", box))
        pairs = zip(line_ends(box, count), line_demerits(trace))
        out.write(f"{text} {measure}: " + ", ".join(f"{end} {demerits}" for end, demerits in pairs) + "\n")
