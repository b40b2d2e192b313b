"""The checker check.py finds nothing wrong with the hand-made document of output_test, and finds every fault made in it on purpose;
what veraPDF looks for, too, it finds as well.

    check_test.py PROGRAM

output_test stands beside the program, in the folder tests.
"""
import contextlib
import io
import pathlib
import re
import subprocess
import sys
import tempfile

import check

HERE = pathlib.Path(__file__).resolve().parent

# What is done to the file (a pattern, taken once, and what stands there then) and a word of the fault that must be found.
FAULTS = [
    (rb"/P<</MCID 0>>BDC", b"/H1<</MCID 0>>BDC", "not marked as P"),
    (rb"/P<</MCID 0>>BDC", b"/P<</MCID 1>>BDC", "used twice"),
    (rb"/P<</MCID 0>>BDC\n", b"/P<</MCID 0>>BDC\n/P<</MCID 99>>BDC\n", "inside P"),
    (rb"/Artifact<</Type/Layout>>BDC\n(.*?)EMC\n", rb"\1", "neither in a tag"),
    (rb"\nET\nEMC", b"\nEMC", "EMC without"),
    (rb"\nQ\n", b"\n", "EMC without"),
    (rb"/F1 10 Tf", b"/F9 10 Tf", "which the page does not have"),
    (rb"\[<[0-9a-f]+>", b"[<03ff>", "no text in ToUnicode"),
    (rb"<0001><[0-9A-F]+>\n", b"", "has no text|cannot be understood"),
    (rb"<0001><[0-9A-F]+>", b"<0001><FEFF>", "has no text"),
    (rb"/W \[\n    1\n    \[\n      [0-9.]+", b"/W [\n    1\n    [\n      1.5", "in W"),
    (rb"/CIDToGIDMap \d+ 0 R", b"/CIDToGIDMap null", "which is none"),
    (rb"/FontFile2 \d+ 0 R", b"", "not embedded"),
    (rb"/StructParents 1\n", b"/StructParents 0\n", "used twice"),
    (rb"/Tabs /S", b"/Tabs /R", "Tabs is not S"),
    (rb"/CS /DeviceRGB", b"/CS /DeviceCMYK", "no RGB"),
    (rb"/P (\d+ 0 R\n  /Pg \d+ 0 R\n  /S /H1)", rb"/P 1 0 R /Was \1", "P does not lead"),
    (rb"/S /H2", b"/S /H3", "after a heading of level 1"),
    (rb"/Alt \(.*?\)\n", b"", "without Alt"),
    (rb"/BBox \[.*?\]\n", b"", "without Alt or BBox"),
    (rb"/Scope /Column\n", b"", "without Scope"),
    (rb"/ColSpan 2\n", b"", r"rows of \[1, 2\] columns"),
    (rb"/Headers \[\n +\(h\d+\)", b"/Headers [ (nobody)", "which is no TH"),
    (rb"/ID \(n\d+\)\n", b"", "Note without ID"),
    (rb"/ID \(h\d+\)", b"/ID (twin)", "IDTree"),
    (rb"/Lang \(fr\)", b"/Lang (no language)", "names no language"),
    (rb"/S /TD", b"/S /P", "directly inside TR"),
    (rb"/S /LBody", b"/S /Quote", "Quote inside LI"),
    (rb"/K \[\n    5\n  \]", b"", "says nothing"),
    (rb"/StructParent 2\n", b"/StructParent 77\n", "do not lead to each other"),
    (rb"/Contents \((?!Figure)[^\n]*?\)\n", b"", "no Contents"),
    (rb"/Contents \(Figure.*?\)\n", b"/Contents ( )\n", "no Contents"),
    (rb"/F 4\n", b"/F 0\n", "not printed"),
    (rb"/Nums \[\n    0\n    \[\n      \d+ 0 R", b"/Nums [\n    0\n    [\n      1 0 R", "parent tree does not lead"),
    (rb"/ParentTreeNextKey \d+", b"/ParentTreeNextKey 0", "ParentTreeNextKey"),
    (rb"/IDTree \d+ 0 R", b"", "IDTree"),
    (rb"/Marked true", b"/Marked false", "MarkInfo"),
    (rb"/DisplayDocTitle true", b"/DisplayDocTitle false", "DisplayDocTitle"),
    (rb"/Lang \(en\)", b"", "names no language"),
    (rb"/OutputIntents \[", b"/Was [", "OutputIntent"),
    (rb"/N 3", b"/N 4", "OutputIntent"),
    (rb"/PageLabels <<", b"/Was <<", "no labels"),
    (rb"%PDF-1.7", b"%PDF-1.4", "not 1.7"),
    (rb"/ID \[<[0-9a-f]{4}", b"/ID [<0000", "ID is not two equal"),
    (rb"<pdfuaid:part>1", b"<pdfuaid:part>2", "part is 2"),
    (rb"<pdfaid:conformance>A", b"<pdfaid:conformance>B", "conformance is B"),
    (rb"ns/id/</pdfaSchema:namespaceURI>", b"ns/no/</pdfaSchema:namespaceURI>", "not described"),
    (rb"<dc:title>", b"<dc:title", "cannot be read"),
    (rb"<xmp:CreateDate>2022", b"<xmp:CreateDate>2023", "CreationDate differs"),
    (rb"/Author \(.*?\)", b"/Author (Another)", "/Author differs"),
    (rb"/AF \[\n +\d+ 0 R\n +\]", b"", "associated with nothing"),
    (rb"/UF \(.*?\)\n", b"", "lacks F, UF"),
    (rb"/Kids \[\n    \d+ 0 R\n    \d+ 0 R\n  \]", b"/Kids [ ]", "no pages were found"),
    (rb"/StructTreeRoot \d+ 0 R", b"", "begin with one Document"),
]

# The same, made wherever the pattern fits.
FAULTS_EVERYWHERE = [
    (rb"/Scope /Column", b"/Scope /Row", "Scope Row in the head"),
    (rb"/(Scope /\w+|Headers \[.*?\])\n", b"", "without Scope"),
    (rb"/Figure<</MCID \d+>>BDC\n(.*?)EMC\n", rb"\1", "neither in a tag"),
]

# Clauses of which veraPDF complains, by the word of the fault that our checker finds. What only one of the two looks for is not here.
VERAPDF = {
    "inside P": "ua1 7.1-3", "neither in a tag": "ua1 7.1-3", "has no text": "ua1 7.21.7-2", "in W": "ua1 7.21.5-1",
    "which is none": "ua1 7.21.3.2-1", "not embedded": "ua1 7.21.4.1-1", "Tabs is not S": "ua1 7.18.3-1", "no RGB": "3a 6.2.4.3-3",
    "P does not lead": "ua1 7.1-3", "after a heading of level 1": "ua1 7.4.2-1", "without Alt": "ua1 7.3-1",
    "without Scope": "ua1 7.5-1", r"rows of \[1, 2\] columns": "ua1 7.2-43", "Note without ID": "ua1 7.9-1",
    "names no language": "ua1 7.2-", "directly inside TR": "ua1 7.2-10", "Quote inside LI": "ua1 7.2-20",
    "do not lead to each other": "ua1 7.18.5-1", "not printed": "3a 6.3.2-2", "parent tree does not lead": "ua1 7.1-3",
    "MarkInfo": "3a 6.7.2.2-1", "DisplayDocTitle": "ua1 7.1-10", "part is 2": "ua1 5-2", "conformance is B": "3a 6.6.4-3",
    "not described": "3a 6.6.2.3.1-1", "cannot be read": "ua1 7.1-9", "associated with nothing": "3a 6.8-4", "lacks F, UF": "ua1 7.11-1",
    "begin with one Document": "ua1 7.1-11",
}


def faults_of(path):
    try:
        return check.check(str(path)).faults
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [f"cannot be understood: {error!r}"]


def make(folder, program):
    """The hand-made document, and the same in the form that can be edited."""
    writer = pathlib.Path(program).resolve().parent / "tests" / "output_test"
    if not writer.exists():
        print(f"{writer} is missing; nothing was checked")
        sys.exit(77)
    sample, plain = folder / "sample.pdf", folder / "plain.pdf"
    subprocess.run([writer, "--write", sample], check=True, cwd=HERE.parent)
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", sample, plain], check=True)
    return sample, plain.read_bytes()


def spoil(path, plain, fault, most):
    """The file with one fault, or None if there is no place for it."""
    spoilt, count = re.subn(fault[0], fault[1], plain, count=most, flags=re.S)
    if count == 0:
        return None
    fixed = subprocess.run(["fix-qdf"], input=spoilt, capture_output=True, check=False)
    path.write_bytes(fixed.stdout if fixed.returncode == 0 else spoilt)
    return path


def ask_verapdf(files):
    """{name: "ua1 7.1-3 ua1 7.3-1 …"}; None if veraPDF cannot be had."""
    run = subprocess.run([HERE / "verapdf", "--flavour", "ua1", "--flavour", "3a", *files], capture_output=True, text=True, check=False)
    if run.returncode == 77:
        return None
    found, flavour, name = {}, "", ""
    for line in run.stdout.splitlines():
        if line.startswith(("PASS ", "FAIL ")):
            _, flavour, path = line.split(" ", 2)
            name = pathlib.Path(path).name
        elif line.startswith("  "):
            found[name] = f"{found.get(name, '')} {flavour} {line.split()[0]}"
    return found


def compare(spoilt):
    """What veraPDF passes although our checker complains, among the clauses that both look at."""
    wanted = {path: VERAPDF[expected] for path, expected in spoilt.items() if expected in VERAPDF}
    found = ask_verapdf(list(wanted))
    if found is None:
        return ["veraPDF was not asked"]
    return [f"veraPDF does not find {spoilt[path]!r} ({clause}), but{found.get(path.name)}"
            for path, clause in wanted.items() if clause not in found.get(path.name, "")]


def main(program):
    missed, spoilt = [], {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sample, plain = make(folder, program)
        missed += faults_of(sample)
        made = [(fault, 1) for fault in FAULTS] + [(fault, 0) for fault in FAULTS_EVERYWHERE]
        for i, (fault, most) in enumerate(made):
            path = spoil(folder / f"spoilt-{i}.pdf", plain, fault, most)
            faults = faults_of(path) if path else ["no place for this fault"]
            if not any(re.search(fault[2], found) for found in faults):
                missed.append(f"{fault[0]!r} -> {fault[1]!r}: expected {fault[2]!r}, found {faults[:3]}")
            if path and not (fault[2] == "without Scope" and most == 1):  # its cells have Headers: enough for a validator
                spoilt[path] = fault[2]
        complaints = compare(spoilt)
        missed += [line for line in complaints if "was not asked" not in line]
        (folder / "bad.pdf").write_text("no PDF")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            statuses = check.main([str(folder / "bad.pdf")]), check.main([])
        if statuses != (1, 2):
            missed.append("a file that is no PDF, or no file, must not pass")
    for line in missed:
        print(line)
    asked = sum(word in VERAPDF for word in spoilt.values())
    print(f"{len(made)} faults made, {len(missed)} answers wrong, {asked} of them found by veraPDF, too" if not complaints or missed else
          f"{len(made)} faults made, {len(missed)} answers wrong" + "".join(f"; {line}" for line in complaints if line not in missed))
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
