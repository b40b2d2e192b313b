"""The specimen publication, built in a folder of its own."""

import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parents[1] / "specimen"


def build(program, folder, justified=False, options=()):
    """The run of a build of the specimen in folder, its running text ragged or justified."""
    folder = pathlib.Path(folder)
    shutil.copytree(HERE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out"))
    theme = folder / "templates/specimen/theme.yaml"
    text = theme.read_text()
    assert "justified: " in text
    theme.write_text(re.sub(r"\bjustified: \d", f"justified: {int(justified)}", text))
    return subprocess.run([program, "-C", folder, "build", "--force", *options], capture_output=True, text=True, check=False)


def faults(run):
    """The messages that are more than notes."""
    return [line for line in run.stderr.splitlines() if re.search(r": (warning|error|system error): ", line)]
