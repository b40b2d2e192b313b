"""Headless Chromium, driven by its own protocol over two pipes: clicks, keys, values, pictures. No package is needed but the browser."""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time


def need():
    """The browser's path; ends the test as left out, or as failed where tests count, if there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        print("left out: chromium is not installed")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    return path


class Browser:
    """One browser with one page."""

    def __init__(self, width=1300, height=1000):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()

        def bind():
            # 3: commands, 4: answers. Both are moved out of the way first, since they may themselves be 3 or 4.
            commands, answers = os.dup(to_read), os.dup(from_write)
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        self.process = subprocess.Popen(
            [need(), "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run", "--disable-extensions",
             f"--user-data-dir={self.profile.name}", f"--window-size={width},{height}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=bind, close_fds=False)
        os.close(to_read)
        os.close(from_write)
        self.commands, self.answers = os.fdopen(to_write, "wb"), os.fdopen(from_read, "rb")
        self.number, self.rest, self.session = 0, b"", None
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime"):
            self.call(domain + ".enable")

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.commands.write(json.dumps(message).encode() + b"\0")
        self.commands.flush()
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def read(self):
        while b"\0" not in self.rest:
            piece = os.read(self.answers.fileno(), 65536)
            if not piece:
                raise RuntimeError("the browser went away")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def open(self, address):
        """Until the new page is there: the one before it may be complete for a while longer."""
        self.value("window.leaving = true")
        fresh = "loaderId" in self.call("Page.navigate", url=address) # else it is another place of the same page
        self.wait("document.readyState === 'complete'" + (" && !window.leaving" if fresh else ""))

    def value(self, expression):
        """What an expression of the page is."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait(self, expression, seconds=600):
        """Waits until the expression is true; after so many seconds, which are far more than it ever takes, it says what did not come true."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            try:
                if self.value(expression):
                    return
            except RuntimeError:
                pass  # the page is being replaced
            time.sleep(0.005)
        raise AssertionError(f"never true: {expression}")

    def click(self, selector):
        """A click of the mouse on the middle of an element."""
        place = self.value(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
                           " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def key(self, name, code=0, text=""):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code,
                      **({"text": text} if text and kind == "keyDown" else {}))

    def tab(self):
        self.key("Tab", 9)

    def type(self, text):
        for letter in text:
            self.key(letter, ord(letter.upper()), letter)

    def picture(self, path):
        with open(path, "wb") as stream:
            stream.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self):
        self.process.kill()
        self.process.wait()
        self.commands.close()
        self.answers.close()
        self.profile.cleanup()
