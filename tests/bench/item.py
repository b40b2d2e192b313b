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

# One of these must be there for a program to count as installed: its script would fetch what it lacks.
PYTHON = "/usr/lib/python3/dist-packages"
TYPST = os.path.join(os.environ.get("PEERS_TMP", os.path.join(tempfile.gettempdir(), "peers")), "npm/node_modules/@myriaddreamin/typst-ts-node-compiler")

# Name, script, environment, batch, what it needs. LaTeX starts one process a document and run, so that a batch tells nothing more.
PEERS = (
    ("Typst, tagged", "typst", {"TAGS": "1"}, BATCH, [TYPST]),
    ("Typst, PDF/UA-1", "typst", {"STD": "ua-1"}, BATCH, [TYPST]),
    ("ReportLab, untagged", "reportlab", {"CHARTS": "rlshapes"}, BATCH, [f"{PYTHON}/reportlab"]),
    ("WeasyPrint, PDF/UA-1", "weasyprint", {"CHARTS": "svg", "STD": "pdf/ua-1"}, 8,
     [f"{PYTHON}/weasyprint", f"{PYTHON}/jinja2", f"{PYTHON}/matplotlib"]),
    ("pdflatex, untagged", "latex", {"ENGINE": "pdflatex"}, 4, ["/usr/bin/lualatex", "/usr/share/texlive/texmf-dist/tex/latex/koma-script"]),
)
SHORT_RUNS = 5 # of one document, to one of the batch: the operating system counts short runs coarsely


def run_once(command, environment):
    """user CPU [s], system CPU [s], memory [MiB]; None if the command failed."""
    with tempfile.NamedTemporaryFile("r") as report:
        subprocess.run([sys.executable, "-S", "-c", STARTER, report.name, *map(str, command)], env={**os.environ, **environment}, check=True)
        user, system, memory, status = report.read().split()
    return (float(user), float(system), int(memory) / 1024) if int(status) == 0 else None


class Maker:
    """A program that makes the work item, and what its runs took, by count of documents."""

    def __init__(self, name, command, environment, batch):
        self.name, self.command, self.environment, self.batch = name, command, environment, batch
        self.runs, self.sizes, self.failed = {1: [], batch: []}, {}, False

    def run(self, count):
        with tempfile.TemporaryDirectory() as folder:
            result = run_once(self.command(count, folder), self.environment)
            sizes = [path.stat().st_size for path in pathlib.Path(folder).rglob("*.pdf")]
        self.failed = self.failed or result is None or len(sizes) < count
        if not self.failed:
            self.runs[count].append(result)
            self.sizes[count] = statistics.mean(sizes)

    def turn(self):
        for count in (1,) * SHORT_RUNS + (self.batch,):
            if not self.failed:
                self.run(count)

    def users(self, count):
        """User CPU a document [s], of each run."""
        return [user / count for user, _, _ in self.runs[count]]

    def memory(self, count):
        return max(memory for _, _, memory in self.runs[count])


def print_row(maker, ours):
    cells = []
    for count, own in ((1, 1), (maker.batch, ours.batch)):
        users = maker.users(count)
        ratio = statistics.median(users) / max(statistics.median(ours.users(own)), 1e-4)
        system = statistics.median(system / count for _, system, _ in maker.runs[count])
        cells.append(f"{statistics.median(users):7.4f} ({min(users):.4f} to {max(users):.4f}) + {system:.4f}  {ratio:6.1f} x")
    print(f"{maker.name:24} {cells[0]}   {cells[1]} ({maker.batch:2})   {maker.memory(1):4.0f} / {maker.memory(maker.batch):4.0f} MiB  "
          f"{maker.sizes[maker.batch] / 1024:5.0f} KiB")


def print_machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    print(f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def find_makers(almanac, data, peers):
    convert = almanac.parent / "tests/convert"
    makers = [Maker("Almanac, UA-1 and A-3a", lambda count, out: ["sh", HERE / "run.sh", almanac, convert, count, out, data], {}, BATCH)]
    for name, script, environment, batch, needs in PEERS:
        path = pathlib.Path(peers or "") / script / "run.sh"
        if not peers or not path.exists():
            print(f"{name:24} left out: " + ("no such script" if peers else "ALMANAC_PEERS is not set"))
        elif not all(os.path.exists(need) for need in needs):
            print(f"{name:24} left out: not installed")
        else:
            makers.append(Maker(name, lambda count, out, path=path: ["bash", path, count, out], environment, batch))
    return makers


def measure(almanac, runs):
    almanac = pathlib.Path(almanac).resolve()
    peers = os.environ.get("ALMANAC_PEERS")
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(peers) / "data" if peers else pathlib.Path(folder) / "data"
        if not peers:
            subprocess.run([sys.executable, "-B", HERE / "generate.py", str(BATCH), data], check=True)
        print_machine()
        makers = find_makers(almanac, data, peers)
        for _ in range(runs): # in turn, so that what else the machine does meets all
            for maker in makers:
                maker.turn()
    if makers[0].failed:
        sys.exit("the work item could not be built")
    print(f"work item, CPU in s a document of the whole process tree: user, median of {SHORT_RUNS * runs} runs cold and of {runs} of the batch (least to "
          "greatest) + system; ratio of user to the first row; cold, then batch (documents); memory of the largest process; size")
    for maker in makers:
        if maker.failed:
            print(f"{maker.name:24} left out: it does not run here")
        else:
            print_row(maker, makers[0])
    print_machine()


def measure_growth(almanac, run, row, counts=(1, 56, 224, 560)):
    """The work item in ever larger batches: what the largest process takes should not depend on how many documents there are."""
    almanac = pathlib.Path(almanac).resolve()
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([sys.executable, "-B", HERE / "generate.py", str(counts[-1]), data], check=True)
        for count in counts:
            with tempfile.TemporaryDirectory() as folder:
                found = run(["sh", str(HERE / "run.sh"), str(almanac), str(almanac.parent / "tests/convert"), str(count), folder, data])
            row(f"work item of {count} documents, CPU a document", [found["cpu"] / count], "ms", 1e3)
            row(f"work item of {count} documents, peak memory", [found["rss"]], "MiB")


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
