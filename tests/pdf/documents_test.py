#!/usr/bin/env python3
"""Every document that the repository can build: its own publication, the specimens, the gallery, the synthetic world, tables under stress
and the hand-made document of output_test. qpdf and our checker find no fault in any, nor does veraPDF, for which all of them are one run:
PDF/UA-1 and PDF/A-3a. A second build of the publication makes nothing. Called with the program."""

import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TESTS, ROOT = HERE.parent, HERE.parents[1]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
NOT_INPUT = {"out", "build", ".git"}
ENOUGH = 30  # documents; a check of fewer has looked at the wrong place
ENOUGH_TEXT = 200
sys.path.insert(0, str(TESTS / "whole"))
import sample  # noqa: E402
import specimen  # noqa: E402

wrong = []


def run(*command, **options):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)


def build_parts(source, folder):
    """Of the repository's own publication the sample that stands for it. Returns what was said, and whether all went well."""
    if source == ROOT:
        return sample.build(PROGRAM, folder)
    built = run(PROGRAM, "-C", folder, "build", "--quiet")
    return built.stdout + built.stderr, built.returncode == 0


def build(source, folder):
    """The publication in source built in folder, where nothing of it is but links. Returns its files."""
    folder.mkdir()
    for part in source.iterdir():
        if part.name not in NOT_INPUT:
            (folder / part.name).symlink_to(part)
    said, well = build_parts(source, folder)
    if not well:
        wrong.append(f"{source}: {said}")
    if build_parts(source, folder)[0]:
        wrong.append(f"{source}: a second build made something")
    return sorted(folder.glob("out/**/*.pdf"))


def build_justified(folder):
    specimen.build(PROGRAM, folder, justified=True)
    return sorted(folder.glob("out/**/*.pdf"))


def write_sample(file):
    writer = PROGRAM.parent / "tests" / "output_test"
    run(writer, "--write", file, cwd=TESTS, check=True)
    return [file]


def write_tables(file):
    run(sys.executable, "-B", TESTS / "hostile" / "tables_test.py", PROGRAM, "Tables.test_files_are_sound",
        env={**os.environ, "ALMANAC_KEEP": str(file)})
    return [file]


def build_all(folder):
    sources = [ROOT, TESTS / "golden" / "world", *sorted(path.parent for path in TESTS.glob("*/almanac.yaml"))]
    files = [file for i, source in enumerate(sources) for file in build(source, folder / f"{i}-{source.name}")]
    files += build_justified(folder / "justified") + write_sample(folder / "sample.pdf") + write_tables(folder / "stress.pdf")
    return files


def check(file):
    """What is wrong with the file, as qpdf and our checker say; and poppler must find its text."""
    faults = []
    for command in (["qpdf", "--check", file], [sys.executable, HERE / "check.py", file]):
        said = run(*command)
        faults += [said.stdout + said.stderr] if said.returncode else []
    if len(run("pdftotext", file, "-").stdout) < ENOUGH_TEXT:
        faults.append(f"{file}: its text cannot be found")
    return faults


def main():
    with tempfile.TemporaryDirectory() as name:
        files = build_all(pathlib.Path(name))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for faults in pool.map(check, files):
                wrong.extend(faults)
        if len(files) < ENOUGH:
            wrong.append(f"only {len(files)} documents")
        print(f"{len(files)} documents looked at", *wrong, sep="\n", flush=True)
        vera = subprocess.run([HERE / "verapdf", "--flavour", "ua1", "--flavour", "3a", *files], check=False).returncode
        return 1 if wrong else vera


sys.exit(main())
