#!/usr/bin/env python3
"""The regional reports beside each other: how many of their sentences stand in one report alone, in several, in all. A report that is a
draft says so on its pages; text that does not depend on data is written once in the templates, not copied from region to region.

usage: reports_test.py ALMANAC [--table]       --table: as rows for docs/acceptance.md
"""
import collections
import glob
import os
import re
import subprocess
import sys

from sentences import texts

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEMPLATE = "regional-report"
# A sentence ends at a full stop before a capital; abbreviations of this kind do not occur in the reports.
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
WORDS = 5  # shorter ones are headings of rows, not sentences
LEAST = 40  # sentences that a report must have of its own


def subjects(almanac):
    listed = subprocess.run([almanac, "-C", TOP, "list", "--template", TEMPLATE], capture_output=True, text=True, check=True).stdout
    return sorted(re.findall(r"out/[^/]+/([^/]+)/" + TEMPLATE, listed))


def sentences_of(almanac, subject):
    """Sentence to whether data have decided its paragraph; the annexes from the method on are left out."""
    command = [almanac, "-C", TOP, "build", subject, "--template", TEMPLATE, "--stop-after=document"]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    dump = re.split(r"(?m)^ *heading 1 .*#sec-method", dump)[0]
    found = {}
    for block, text, decided in texts(dump):
        if block.startswith(("paragraph", "caption", "heading")):
            for sentence in SENTENCE.split(" ".join(text.split())):
                if len(sentence.split()) >= WORDS:
                    found[sentence] = found.get(sentence, False) or decided
    return found


def overlap(reports):
    """(subject, sentences, in this report alone, in some others, in all, the most that it shares with another)"""
    count = collections.Counter(sentence for report in reports.values() for sentence in report)
    for subject, report in sorted(reports.items()):
        alone = sum(count[s] == 1 for s in report)
        everywhere = sum(count[s] == len(reports) for s in report)
        nearest = max((len(report.keys() & other.keys()), name) for name, other in reports.items() if name != subject)
        yield subject, len(report), alone, len(report) - alone - everywhere, everywhere, nearest


def copies():
    """Sentences that stand in two places of the sources."""
    places = collections.defaultdict(set)
    files = [f for part in (f"templates/{TEMPLATE}", "templates/common", "data/regions/*") for f in glob.glob(os.path.join(TOP, part, "*.md"))]
    for path in files:
        text = re.sub(r"(?ms)^---\n.*?^---\n|<!--.*?-->|^:::.*?$|^[a-z-]+:.*?$|^ *- \{.*?$|^\|.*?$", "\n\n", open(path, encoding="utf-8").read())
        for paragraph in re.split(r"\n\s*\n", text):
            for sentence in SENTENCE.split(" ".join(paragraph.split())):
                if len(sentence.split()) >= 8:
                    places[sentence].add(os.path.relpath(path, TOP))
    return {sentence: files for sentence, files in places.items() if len(files) > 1}, len(places)


def main():
    almanac = os.path.abspath(sys.argv[1])
    reports = {subject: sentences_of(almanac, subject) for subject in subjects(almanac)}
    faults = []
    rows = "--table" in sys.argv
    print("| report | sentences | in no other | in some others | in all ten | most with another |\n| --- | ---: | ---: | ---: | ---: | ---: |" if rows
          else "report  sentences  in no other  in some others  in all  most with another")
    for subject, total, alone, some, everywhere, (most, name) in overlap(reports):
        print(f"| {subject} | {total} | {alone} | {some} | {everywhere} | {most} ({name}) |" if rows
              else f"{subject:6} {total:10} {alone:12} {some:15} {everywhere:7} {most:12} {name}")
        if alone < LEAST:
            faults.append(f"{subject}: only {alone} of {total} sentences are its own")
    twice, looked = copies()
    faults += [f"written in {' and '.join(sorted(files))}: {sentence}" for sentence, files in sorted(twice.items())]
    drafts = [s for s, report in reports.items() if any("discussed with anybody" in sentence for sentence in report)]
    final = [s for s in reports if "status: final" in open(os.path.join(TOP, "data/regions", s, "report.md"), encoding="utf-8").read()]
    if sorted(drafts + final) != sorted(reports):
        faults.append(f"drafts {drafts}, final {final}: together not all of {sorted(reports)}")
    print(f"{len(reports)} reports, {len(drafts)} of them drafts; {looked} sentences in the sources, {len(twice)} of them in two places")
    print("\n".join(faults))
    return 1 if faults or not reports else 0


if __name__ == "__main__":
    sys.exit(main())
