#!/usr/bin/env python3
"""Claims from build to build, on the synthetic publication: a claim that the data have turned over is reported as such, stops its
document only, and leaves the previous output. Called with the program."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

WORLD = pathlib.Path(__file__).resolve().parents[1] / "golden" / "world"
TEXT = "\n[Its income is above that of the union]{claim=\"income[subject] > income['XEU'] or subject.code != 'XA'\"}.\n"
XA, XB = "out/2020/XA/sheet.en.pdf", "out/2020/XB/sheet.en.pdf"


def main():
    program = sys.argv[1]
    wrong = []

    def check(what, holds):
        if not holds:
            wrong.append(what)

    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "world"
        shutil.copytree(WORLD, root, ignore=shutil.ignore_patterns("out"))
        template, income = root / "templates/sheet/template.md", root / "data/income-synthetic.tsv"
        template.write_text(template.read_text() + TEXT)

        def build():
            run = subprocess.run([program, "-C", root, "build", "--quiet"], capture_output=True, text=True, check=False)
            return run.returncode, run.stdout, run.stderr

        status, out, messages = build()
        check(f"the true claim is not accepted: {messages}", status == 0 and "claim" not in messages)
        before = (root / XA).read_bytes()
        income.write_text(income.read_text().replace("28000 p", "18000 p"))
        for time in ("first", "second"):
            status, out, messages = build()
            check(f"{time} time: the flipped claim is not reported: {messages}", "[claim-flipped]" in messages)
            check(f"{time} time: status {status}", status == 1)
            check("both sides are not printed", "18 000" in messages.replace("\u202f", " ") and "21 350" in messages.replace("\u202f", " "))
            check("the cell is not named", "data/income-synthetic.tsv:2:" in messages)
            check(f"the document was published: {out}", f"failed {XA}" in out)
        check("the previous output is gone", (root / XA).read_bytes() == before)
        check("the other document was not built", (root / XB).exists() and "XB" not in messages)
        income.write_text(income.read_text().replace("18000 p", "29000 p"))
        status, out, messages = build()
        check(f"the claim that holds again is not accepted: {messages}", status == 0 and f"built  {XA}" in out)
        template.write_text(template.read_text().replace(" > income", " < income"))
        status, out, messages = build()
        check(f"a claim never proven is called flipped: {messages}", "[claim-false]" in messages and status == 1)
    print("\n".join(wrong) if wrong else "a flipped claim is reported, stops its document only and leaves its output")
    return 1 if wrong else 0


sys.exit(main())
