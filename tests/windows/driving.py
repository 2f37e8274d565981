"""The real program, driven like a clerk drives it: sign in, type a ticket, save a delivery list.

Keys reach the program as they do from a keyboard; what it did is read from the office file and from
the paper it wrote, and every stage is pictured.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desk.sample.cast import MANAGER, PASSWORD
from tests.windows.chroot import Chroot

OFFICE, PAPER = r"C:\用户\办公室.office", r"C:\list.pdf"
DESKTOP = "/desktop=lab,1366x768"
SHIPPER, CONSIGNEE = "lcfzpc", "xscs"
"""First letters of two firms of the sample office."""
PATIENCE_S, STROKE_S = 90, 0.15
UNHURRIED_MS = 300
"""Between two Chinese characters: the screen learns a new key for each."""


class Driver:
    """Hands and eyes on the lab's screen."""

    def __init__(self, lab: Chroot, out: Path) -> None:
        self._lab, self._out = lab, out

    def press(self, *keys: str) -> None:
        for key in keys:
            self._lab.run("xdotool", "key", "--clearmodifiers", key)
            time.sleep(STROKE_S)

    def types(self, text: str) -> None:
        delay = 40 if text.isascii() else UNHURRIED_MS
        self._lab.run("xdotool", "type", "--delay", str(delay), text)

    def enters(self, *texts: str) -> None:
        for text in texts:
            if text:
                self.types(text)
            self.press("Return")

    def looks(self, name: str) -> None:
        """Keep a picture of the screen."""
        self._lab.run("import", "-window", "root", "/tmp/look.png")
        shutil.copyfile(self._lab.root / "tmp" / "look.png", self._out / f"{name}.png")

    def waits_for(self, there: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + PATIENCE_S
        while not there():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.5)
        return True

    def waits_for_window(self, title: str) -> bool:
        def there() -> bool:
            found = self._lab.run("xdotool", "search", "--name", title, check=False)
            return bool(found.stdout.strip())

        return self.waits_for(there)


def drive(lab: Chroot, program: Path, out: Path) -> list[str]:
    """Sign in, type one consignment, save one delivery list as PDF; what went wrong."""
    office = lab.drive_c / "用户" / "办公室.office"
    run_no = _sample(office)
    before = _tickets(office)
    paper = lab.drive_c / "list.pdf"
    paper.unlink(missing_ok=True)
    hands = Driver(lab, out)
    inside = "C:\\" + "\\".join(program.relative_to(lab.drive_c).parts)
    started = time.monotonic()
    running = lab.start("explorer", DESKTOP, inside, OFFICE, "--user", MANAGER[0])
    try:
        if not hands.waits_for_window("货运客服台"):
            return ["no window came up"]
        time.sleep(15)  # the sign-in asks for nothing that can be seen from here
        hands.looks("1-sign-in")
        hands.enters(PASSWORD)
        time.sleep(10)
        hands.looks("2-today")
        wrong = _types_a_ticket(hands, office, before)
        wrong += _saves_a_list(hands, run_no, paper)
        hands.looks("5-end")
        print(f"driven in {time.monotonic() - started:.0f} s", flush=True)
        return wrong
    finally:
        lab.run("wineserver", "-k", check=False)
        running.wait()


def _sample(office: Path) -> str:
    """A fresh sample office in the user's folder; the number of today's first delivery run."""
    office.parent.mkdir(exist_ok=True)
    made = office.parent / "sample"
    for old in (made, office, Path(f"{office}-files")):
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
    told = {**os.environ, "DESK_STATE": str(office.parent / "state"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "desk", "demo", str(made), "--no-window", "--days", "6"]
    quiet = subprocess.DEVNULL
    subprocess.run(command, env=told, check=True, stdout=quiet, stderr=quiet)
    (made / "sample.office").rename(office)
    (made / "sample.office-files").rename(f"{office}-files")
    with closing(sqlite3.connect(office)) as connection:
        found = connection.execute("SELECT max(number) FROM delivery_run").fetchone()
    return str(found[0])


def _tickets(office: Path) -> int:
    with closing(sqlite3.connect(f"file:{office}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM consignment").fetchone()[0])


def _opens(hands: Driver, words: str) -> None:
    """By the one search box."""
    hands.press("ctrl+k")
    time.sleep(1)
    hands.types(words)
    time.sleep(3)
    hands.press("Return")
    time.sleep(3)


def _types_a_ticket(hands: Driver, office: Path, before: int) -> list[str]:
    _opens(hands, "xyd")
    hands.enters("郑州", "", "", "")
    for firm in (SHIPPER, CONSIGNEE):
        hands.types(firm)
        time.sleep(2)
        hands.press("Return")
        time.sleep(1)
    hands.enters("pump", "12", "", "480", "1.9", "", "1976")
    hands.press("space", "Return", "space", "Return", "space")
    hands.looks("3-ticket")
    hands.press("F9")
    saved = hands.waits_for(lambda: _tickets(office) == before + 1)
    return [] if saved else ["the consignment was not saved"]


def _saves_a_list(hands: Driver, run_no: str, paper: Path) -> list[str]:
    _opens(hands, run_no)
    hands.press("ctrl+p")
    time.sleep(12)
    hands.press("ctrl+s")
    time.sleep(3)
    hands.press("ctrl+a")
    hands.types(PAPER)
    hands.press("Return")
    written = hands.waits_for(lambda: paper.exists() and paper.stat().st_size > 1000)
    hands.looks("4-paper")
    return [] if written else ["the paper was not saved"]
