#!/usr/bin/env python3
"""Clicks through the pages of `sayso serve` in a real browser, as a reader without script does.

usage: python3 evaluation/serve.py [--sayso PROGRAM] [--shots FOLDER]

Makes the demo's ledger, serves it, starts headless Chromium (`chromium` on the path, or CHROMIUM) and drives it through its DevTools pipe with
Python's standard library alone. Script is switched off in the pages. Follows links and the search form from page to page and holds of every
page: it loads, no error and no breach of its policy is logged, nothing is asked of any host but 127.0.0.1, nothing overflows at 380 pixels, the
Tab key reaches the skip link first, it prints. `--shots` keeps pictures: light, dark, narrow, print.

Exit codes: 0 all holds; 1 something does not; 77 there is no Chromium here.
"""

import argparse
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What is clicked, and where it must lead: (name of the page, selector of the link clicked to get there, beginning of its path).
WALK = [
    ("document", "ol.results a.headline", "/document/"),
    ("statement", ".card a.number", "/document/"),
    ("family", ".copies .rest a", "/family/"),
    ("beside", "table.members tr:last-child td a", "/family/"),
    ("documents", "nav a[href='/documents']", "/documents"),
    ("people", "nav a[href='/people']", "/people"),
    ("person", "table.people a.headline", "/person/"),
    ("said", ".utterance + .whence a", "/document/"),
    ("claims", "nav a[href='/claims']", "/claims"),
    ("claim", ".claim a.headline", "/claim/"),
    ("figures", "nav a[href='/figures']", "/figures"),
    ("series", "ol.entries a.headline", "/figures/"),
]


class Browser:
    """A headless Chromium with one page, driven through its pipe."""

    def __init__(self, program, folder):
        here, there = os.pipe(), os.pipe()

        def pipes():
            # Chromium reads from 3 and writes to 4; the copies are made high first, so that none is written over.
            read, write = os.dup(here[0]), os.dup(there[1])
            while read < 10 or write < 10:
                read, write = os.dup(read), os.dup(write)
            os.dup2(read, 3)
            os.dup2(write, 4)

        flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", f"--user-data-dir={folder}", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
        ]
        self.process = subprocess.Popen(
            [program, *flags], preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(here[0])
        os.close(there[1])
        self.to, self.back = here[1], os.fdopen(there[0], "rb", buffering=0)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "DOM", "Network", "Log", "Runtime"]:
            self.call(f"{domain}.enable")
        self.call("Emulation.setScriptExecutionDisabled", value=True)
        self.size(1200, 900)

    def send(self, method, parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        return self.number

    def receive(self):
        while b"\0" not in self.buffer:
            more = self.back.read(1 << 16)
            if not more:
                raise SystemExit("the browser has gone away")
            self.buffer += more
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def call(self, method, **parameters):
        number = self.send(method, parameters)
        while True:
            message = self.receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def wait(self, method, seconds=20):
        """Waits for an event that comes after what is done next."""
        end = time.monotonic() + seconds
        while not any(event.get("method") == method for event in self.events):
            if time.monotonic() > end:
                raise RuntimeError(f"{method} did not come")
            self.events.append(self.receive())

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def theme(self, theme):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def find(self, selector):
        root = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        if not node:
            raise RuntimeError(f"{self.path()} has no {selector}")
        return node

    def words(self, selector):
        return self.call("DOM.getOuterHTML", nodeId=self.find(selector))["outerHTML"]

    def address(self):
        for _ in range(200):
            try:
                history = self.call("Page.getNavigationHistory")
                return history["entries"][history["currentIndex"]]["url"]
            except RuntimeError:
                # Between two pages there is none.
                time.sleep(0.02)
        raise RuntimeError("the page does not come back")

    def path(self):
        return urllib.parse.urlsplit(self.address()).path

    def go(self, address):
        self.events = [event for event in self.events if event.get("method") != "Page.loadEventFired"]
        self.call("Page.navigate", url=address)
        self.wait("Page.loadEventFired")

    def click(self, selector):
        node = self.find(selector)
        before = self.address()
        self.call("DOM.scrollIntoViewIfNeeded", nodeId=node)
        corners = self.call("DOM.getContentQuads", nodeId=node)["quads"][0]
        place = {"x": corners[0] + 3, "y": (corners[1] + corners[5]) / 2, "button": "left", "clickCount": 1}
        self.events = [event for event in self.events if event.get("method") != "Page.loadEventFired"]
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, **place)
        end = time.monotonic() + 20
        while self.address() == before:
            if time.monotonic() > end:
                raise RuntimeError(f"{selector} on {before} leads nowhere")
            time.sleep(0.02)
        if self.address().split("#")[0] != before.split("#")[0]:
            self.wait("Page.loadEventFired")

    def key(self, key, code, text=None):
        parameters = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        if text:
            parameters["text"] = text
        self.call("Input.dispatchKeyEvent", type="keyDown", **parameters)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def end(self):
        self.session = None
        try:
            self.call("Browser.close")
        except (OSError, RuntimeError, SystemExit):
            pass
        self.process.wait(timeout=20)


class Check:
    def __init__(self, browser, shots):
        self.browser, self.shots, self.troubles, self.pages = browser, shots, [], 0

    def hold(self, what, true):
        if not true:
            self.troubles.append(what)

    def look(self, name):
        """What holds of every page, and its pictures."""
        browser = self.browser
        path = browser.path()
        self.pages += 1
        markup = browser.words("html")
        self.hold(f"{name} ({path}): one main heading", markup.count("<h1") == 1)
        browser.size(380, 800)
        wide = browser.call("Page.getLayoutMetrics")["cssContentSize"]["width"]
        self.hold(f"{name} ({path}): {wide} pixels wide on a screen of 380", wide <= 380)
        self.picture(f"{name}-narrow")
        browser.size(1200, 900)
        browser.theme("dark")
        self.picture(f"{name}-dark")
        browser.theme("light")
        self.picture(f"{name}-light")
        pdf = base64.b64decode(browser.call("Page.printToPDF", printBackground=False)["data"])
        self.hold(f"{name} ({path}): prints", pdf.startswith(b"%PDF") and len(pdf) > 5000)
        if self.shots:
            (self.shots / f"{name}.pdf").write_bytes(pdf)

    def picture(self, name):
        if self.shots:
            shot = self.browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)
            (self.shots / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def events(self, served):
        """Nothing was logged, nothing was asked of anybody else."""
        for event in self.browser.events:
            method, what = event.get("method"), event.get("params", {})
            if method == "Log.entryAdded":
                self.troubles.append(f"logged: {what['entry'].get('text')} {what['entry'].get('url', '')}")
            elif method == "Runtime.exceptionThrown":
                self.troubles.append(f"thrown: {what['exceptionDetails'].get('text')}")
            elif method == "Network.requestWillBeSent":
                address = what["request"]["url"]
                if not address.startswith((served, "data:", "about:")):
                    self.troubles.append(f"asked of another: {address}")
            elif method == "Network.loadingFailed" and not what.get("canceled"):
                self.troubles.append(f"not loaded: {what.get('errorText')} {what.get('blockedReason', '')}")
            elif method == "Network.responseReceived" and what["response"]["status"] >= 400:
                self.troubles.append(f"status {what['response']['status']}: {what['response']['url']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sayso", default=str(ROOT / "target/release/sayso"))
    parser.add_argument("--shots", type=pathlib.Path)
    arguments = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("there is no chromium here")
        return 77
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "demo.sayso")
        subprocess.run([arguments.sayso, "demo", "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([arguments.sayso, "serve", "--ledger", ledger, "--port", "0"], stdout=subprocess.PIPE, text=True)
        served = next(word for word in server.stdout.readline().split() if word.startswith("http://"))
        browser = Browser(chromium, os.path.join(folder, "profile"))
        check = Check(browser, arguments.shots)
        try:
            walk(browser, check, served)
        except RuntimeError as trouble:
            check.troubles.append(str(trouble))
        check.events(served)
        browser.end()
        server.send_signal(2)
        check.hold("Ctrl-C ends the server with 0", server.wait(timeout=20) == 0)
    for trouble in check.troubles:
        print(trouble)
    print(f"{check.pages} pages looked at, {len(check.troubles)} troubles")
    return 1 if check.troubles else 0


def walk(browser, check, served):
    browser.go(served)
    browser.key("Tab", 9)
    focused = browser.find(":focus")
    check.hold("the Tab key reaches the skip link first", "skip" in browser.call("DOM.getOuterHTML", nodeId=focused)["outerHTML"])
    check.look("home")
    browser.call("DOM.focus", nodeId=browser.find("#q"))
    browser.call("Input.insertText", text="prisoners")
    browser.events = [event for event in browser.events if event.get("method") != "Page.loadEventFired"]
    browser.key("Enter", 13, "\r")
    browser.wait("Page.loadEventFired")
    check.hold("the form leads to what was asked for", browser.address().endswith("/find?q=prisoners"))
    check.hold("what was sought is marked", "<mark>prisoners</mark>" in browser.words("ol.results"))
    check.look("find")
    for name, selector, leads in WALK:
        browser.click(selector)
        check.hold(f"{selector} leads to {leads}, not {browser.path()}", browser.path().startswith(leads))
        check.look(name)
        if name == "series":
            check.hold("the figures are drawn", "<circle" in browser.words("svg.sayso-chart"))
        if name in ("statement", "said"):
            check.hold("a number leads to the words in the text", "#" in browser.address() and browser.find(":target"))


if __name__ == "__main__":
    sys.exit(main())
