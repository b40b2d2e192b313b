#!/usr/bin/env python3
"""Fonts of one's own: a family dropped into fonts/ and named in a theme is used; whatever hinders that is said with its place, what it is and
what was done. The fonts are the free ones under tests/fonts with bytes changed; on the synthetic publication.

usage: fonts_test.py ALMANAC
"""
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

ALMANAC = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
TESTS = pathlib.Path(__file__).resolve().parents[1]
FACES = {"Regular": (400, False), "Bold": (700, False), "Italic": (400, True)}
LINE = {"Regular": 4, "Bold": 5, "Italic": 6}


def table(font, tag):
    """Offset of the record of a table in the directory, and of the table itself."""
    count = struct.unpack_from(">H", font, 4)[0]
    for record in range(12, 12 + 16 * count, 16):
        if font[record:record + 4] == tag:
            return record, struct.unpack_from(">I", font, record + 8)[0]
    raise KeyError(tag)


def with_rights(font, rights):
    """OS/2.fsType is the ninth and tenth byte of its table."""
    changed = bytearray(font)
    struct.pack_into(">H", changed, table(font, b"OS/2")[1] + 8, rights)
    return bytes(changed)


def renamed(font, tag, other):
    """A font whose table has another name; the directory stays in order of names only where the program does not care."""
    changed = bytearray(font)
    record = table(font, tag)[0]
    changed[record:record + 4] = other
    return bytes(changed)


def collection(font):
    """A collection of one font: a head of 16 bytes before it, and offsets that count from the start of the file."""
    changed = bytearray(font)
    for record in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        struct.pack_into(">I", changed, record + 8, struct.unpack_from(">I", font, record + 8)[0] + 16)
    return b"ttcf" + struct.pack(">HHII", 1, 0, 1, 16) + bytes(changed)


class Fonts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name) / "world"
        shutil.copytree(TESTS / "golden/world", self.root, ignore=shutil.ignore_patterns("out"))
        self.fonts = self.root / "fonts"
        self.regular = (self.fonts / "Roboto-Regular.ttf").read_bytes()
        for face in FACES:
            shutil.copy(self.fonts / f"Roboto-{face}.ttf", self.fonts / f"Own-{face}.ttf")
        self.declare(FACES)
        (self.root / "templates/themes/own").mkdir()
        self.write_theme("faces: {Roboto: Own}\n")
        almanac = self.root / "almanac.yaml"
        almanac.write_text(almanac.read_text() + "theme: own\n")

    def declare(self, faces, family="Own"):
        text = (TESTS / "fonts/fonts.yaml").read_text()
        lines = "".join(f"      - {{file: {family}-{face}.ttf, weight: {FACES[face][0]}, italic: {str(FACES[face][1]).lower()}}}\n" for face in faces)
        declared = f"families:\n  {family}:\n    faces:\n{lines}"
        (self.fonts / "fonts.yaml").write_text(declared + text[text.index("families:\n") + len("families:\n"):])

    def write_theme(self, text):
        (self.root / "templates/themes/own/theme.yaml").write_text("base: templates/sheet/theme.yaml\n" + text)

    def build(self, *words):
        return subprocess.run([ALMANAC, "-C", self.root, "build", "XA", *words], capture_output=True, text=True, timeout=120, check=False)

    def messages(self, run):
        return [line for line in run.stderr.splitlines() if re.search(r": (error|warning|note): ", line) and not line.startswith("almanac:")]

    def assert_said(self, font, message, status=1, face="Regular"):
        """The font as the file of a face: exactly this is said of it, and the document is there or not."""
        (self.fonts / f"Own-{face}.ttf").write_bytes(font)
        run = self.build("--quiet", "--notes")
        self.assertEqual(self.messages(run), [f"fonts/fonts.yaml:{LINE[face]}:10: {message}"])
        self.assertEqual(run.returncode, status)
        self.assertEqual((self.root / "out").exists() and any(self.root.glob("out/**/*.pdf")), status == 0)

    def test_a_family_dropped_in_is_used(self):
        self.write_theme("styles: {h1: {face: Own}}\n")
        pages = self.build("--stop-after=pages").stdout
        self.assertIn("Roboto-Bold", pages)
        self.declare(("Regular",))
        run = self.build("--quiet")
        self.assertEqual(run.returncode, 0, run.stderr)
        made = next(self.root.glob("out/**/*.pdf"))
        listing = subprocess.run(["pdffonts", made], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        self.assertTrue(listing and all(re.search(r"\byes +yes +yes\b", line) for line in listing), listing)

    def test_embedding_rights(self):
        said = "error: the font's makers forbid what a PDF needs, a subset of its outlines; the face was left out: Own-Regular.ttf: "
        for rights, what in ((0x0002, "no embedding"), (0x0100, "no subset, only the whole font"), (0x0104, "no subset, only the whole font"),
                             (0x0200, "no outlines, only bitmaps"), (0x0302, "no embedding")):
            with self.subTest(rights=rights):
                self.assert_said(with_rights(self.regular, rights), f"{said}{what} (OS/2 fsType 0x{rights:04X}) [font-restricted]")

    def test_preview_and_print(self):
        self.assert_said(with_rights(self.regular, 0x0004), "note: the font's makers allow it in documents to read and print, not to edit; embedded so: "
                         "Own-Regular.ttf [font-preview]", status=0)

    def test_free_rights(self):
        for rights in (0, 0x0008, 0x000A):  # of several bits the one that allows most counts
            with self.subTest(rights=rights):
                (self.fonts / "Own-Regular.ttf").write_bytes(with_rights(self.regular, rights))
                run = self.build("--quiet", "--notes")
                self.assertEqual((run.returncode, self.messages(run)), (0, []))

    def test_other_forms(self):
        damaged = "error: the file cannot be read as a TrueType font; the face was left out: Own-Regular.ttf"
        for font, message in (
                (renamed(self.regular, b"glyf", b"CFF "), "error: the font has CFF outlines, which cannot be embedded; the face was left out: "
                 "Own-Regular.ttf [font-cff]"),
                (renamed(self.regular, b"post", b"fvar"), "error: the font is a variable one, which cannot be embedded; the face was left out: "
                 "Own-Regular.ttf [font-variable]"),
                (collection(self.regular), "error: the file is a collection of several fonts; the face was left out: give it a file of its own: "
                 "Own-Regular.ttf [font-collection]"),
                (b"wOF2" + self.regular, f"{damaged}: a font packed for web pages, WOFF 2 [font-damaged]"),
                (b"%!PS-AdobeFont-1.0", f"{damaged}: a Type 1 font [font-damaged]"),
                (self.regular[:300], f"{damaged} [font-damaged]"),
                (b"", f"{damaged} [font-damaged]"),
                (b"no font at all", f"{damaged} [font-damaged]")):
            with self.subTest(message=message):
                self.assert_said(font, message)

    def test_a_family_with_no_face_left(self):
        self.declare(("Regular",))
        (self.fonts / "Own-Regular.ttf").write_bytes(b"no font at all")
        self.assertEqual(self.messages(self.build("--quiet"))[1],
                         "fonts/fonts.yaml:3:5: error: a font family has no usable face; no text can be set: Own [font-no-face]")

    def test_a_family_that_is_not_declared(self):
        self.write_theme("faces: {Roboto: Grotesk}\n")
        run = self.build("--quiet")
        self.assertEqual(self.messages(run), ["templates/themes/own/theme.yaml:2:17: error: a style names an unknown font family; the theme was not "
                                              "used: Grotesk [theme-face]"])
        self.assertEqual(run.returncode, 1)

    def test_faces_must_be_names(self):
        self.write_theme("faces: {Roboto: [Own]}\n")
        self.assertEqual(self.messages(self.build("--quiet"))[0], "templates/themes/own/theme.yaml:2:1: error: a value of the theme cannot be read; "
                         "the theme was not used: faces: a family for each family, both by name [theme-wrong]")

    def test_a_face_that_the_family_lacks(self):
        said = "a style asks for bold or italics, which its font family does not have; the nearest face was taken"
        for faces, what in ((("Regular", "Italic"), "cover-title: Own 700, set in Roboto-Regular"),
                            (("Regular", "Bold"), "body-emphasis: Own 400 italic, set in Roboto-Regular")):
            with self.subTest(faces=faces):
                self.declare(faces)
                run = self.build("--quiet")
                self.assertEqual(self.messages(run), [f"templates/themes/own/theme.yaml:2:17: warning: {said}: {what} [theme-nearest-face]"])
                self.assertEqual(run.returncode, 0)

    def test_a_sign_that_no_face_has(self):
        text = (self.fonts / "fonts.yaml").read_text()
        (self.fonts / "fonts.yaml").write_text(re.sub(r"(?m)^fallback:.*\n", "", text))
        template = self.root / "templates/sheet/template.md"
        template.write_text(template.read_text() + "\nA sign: ⛵.\n")
        line = len(template.read_text().splitlines())
        found = [message for message in self.messages(self.build("--quiet")) if "text-missing-glyph" in message]
        self.assertEqual(found, [f"templates/sheet/template.md:{line}:1: error: no font has this sign; a replacement sign was set: U+26F5 "
                                 "[text-missing-glyph]"])

    def test_bent_at_random(self):
        """Fonts cut short or with bytes changed end with a message or with pages, never otherwise."""
        chance = random.Random(7)
        for number in range(30):
            font = bytearray(self.regular)
            if number % 3 == 0:
                del font[chance.randrange(len(font)):]
            else:
                for _ in range(chance.choice((1, 8, 200))):
                    font[chance.randrange(len(font) if number % 3 == 1 else 400)] = chance.randrange(256)
            (self.fonts / "Own-Regular.ttf").write_bytes(bytes(font))
            with self.subTest(number=number):
                run = self.build("--quiet", "--force")
                self.assertIn(run.returncode, (0, 1), run.stderr[-500:])


unittest.main()
