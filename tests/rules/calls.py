"""No function that would make the program depend on its surroundings or lose memory, and no global that changes."""
import re
import subprocess

import rules

# Function -> the files that may call it.
CALLS = {
    "setlocale": [],
    "uselocale": [],
    "malloc": ["base/arena.c"],
    "calloc": ["base/arena.c"],
    "realloc": ["base/arena.c"],
    "reallocarray": ["base/arena.c"],
    "strdup": ["base/arena.c"],
    "strndup": ["base/arena.c"],
    "asprintf": ["base/arena.c"],
    "vasprintf": ["base/arena.c"],
    "exit": ["main.c", "base/arena.c"],
    "setjmp": [],
    "longjmp": [],
    "strtok": [],
    "rand": [],
    "system": [],
    "popen": [],
    "gets": [],
    "sprintf": [],
    "strcpy": [],
    "strcat": [],
}

faults = []
checked = 0
call = re.compile(r"(?<![\w.>])(" + "|".join(CALLS) + r")\s*\(")
for path in rules.sources():
    own = str(path.relative_to(rules.src))
    for number, line in enumerate(rules.code_only(path.read_text()).splitlines(), 1):
        for name in call.findall(line):
            if own not in CALLS[name]:
                faults.append(f"src/{own}:{number}: {name}() may be called by {' and '.join(CALLS[name]) or 'nobody'}")

# A symbol in .data or .bss is a variable that can change; .data.rel.ro is constant once the program is loaded.
SYMBOL = re.compile(r"^[0-9a-f]+ .{7} (\.(?:t?data|t?bss|ldata|lbss)(?!\.rel\.ro)\S*)\s+[0-9a-f]+\s+(\S+)$")
objects = sorted(rules.build.glob("CMakeFiles/room_*.dir/**/*.o")) if rules.build else []
for path in objects:
    checked += 1
    listing = subprocess.run(["objdump", "--syms", str(path)], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        match = SYMBOL.match(line)
        if match and not match.group(2).startswith("."):
            faults.append(f"{path.name}: {match.group(2)} in {match.group(1)} is a global that can change")
rules.close(faults, checked)
