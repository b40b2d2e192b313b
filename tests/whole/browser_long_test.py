#!/usr/bin/env python3
"""The SVG of a chart looks in a browser as the chart does in the PDF: charts of the gallery, drawn by headless Chromium and by
poppler at the same scale, compared block by block. Left out where Chromium is not installed.

usage: browser_long_test.py ALMANAC
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GALLERY = os.path.join(TOP, "tests", "gallery")
DPI = 96 # a pixel of CSS
BLOCK = 4 # pixels a side: letters are smoothed differently, places are not
MEAN_MOST, FAR, FAR_MOST = 8.0, 60, 0.01 # mean difference of 255; blocks that differ by more than FAR, and how many of them


def read_png(path):
    """Width, height and RGB bytes of an 8-bit PNG without interlace."""
    with open(path, "rb") as stream:
        data = stream.read()
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert depth == 8 and colour in (2, 6), "8-bit RGB or RGBA"
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        packed += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    step = 3 if colour == 2 else 4
    raw, rows, line = zlib.decompress(packed), [], bytes(width * step)
    for y in range(height):
        start = y * (width * step + 1)
        line = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + width * step]), line, step)
        rows.append(bytes(line) if step == 3 else bytes(b for i, b in enumerate(line) if i % 4 != 3))
    return width, height, b"".join(rows)


def unfilter(kind, line, above, step):
    """One line of a PNG, its filter undone. Source: PNG specification, clause 9."""
    for i in range(len(line)):
        a = line[i - step] if i >= step else 0
        b = above[i]
        c = above[i - step] if i >= step else 0
        if kind == 1:
            guess = a
        elif kind == 2:
            guess = b
        elif kind == 3:
            guess = (a + b) // 2
        elif kind == 4:
            p = a + b - c
            pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
            guess = a if pa <= pb and pa <= pc else b if pb <= pc else c
        else:
            return line
        line[i] = (line[i] + guess) & 255
    return line


def read_ppm(data):
    found = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(found[1]), int(found[2]), data[found.end():]


def blocks(image, width, height):
    """Means of blocks of the part at the upper left."""
    full, _, data = image
    result = []
    for y in range(0, height - BLOCK + 1, BLOCK):
        for x in range(0, width - BLOCK + 1, BLOCK):
            total = sum(sum(data[((y + k) * full + x) * 3:((y + k) * full + x + BLOCK) * 3]) for k in range(BLOCK))
            result.append(total / (3 * BLOCK * BLOCK))
    return result


def run(*command, **more):
    result = subprocess.run(command, capture_output=True, check=False, **more)
    if result.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr.decode()}")
    return result.stdout


def places(almanac):
    """Page and left top corner, width and height [pt] of every drawing, in document order."""
    found, page = {}, 0
    for line in run(almanac, "-C", GALLERY, "build", "BE", "--stop-after=pages").decode().splitlines():
        page += line.startswith("page ")
        drawing = re.match(r"  drawing ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) original (\d+)", line)
        if drawing:
            found[int(drawing[5])] = (page, *map(float, drawing.groups()[:4]))
    return [found[node] for node in sorted(found)]


def from_pdf(pdf, place):
    page, x, y, width, height = place
    scale = DPI / 72
    area = [str(round(part * scale)) for part in (x, y, width, height)]
    return read_ppm(run("pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-x", area[0], "-y", area[1], "-W", area[2],
                        "-H", area[3], pdf))


def from_browser(browser, svg, folder):
    page, shot = os.path.join(folder, "page.html"), os.path.join(folder, "shot.png")
    with open(page, "w", encoding="utf-8") as stream:
        stream.write(f'<!doctype html><body style="margin:0"><img src="{svg}" style="display:block">')
    run(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
        "--window-size=900,900", f"--screenshot={shot}", f"file://{page}")
    return read_png(shot)


def compare(name, left, right):
    width, height = min(left[0], right[0]), min(left[1], right[1])
    differences = [abs(a - b) for a, b in zip(blocks(left, width, height), blocks(right, width, height))]
    mean = sum(differences) / len(differences)
    far = sum(d > FAR for d in differences) / len(differences)
    print(f"{name:24} {width} × {height} pixels, mean difference {mean:.2f} of 255, far off {100 * far:.2f} %")
    return mean <= MEAN_MOST and far <= FAR_MOST


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    almanac = os.path.abspath(sys.argv[1])
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser or not shutil.which("pdftoppm"):
        print("left out: chromium or pdftoppm is not installed")
        sys.exit(77)
    run(almanac, "-C", GALLERY, "build", "BE", "--quiet")
    pdf = os.path.join(GALLERY, "out", "2026", "BE", "gallery.en.pdf")
    charts = [json.loads(line) for line in run(almanac, "-C", GALLERY, "chart", "BE", "--json").decode().splitlines()]
    where = places(almanac)
    assert len(charts) == len(where), f"{len(charts)} charts, {len(where)} drawings on pages"
    wrong, seen = [], set()
    with tempfile.TemporaryDirectory() as folder:
        run(almanac, "-C", GALLERY, "chart", "BE", "--output", os.path.join(folder, "charts", ""))
        for chart, place in zip(charts, where):
            if not chart["id"] or chart["kind"] in seen:
                continue
            seen.add(chart["kind"])
            svg = os.path.join(folder, "charts", chart["id"] + ".svg")
            if not compare(chart["id"], from_pdf(pdf, place), from_browser(browser, svg, folder)):
                wrong.append(chart["id"])
    sys.exit(f"these look different: {', '.join(wrong)}" if wrong or len(seen) < 20 else 0)


main()
