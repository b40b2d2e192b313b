#!/usr/bin/env python3
"""The same inputs make the same bytes, PDF and PNG, whatever is around: the folder in which the publication lies and that from which
the program is called, time zone, locale, home, mask of rights, number of workers, the order in which documents are made, what was built
before. The date in a file is SOURCE_DATE_EPOCH, else the edition's. Called with the program."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PARTS = ("almanac.yaml", "data", "fonts", "templates")
SUBJECTS = ("BE", "MT", "DE")
wrong = []


def expect(truth, words):
    if not truth:
        wrong.append(words)


def run(folder, *arguments, around=None, cwd=None, mask=0o022):
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **(around or {})}
    done = subprocess.run([PROGRAM, *(["-C", folder] if folder else []), "build", "--quiet", *arguments], env=env, cwd=cwd,
                          capture_output=True, text=True, preexec_fn=lambda: os.umask(mask))
    if done.returncode:
        sys.exit(done.stderr)
    return done


def hashes(folder):
    out = folder / "out"
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*")) if path.suffix in (".pdf", ".png")}


def publish(folder, source=ROOT, copy=False):
    """The publication in folder: links to its parts, or copies, whose times and order in their folders are others."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if not copy:
            (folder / part).symlink_to(source / part)
        elif (source / part).is_dir():
            shutil.copytree(source / part, folder / part, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(source / part, folder / part)
    return folder


def check_surroundings(place):
    """Returns the hashes of all files, of which each further build must make the same."""
    usual = publish(place / "usual")
    run(usual, *SUBJECTS)
    run(usual, SUBJECTS[0], "--format", "png", "--dpi", "40")
    wanted = hashes(usual)
    expect(len(wanted) > 3 + 10, f"only {len(wanted)} files")

    far = publish(place / "another folder" / "with ümläuts", copy=True)
    around = {"TZ": "Pacific/Apia", "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "HOME": "/nonexistent", "COLUMNS": "7"}
    for subject in reversed(SUBJECTS):  # one by one, the last first, from inside the folder
        run(None, subject, "--jobs", "1", around=around, cwd=far, mask=0o077)
    run(None, SUBJECTS[0], "--format", "png", "--dpi", "40", "--jobs", "1", around=around, cwd=far)
    expect(hashes(far) == wanted, "another folder, time zone, locale, home, order and workers: " + differing(wanted, hashes(far)))

    many = publish(place / "many")
    run(many, *SUBJECTS, "--jobs", "4", "--force", around={"TZ": "UTC-14", "LC_ALL": "C"}, cwd="/")
    run(many, *SUBJECTS, "--jobs", "2", "--force")
    run(many, SUBJECTS[0], "--format", "png", "--dpi", "40")
    expect(hashes(many) == wanted, "four workers, then all made again: " + differing(wanted, hashes(many)))
    return usual, wanted


def differing(one, other):
    return ", ".join(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def dates(file):
    info = subprocess.run(["pdfinfo", "-isodates", file], capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}).stdout
    packet = subprocess.run(["pdfinfo", "-meta", file], capture_output=True, text=True).stdout
    return re.findall(r"Date: +(\S+)", info), re.findall(r"<xmp:\w+Date>([^<]+)<", packet)


def check_dates(place):
    edition = max(re.findall(r"date: (\d{4}-\d\d-\d\d)", (ROOT / "almanac.yaml").read_text()))
    folder = publish(place / "dates")
    file = folder / "file.pdf"

    def made(epoch):
        done = run(folder, SUBJECTS[1], "--force", around={"SOURCE_DATE_EPOCH": epoch} if epoch is not None else {})
        shutil.copyfile(next(folder.glob(f"out/*/{SUBJECTS[1]}/*.pdf")), file)
        return done.stderr, dates(file)

    for epoch, day in ((None, edition), ("", edition), ("1234567890", "2009-02-13T23:31:30Z"), ("0", "1970-01-01T00:00:00Z")):
        said, (info, packet) = made(epoch)
        expect("SOURCE_DATE" not in said and len(info) == 2 and len(packet) == 3 and all(date.startswith(day) for date in info + packet),
               f"SOURCE_DATE_EPOCH={epoch}: {said}{info}, {packet}")
    for epoch in ("yesterday", "-1", "1e9", "99999999999999999999", "12 "):
        said, (info, _) = made(epoch)
        expect("[report-bad-epoch]" in said and info[0].startswith(edition), f"SOURCE_DATE_EPOCH={epoch}: {said}{info}")


with tempfile.TemporaryDirectory() as name:
    top = pathlib.Path(name)
    kept, files = check_surroundings(top)
    check_dates(top)
    print("\n".join(wrong) or f"{len(files)} files, the same bytes in three surroundings")
sys.exit(bool(wrong))
