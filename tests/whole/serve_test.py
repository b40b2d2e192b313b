#!/usr/bin/env python3
"""`almanac serve` and `build --watch`: a saved file is on the page at once, faults are said beside it, and whatever is sent to the server,
nothing but the publication's pages comes back. Called with the program, perhaps with a folder for pictures."""

import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import browser

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PICTURES = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
sys.argv = sys.argv[:1]
SECRET = "not for the world"


class Server:
    def __init__(self, root, *more):
        self.process = subprocess.Popen([PROGRAM, "-C", root, "serve", *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.rstrip("/").rsplit(":", 1)[1]) if self.address else 0

    def get(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, headers={"Host": f"127.0.0.1:{self.port}", **headers})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, dict(answer.getheaders())

    def send(self, data, read=True):
        """Bytes as they are; what comes back, b"" if the connection is ended."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as stream:
            try:
                stream.sendall(data)
                stream.shutdown(socket.SHUT_WR)
                stream.settimeout(2)
                return stream.recv(65536) if read else b""
            except (ConnectionError, TimeoutError):
                return b""

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        out, messages = self.process.communicate(timeout=120)
        return self.process.returncode, messages


class Case(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = pathlib.Path(holder.name) / "mine"
        subprocess.run([PROGRAM, "init", self.root], check=True, capture_output=True)
        (self.root.parent / "secret.txt").write_text(SECRET)
        (self.root / "notes.txt").write_text(SECRET)
        self.template = self.root / "templates/note/template.md"


class Serve(Case):
    def setUp(self):
        super().setUp()
        self.server = Server(self.root)
        self.addCleanup(self.stop)

    def stop(self):
        if self.server.process.poll() is None:
            self.server.close()

    def test_pages(self):
        status, body, _ = self.server.get("/list")
        self.assertEqual((status, [one["subject"] for one in json.loads(body)["documents"]]), (200, ["Belgium", "Croatia", "Ireland"]))
        status, body, headers = self.server.get("/0/1.png?version=1")
        self.assertEqual((status, body[:4], headers["Content-Type"]), (200, b"\x89PNG", "image/png"))
        status, body, _ = self.server.get("/0/pdf")
        self.assertEqual((status, body[:5]), (200, b"%PDF-"))
        state = json.loads(self.server.get("/0/state?version=")[1])
        self.assertEqual((state["pages"], state["messages"]), (1, []))
        self.assertEqual(self.server.get("/0/state", method="HEAD")[:2], (200, b""))
        code, messages = self.server.close()
        self.assertEqual((code, messages), (0, ""))

    def test_loopback_only(self):
        with open("/proc/net/tcp", encoding="ascii") as table:
            own = [line.split()[1] for line in table if line.split()[1].endswith(f":{self.server.port:04X}") and line.split()[3] == "0A"]
        self.assertEqual(own, [f"0100007F:{self.server.port:04X}"])
        with open("/proc/net/tcp6", encoding="ascii") as table:
            self.assertEqual([line for line in table if f":{self.server.port:04X} " in line and line.split()[3] == "0A"], [])

    def test_a_port_in_use(self):
        second = subprocess.run([PROGRAM, "-C", self.root, "serve", "--port", str(self.server.port)], capture_output=True, text=True, timeout=60)
        self.assertEqual(second.returncode, 3)
        self.assertIn("[http-port]", second.stderr)

    def test_nothing_outside(self):
        paths = ["/../secret.txt", "/0/../../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/notes.txt", "/0/../notes.txt", "/almanac.yaml",
                 "/0/almanac.yaml", "//etc/passwd", "/etc/passwd", "/0/1.png/../../notes.txt", "/\\..\\secret.txt", "/0/state/../../notes.txt",
                 "/data/gdp_per_head.tsv", "/out/index.html", "/file:///etc/passwd", "/0//etc/passwd", "/-1/", "/-1/pdf", "/+0/pdf", "/ 0/pdf", "/0x0/pdf",
                 "/99/pdf", "/0/0.png", "/0/-1.png", "/0/2.png", "/0/1.pngx", "/0/1.png.txt", "/999999999999999999999/pdf", "/0/99999999999999.png",
                 "/0/pdf/", "/0", "/0/1", "/" + "a" * 5000, "/0/" + "1" * 3000 + ".png", "/%00", "/0/pdf%00.png", "/0/1.png%0d%0aX: y"]
        for path in paths:
            with self.subTest(path=path[:60]):
                answer = self.server.send(b"GET " + path.encode() + f" HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nConnection: close\r\n\r\n".encode())
                self.assertNotIn(SECRET.encode(), answer)
                self.assertNotIn(b"root:", answer)
                if not path.startswith(("/0x0", "/ 0")) and "%00" not in path:
                    self.assertNotIn(b" 200 ", answer[:20], path)
        self.assertEqual(self.server.get("/list")[0], 200)

    def test_other_names_and_methods(self):
        for host in ("evil.example", f"evil.example:{self.server.port}", "127.0.0.1", f"127.0.0.1:{self.server.port + 1}", ""):
            self.assertNotEqual(self.server.get("/0/pdf", Host=host)[0], 200, host)
        self.assertEqual(self.server.get("/list", Host=f"localhost:{self.server.port}")[0], 200)
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
            self.assertEqual(self.server.get("/list", method=method)[0], 405, method)
        headers = self.server.get("/0/")[2]
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_malformed_requests(self):
        """By hand, then a thousand that a fixed seed makes; the server goes on."""
        own = f"Host: 127.0.0.1:{self.server.port}\r\n".encode()
        crafted = [b"", b"\r\n\r\n", b"\0" * 1000, b"GET", b"GET /", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"get / http/1.1\r\n" + own + b"\r\n",
                   b"GET  /  HTTP/1.1\r\n" + own + b"\r\n", b"GET / HTTP/1.1\r\n" + own * 2 + b"\r\n", b"GET / HTTP/1.1\r\n" + own + b"X: " + b"y" * 100000 + b"\r\n\r\n",
                   b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5000 + own + b"\r\n", b"GET / HTTP/1.1\r\n" + own + b"Content-Length: 99999999999999999999\r\n\r\nabc",
                   b"GET / HTTP/1.1\r\n" + own + b"Content-Length: -1\r\n\r\n", b"GET / HTTP/1.1\r\n" + own + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n",
                   b"GET /list HTTP/1.1\r\n" + own + b"Content-Length: 4\r\n\r\nabcd", b"POST / HTTP/1.1\r\n" + own + b"Content-Length: 1000000\r\n\r\n" + b"x" * 100000,
                   b"GET /0/state?version=1 HTTP/1.1\r\n" + own + b"\r\n", b"GET /0/state?" + b"version=1&" * 2000 + b" HTTP/1.1\r\n" + own + b"\r\n",
                   b"GET /0/state?version=%ff%fe%00 HTTP/1.1\r\n" + own + b"\r\n", b"GET http://127.0.0.1/ HTTP/1.1\r\n" + own + b"\r\n", b"\x16\x03\x01\x02\x00\x01\x00"]
        for data in crafted:
            self.assertNotIn(SECRET.encode(), self.server.send(data, read=b"state?version=1 " not in data))
        chance = random.Random(15)
        whole = b"GET /0/1.png?version=1 HTTP/1.1\r\n" + own + b"Accept: */*\r\n\r\n"
        for _ in range(1000):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                place = chance.randrange(len(data))
                if chance.random() < 0.5:
                    data[place] = chance.randrange(256)
                else:
                    del data[place:place + chance.randint(1, 8)]
                data = data or bytearray(b"x")
            self.server.send(bytes(data), read=False)
        self.assertEqual(self.server.get("/list")[0], 200)
        self.assertIsNone(self.server.process.poll())

    def test_many_that_wait(self):
        """Connections that are opened and left do not keep others out for long."""
        waiting = []
        for _ in range(40):
            stream = socket.create_connection(("127.0.0.1", self.server.port), timeout=5)
            stream.sendall(f"GET /0/state?version=1 HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n\r\n".encode())
            waiting.append(stream)
        self.assertEqual(self.server.get("/list")[0], 200)
        self.template.write_text(self.template.read_text() + "\n")
        for stream in waiting:
            stream.settimeout(60)
            self.assertIn(b" 200 ", stream.recv(4096)[:20])
            stream.close()

    def test_in_the_browser(self):
        page = browser.Browser(1400, 900)
        try:
            page.open(self.server.address)
            page.wait("document.querySelectorAll('#documents a').length === 3")
            page.tab()
            self.assertIn("Belgium", page.value("document.activeElement.textContent"))
            page.key("Enter", 13, "\r")
            page.wait("document.querySelector('#pages img') && document.querySelector('#pages img').dataset.shown")
            page.wait("document.getElementById('state').textContent.includes('1 page, 0 errors')")
            self.check_saves(page)
            self.check_faults(page)
        finally:
            page.close()

    def check_saves(self, page):
        """From the save to the new picture of the page on the screen, five times; the data then."""
        original, times = self.template.read_text(), []
        for turn in range(5):
            shown = page.value("document.querySelector('#pages img').dataset.shown")
            self.template.write_text(original.replace("Where it stands", f"Turn {turn}"))
            started = time.monotonic()
            page.wait(f"document.querySelector('#pages img').dataset.shown !== '{shown}'")
            times.append(1000 * (time.monotonic() - started))
        print("milliseconds from save to page:", " ".join(f"{one:.0f}" for one in times))
        page.wait("document.getElementById('log').textContent.includes('read again: templates and themes; kept: fonts, data')")
        data = self.root / "data/gdp_per_head.tsv"
        data.write_text(data.read_text().replace("50600 p", "51000 p"))
        page.wait("document.getElementById('log').textContent.includes('gdp_per_head.tsv changed; read again: all')")
        self.template.write_text(original)
        self.picture(page, "serve")

    def check_faults(self, page):
        """A fault is said with its place; when it is mended, the message goes. One in almanac.yaml takes the pages away, and they come back."""
        original, main = self.template.read_text(), self.root / "almanac.yaml"
        page.wait("document.querySelectorAll('#messages li').length === 0")
        self.template.write_text(original.replace("{{ gdp_growth", "{{ gdp_grwth"))
        page.wait("document.getElementById('messages').textContent.includes('gdp_grwth')")
        said = page.value("document.getElementById('messages').textContent")
        self.assertIn("templates/note/template.md:", said)
        self.picture(page, "serve-fault")
        self.template.write_text(original)
        page.wait("document.querySelectorAll('#messages li').length === 0")
        whole = main.read_text()
        main.write_text("editions: [")
        page.wait("document.getElementById('messages').textContent.includes('yaml-syntax')")
        main.write_text(whole)
        page.wait("document.querySelectorAll('#messages li').length === 0 && document.querySelectorAll('#pages img').length === 1")

    def picture(self, page, name):
        if PICTURES:
            page.picture(PICTURES / f"{name}.png")


class Watch(Case):
    def test_builds_again_and_says_what_it_kept(self):
        process = subprocess.Popen([PROGRAM, "-C", self.root, "build", "--watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        target = self.root / "out/2026/IE/note.en.pdf"
        self.addCleanup(process.kill)
        self.until(lambda: (self.root / "out/index.html").exists())
        time.sleep(0.2)
        for path, old, new in ((self.template, "Where it stands", "Where it is"), (self.root / "data/gdp_per_head.tsv", "96300 e", "96400 e")):
            before = target.read_bytes()
            path.write_text(path.read_text().replace(old, new))
            self.until(lambda: target.read_bytes() != before)
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, log = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, log)
        self.assertEqual(out.count("built  out/2026/IE/note.en.pdf"), 3)
        self.assertIn("templates/note/template.md changed; read again: templates and themes; kept: fonts, data, regions, series, descriptions", log)
        self.assertIn("data/gdp_per_head.tsv changed; read again: all", log)

    def until(self, condition, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.02)
        self.fail("it never happened")


if __name__ == "__main__":
    browser.need()
    unittest.main(verbosity=0)
