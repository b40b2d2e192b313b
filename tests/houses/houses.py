#!/usr/bin/env python3
"""Builds one factsheet in every house style and a page that shows their pages side by side.

usage: houses.py ALMANAC OUT
"""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DOTS = 60  # an inch


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    almanac, out = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    result = subprocess.run([almanac, "-C", HERE, "build", "--quiet"], capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr)
    folder = os.path.join(HERE, "out", "2026", "BE")
    houses = {}
    for name in sorted(os.listdir(folder)):
        house = name.split(".")[1]
        shutil.copy(os.path.join(folder, name), os.path.join(out, name))
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", os.path.join(out, name), os.path.join(out, house)], check=True)
        pages = sorted(page for page in os.listdir(out) if re.fullmatch(rf"{house}-\d+\.png", page))
        houses[house] = (name, pages)
    rows = max(len(pages) for _, pages in houses.values())
    cells = "".join("<tr>" + "".join(f'<td><img src="{pages[i]}" alt="{house}, page {i + 1}"></td>' if i < len(pages) else "<td></td>"
                                     for house, (_, pages) in houses.items()) + "</tr>" for i in range(rows))
    heads = "".join(f'<th><a href="{name}">{house}</a>, {len(pages)} pages</th>' for house, (name, pages) in houses.items())
    with open(os.path.join(out, "index.html"), "w", encoding="utf-8") as stream:
        stream.write('<!doctype html><html lang="en"><meta charset="utf-8"><title>One factsheet, every house</title>'
                     "<style>body{font:15px sans-serif;background:#ccc}td{padding:6px;vertical-align:top}</style>"
                     f"<table><tr>{heads}</tr>{cells}</table></html>")
    print(f"{len(houses)} houses: {os.path.join(out, 'index.html')}")


main()
