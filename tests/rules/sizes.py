"""Files of src/ have at most 600 lines, functions at most 60. Long lines and long parameter lists are counted
only: some are callbacks whose shape a library fixes."""
import re
import statistics

import rules

FILE_LINES, COLUMNS, FUNCTION_LINES, PARAMETERS = 600, 120, 60, 5


def functions(code):
    """(first line, lines, head) of every function defined in code."""
    lines = code.split("\n")
    start = None
    for i, line in enumerate(lines):
        if start is None and re.match(r"[A-Za-z_].*\(", line) and not re.match(r"(else|typedef)\b", line):
            start = i
        if start is None:
            continue
        head = " ".join(lines[start:i + 1])
        if line.rstrip().endswith(";") and "{" not in head:
            start = None
        elif line.startswith("}"):
            if "=" not in head.split("{")[0]:
                yield start + 1, i - start + 1, head.split("{")[0]
            start = None


def parameters(head):
    """Number of parameters of the function whose head this is: commas outside inner brackets in the first pair."""
    depth, count, inside = 0, 0, ""
    for character in head[head.index("("):]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            break
        inside += character if character not in "()" else ""
        count += character == "," and depth == 1
    return 0 if inside.strip() in ("", "void") else count + 1


faults = []
lengths = []
wide = crowded = 0
files = rules.sources()
for path in files:
    text = path.read_text()
    place = path.relative_to(rules.root)
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        faults.append(f"{place}: {len(lines)} lines, {FILE_LINES} are the limit")
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            wide += 1
    if path.suffix != ".c":
        continue
    for number, count, head in functions(rules.code_only(text)):
        lengths.append(count)
        if count > FUNCTION_LINES:
            faults.append(f"{place}:{number}: a function of {count} lines, {FUNCTION_LINES} are the limit")
        if parameters(head) > PARAMETERS:
            crowded += 1

if lengths:
    print(f"{len(lengths)} functions, median {statistics.median(lengths):.0f} lines, longest {max(lengths)}; "
          f"{wide} lines above {COLUMNS} columns, {crowded} functions with more than {PARAMETERS} parameters")
rules.close(faults, len(files))
