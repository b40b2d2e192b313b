#!/usr/bin/env python3
"""`archive: 2a`, in almanac.yaml and in a template: no file is attached, and veraPDF passes the document as PDF/A-2a and PDF/UA-1; the
template's word goes before the publication's. What a publication office gives a document stands in XMP. Called with the program."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
WORLD = HERE.parent / "golden" / "world"
FRONT = """publisher: Synthetic Office
isbn: 978-92-0-000000-3
doi: 10.1234/{{ subject.code }}
catalogue_number: XX-01-23-456-EN-N
"""
wrong = []


def expect(truth, words):
    if not truth:
        wrong.append(words)


def build(folder, publication="", front=""):
    shutil.copytree(WORLD, folder, ignore=shutil.ignore_patterns("out"))
    (folder / "almanac.yaml").write_text((WORLD / "almanac.yaml").read_text() + publication)
    template = folder / "templates" / "sheet" / "template.md"
    template.write_text(template.read_text().replace("theme: theme.yaml\n", "theme: theme.yaml\n" + front, 1))
    run = subprocess.run([sys.argv[1], "-C", folder, "build", "--quiet", "XA"], capture_output=True, text=True)
    files = list(folder.glob("out/**/*.pdf"))
    if run.returncode or run.stderr or len(files) != 1:
        sys.exit(f"{folder.name}: {run.stderr}{len(files)} files")
    return files[0]


def attached(file):
    return subprocess.run(["pdfdetach", "-list", file], capture_output=True, text=True).stdout.split()[0] != "0"


def check(files, flavour):
    for file in files:
        for command in (["qpdf", "--check", file], [sys.executable, "-B", HERE / "check.py", file]):
            said = subprocess.run(command, capture_output=True, text=True)
            expect(said.returncode == 0, said.stdout + said.stderr)
    return subprocess.run([HERE / "verapdf", "--flavour", flavour, "--flavour", "ua1", *files]).returncode


with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    two = [build(place / "publication", "archive: 2a\n", FRONT), build(place / "template", "", "archive: 2a\n")]
    three = [build(place / "usual", "", FRONT), build(place / "back", "archive: 2a\n", "archive: 3a\n")]
    for file in two + three:
        expect(attached(file) == (file in three), f"{file}: files are attached where they must not be, or the other way round")
    packet = subprocess.run(["pdfinfo", "-meta", three[0]], capture_output=True, text=True).stdout
    for words in ("<rdf:li>Synthetic Office</rdf:li>", "<dc:identifier>doi:10.1234/XA</dc:identifier>", "urn:isbn:978-92-0-000000-3",
                  "<rdf:li>XX-01-23-456-EN-N</rdf:li>", "<prism:isbn>978-92-0-000000-3</prism:isbn>"):
        expect(words in packet, f"XMP lacks {words}")
    status = max(check(two, "2a"), check(three, "3a"))

print("\n".join(wrong))
sys.exit(1 if wrong else status)
