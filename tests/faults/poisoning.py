"""An office in which every name, address and remark is a trap, walked through as far as it can be shown.

Source: reliability of the house P14.
"""

import csv
import sqlite3
import string
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import openpyxl
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import Qt as RichQt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget
from sqlalchemy import String, Text

from desk.app import Desk
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.exporting import FORMULA_SIGNS, export_list, paper_xlsx
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused, Refused, problem
from desk.kernel.messages import MESSAGES
from desk.kernel.quoting import quoted
from desk.sample.cast import MANAGER, PASSWORD
from desk.sample.story import SampleOffice, make_sample
from desk.storage.base import Base
from desk.tables import list_table
from tests.conftest import at
from tests.tools.page_pictures import shot_of
from tests.ui.conftest import ScriptedAsker
from ui.asking import plain_label
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.registry import pages

POISONS = (
    "<b>甲</b>", "<img src='file:///x'>", "<script>x()</script>", "<a href='http://x'>点</a>",
    "<font color='white'>无", "<table><tr><td>格", "</para><para>段", "<br/>行", "<!--注", "]]>尾",
    "A&B;", "&amp;", "&lt;b&gt;", "&#65;", "&文件", "=1+1", "=HYPERLINK(\"http://x\")", "+1", "-1+2",
    "@SUM(A1)", "=cmd|'/c calc'!A0", "'引", "\"双", "'; DROP TABLE x;--", "%s%n", "%(x)s", "{0}", "{x.y}",
    "{{双}}", "$x", "\\n", "C:\\x", "../../x", "CON", "a/b:c*?", "甲\u202e乙", "甲\u200b乙", "甲\u00a0乙",
    "李䶮", "ئالىم ئېلى", "😀店", "很长的名字" * 8, "123456789012345678", "0", "None", "NULL", "nan",
    "1e999", "２０２６", "甲　乙", "#N/A", "TRUE",
)  # fmt: skip
"""Names that would act, if anything took them for more than text."""

_NAMED = frozenset({
    "name", "short_name", "company", "goods_name", "consignee_name", "shipper_name",
    "consignee_contact", "remark", "note", "notes", "address", "consignee_address",
    "shipper_address", "contact", "contact_name", "caller_name", "caller_company", "reason",
    "mark", "description", "content", "answer", "title", "summary", "cause", "action", "payee",
    "signer_name", "driver_name",
})  # fmt: skip
_KEPT_OUT = frozenset({"audit_log", "audit_entry", "setting", "attachment"})
_TEXTS = (String, Text)
SETTLE_S = 20


@dataclass
class Poisoned:
    """What was walked through, and what acted."""

    names: int = 0
    walked: Counter[str] = field(default_factory=Counter)
    acted: list[str] = field(default_factory=list)


def walk(folder: Path, qt: QApplication, days: int, step: int = 1) -> Poisoned:
    """Make an office, poison it, and look at it everywhere; at each `step`-th page and list only."""
    made = make_sample(folder / "poisoned.office", at("2026-11-09 11:00"), days)
    found = Poisoned(names=_poison(made.path))
    with Desk(made.path, SetClock(made.now + timedelta(minutes=1))) as desk:
        desk.login(MANAGER[0], PASSWORD)
        _messages(found)
        _lists(desk, folder, step, found)
        _papers(desk, made, folder, found)
        _pages(desk, made, qt, step, found)
    return found


def _poison(office: Path) -> int:
    """Past the program, for it would refuse some of them: they may come from an older file."""
    count = 0
    with closing(sqlite3.connect(office)) as db:
        db.create_function("poison", 1, lambda row: POISONS[row % len(POISONS)])
        for table in Base.metadata.sorted_tables:
            named = [c.name for c in table.columns if c.name in _NAMED and type(c.type) in _TEXTS]
            for column in () if table.name in _KEPT_OUT else named:
                with suppress(sqlite3.IntegrityError):  # a name that must be the only one
                    done = db.execute(
                        f'UPDATE "{table.name}" SET "{column}" = poison(rowid)'
                        f" WHERE coalesce(\"{column}\", '') <> ''"
                    )
                    count += done.rowcount
        db.commit()
    return count


def _messages(found: Poisoned) -> None:
    """Every message with every poison for every value of it."""
    for code, sentence in MESSAGES.items():
        fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        for poison in POISONS:
            said = problem(code, **dict.fromkeys(fields, poison)).message
            found.walked["messages"] += 1
            if fields and poison not in said and quoted(poison) not in said:
                found.acted.append(f"message {code}: {poison}")
    for poison in POISONS:
        if plain_label(poison).textFormat() is not Qt.TextFormat.PlainText:
            found.acted.append(f"label {poison}")


def _lists(desk: Desk, folder: Path, step: int, found: Poisoned) -> None:
    for name in [*list_table()][::step]:
        for ending in (".xlsx", ".csv"):
            out = folder / f"{name}{ending}"
            try:
                export_list(desk, name, out, filters=(), purpose="核对")
            except Refused:
                continue
            cells = [*(_xlsx_cells(out) if ending == ".xlsx" else _csv_cells(out))]
            found.walked[f"{ending[1:]} lists"] += 1
            found.walked["cells"] += len(cells)
            found.acted += [f"{out.name}: {cell}" for cell in cells if cell.startswith("ACTS ")]


def _xlsx_cells(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                acts = cell.data_type == "f" or cell.hyperlink is not None
                if cell.value is not None:
                    yield f"{'ACTS ' if acts else ''}{cell.value}"


def _csv_cells(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                number = cell.removeprefix("-").replace(".", "", 1).replace("%", "", 1).isdigit()
                acts = cell.startswith(FORMULA_SIGNS) and not number
                yield f"{'ACTS ' if acts else ''}{cell}"


def _papers(desk: Desk, made: SampleOffice, folder: Path, found: Poisoned) -> None:
    for code, number in made.shown.items():
        try:
            papers = desk.paper(code, number)
        except Refused:
            continue
        text = "".join(snapshot_text(paper) for paper in papers)
        printed = render_pdf(papers)
        found.walked["papers"] += 1
        if not printed.pdf.startswith(b"%PDF") or b"/URI" in printed.pdf or b"/JS" in printed.pdf:
            found.acted.append(f"paper {code}: something in it acts")
        found.walked["poisoned papers"] += any(poison in text for poison in POISONS)
        with suppress(Refused, FileRefused):
            out = folder / f"{code}.xlsx"
            paper_xlsx(desk, code, number, out)
            found.walked["xlsx papers"] += 1
            found.acted += [f"{code}: {c}" for c in _xlsx_cells(out) if c.startswith("ACTS ")]


def _pages(desk: Desk, made: SampleOffice, qt: QApplication, step: int, found: Poisoned) -> None:
    """Every page of the window, with the record it is about."""
    window = MainWindow(desk, LocalSettings(), ScriptedAsker())
    faults: list[BaseException] = []
    window.bridge.broken.connect(faults.append)
    window.show()
    for name, spec in [*pages().items()][::step]:
        window.open_page(name, **shot_of(spec).arguments(made))
        _settle(window, qt)
        page = window.stack.currentWidget()
        assert page is not None
        found.walked["pages"] += 1
        for widget in (page, *page.findChildren(QWidget)):
            found.walked["widgets"] += 1
            found.acted += [f"page {name}: {fault}" for fault in acting(widget)]
    window.bridge.stop()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    found.acted += [f"a page broke: {fault!r}" for fault in faults]


def _settle(window: MainWindow, qt: QApplication) -> None:
    until = time.monotonic() + SETTLE_S
    qt.processEvents()
    while time.monotonic() < until:
        if not window.bridge.busy:
            break
        qt.processEvents()
        time.sleep(0.002)
    qt.processEvents()


def acting(widget: QWidget) -> Iterator[str]:
    """What Qt would take for more than text."""
    if isinstance(widget, QLabel) and _is_poisoned(widget.text()):
        plain = widget.textFormat() is Qt.TextFormat.PlainText
        if not plain and RichQt.mightBeRichText(widget.text()):
            yield f"label {widget.text()[:60]}"
    if _is_poisoned(widget.toolTip()) and RichQt.mightBeRichText(widget.toolTip()):
        yield f"tip {widget.toolTip()[:60]}"
    if isinstance(widget, QAbstractButton) and "&" in widget.text().replace("&&", ""):
        yield f"button {widget.text()[:60]}"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for row in range(min(30, model.rowCount())):
            for column in range(model.columnCount()):
                tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                if isinstance(tip, str) and _is_poisoned(tip) and RichQt.mightBeRichText(tip):
                    yield f"tip of a cell {tip[:60]}"


def _is_poisoned(text: str) -> bool:
    return any(poison in text for poison in POISONS if "<" in poison)
