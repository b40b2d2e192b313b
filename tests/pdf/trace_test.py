#!/usr/bin/env python3
"""Every number that a reader of the PDF finds is in the trace, and nothing else is: page by page, for all documents of the
publication. The PDF is read by poppler, which knows nothing of the program. Called with the program.

Compared are the runs of digits of each page, as a multiset: "50 600" is 50 and 600 to both sides, whatever stands between.
A raised mark that touches a number is one run for poppler: such a run must be made up of runs that the trace has left over."""

import collections
import concurrent.futures
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "whole"))
import sample  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENOUGH_DOCUMENTS = 40  # a check of less has not looked at all kinds
ENOUGH_NUMBERS = {"country-factsheet": 200}  # of one document; others: 30
KINDS = ("cell", "point", "policy", "literal", "counter", "tick")
RUN = re.compile(r"[0-9]+")


def build(program, folder):
    """The publication's documents, built in a copy so that no record is touched. Returns the paths of the PDFs."""
    sample.build(program, sample.link(folder))
    return sorted(folder.glob("out/**/*.pdf"))


def runs_of_pdf(path):
    """[Counter of runs of digits] by page, as poppler reads the text. None if it cannot be read."""
    run = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=False)
    pages = []
    for line in run.stdout.splitlines():
        if "<page " in line:
            pages.append(collections.Counter())
        word = re.search(r"<word [^>]*>(.*)</word>", line)
        if word:
            pages[-1].update(RUN.findall(html.unescape(word.group(1)).replace("\u00ad", "")))
    return pages if run.returncode == 0 else None


def runs_of_trace(lines):
    """{document: {page: Counter}} of runs of digits, {document: numbers in words}, {origin: numbers}, and numbers without origin."""
    pages, words, bare = collections.defaultdict(lambda: collections.defaultdict(collections.Counter)), collections.Counter(), []
    kinds = collections.Counter()
    for line in lines:
        numeral = json.loads(line)
        kinds.update(origin["origin"] for origin in numeral["origins"])
        if not numeral["origins"] or any(origin["origin"] == "none" for origin in numeral["origins"]):
            bare.append(f"{numeral['document']}, page {numeral['page']}: {numeral['text']}")
        words[numeral["document"]] += numeral["word"]
        pages[numeral["document"]][numeral["page"]].update(RUN.findall(numeral["text"]))
    return pages, words, kinds, bare


def take_apart(run, left):
    """Takes runs out of left that make up run, one behind the other. False if there are none."""
    if not run:
        return True
    for size in range(1, len(run) + 1):
        if left[run[:size]] > 0:
            left[run[:size]] -= 1
            if take_apart(run[size:], left):
                return True
            left[run[:size]] += 1
    return False


def compare(printed, traced):
    """What the page prints and the trace lacks, and the other way round."""
    missing, left = printed - traced, traced - printed
    lacking = [run for run in missing.elements() if not take_apart(run, left)]
    return lacking, list((+left).elements())


def unnoticed(read, traced, folder):
    """Numbers that are taken out of the trace of a page, one at a time, and that the comparison then does not miss: there must be none."""
    kept = []
    for path, pages in list(read.items())[:3]:
        for number, page in enumerate(pages or [], 1):
            of_page = traced[str(path.relative_to(folder))][number]
            for run in page:
                less = of_page - collections.Counter({run: 1})
                if less != of_page and not compare(page, less)[0]:
                    kept.append(f"{path.name}, page {number}: {run}")
    return kept


def main():
    program = os.path.abspath(sys.argv[1])
    if not shutil.which("pdftotext"):
        print("pdftotext is not installed")
        return 77
    wrong, numbers = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pdfs = build(program, folder)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            read = dict(zip(pdfs, pool.map(runs_of_pdf, pdfs)))
        names = [str(path.relative_to(folder)) for path in pdfs]
        trace = subprocess.run([program, "-C", folder, "trace", "--strict", "--json", *names], capture_output=True, text=True, check=False)
        traced, words, kinds, bare = runs_of_trace(trace.stdout.splitlines())
        wrong += [f"no origin: {line}" for line in bare]
        if "inspect-no-origin" in trace.stderr:
            wrong.append("trace --strict names numbers without origin")
        for path, pages in read.items():
            name = str(path.relative_to(folder))
            found = sum(sum(page.values()) for page in pages or [])
            numbers += found
            if found < ENOUGH_NUMBERS.get(path.name.split(".")[0], 30):
                wrong.append(f"{name}: only {found} numbers were found in the PDF")
            if max(traced[name], default=0) > len(pages or []):
                wrong.append(f"{name}: the trace has more pages than the PDF")
            for number, page in enumerate(pages or [], 1):
                lacking, extra = compare(page, traced[name][number])
                wrong += [f"{name}, page {number}: {run} is printed but not traced" for run in lacking]
                wrong += [f"{name}, page {number}: {run} is traced but not printed" for run in extra]
        if len(read) < ENOUGH_DOCUMENTS:
            wrong.append(f"only {len(read)} documents were built")
        if sum(words.values()) == 0:
            wrong.append("no number in words is in any trace")
        wrong += [f"no number of any document has the origin {kind}" for kind in KINDS if kinds[kind] == 0]
        wrong += [f"{number} is not missed" for number in unnoticed(read, traced, folder)]
    print("\n".join(wrong[:40]) if wrong else
          f"{numbers} numbers of {len(read)} documents are all in the trace; {sum(words.values())} more stand there in words; " +
          ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS))
    return 1 if wrong else 0


sys.exit(main())
