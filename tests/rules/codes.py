"""Every code of src/base/diag_list.h is shown by a test: it stands in brackets in a .diag file, in a golden .md file or
in a unit test under tests/. And every message says after a semicolon what was done."""
import re

import rules

LINE = re.compile(r'DIAG\((\w+),\s*(NOTE|WARNING|ERROR|SYSTEM),\s*((?:"(?:\\.|[^"\\])*"\s*)+)\)')

entries = LINE.findall((rules.src / "base/diag_list.h").read_text())
shown = set()
tests = rules.root / "tests"
for path in [*tests.rglob("*.diag"), *tests.glob("golden/*/*.md"), *tests.rglob("*_test.*")]:
    shown.update(re.findall(r"\[([a-z0-9-]+)\]", path.read_text(errors="replace")))

faults = []
for code, level, text in entries:
    name = code.lower().replace("_", "-")
    if name not in shown:
        faults.append(f"[{name}] is shown by no test")
    if ";" not in text:
        faults.append(f"[{name}] does not say after a semicolon what was done: {text}")
rules.close(faults, len(entries))
