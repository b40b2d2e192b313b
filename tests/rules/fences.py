"""A foreign library's header is included by the room that wraps the library, and there by as few files as stated."""
import re

import rules

# Header (as a pattern) -> rooms, or single files, that may include it.
FENCES = [
    (r"hpdf.*\.h", ["output"]),
    (r"cairo.*\.h", ["drawing", "output"]),
    (r"png\.h", ["drawing", "output"]),
    (r"turbojpeg\.h", ["drawing/image_jpeg.c"]),
    (r"csv\.h", ["data"]),
    (r"regex\.h", ["data"]),
    (r"hb.*\.h", ["text"]),
    (r"unicode/.*\.h", ["text"]),
    (r"hyphen\.h", ["text"]),
    (r"cmark-gfm.*\.h", ["document"]),
    (r"libfyaml\.h", ["base/yaml.c"]),
    (r"jansson\.h", ["base/json.c"]),
    (r"libdeflate\.h", ["base/gzip.c", "output"]),
    (r"zlib\.h", ["output"]),
    (r"sqlite3\.h", ["batch"]),
    (r"microhttpd\.h", ["inspect/http.c"]),
    (r"malloc\.h", ["base/arena.c"]),
]

# What belongs to the C library and the system may be used anywhere.
OWN = re.compile(r"(std\w+|assert|ctype|errno|float|iconv|inttypes|limits|math|signal|string|time|strings|dirent|"
                 r"fcntl|unistd|link|regex|poll|spawn|sched|netdb|termios|glob|ftw|fnmatch|libgen|"
                 r"sys/\w+|netinet/\w+|arpa/\w+|linux/\w+|"
                 r"sanitizer/\w+)\.h")

faults = []
checked = 0
for path in rules.sources():
    own = str(path.relative_to(rules.src))
    for line, name, quoted in rules.includes(path):
        if quoted or OWN.fullmatch(name):
            continue
        checked += 1
        places = [allowed for pattern, allowed in FENCES if re.fullmatch(pattern, name.split("/", 1)[-1]) or
                  re.fullmatch(pattern, name)]
        if not places:
            faults.append(f"src/{own}:{line}: <{name}> has no fence in tests/rules/fences.py")
        elif not any(own == place or rules.room_of(path) == place for place in places[0]):
            faults.append(f"src/{own}:{line}: <{name}> belongs to {' and '.join(places[0])}")
rules.close(faults, checked)
