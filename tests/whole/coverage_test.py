#!/usr/bin/env python3
"""What docs/coverage.md says is where it says: destinations and words on the pages of the documents, which are built for this.
With --update the pages are written anew; a row whose counterpart is gone stays as it is and fails."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(TOP, "docs", "coverage.md")
ROW = re.compile(r"^\| (?P<there>[^|]+) \| (?P<here>`[^`]+`|\"[^\"]+\") \| (?P<page>\d+) \|(?P<rest>.*)$")
PARTS = ("almanac.yaml", "data", "fonts", "templates")


class Pdf:
    def __init__(self, path):
        found = subprocess.run(["pdfinfo", "-dests", path], capture_output=True, text=True, check=True).stdout
        self.places = {name: int(page) for page, name in re.findall(r"^ *(\d+) \[.*\] \"(.*)\"$", found, re.M)}
        text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        self.pages = [" ".join(page.split()) for page in text.split("\f")]

    def page_of(self, here, stated):
        """The page of a counterpart: for words, the stated page if they stand there, else the first from the third on."""
        word = here[1:-1]
        if here[0] == "`":
            return self.places.get(word)
        there = [number for number, text in enumerate(self.pages, 1) if word in text]
        return stated if stated in there else next((number for number in there if number > 2), None)


def main():
    program = os.path.abspath(sys.argv[1])
    lines = open(PAGE, encoding="utf-8").read().splitlines()
    pdf, rows, documents, faults, changed = None, 0, 0, 0, False
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            os.symlink(os.path.join(TOP, part), os.path.join(folder, part))
        for number, line in enumerate(lines):
            document = re.match(r"^Document: `(out/([^/]+)/([^/]+)/[^`]+)`", line)
            if document:
                subprocess.run([program, "-C", folder, "build", document[1], "--quiet"], check=True, stdout=subprocess.DEVNULL)
                pdf = Pdf(os.path.join(folder, document[1]))
                documents += 1
                continue
            row = ROW.match(line)
            if not row:
                if line.startswith("| ") and not line.startswith(("| ---", "| published")):
                    print(f"docs/coverage.md:{number + 1}: no row: {line}")
                    faults += 1
                continue
            rows += 1
            page = pdf.page_of(row["here"], int(row["page"]))
            if page == int(row["page"]):
                continue
            if page and "--update" in sys.argv:
                lines[number] = f"| {row['there']} | {row['here']} | {page} |{row['rest']}"
                changed = True
                continue
            print(f"docs/coverage.md:{number + 1}: {row['here']} is on page {page}, not {row['page']}")
            faults += 1
    if changed:
        open(PAGE, "w", encoding="utf-8").write("\n".join(lines) + "\n")
    print(f"{rows} rows of {documents} documents looked at")
    return 1 if faults or rows == 0 or documents == 0 else 0


if __name__ == "__main__":
    if not shutil.which("pdfinfo") or not shutil.which("pdftotext"):
        print("poppler's tools are missing")
        sys.exit(77)
    sys.exit(main())
