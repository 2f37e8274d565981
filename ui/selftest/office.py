"""The office of the self-test: made in the folder, worked in by every room, printed from, checked."""

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from desk.app import Desk
from desk.checking import check
from desk.cli.decoding import arguments_of
from desk.documents.intake.reader import read_workbook
from desk.documents.papers import SIZES
from desk.documents.pictures import page_count, pdf_page
from desk.kernel.actor import Actor
from desk.kernel.clock import SetClock, SystemClock
from desk.kernel.commands import Command
from desk.kernel.errors import FileRefused, NeedsConfirmation, Refused
from desk.kernel.rooms import Room
from desk.kernel.text import tr
from desk.office.users import keys
from desk.printing import print_pdf
from desk.registry import ROOMS
from desk.sample.cast import MANAGER, PASSWORD
from desk.sample.each_room import LATER, WORK
from desk.sample.stage import Stage
from desk.sample.story import SEED, SampleOffice, make_sample
from ui.dots import image_of
from ui.print_profiles import PrintProfile
from ui.printers import PdfPrinter, Sheet
from ui.printing import send_pdf
from ui.selftest.report import Failed

WORKDAYS = 1
CUSTOMER = "K00001"
"""Number of the sample office's first customer."""
SCREEN_DPI, PRINT_DPI, POINTS = 96, 180, 72
PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "A4P": ("P-07", {}),
    "A4L": ("P-02", {}),
    "A4H": ("P-25", {"paper": "A4"}),
    "C241": ("P-25", {"paper": "C241"}),
    "C241T": ("P-35", {"paper": "C241/3"}),
    "LBL100X70": ("P-32", {"size": "100x70", "last": 1}),
    "LBL100X60": ("P-32", {"size": "100x60", "last": 1}),
    "LBL80X60": ("P-32", {"size": "80x60", "last": 1}),
}
"""A form of the sample office for each paper size, and how it is asked for."""


class TrialOffice:
    """An office of its own, which vanishes with `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._home = tempfile.TemporaryDirectory(
            prefix="办公室 ", dir=folder, ignore_cleanup_errors=True
        )
        self.path = Path(self._home.name) / "自检.office"
        self.sample: SampleOffice | None = None
        self.clock = SetClock(SystemClock().now())
        self._desk: Desk | None = None
        self._actors: dict[str, Actor] = {}

    @property
    def desk(self) -> Desk:
        """The open office.

        Raises:
            Failed: it could not be made.
        """
        if self._desk is None:
            raise Failed(tr("没有办公室,未做。"))
        return self._desk

    def make(self) -> str:
        """Make the file and play a day in it; the manager signs in."""
        with _cheap_keys():
            self.sample = make_sample(self.path, self.clock.now(), WORKDAYS)
        self._desk = desk = Desk(self.path, self.clock)
        desk.ask_password = lambda: PASSWORD
        self.sign_in(MANAGER[0])
        return str(self.path)

    @property
    def logins(self) -> tuple[str, ...]:
        """Who may sign in, the manager first."""
        return self.sample.logins if self.sample else ()

    def sign_in(self, login: str) -> Desk:
        """Let one of them work."""
        desk = self.desk
        if login not in self._actors:
            self._actors[login] = desk.login(login, PASSWORD)
        desk.actor = self._actors[login]
        return desk

    def work(self, room: Room) -> str:
        """Save at least one command of a room: what the sample knows to do there, else an example.

        Raises:
            Failed: nothing was saved; the text names the refusals.
        """
        if not room.commands:
            return tr("只供查看,没有命令")
        saved = self._do(room.name) if room.name in WORK else self._by_examples(room)
        own = sorted(saved & {command.name for command in room.commands})
        if not own:
            raise Failed(tr("没有命令保存成功:{n} 条都不行").format(n=len(room.commands)))
        return tr("{name}:已保存").format(name=" ".join(own))

    def _do(self, room: str) -> set[str]:
        """Do the sample's work of a room, when its time has come."""
        self.clock.put(self.clock.now() + LATER.get(room, timedelta()))
        logins = {login: self.sign_in(login).signed_in() for login in self.logins}
        stage = Stage(self.desk, self.clock, random.Random(SEED), self.clock.now(), logins)
        WORK[room](stage)
        return set(stage.done)

    def _by_examples(self, room: Room) -> set[str]:
        """Run commands by their examples until one is saved; they may speak of records not there."""
        return set(islice((c.name for c in room.commands if self._try(c)), 1))

    def print_paper(self, key: str) -> str:
        """Print one form on a paper size, count it, and send it to a printer that writes a file."""
        if self.sample is None:
            raise Failed(tr("没有办公室,未做。"))
        code, options = PAPERS[key]
        number, size = self.sample.papers[code], SIZES[key]
        target = self.folder / f"paper-{key}.pdf"
        printed = print_pdf(self.desk, code, number, target, **options)
        pdf = target.read_bytes()
        image_of(pdf_page(pdf, 0, SCREEN_DPI)).save(str(target.with_suffix(".png")))
        sheet = Sheet(size.width_mm, size.height_mm)
        out = self.folder / f"printed-{key}.pdf"
        port = PdfPrinter(out, PRINT_DPI)
        sent = send_pdf(port, pdf, sheet, PrintProfile("PDF"), number, lambda _done, _all: None)
        _same_size(out.read_bytes(), sheet, sent)
        _same_ink(pdf, out.read_bytes())
        return f"{code} {number}, {sent} / {printed.pages}"

    def read_table(self) -> str:
        """Read a text table in the separate process, as an import does."""
        file = Path(self._home.name) / "运单.csv"
        file.write_text("运单号,收货人\nYD1,王强\n", encoding="utf-8")
        found = read_workbook(file)[0].rows
        if [list(row) for row in found] != [["运单号", "收货人"], ["YD1", "王强"]]:
            raise Failed(tr("读出的内容不对:{found}").format(found=found))
        return tr("{n} 行").format(n=len(found))

    def check(self) -> str:
        """Back the office up and check every promise about the copy."""
        copy = self.desk.backup(self.path.with_name("备份.office"))
        report = check(copy)
        if not report.ok:
            raise Failed("; ".join(f"{line.name}: {line.text}" for line in report.problems))
        return tr("{n} 项都正常").format(n=len(report.lines))

    def close(self) -> None:
        """Let go of the office and remove it."""
        if self._desk is not None:
            self._desk.close()
        self._home.cleanup()

    def _try(self, command: Command) -> bool:
        """Whether the example of a command was saved by somebody who may do it; doubts are confirmed."""
        able = (login for login in self.logins if self.sign_in(login).may(command.needs))
        self.sign_in(next(able, MANAGER[0]))
        try:
            arguments = arguments_of(command, command.example or "{}")
            run = partial(self.desk.execute, command, arguments, reason=tr("自检"))
            try:
                run()
            except NeedsConfirmation as doubts:  # in the evening the day's work is past its time
                run(confirmed=frozenset(problem.code for problem in doubts.problems))
        except (Refused, FileRefused):
            return False
        if command.needs == "user.manage":  # whoever has another role now signs in again
            self._actors.clear()
        return True


def rooms() -> tuple[Room, ...]:
    """Every room of the office: an example may change a colleague, and some work needs time to pass."""

    def turn(room: Room) -> tuple[timedelta, bool]:
        return LATER.get(room.name, timedelta()), room.name not in WORK

    return tuple(sorted(ROOMS, key=turn))


def sign_in_cost() -> str:
    """How long a password takes here at its real cost."""
    began = time.monotonic()
    sealed = keys.seal(keys.new_ring(), PASSWORD, MANAGER[0])
    took_ms = round((time.monotonic() - began) * 1000)
    return f"{took_ms} ms, {sealed.cost.memory_kib // 1024} MiB"


@contextmanager
def _cheap_keys() -> Iterator[None]:
    """An office that vanishes needs no dear passwords; made once, they last."""
    real = keys.cost
    keys.cost = keys.KdfCost(1024, 1, 1)
    try:
        yield
    finally:
        keys.cost = real


def _same_ink(shown: bytes, printed: bytes) -> None:
    """A page that comes out white, off the sheet or in another scale has far less or more ink.

    Hairlines are drawn stronger by PDF readers than they come out as dots: up to a third of the ink.
    """
    wanted, found = (_ink(pdf_page(pdf, 0, POINTS).pixels) for pdf in (shown, printed))
    if not wanted * 2 <= found * 5 <= wanted * 10:
        raise Failed(tr("打印出来的内容不对:墨量 {a},应为 {b}").format(a=found, b=wanted))


def _ink(pixels: bytes) -> int:
    return sum(255 - value for value in pixels[1::4])


def _same_size(pdf: bytes, sheet: Sheet, pages: int) -> None:
    page = pdf_page(pdf, 0, POINTS)
    wanted = tuple(round(mm / 25.4 * POINTS) for mm in (sheet.width_mm, sheet.height_mm))
    near = all(abs(a - b) <= 1 for a, b in zip((page.width, page.height), wanted, strict=True))
    if not near or page_count(pdf) != pages:
        raise Failed(tr("打印出来的纸张不对:{w}×{h} 点").format(w=page.width, h=page.height))
