"""The order of the self-test; printers last, since a driver that is away may hang."""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ui.selftest.computer import paths, versions, without_screen
from ui.selftest.report import Report, Watchdog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desk.app import Desk
    from ui.selftest.office import TrialOffice

LIMIT_S = 540.0


def selftest(folder: Path, limit_s: float = LIMIT_S, only: str = "") -> int:
    """Try everything, and say in ``report.json`` of the folder what does not work here.

    Args:
        folder: made if need be; gets the report, pictures and papers.
        limit_s: after so many seconds the process ends itself.
        only: pages whose name begins so; all of them when empty.

    Returns:
        0 when all is well, 1 when something is not. The process ends with 3 when it takes too long.
    """
    folder = folder.resolve()
    told = {"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", **versions(), "paths": paths(folder)}
    report = Report(folder, told)
    watchdog = Watchdog(report, limit_s)
    os.environ["DESK_STATE"] = str(folder / "state")
    if without_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        _try_all(report, folder, only)
        return report.finish()
    finally:
        watchdog.call_off()


def _try_all(report: Report, folder: Path, only: str) -> None:
    from ui.printers import SystemPrinters
    from ui.selftest import computer
    from ui.selftest.office import PAPERS, TrialOffice, rooms, sign_in_cost
    from ui.start import application
    from ui.sweeping import look_in_no_other_thread

    look_in_no_other_thread()
    qt = application()
    qt.setQuitOnLastWindowClosed(False)
    report.step("screen", computer.screen)
    report.step("fonts", partial(computer.fonts, folder))
    report.step("password", sign_in_cost)
    office = TrialOffice(folder)
    try:
        report.step("office", office.make)
        for key in PAPERS:
            report.step(f"paper:{key}", partial(office.print_paper, key))
        report.step("reading_process", office.read_table)
        _try_pages(report, qt, office, folder, only)
        for room in rooms():
            report.step(f"room:{room.name}", partial(office.work, room))
        report.step("check", office.check)
    finally:
        office.close()
    report.step("printers", partial(computer.printers, SystemPrinters()))


def _try_pages(
    report: Report, qt: "QApplication", office: "TrialOffice", folder: Path, only: str
) -> None:
    """Every page once, each by the first user who may open it; the manager begins."""
    from ui.registry import pages

    left = {name: spec.right for name, spec in pages().items() if name.startswith(only)}
    for login in office.logins:
        if not left:
            return
        desk = office.sign_in(login)
        mine = [name for name, right in left.items() if not right or desk.may(right)]
        if mine:
            _try_window(report, qt, desk, folder, mine)
        left = {name: right for name, right in left.items() if name not in mine}
    office.sign_in(office.logins[0])


def _try_window(
    report: Report, qt: "QApplication", desk: "Desk", folder: Path, names: list[str]
) -> None:
    from ui.selftest.office import CUSTOMER
    from ui.selftest.window import TrialWindow

    opened: list[TrialWindow] = []

    def open_window() -> str:
        opened.append(TrialWindow(qt, desk, folder, CUSTOMER))
        return opened[0].window.windowTitle()

    if report.step(f"window:{desk.signed_in().login}", open_window):
        window = opened[0]
        for name in names:
            report.step(f"page:{name}", partial(window.picture, name))
        report.step(f"window_closed:{desk.signed_in().login}", window.close)
