#!/usr/bin/env python3
"""Fifty faults of ten kinds, planted in fifty true statements about the real data: all are caught, each on its line, and the
unchanged text raises none. Called with the program."""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CODES = {"claim-false", "claim-numeral", "claim-unproven"}


def read_faults():
    """[(kind, old, new)] of faults.txt."""
    faults, kind, old = [], None, None
    for line in (HERE / "claims" / "faults.txt").read_text().splitlines():
        if line.startswith("kind "):
            kind = line[5:]
        elif line.startswith("- "):
            old = line[2:]
        elif line.startswith("+ "):
            faults.append((kind, old, line[2:]))
    return faults


def messages(program, text):
    """{line: [message]} of what the program says about a template that holds text; other messages are returned apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "text.md"
        path.write_text(text)
        run = subprocess.run([program, "-C", ROOT, "build", "--stop-after=document", "--template", path, "--subject", "BE"],
                             capture_output=True, text=True, check=False)
        found, others = {}, []
        for line in run.stderr.splitlines():
            if line.startswith(f"{path}:"):
                found.setdefault(int(line[len(str(path)) + 1:].split(":")[0]), []).append(line)
            elif ": error: " in line:
                others.append(line)
        return found, others, run.returncode


def main():
    program = sys.argv[1]
    text = (HERE / "claims" / "belgium.md").read_text()
    faults = read_faults()
    wrong = []
    kinds = {kind: sum(1 for fault in faults if fault[0] == kind) for kind, _, _ in faults}
    if len(kinds) != 10 or any(count != 5 for count in kinds.values()):
        wrong.append(f"faults.txt must hold ten kinds of five, not {kinds}")
    found, others, status = messages(program, text)
    if found or others or status != 0 or "claim=" not in text:
        wrong.append(f"the unchanged text is not accepted: {found or others or status}")
    lines, faulty = {}, text
    for kind, old, new in faults:
        if text.count(old) != 1:
            wrong.append(f"{kind}: stands {text.count(old)} times: {old}")
        lines[text[:text.find(old)].count("\n") + 1] = (kind, new)
        faulty = faulty.replace(old, new)
    if len(lines) != 50:
        wrong.append(f"faults must stand on fifty lines, not {len(lines)}")
    found, _, status = messages(program, faulty)
    for line, (kind, new) in lines.items():
        if not any(f"[{code}]" in message for message in found.get(line, []) for code in CODES):
            wrong.append(f"{kind}: not caught: {new}")
    for line in found.keys() - lines.keys():
        wrong.append(f"a fault was seen where none is: {found[line]}")
    if status != 1:
        wrong.append(f"exit status {status}")
    print("\n".join(wrong) if wrong else f"{len(lines)} faults of {len(kinds)} kinds caught, none in the unchanged text")
    return 1 if wrong else 0


sys.exit(main())
