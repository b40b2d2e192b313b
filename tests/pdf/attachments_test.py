#!/usr/bin/env python3
"""What is attached to a document: behind every figure and table a CSV, associated with its element as Data, opened by the label of its
caption; definitions and a manifest, associated with the document as Source. The CSV is read again and compared with what was meant.
Called with the program."""

import base64
import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import check

WORLD = pathlib.Path(__file__).resolve().parents[1] / "golden" / "world"
TABLE = """
::: table {#tab-heads}
headline: Heads in two rows
---
::: row {.header}
::: cell {rows=2}
Country
:::
::: cell {span=2}
Income
:::
:::
::: row {.header}
::: cell
EUR
:::
::: cell
twice
:::
:::
::: row
::: cell
{{ subject.name }}, "so called"

of old
:::
::: cell
{{ income[subject] }}
:::
::: cell
{{ income[subject] * 2 }}
:::
:::
::: row
::: cell {rows=2}
Sum
:::
::: cell {span=2}
none
:::
:::
::: row
::: cell
3
:::
::: cell
4
:::
:::
:::

::: table
headline: A table without a name
---
| A | B |
|---|---|
| 1 | 2 |
:::
"""
wrong = []


def expect(truth, words):
    if not truth:
        wrong.append(words)


def build(folder):
    shutil.copytree(WORLD, folder, ignore=shutil.ignore_patterns("out"))
    template = folder / "templates" / "sheet" / "template.md"
    template.write_text(template.read_text() + TABLE)
    run = subprocess.run([sys.argv[1], "-C", folder, "build", "--quiet", "XA"], capture_output=True, text=True)
    files = list(folder.glob("out/**/*.pdf"))
    if run.returncode or len(files) != 1:
        sys.exit(run.stderr)
    return check.File(files[0])


def attachments(file, catalog):
    """{name: (specification, text)}."""
    found = {}
    for name, reference in file.tree(file.key(catalog, "/Names", {}).get("/EmbeddedFiles"), "/Names"):
        specification = file.at(reference)
        data = file.objects[specification["/EF"]["/F"]]["stream"].get("data", "")
        found[check.text(name)] = (reference, specification, base64.b64decode(data).decode())
    return found


def elements(file, kind):
    return [item["value"] for item in file.objects.values()
            if isinstance(item.get("value"), dict) and item["value"].get("/S") == kind and "/P" in item["value"]]


def check_tables_of_figures(folder):
    """Where the theme asks for it a figure's data follow it as a table, in the tree and on the page."""
    theme = folder / "templates" / "sheet" / "theme.yaml"
    text = theme.read_text()
    for rows, wanted in ((4, True), (3, False)):
        theme.write_text(text.replace("figure: {", f"figure: {{data-rows: {rows}, ", 1))
        run = subprocess.run([sys.argv[1], "-C", folder, "--stop-after=tags", "build", "XA"], capture_output=True, text=True)
        behind = run.stdout.split("Figure alt", 1)[1].split("Source: Synthetic Office", 1)[1]
        found = 'TH column "X-Union, %"' in behind and 'TH row "Pottery and glass"' in behind
        expect(run.returncode == 0 and found == wanted, f"data-rows: {rows}: {run.stderr}{behind[:300]}")
    theme.write_text(text)


with tempfile.TemporaryDirectory() as name:
    pdf = build(pathlib.Path(name) / "world")
    check_tables_of_figures(pathlib.Path(name) / "world")
root = pdf.key(pdf.trailer, "/Root")
files = attachments(pdf, root)
expect(list(files) == ["definitions.json", "fig-jobs.csv", "manifest.json", "tab-heads.csv", "tab-income.csv", "table.csv"],
       f"attached: {list(files)}")

for element in elements(pdf, "/Figure") + elements(pdf, "/Table"):
    expect(len(element.get("/AF", [])) == 1, f"{element['/S']} has no file")
    expect(pdf.at(element["/AF"][0])["/AFRelationship"] == "/Data", "the data of a figure are not called Data")
sources = {check.text(pdf.at(reference)["/F"]) for reference in root.get("/AF", []) if pdf.at(reference)["/AFRelationship"] == "/Source"}
expect(sources == {"definitions.json", "manifest.json"}, f"Source of the document: {sources}")
opened = [item["value"] for item in pdf.objects.values()
          if isinstance(item.get("value"), dict) and item["value"].get("/Subtype") == "/FileAttachment"]
expect({entry["/FS"] for entry in opened} == {reference for reference, specification, _ in files.values()
                                              if specification["/AFRelationship"] == "/Data"}, "a caption opens nothing")
said = {check.text(entry["/Contents"]).replace("\u00a0", " ") for entry in opened}
expect(said >= {"Figure 1: fig-jobs.csv", "Table 1: tab-income.csv"}, f"annotations say {said}")

income = list(csv.reader(io.StringIO(files["tab-income.csv"][2])))
heads = list(csv.reader(io.StringIO(files["tab-heads.csv"][2])))
figure = list(csv.reader(io.StringIO(files["fig-jobs.csv"][2])))
expect(heads[0] == ["Country", "Income, EUR", "Income, EUR (unit)", "Income, EUR (flags)", "Income, twice", "Income, twice (unit)"],
       f"two rows of heads are one: {heads[0]}")
expect(heads[1][0] == 'Xanadu, "so called"; of old' and heads[1][2:4] == ["EUR", "p"], f"quotes, paragraphs, units and flags: {heads[1]}")
expect(heads[2] == ["Sum", "none", "", "", "none", ""] and heads[3] == ["Sum", "3", "", "", "4", ""], f"cells that span are repeated: {heads[2:]}")
expect(re.fullmatch(r"\d+(\.\d+)?", income[1][1]), f"a number has no thousands' space and no unit: {income[1]}")
expect(float(heads[1][4]) == 2 * float(heads[1][1]) == 2 * float(income[1][1]), "a computed value is as it was computed")
expect(figure[0][:2] == ["code", "label"] and len(figure) > 3, "the figure's rows")
expect(files["table.csv"][2] == "A,B\r\n1,2\r\n", f"a table without a name: {files['table.csv'][2]!r}")

manifest = json.loads(files["manifest.json"][2])
definitions = {entry["name"]: entry for entry in json.loads(files["definitions.json"][2])}
expect(manifest["subject"] == "XA" and manifest["datasets"] and manifest["datasets"][0]["source"], "the manifest names its datasets")
expect(definitions["job_share"]["method"] == "share" and definitions["job_share"]["from"], "a definition says what it is made from")
print("\n".join(wrong) or f"{len(files)} files attached, {len(opened)} opened by captions")
sys.exit(bool(wrong))
