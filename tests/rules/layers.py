"""Every #include "room/file.h" obeys src/layers.txt: only listed rooms, strictly downwards, no sibling, no cycle."""
import rules

table = rules.layers()
faults = []
checked = 0

order = list(table)
for room, lower in table.items():
    for name in lower:
        if name not in table:
            faults.append(f"src/layers.txt: {room} may include {name}, which is no room")
        elif order.index(name) >= order.index(room):
            faults.append(f"src/layers.txt: {room} stands before {name}, which it may include")

for folder in sorted(path.name for path in rules.src.iterdir() if path.is_dir()):
    if folder not in table:
        faults.append(f"src/{folder}: no line in src/layers.txt")

for path in rules.sources():
    room = rules.room_of(path)
    allowed = {room, *table.get(room, [])} if room else {"cli", "base"}
    for line, name, quoted in rules.includes(path):
        target = name.split("/")[0]
        if not quoted:
            continue
        checked += 1
        place = f"{path.relative_to(rules.root)}:{line}"
        if "/" not in name:
            faults.append(f'{place}: "{name}" must be written with its room')
        elif not (rules.src / name).exists():
            faults.append(f'{place}: there is no src/{name}')
        elif target not in allowed:
            faults.append(f"{place}: {room or 'main.c'} may not include {target}")

rules.close(faults, checked)
