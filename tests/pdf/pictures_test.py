#!/usr/bin/env python3
"""`build --format png`: the pages of a document as pictures are the pages of its PDF as poppler draws them, with cairo and with its
own Splash. Edges are smoothed differently by each, so some pixels differ; the shares are printed and bounded. Called with the program."""

import pathlib
import subprocess
import sys
import tempfile

import pixels

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOTS = 72
SUBJECT = "BE"
# Most pixels of a page [%] that may differ at all, by a quarter of a colour's range, by half. A missing word of text is 0.3 % by half.
BOUNDS = {"pdftocairo": (30, 5, 0.2), "pdftoppm": (30, 6, 1.0)}
STEP = 3  # every third page is enough, and three times as fast

wrong = []


def expect(truth, words):
    if not truth:
        wrong.append(words)


def almanac(folder, *arguments):
    return subprocess.run([sys.argv[1], "-C", folder, *arguments], capture_output=True, text=True)


def publish(folder):
    for part in ("almanac.yaml", "data", "fonts", "templates"):
        (folder / part).symlink_to(ROOT / part)


def check_folder(folder):
    """Which files there are, when they are made anew, what is refused. Returns the folder of pages."""
    call = ["build", SUBJECT, "--format", "png", "--dpi", str(DOTS)]
    first = almanac(folder, *call)
    expect(first.returncode == 0, first.stderr)
    pages = sorted(folder.glob(f"out/*/{SUBJECT}/*.{DOTS}dpi/page-*.png"))
    expect([page.name for page in pages] == [f"page-{i + 1:02}.png" for i in range(len(pages))], "pages are numbered from 01")
    expect(not list(folder.glob("out/**/*.pdf")), "no PDF is made beside pictures")
    expect(almanac(folder, *call, "--quiet").stdout == "", "a second build makes nothing")
    left_over = pages[0].parent / "page-99.png"
    left_over.write_bytes(pages[0].read_bytes())
    expect("changed by hand" in almanac(folder, *call).stdout, "a page too many is noticed")
    expect(not left_over.exists(), "pages of a longer document are removed")
    pages[2].unlink()
    expect("built" in almanac(folder, *call).stdout and pages[2].exists(), "a missing page is made anew")
    usual = almanac(folder, "list", SUBJECT, "--format=png").stdout
    expect(f"/{SUBJECT}/" in usual and ".en/" in usual, f"the usual resolution has the document's name: {usual}")
    for bad in (["--format", "gif"], ["--dpi", "5"], ["--dpi", "601"], ["--dpi", "many"], ["--format"]):
        expect(almanac(folder, "build", SUBJECT, *bad).returncode == 2, f"{bad} is refused")
    return pages


def poppler(command, file, folder):
    options = ["-png"] if command == "pdftocairo" else []
    subprocess.run([command, *options, "-r", str(DOTS), file, folder / command], check=True)
    read = pixels.read_png if options else pixels.read_ppm
    return [read(path) for path in sorted(folder.glob(command + "-*"))[::STEP]]


def check_pixels(ours, theirs, command):
    worst = [0.0, 0.0, 0.0]
    expect(len(ours) == len(theirs), f"{len(ours)} pictures, {len(theirs)} pages of {command}")
    for number, (one, other) in enumerate(zip(ours, theirs)):
        shares = pixels.differing(one, other)
        expect(shares is not None, f"page {1 + STEP * number} is {one[:2]}, with {command} {other[:2]}")
        worst = [max(pair) for pair in zip(worst, shares or [100] * 3)]
    for share, bound in zip(worst, BOUNDS[command]):
        expect(share <= bound, f"{command}: {share:.3f} % of a page differ, more than {bound} %")
    print(f"{command}: of the worst of {len(ours)} pages {worst[0]:.2f} % of the pixels differ, {worst[1]:.2f} % by a quarter, "
          f"{worst[2]:.3f} % by half of a colour's range")


with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    publish(place)
    pictures = check_folder(place)
    built = almanac(place, "build", SUBJECT, "--quiet")
    files = sorted(place.glob("out/**/*.pdf"))
    expect(len(files) == 1, built.stderr)
    drawn = [pixels.read_png(picture) for picture in pictures[::STEP]]
    for program in BOUNDS:
        (place / program).mkdir()
        check_pixels(drawn, poppler(program, files[0], place / program), program)
    expect(pixels.differing(drawn[1], drawn[2])[2] > 1, "two pages that are not the same are told apart")

print("\n".join(wrong))
sys.exit(bool(wrong))
