#!/usr/bin/env python3
"""The work item takes about as many instructions as were committed: what is slower by more than the margin was not meant, and
what is faster is to be written down (tests/bench/instructions.py --update)."""
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))
import instructions  # noqa: E402

PROGRAM = sys.argv.pop(1)


class Instructions(unittest.TestCase):
    def test_counts(self):
        committed = instructions.read_committed()
        for name, value in instructions.measure(PROGRAM).items():
            with self.subTest(name):
                self.assertLess(abs(value / committed[name] - 1), instructions.MARGIN,
                                f"{name}: {value:.1f} million instructions, committed {committed[name]:.1f}")


if __name__ == "__main__":
    if not shutil.which("valgrind"):
        print("left out: valgrind is missing")
        sys.exit(77)
    if not pathlib.Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf").exists() or "sanitize" in str(pathlib.Path(PROGRAM).resolve()):
        print("left out: Liberation Sans is missing, or the build is not a release")
        sys.exit(77)
    unittest.main()
