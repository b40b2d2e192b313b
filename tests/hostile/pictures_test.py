#!/usr/bin/env python3
"""Pictures that lie: too large, cut off, bent, or more than a picture. Each is refused in one clear message, the document is not made, and
nothing crashes or hangs. What is bent at random may still be a picture.

usage: pictures_test.py ALMANAC
"""
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

ALMANAC = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
TESTS = pathlib.Path(__file__).resolve().parents[1]
IMAGES = TESTS / "specimen-matter/images"
TEXT = """---
title: A picture
theme: templates/sheet/theme.yaml
---
::: image {span=text}
file: %s
alt: A picture
:::
"""


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data=b""):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def jpeg():
    return (IMAGES / "divider.jpg").read_bytes()


def tall_jpeg():
    """The frame's header says 65 500 lines of as many dots."""
    data = bytearray(jpeg())
    at = next(i for i in range(len(data)) if data[i] == 0xFF and data[i + 1] in (0xC0, 0xC2))
    data[at + 5:at + 9] = struct.pack(">HH", 65500, 65500)
    return bytes(data)


def svg(inside, head='viewBox="0 0 10 10"'):
    return f"<svg {head}>{inside}</svg>".encode()


class Pictures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name) / "world"
        shutil.copytree(TESTS / "golden/world", self.root, ignore=shutil.ignore_patterns("out"))

    def draw(self, name, data, stage="drawing"):
        (self.root / name).write_bytes(data)
        template = self.root / "picture.template"
        template.write_text(TEXT % name)
        run = subprocess.run([ALMANAC, "-C", self.root, "build", f"--stop-after={stage}", "--template", template, "--subject", "XA"],
                             capture_output=True, check=False)
        return run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")

    def refuse(self, name, data, said):
        with self.subTest(name=name, said=said):
            status, out, messages = self.draw(name, data)
            self.assertIn(said, messages)
            self.assertIn("[image-unreadable]", messages)
            self.assertNotIn("image 0 0", out)
            self.assertEqual(status, 1)

    def test_sound_pictures(self):
        for name in ("squares.png", "disc.png", "divider.jpg", "mark.svg"):
            status, out, messages = self.draw(name, (IMAGES / name).read_bytes())
            self.assertEqual((status, "[image-unreadable]" in messages), (0, False), messages)
            self.assertIn("fill" if name.endswith("svg") else "image 0 0", out)

    def test_raster(self):
        self.refuse("a.png", png(60000, 60000), "too many")
        self.refuse("b.png", png(8000, 8000), "too many")
        self.refuse("c.png", png(10, 10, b"\0" * 20), "c.png:")
        self.refuse("d.png", (IMAGES / "disc.png").read_bytes()[:5000], "d.png:")
        self.refuse("e.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "e.png:")
        self.refuse("f.png", b"just a text that calls itself a picture", "neither PNG nor JPEG")
        self.refuse("g.png", b"", "neither PNG nor JPEG")
        self.refuse("h.jpg", jpeg()[:9000], "h.jpg:")
        self.refuse("i.jpg", tall_jpeg(), "too many")
        self.refuse("j.jpg", b"\xff\xd8\xff" + b"\0" * 100, "j.jpg:")

    def test_svg(self):
        self.refuse("a.svg", svg("<script>alert(1)</script>"), "<script> is not read")
        self.refuse("b.svg", svg('<image href="file:///etc/passwd"/>'), "<image> is not read")
        self.refuse("c.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1"/>', "DOCTYPE")
        self.refuse("d.svg", svg("<g>" * 40), "too deep")
        self.refuse("e.svg", svg('<path d="M0 0 L1e99 3"/>'), "data of a path")
        self.refuse("f.svg", svg('<path d="L1 1"/>'), "data of a path")
        self.refuse("g.svg", svg('<path d="M nan 0"/>'), "data of a path")
        self.refuse("h.svg", svg('<rect width="1" height="1" fill="url(#a)"/>'), "the colour")
        self.refuse("i.svg", svg("", 'viewBox="0 0 0 10"'), "viewBox")
        self.refuse("j.svg", svg("", 'viewBox="0 0 1 1e9"'), "viewBox")
        self.refuse("k.svg", svg('<g transform="matrix(1 0 0 1 0 0)"/>'), "transform")
        self.refuse("l.svg", svg('<rect x="1'), "has no end")
        self.refuse("m.svg", b"<html></html>", "does not begin with <svg>")
        self.refuse("n.svg", b"no markup at all", "there is no <svg>")
        self.refuse("o.svg", svg("<g></g>" * 20001), "too many elements")
        self.refuse("p.svg", svg('<rect style="fill:red"/>'), "style= and class= are not read")

    def test_words_are_wanted(self):
        (self.root / "a.png").write_bytes((IMAGES / "disc.png").read_bytes())
        template = self.root / "picture.template"
        for more, said in (("", "[image-without-words]"), ("alt: A disc\nhight: 3\n", "hight [yaml-unknown-key]"),
                           ("alt: A disc\nwidth: broad\n", "width: broad [layout-attribute]")):
            template.write_text(TEXT.replace("alt: A picture\n", more) % "a.png")
            run = subprocess.run([ALMANAC, "-C", self.root, "build", "--stop-after=drawing", "--template", template, "--subject", "XA"],
                                 capture_output=True, text=True, check=False)
            self.assertIn(said, run.stderr)
        template.write_text(TEXT % "../../etc/passwd")
        run = subprocess.run([ALMANAC, "-C", self.root, "build", "--stop-after=drawing", "--template", template, "--subject", "XA"],
                             capture_output=True, text=True, check=False)
        self.assertIn("[file-outside]", run.stderr)

    def test_coarse(self):
        _, _, messages = self.draw("a.png", png(10, 10, (b"\0" + b"\x80" * 30) * 10))
        self.assertIn("[image-coarse]", messages)

    def test_bent_at_random(self):
        random.seed(13)
        for name in ("disc.png", "divider.jpg", "mark.svg"):
            whole = (IMAGES / name).read_bytes()
            for turn in range(25):
                data = bytearray(whole)
                for _ in range(random.choice((1, 3, 30))):
                    data[random.randrange(len(data))] = random.randrange(256)
                if turn % 5 == 0:
                    data = data[:random.randrange(len(data))]
                status, _, messages = self.draw(name, bytes(data))
                self.assertIn(status, (0, 1), messages)
                self.assertNotIn("system error", messages)


unittest.main()
