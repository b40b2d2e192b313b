#!/usr/bin/env python3
"""Builds the gallery of charts: for each subject the PDF, and every chart as SVG, PNG and CSV in the size of its page, of half
a page and of a slide; then an index page.

usage: gallery.py ALMANAC OUT
"""
import html
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
SUBJECTS = ("BE", "BE3", "MT", "DE", "EL")
SIZES = {"page": [], "half": ["--width", "83mm"], "slide": ["--width", "214.5mm", "--scale", "1.5"]}
STYLE = """body{font:15px/1.5 sans-serif;color:#14222B;margin:2em auto;max-width:78em;padding:0 1em}
figure{margin:0 0 3em;border-top:1px solid #14222B;padding-top:.4em}figcaption{margin-bottom:.8em}h2{margin-top:2em}
img{max-width:100%;height:auto;vertical-align:top;margin:0 2em 1em 0}small{color:#56646C}a{color:#00607A}"""


def run(almanac, *arguments):
    result = subprocess.run([almanac, "-C", HERE, *arguments], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"almanac {' '.join(arguments)} failed:\n{result.stderr}")
    return result.stdout


def write_charts(almanac, out, subject, size):
    folder = os.path.join(out, subject, size, "")
    run(almanac, "chart", subject, *SIZES[size], "--output", folder)


def figure(subject, chart):
    """One chart in its three sizes; the widths are those on paper, a slide at the same scale as the page."""
    name = html.escape(chart["id"])
    images = "".join(f'<img src="{subject}/{size}/{name}.svg" alt="{html.escape(chart["alternative"])}" title="{size}">' for size in SIZES)
    links = ", ".join(f'{size}: ' + " ".join(f'<a href="{subject}/{size}/{name}.{kind}">{kind.upper()}</a>' for kind in ("svg", "png", "csv"))
                      for size in SIZES)
    return (f'<figure id="{subject}-{name}"><figcaption><strong>{html.escape(chart["headline"])}</strong><br>'
            f'{html.escape(chart["subtitle"])}<br><small>{html.escape(chart["kind"])} · {links}</small></figcaption>{images}</figure>')


def index(almanac, out):
    parts = []
    kinds = {}
    for subject in SUBJECTS:
        charts = [json.loads(line) for line in run(almanac, "chart", subject, "--json").splitlines()]
        charts = [chart for chart in charts if chart["id"]]
        parts.append(f'<h2 id="{subject}">{subject} <small><a href="{subject}/gallery.pdf">PDF</a></small></h2>')
        parts += [figure(subject, chart) for chart in charts]
        for chart in charts:
            kinds.setdefault(chart["kind"], f"{subject}-{chart['id']}")
    head = " · ".join(f'<a href="#{where}">{html.escape(kind)}</a>' for kind, where in sorted(kinds.items()))
    subjects = " · ".join(f'<a href="#{subject}">{subject}</a>' for subject in SUBJECTS)
    page = (f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery of charts</title><style>{STYLE}</style>'
            f'<h1>Gallery of charts</h1><p>{len(kinds)} kinds: {head}</p><p>Subjects: {subjects}</p>{"".join(parts)}</html>')
    with open(os.path.join(out, "index.html"), "w", encoding="utf-8") as stream:
        stream.write(page)
    return len(kinds)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    almanac, out = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    run(almanac, "build", "--quiet")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda job: write_charts(almanac, out, *job), [(subject, size) for subject in SUBJECTS for size in SIZES]))
    for subject in SUBJECTS:
        shutil.copy(os.path.join(HERE, "out", "2026", subject, "gallery.en.pdf"), os.path.join(out, subject, "gallery.pdf"))
    kinds = index(almanac, out)
    files = sum(len(names) for _, _, names in os.walk(out))
    print(f"{kinds} kinds, {len(SUBJECTS)} subjects, {files} files: {os.path.join(out, 'index.html')}")


main()
