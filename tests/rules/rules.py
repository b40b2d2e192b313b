"""What the rule tests share: the source files, C without comments, and the closing report.

Every test here is called as NAME.py SOURCE_FOLDER BUILD_FOLDER and prints one line a fault.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
build = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
src = root / "src"


def sources(*suffixes):
    """Our C files and headers below src/, sorted."""
    return [path for path in sorted(src.rglob("*")) if path.suffix in (suffixes or (".c", ".h"))]


def room_of(path):
    """The room of a file below src/; "" for src/main.c."""
    parts = path.relative_to(src).parts
    return parts[0] if len(parts) > 1 else ""


def layers():
    """src/layers.txt: room -> rooms that it may include, the lowest room first."""
    table = {}
    for line in (src / "layers.txt").read_text().splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            table[words[0]] = words[1:]
    return table


TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def code_only(text):
    """C with comments and the content of literals blanked out; lines and columns stay."""
    def replace(match):
        token = match.group()
        return blank(token) if token[0] == "/" else token[0] + blank(token[1:-1]) + token[-1]
    return TOKEN.sub(replace, text)


def literals(text):
    """(line, content) of every string literal outside comments and #include lines."""
    for match in TOKEN.finditer(text):
        if match.group()[0] != '"':
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        if not text[start:match.start()].lstrip().startswith("#include"):
            yield text.count("\n", 0, match.start()) + 1, match.group()[1:-1]


def includes(path):
    """(line, name, is_quoted) of every #include."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(2), match.group(1) == '"'


def close(faults, checked):
    """Prints the faults and ends the test. A test that looked at nothing has failed, too."""
    for fault in faults:
        print(fault)
    if not checked:
        print("nothing was there to check")
    print(f"{checked} checked, {len(faults)} faults")
    sys.exit(0 if checked and not faults else 1)
