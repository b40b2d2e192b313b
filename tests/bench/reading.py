"""Reading large files: about 100 MB in each format, of which a publication asks for one unit, two areas and the newest years."""
import os
import tempfile

SIZE = 100 * 1000 * 1000
UNITS = [f"U{i}" for i in range(10)]
AREAS = [f"X{chr(65 + i // 10)}{i % 10}" for i in range(200)]
BRANCHES = [f"{chr(65 + i // 10)}{i % 10}{i % 7}" for i in range(100)]
YEARS = range(1995, 2025)


def keys():
    """Unit, branch, area, over and over, as a whole table has them."""
    while True:
        for unit in UNITS:
            for branch in BRANCHES:
                for area in AREAS:
                    yield unit, branch, area


def write_tsv(file):
    file.write("freq,unit,nace_r2,geo\\TIME_PERIOD\t" + "\t".join(f"{year} " for year in YEARS) + "\n")
    values = "\t".join(f"{year * 7 % 1000}.{year % 10} " for year in YEARS) + "\n"
    for number, (unit, branch, area) in enumerate(keys()):
        file.write(f"A{number // 200000},{unit},{branch},{area}\t{values}")
        if number % 100 == 0 and file.tell() > SIZE:
            return


def write_rows(file, head, before, quote=""):
    file.write(head)
    year = 0
    for number, (unit, branch, area) in enumerate(keys()):
        year = YEARS[0] + number // 200000 % len(YEARS)
        file.write(f"{before}{quote}A{number // 6000000}{quote},{quote}{unit}{quote},{quote}{branch}{quote},{quote}{area}{quote},"
                   f"{year},{number % 10000}.{number % 10},,\n")
        if number % 100 == 0 and file.tell() > SIZE:
            return


def write_sdmx(file):
    write_rows(file, "DATAFLOW,LAST UPDATE,freq,unit,nace_r2,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n",
               "XX:BENCH(1.0),01/02/26 11:00:00,")


def write_csv(file):
    write_rows(file, "freq,unit,nace_r2,geo,TIME_PERIOD,OBS_VALUE,flag,note\n", "")


def write_quoted(file):
    write_rows(file, '"freq","unit","nace_r2","geo","TIME_PERIOD","OBS_VALUE","flag","note"\n', "", '"')


def write_json(file):
    """A dense array of values, as the bulk of JSON-stat is; flags for one value in a hundred."""
    sizes = {"freq": [f"A{i}" for i in range(2)], "unit": UNITS, "nace_r2": BRANCHES, "geo": AREAS, "time": [str(year) for year in YEARS]}
    dimensions = ",".join(f'"{name}":{{"category":{{"index":[' + ",".join(f'"{code}"' for code in codes) + "]}}"
                          for name, codes in sizes.items())
    file.write('{"version":"2.0","class":"dataset","id":[' + ",".join(f'"{name}"' for name in sizes) + '],"size":['
               + ",".join(str(len(codes)) for codes in sizes.values()) + f'],"dimension":{{{dimensions}}},"value":[')
    count = 1
    for codes in sizes.values():
        count *= len(codes)
    line = ",".join(f"{number * 7 % 10000}.{number % 10}" for number in range(10000))
    file.write(",".join([line] * (count // 10000)))
    file.write('],"status":{' + ",".join(f'"{at}":"p"' for at in range(0, count, 100)) + "}}\n")


FIELDS = """
    schema:
      fields:
        - {name: freq, role: dimension}
        - {name: unit, role: dimension}
        - {name: nace_r2, role: dimension}
        - {name: geo, role: dimension}
        - {name: TIME_PERIOD, role: time}
        - {name: OBS_VALUE, role: value}
        - {name: flag, role: flags}
"""

KINDS = [("eurostat-tsv", "eurostat-tsv", write_tsv, ""), ("sdmx-csv", "sdmx-csv", write_sdmx, ""),
         ("csv", "csv", write_csv, FIELDS), ("csv, all quoted", "csv", write_quoted, FIELDS), ("json-stat", "json-stat", write_json, "")]


def measure(almanac, runs, run, row):
    with tempfile.TemporaryDirectory() as folder:
        for name, form, write, fields in KINDS:
            path = os.path.join(folder, "table")
            with open(path, "w", encoding="ascii") as file:
                write(file)
            package = os.path.join(folder, "datapackage.yaml")
            with open(package, "w", encoding="ascii") as file:
                file.write(f"resources:\n  - name: bench\n    path: table\n    format: {form}\n"
                           f"    filter: {{unit: [U3], geo: [XA1, XC2]}}\n    years: {{from: 2000}}\n{fields}")
            found = [run([almanac, "-C", folder, "build", "--stop-after=table", "--package", "datapackage.yaml"])
                     for _ in range(runs)]
            kept = found[0]["out"].count(" = ")
            size = os.path.getsize(path)
            row(f"{name}, {size / 1e6:.0f} MB, {kept} values kept", [size / 1e6 / r["cpu"] for r in found], "MB/s")
            row(f"{name}, peak memory", [r["rss"] for r in found], "MiB")
