"""Maps of all regions of level 2 of a publication's boundaries: what one more map costs, with what it takes to print it as text."""
import json
import os
import re
import tempfile

PUBLICATION = """title: Maps
language: en
editions: [{name: "2020", date: 2020-01-01}]
documents: [{template: map, subjects: [%s], languages: [en]}]
fonts: fonts/fonts.yaml
data: data/datapackage.yaml
geo: data/geo/geo.yaml
indicators: data/indicators.yaml
templates: templates
"""

PACKAGE = """name: maps
title: Synthetic
resources:
  - {name: all, title: All, path: all.csv, format: csv, unit: EUR, source: Synthetic, licence: none needed, vintage: "2020", nuts: "2021",
     schema: {fields: [{name: geo, role: dimension}, {name: year, role: time}, {name: value, role: value}]}}
"""

SERIES = "series:\n  - {name: all, title: All, method: select, from: all, dimensions: {geo: geo}, unit: EUR}\n"

MAP = """::: chart {#fig-%d kind=map span=full}
headline: All regions
data: all
by: geo
classes: %s
labels: none
:::

"""


def lay(folder, publication):
    """A publication with the boundaries of another and a value for every region of level 2. Returns how many there are."""
    top = os.path.abspath(publication)
    os.makedirs(os.path.join(folder, "data"))
    os.makedirs(os.path.join(folder, "templates", "map"))
    for link in ("fonts", "data/geo"):
        os.symlink(os.path.join(top, link), os.path.join(folder, link))
    theme = os.path.join(top, "templates", "country-factsheet", "theme.yaml")
    os.symlink(theme, os.path.join(folder, "templates", "map", "theme.yaml"))
    os.symlink(theme.replace("theme", "labels.en"), os.path.join(folder, "templates", "map", "labels.en.yaml"))
    with open(os.path.join(top, "data", "geo", "geo.yaml"), encoding="utf-8") as stream:
        path = re.search(r"level: 2, path: ([^ ,}]+)", stream.read()).group(1)
    with open(os.path.join(top, "data", "geo", path), encoding="utf-8") as stream:
        codes = sorted(feature["properties"]["NUTS_ID"] for feature in json.load(stream)["features"])
    rows = "".join(f"{code},2019,{10000 + i * 7919 % 40000}\n" for i, code in enumerate(codes))
    files = {"almanac.yaml": PUBLICATION % codes[0][:2], "data/datapackage.yaml": PACKAGE, "data/indicators.yaml": SERIES,
             "data/all.csv": "geo,year,value\n" + rows, "templates/map/template.md": "---\ntitle: M\ntheme: theme.yaml\n---\n"}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
            stream.write(text)
    return len(codes)


def measure(almanac, publication, runs, run, row):
    """One row for each way to make classes; run and row are those of bench.py."""
    more = 40
    with tempfile.TemporaryDirectory() as folder:
        count = lay(folder, publication)
        for classes in ("quantile", "jenks", "continuous"):
            cpu = {}
            for maps in (1, 1 + more):
                with open(os.path.join(folder, "templates", "map", "template.md"), "w", encoding="utf-8") as stream:
                    stream.write("---\ntitle: M\ntheme: theme.yaml\n---\n" + "".join(MAP % (i, classes) for i in range(maps)))
                cpu[maps] = [run([almanac, "-C", folder, "build", "--stop-after=pages"])["cpu"] for _ in range(runs)]
            found = [(b - a) / more for a, b in zip(sorted(cpu[1]), sorted(cpu[1 + more]))]
            row(f"map of {count} regions, {classes}, CPU a map", found, "ms", 1000)
