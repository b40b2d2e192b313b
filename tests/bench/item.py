"""The work item of the benchmark, made by the program and by what else a user could take: user CPU of whole process trees, in
fresh processes, cold (one document) and in the batch; peak memory; sizes; ratios to the program in the same run.

The other programs' scripts lie outside: ALMANAC_PEERS names a folder with data/*.csv and NAME/run.sh COUNT FOLDER."""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent / "work-item"
BATCH = 56

# A small process starts the command and waits for it, so that the memory of this one does not count; it writes user and system
# CPU of the command and of all that it waited for [s], the largest resident set of one process [KiB], and the status.
STARTER = """import os, subprocess, sys
process = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as report:
    print(usage.ru_utime, usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=report)
"""

# Name, script, environment, batch. LaTeX starts one process a document and run, so that a batch tells nothing more.
PEERS = (
    ("Typst, tagged", "typst", {"TAGS": "1"}, BATCH),
    ("Typst, PDF/UA-1", "typst", {"STD": "ua-1"}, BATCH),
    ("ReportLab, untagged", "reportlab", {"CHARTS": "rlshapes"}, BATCH),
    ("WeasyPrint, PDF/UA-1", "weasyprint", {"CHARTS": "svg", "STD": "pdf/ua-1"}, 8),
    ("pdflatex, untagged", "latex", {"ENGINE": "pdflatex"}, 4),
)


def run_once(command, environment):
    """user CPU [s], system CPU [s], memory [MiB]; None if the command failed."""
    with tempfile.NamedTemporaryFile("r") as report:
        subprocess.run([sys.executable, "-S", "-c", STARTER, report.name, *map(str, command)], env={**os.environ, **environment}, check=True)
        user, system, memory, status = report.read().split()
    return (float(user), float(system), int(memory) / 1024) if int(status) == 0 else None


def measure_maker(command, environment, counts, runs):
    """By count of documents: (user CPU a document, system CPU a document, memory, mean size); None if it does not run."""
    found = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            turns = runs if count > 1 else 4 * runs # the operating system counts short runs coarsely
            results = [run_once(command(count, folder), environment) for _ in range(turns)]
            sizes = [path.stat().st_size for path in pathlib.Path(folder).rglob("*.pdf")]
        if None in results or len(sizes) < count:
            return None
        users = [user / count for user, _, _ in results]
        found[count] = {"user": statistics.median(users), "least": min(users), "most": max(users),
                        "system": statistics.median(system / count for _, system, _ in results),
                        "memory": max(memory for _, _, memory in results), "size": statistics.mean(sizes)}
    return found


def print_row(name, cold, batch, ours):
    ratio = [f"{one['user'] / max(other['user'], 1e-4):6.1f}" for one, other in ((cold, ours[0]), (batch, ours[1]))]
    print(f"{name:24} {cold['user']:7.3f} ({cold['least']:.3f} to {cold['most']:.3f}) {ratio[0]} x  "
          f"{batch['user']:7.4f} ({batch['least']:.4f} to {batch['most']:.4f}) {ratio[1]} x  "
          f"{cold['memory']:5.0f} / {batch['memory']:5.0f} MiB  {batch['size'] / 1024:5.0f} KiB")


def measure(almanac, runs):
    almanac = pathlib.Path(almanac).resolve()
    convert = almanac.parent / "tests/convert"
    peers = os.environ.get("ALMANAC_PEERS")
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(peers) / "data" if peers else pathlib.Path(folder) / "data"
        if not peers:
            subprocess.run([sys.executable, "-B", HERE / "generate.py", str(BATCH), data], check=True)
        print(f"work item, user CPU in s a document of the whole process tree, median of {runs} runs: cold; batch (ratios to the first row); "
              "memory of the largest process cold / batch; size")
        ours = measure_maker(lambda count, out: ["sh", HERE / "run.sh", almanac, convert, count, out, data], {}, (1, BATCH), runs)
        if not ours:
            sys.exit("the work item could not be built")
        pair = ours[1], ours[BATCH]
        print_row("Almanac, UA-1 and A-3a", *pair, pair)
        for name, script, environment, batch in PEERS:
            path = pathlib.Path(peers) / script / "run.sh" if peers else None
            if not path or not path.exists():
                print(f"{name:24} left out: " + ("no such script" if peers else "ALMANAC_PEERS is not set"))
                continue
            theirs = measure_maker(lambda count, out, path=path: ["bash", path, count, out], environment, (1, batch), min(runs, 3))
            if theirs:
                print_row(name, theirs[1], theirs[batch], pair)
            else:
                print(f"{name:24} left out: it does not run here")


def measure_counts(almanac, runs, run, row):
    """Ever more small documents from one publication: the cost of one should not depend on how many there are."""
    almanac = pathlib.Path(almanac).resolve()
    template = ("---\ntitle: \"{{ subject.name }}\"\ntheme: theme.yaml\n---\n# Note {#sec-note}\n\n"
                "A small document about {{ subject.name }}, of two sentences. It has no more.\n")
    for count in (10, 100, 1000, 10000):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            subprocess.run(["cp", "-rL", f"{HERE}/publication/.", folder], check=True)
            codes = [f"Q{chr(ord('A') + i // 1000)}{i % 1000:03d}" for i in range(count)]
            (folder / "templates/factsheet/template.md").write_text(template, encoding="utf-8")
            (folder / "almanac.yaml").write_text("title: Small (synthetic)\nlanguage: en\neditions:\n  - {name: \"1\", date: 2026-01-01}\n"
                                                 f"documents:\n  - {{template: factsheet, subjects: [{', '.join(codes)}], languages: [en]}}\n"
                                                 "data: data/none.yaml\nindicators: data/none-indicators.yaml\ngeo: data/geo/small.yaml\n", encoding="utf-8")
            (folder / "data/none.yaml").write_text("name: none\ntitle: None\nresources: []\n", encoding="utf-8")
            (folder / "data/none-indicators.yaml").write_text("series: []\n", encoding="utf-8")
            (folder / "data/geo/small.yaml").write_text('language: en\nversion: "1"\ncodes:\n  - {path: codes.csv, version: "1", code: code, name: name}\n',
                                                        encoding="utf-8")
            (folder / "data/geo/codes.csv").write_text("code,name\n" + "".join(f"{code},Place {code}\n" for code in codes), encoding="utf-8")
            found = [run([str(almanac), "-C", str(folder), "build", "--force", "--quiet", "--jobs", "1"]) for _ in range(1 if count > 1000 else runs)]
        row(f"{count} small documents, CPU a document", [r["cpu"] / count for r in found], "us", 1e6)
        row(f"{count} small documents, peak memory", [r["rss"] for r in found], "MiB")
