"""No tracked file names a place on somebody's machine or the host of a package registry."""
import re
import subprocess

import rules

# Written in pieces, so that this file does not name what it looks for.
FOLDERS = ["work", "tmp", "home", "root", "Users"]
HOSTS = [("maven", "org"), ("maven", "apache", "org"), ("sonatype", "com"), ("sonatype", "org"), ("pypi", "org"),
         ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("crates", "io"), ("deb", "debian", "org"),
         ("ftp", "debian", "org"), ("snapshot", "debian", "org"), ("golang", "org")]

folder = re.compile(r"(?<![\w.~$})*-])/(?:" + "|".join(FOLDERS) + r")/\w")
host = re.compile("|".join(r"\b" + r"\.".join(map(re.escape, parts)) + r"\b" for parts in HOSTS))

listing = subprocess.run(["git", "-C", str(rules.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                         capture_output=True, text=True)
names = [name for name in listing.stdout.split("\0") if name]
if listing.returncode != 0:  # an exported tree
    names = [str(path.relative_to(rules.root)) for path in rules.root.rglob("*")
             if path.is_file() and path.relative_to(rules.root).parts[0] not in ("build", "out", ".git")]

faults = []
checked = 0
for name in sorted(names):
    path = rules.root / name
    if not path.is_file() or path.is_symlink():
        continue
    raw = path.read_bytes()
    if b"\0" in raw[:8192]:
        continue
    checked += 1
    for number, line in enumerate(raw.decode(errors="replace").splitlines(), 1):
        for match in [*folder.finditer(line), *host.finditer(line)]:
            faults.append(f"{name}:{number}: {match.group()}…")
rules.close(faults, checked)
