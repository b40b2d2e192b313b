"""Each header compiles alone."""
import concurrent.futures
import os
import shlex
import subprocess
import tempfile

import rules

# X-macro lists mean something only between the lines of the file that includes them.
LIST = "_list.h"

MODULES = "cairo libpng harfbuzz harfbuzz-subset icu-uc libfyaml sqlite3 libdeflate zlib jansson"


def compile_alone(header):
    name = str(header.relative_to(rules.src))
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write(f'#include "{name}"\n#include "{name}"\ntypedef int nothing_else;\n')
        file.flush()
        command = ["cc", "-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror",
                   "-fsyntax-only", "-I", str(rules.src), *flags, file.name]
        result = subprocess.run(command, capture_output=True, text=True)
    return "" if result.returncode == 0 else f"src/{name} does not compile alone:\n{result.stderr}"


flags = shlex.split(subprocess.run(["pkg-config", "--cflags", *MODULES.split()], capture_output=True, text=True).stdout)
headers = [path for path in rules.sources(".h") if not path.name.endswith(LIST)]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    answers = list(pool.map(compile_alone, headers))
rules.close([answer for answer in answers if answer], len(headers))
