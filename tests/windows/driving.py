"""The real program, driven like a clerk drives it: open an office, sign in, type a ticket, save a list.

Keys reach the program as they do from a keyboard; what it did is read from its log, from the office
file and from the paper it wrote, and every stage is pictured.
"""

import io
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PIL import Image, ImageChops

from desk.sample.cast import MANAGER, PASSWORD
from tests.documents.paper_reading import page_texts
from tests.windows.chroot import Chroot
from tests.windows.user import LOG, OFFICE, User

DESKTOP = "/desktop=lab,1366x768"
KINDS = (r"Software\Classes\.office", r"Software\Classes\FreightDesk.Office")
"""What the installer registers for this user."""
PAPER = r"C:\list.pdf"
SHIPPER, CONSIGNEE = "lcfzpc", "xscs"
"""First letters of two firms of the sample office."""
ORIGIN = "Zhengzhou"
"""No input method runs here; the firms bring Chinese words enough."""
REASON = "agreed by telephone"
"""No tariff begins at such a place: the manager says why he sets the price."""
TICKET = ("pump", 12, 480_000, 1_900_000, 197_600)
"""What is typed: goods, pieces, grams, cubic centimetres, freight in fen."""
LIST = "进港货物派送清单"
SAYS_BADGES = {"WINEDEBUG": "-all,fixme+explorerframe"}
PATIENCE_S, STROKE_S = 120, 0.15
STILL_LOOKS = 3
CURSOR_PX = 40


class Driver:
    """Hands and eyes on the lab's screen."""

    def __init__(self, lab: Chroot, out: Path) -> None:
        self._lab, self._out = lab, out

    def press(self, *keys: str) -> None:
        for key in keys:
            self._lab.run("xdotool", "key", "--clearmodifiers", key)
            time.sleep(STROKE_S)

    def types(self, text: str) -> None:
        self._lab.run("xdotool", "type", "--delay", "40", text)

    def enters(self, *texts: str) -> None:
        for text in texts:
            if text:
                self.types(text)
            self.press("Return")

    def clicks(self, x: int, y: int) -> None:
        self._lab.run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def signs_in(self) -> None:
        """As the sample's manager."""
        self.waits_until_still()
        self.enters(MANAGER[0])
        self.types(PASSWORD)
        self.does(lambda: self.press("Return"))

    def looks(self, name: str) -> None:
        """Keep a picture of the screen."""
        self._lab.run("import", "-window", "root", "/tmp/look.png")
        shutil.copyfile(self._lab.root / "tmp" / "look.png", self._out / f"{name}.png")

    def waits_for(self, there: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
        deadline = time.monotonic() + patience_s
        while not there():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.3)
        return True

    def does(self, act: Callable[[], None], patience_s: float = 30) -> bool:
        """Do something, wait until it is seen and the screen is still again; whether it was seen."""
        before = self.screen()
        act()
        seen = self.waits_for(lambda: not _alike(before, self.screen()), patience_s)
        self.waits_until_still()
        return seen

    def waits_until_still(self) -> None:
        """Until the screen is the same for some looks: it has painted all it wants to say."""
        shots = [self.screen()]

        def still() -> bool:
            shots.append(self.screen())
            last = shots[-STILL_LOOKS:]
            return len(last) == STILL_LOOKS and all(_alike(shots[-1], shot) for shot in last)

        self.waits_for(still, 30)

    def screen(self) -> Image.Image:
        shot = self._lab.run("import", "-window", "root", "-depth", "8", "ppm:-").stdout
        return Image.open(io.BytesIO(shot))


def _alike(one: Image.Image, other: Image.Image) -> bool:
    """But for a cursor that blinks."""
    changed = (
        ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value else 0)
    )
    return changed.histogram()[255] < CURSOR_PX


def drive(lab: Chroot, user: User, out: Path) -> tuple[list[str], list[str]]:
    """Open the office by its file, sign in, type one ticket, save one list; what went wrong, what was done."""
    hands = Driver(lab, out)
    paper = lab.drive_c / "list.pdf"
    paper.unlink(missing_ok=True)
    user.forgets_the_log()
    _as_windows_sees_it(lab)
    running = lab.start("explorer", DESKTOP, "start", OFFICE, environment=SAYS_BADGES)
    try:
        if not hands.waits_for(lambda: "sign-in painted" in user.log()):
            hands.looks("1-nothing")
            return [f"the sign-in did not come up; {LOG}: {user.log()[-300:]}"], []
        hands.waits_until_still()
        hands.looks("1-sign-in")
        if not hands.waits_for(user.is_open):
            return ["double-clicking the office's file did not open it"], []
        hands.signs_in()
        hands.looks("2-today")
        typed_wrong, ticket = _types_a_ticket(hands, user)
        listed_wrong, listed = _saves_a_list(hands, user, paper)
        hands.looks("6-end")
        badges_wrong, badges = _badges(lab)
        done = [f"{OFFICE} opened by its kind", ticket, listed, badges]
        return typed_wrong + listed_wrong + badges_wrong, done
    finally:
        lab.run("wineserver", "-k", check=False)
        running.wait()


def _as_windows_sees_it(lab: Chroot) -> None:
    """Windows looks kinds of files up in the user's registry first; Wine in the machine's only."""
    for kind in KINDS:
        lab.wine("reg", "delete", rf"HKLM\{kind}", "/f", check=False)
        lab.wine("reg", "copy", rf"HKCU\{kind}", rf"HKLM\{kind}", "/s", "/f")


def _badges(lab: Chroot) -> tuple[list[str], str]:
    """Whether the task bar was given a picture of the number; Wine's shows none."""
    given = [line for line in lab.said() if "SetOverlayIcon" in line]
    drawn = [line for line in given if "hIcon 0000000000000000" not in line]
    said = f"task bar: given a number {len(drawn)} times"
    return ([] if drawn else [said]), said


def _opens(hands: Driver, words: str) -> None:
    """By the one search box."""
    hands.does(lambda: hands.press("ctrl+k"))
    hands.does(lambda: hands.types(words))
    hands.looks("3-search")
    hands.does(lambda: hands.press("Return"))


def _types_a_ticket(hands: Driver, user: User) -> tuple[list[str], str]:
    goods, pieces, weight_g, volume_cm3, total_fen = TICKET
    before = _tickets(user.office)
    _opens(hands, "xyd")
    hands.enters(ORIGIN, "", "", "")
    for firm in (SHIPPER, CONSIGNEE):
        hands.does(partial(hands.types, firm))
        hands.does(lambda: hands.press("Return"))
    measures = (f"{weight_g / 1000:g}", f"{volume_cm3 / 1e6:g}", "", f"{total_fen / 100:g}")
    hands.enters(goods, str(pieces), "", *measures)
    hands.does(lambda: hands.press("Page_Down", "Page_Down"))
    hands.press("space", *("Return", "space") * 3)  # what was checked, and the clause signed
    hands.waits_until_still()
    hands.looks("4-ticket")
    hands.does(lambda: hands.press("F9"))
    hands.types(REASON)
    hands.press("Tab", "Tab", "space")
    saved = hands.waits_for(lambda: len(_tickets(user.office)) == len(before) + 1, 60)
    hands.waits_until_still()
    hands.looks("4-ticket-saved")
    if not saved:
        return ["the consignment was not saved"], ""
    number, *found = (_tickets(user.office) - before).pop()
    said = f"consignment {number} typed: {found}"
    return ([] if tuple(found) == TICKET else [f"{said}, not {TICKET}"]), said


def _tickets(office: Path) -> set[tuple[str | int, ...]]:
    """Number, goods, pieces, weight, volume and freight of every consignment."""
    with closing(sqlite3.connect(f"file:{office}?mode=ro", uri=True)) as connection:
        return set(
            connection.execute(
                "SELECT number, l.goods_name, declared, c.weight_g, c.volume_cm3, total_fen"
                " FROM consignment c JOIN cargo_line l ON l.consignment_id = c.id AND line_no = 1"
                " WHERE number IS NOT NULL"
            )
        )


def _saves_a_list(hands: Driver, user: User, paper: Path) -> tuple[list[str], str]:
    """Two papers come up, the receipts and over them the list: the list is the one that is saved."""
    run_no, tickets = _run(user.office)
    _opens(hands, run_no)
    hands.does(lambda: hands.press("ctrl+p"))
    hands.looks("5-paper")
    hands.does(lambda: hands.press("ctrl+s"))
    hands.press("ctrl+a")
    hands.types(PAPER)
    hands.press("Return")
    written = hands.waits_for(lambda: paper.exists() and paper.stat().st_size > 1000, 60)
    hands.looks("5-paper-saved")
    if not written:
        return ["the paper was not saved"], ""
    words = "".join(page_texts(paper.read_bytes()))
    lacking = [word for word in (LIST, run_no, *tickets) if word not in words]
    said = (
        f"delivery list {run_no} saved as PDF, {paper.stat().st_size} bytes, {len(tickets)} tickets"
    )
    return ([f"the paper lacks {', '.join(lacking)}"] if lacking else []), said


def _run(office: Path) -> tuple[str, list[str]]:
    """Today's last delivery run and the numbers of its consignments."""
    with closing(sqlite3.connect(f"file:{office}?mode=ro", uri=True)) as connection:
        number, row = connection.execute("SELECT max(number), id FROM delivery_run").fetchone()
        found = connection.execute(
            "SELECT number FROM run_line l JOIN consignment c ON c.id = l.consignment_id"
            " WHERE run_id = ?",
            (row,),
        )
        return str(number), [str(ticket) for (ticket,) in found]
