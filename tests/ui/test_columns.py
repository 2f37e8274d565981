"""Columns moved, hidden, widened and sorted by keyboard; sums and copies of what is selected."""

import csv
import io
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafts import CargoDraft
from desk.kernel.roles import Role
from desk.office.users.commands import add_user
from desk.screens.lists import Sort
from tests.conftest import Office
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import pumps
from tests.ui.test_id_list_model import Synthetic
from ui import local_settings
from ui.models import chosen_rows
from ui.models.id_list_model import IdListModel, Wanted
from ui.models.id_table import IdTable
from ui.pages.column_chooser import ColumnChooser
from ui.pages.exporting import export_to
from ui.pages.list_page import ListPage
from ui.pages.selection_sums import AT_ONCE, SelectionSums
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture(autouse=True)
def _nothing_kept(office: Office) -> Iterator[None]:
    local_settings.current().tables.clear()
    yield
    QGuiApplication.clipboard().clear()


def opened(context: Context, qtbot: QtBot, name: str = "consignments") -> ListPage:
    page = ListPage(context, name)
    page.resize(1178, 716)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    page.table.setFocus()
    return page


def chooser(page: ListPage, qtbot: QtBot) -> ColumnChooser:
    """The chooser, called by its key."""
    QTest.keyClick(page.table, Key.Key_C, ALT)
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ColumnChooser)]
    qtbot.waitUntil(found.isActiveWindow)
    return found


def kept_layout() -> local_settings.TableLayout:
    return local_settings.load().tables["boss"]["consignments"]


def three(office: Office) -> None:
    for pieces in (12, 5, 8):
        office.desk.run(accept_consignment, draft=pumps(lines=(_goods(pieces),)))


def _goods(pieces: int) -> CargoDraft:
    return CargoDraft(goods_name="配件", pieces=pieces, weight_g=pieces * 1_000, volume_cm3=10_000)


def test_columns_are_arranged_by_keyboard_and_stay_so_for_this_user(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    three(office)
    page = opened(context, qtbot)
    usual = page.table.shown_columns()
    box = chooser(page, qtbot)
    first, second, third = usual[:3]
    QTest.keyClick(box.list, Key.Key_Down, ALT)
    assert page.table.shown_columns()[:2] == [second, first]
    assert box.current == first
    QTest.keyClick(box.list, Key.Key_Right, ALT)
    QTest.keyClick(box.list, Key.Key_S)
    QTest.keyClick(box.list, Key.Key_S)
    while box.current != third:
        QTest.keyClick(box.list, Key.Key_Down)
    QTest.keyClick(box.list, Key.Key_Space)
    assert third not in page.table.shown_columns()
    QTest.keyClick(box.list, Key.Key_Return)
    names = [field.name for field in page.spec.fields]
    wide = page.table.columnWidth(names.index(first))
    qtbot.waitUntil(lambda: third not in kept_layout().shown)
    again = opened(context, qtbot)
    assert again.table.shown_columns() == [second, first, *usual[3:]]
    assert again.table.columnWidth(names.index(first)) == wide
    sort = again.model.wanted.sort
    assert sort is not None
    assert (sort.field, sort.descending) == (first, True)
    office.as_("jia")
    assert opened(context, qtbot).table.shown_columns() == usual


def test_one_key_brings_the_usual_columns_back(context: Context, qtbot: QtBot) -> None:
    page = opened(context, qtbot)
    usual = page.table.shown_columns()
    page.table.columns.put(usual[3:1:-1], usual[::-1], {usual[3]: 300})
    page.table.sort_by(usual[3])
    box = chooser(page, qtbot)
    QTest.keyClick(box.list, Key.Key_R, CTRL)
    assert page.table.shown_columns() == usual
    assert page.model.wanted.sort == page.spec.sort
    qtbot.waitUntil(lambda: "consignments" not in local_settings.load().tables["boss"])


def test_the_last_column_in_view_stays(context: Context, qtbot: QtBot) -> None:
    page = opened(context, qtbot)
    page.table.columns.put(["number"], page.table.columns.in_order(), {})
    page.table.columns.show_column("number", on=False)
    assert page.table.shown_columns() == ["number"]


def test_a_layout_of_an_older_program_is_taken_as_far_as_it_goes(
    context: Context, qtbot: QtBot
) -> None:
    settings = local_settings.current()
    odd = local_settings.TableLayout(shown=("gone", "number", "state"), sort="gone")
    settings.tables["boss"] = {"consignments": odd}
    page = opened(context, qtbot)
    assert page.table.shown_columns() == ["number", "state"]
    assert page.model.wanted.sort == page.spec.sort


def test_the_foot_adds_up_what_is_selected(context: Context, office: Office, qtbot: QtBot) -> None:
    three(office)
    page = opened(context, qtbot)
    qtbot.waitUntil(lambda: "件数 25" in page.foot.count.text())
    page.table.selectRow(0)
    QTest.keyClick(page.table, Key.Key_Down, Held.ShiftModifier)
    qtbot.waitUntil(lambda: "件数 13" in page.foot.count.text())
    assert page.foot.count.text().startswith("共 3 条   ·   已选 2 条   ·   合计")
    assert "重量kg 13" in page.foot.count.text()
    QTest.keyClick(page.table, Key.Key_A, CTRL)
    assert "已选 3 条" in page.foot.count.text()
    assert "件数 25" in page.foot.count.text()


def test_copied_rows_are_a_table_with_headings(
    context: Context, office: Office, frame: FrameSpy, qtbot: QtBot
) -> None:
    odd = "=1+1"
    context.desk.run(add_user, login="aaa", name=odd, role=Role.CS, password="first-2026")
    page = opened(context, qtbot, "users")
    QTest.keyClick(page.table, Key.Key_A, CTRL)
    QTest.keyClick(page.table, Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: bool(frame.said))
    assert frame.said == ["已复制 6 行(含列名)。"]
    text = QGuiApplication.clipboard().text()
    rows = list(csv.reader(io.StringIO(text), "excel-tab"))
    assert rows[0][:2] == ["登录名", "姓名"]
    assert rows[1][1] == "'" + odd
    assert len(rows) == 7


# -- a million rows ------------------------------------------------------------------------------------


class Million(Synthetic):
    """A list whose ids are ready made."""

    def __init__(self, count: int) -> None:
        super().__init__(0)
        self.whole = array("q", range(1, count + 1))

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        return self.whole[:limit]


def test_selecting_everything_does_not_hold_the_window(context: Context, qtbot: QtBot) -> None:
    count = 300_000
    model = IdListModel(Million(count), context.bridge)
    table = IdTable(model)
    qtbot.addWidget(table)
    with qtbot.waitSignal(model.settled):
        model.reload()
    asked: list[int] = []

    def ask(ids: Sequence[int]) -> dict[str, int]:
        asked.append(len(ids))
        return {"fee": len(ids)}

    fields = tuple(replace(f, total=f.name == "fee") for f in model.fields)
    sums = SelectionSums(table, context.bridge, fields, ask)
    before = time.process_time()
    table.selectAll()
    assert table.chosen_count() == count
    sums.renew()
    taken = time.process_time() - before
    qtbot.waitUntil(lambda: sums.known, timeout=5_000)
    assert sums.words() == "运费 3,000.00"
    assert max(asked) == AT_ONCE
    assert taken < 0.05
    started = time.process_time()
    with qtbot.waitSignal(model.settled):
        model.reload()
    assert table.chosen_count() == count
    assert time.process_time() - started < 0.5
    table.clearSelection()


def test_the_selection_is_found_again_piece_by_piece() -> None:
    ids = array("q", [5, 1, 2, 3, 9, 4])
    kept = [array("q", [1, 2, 3]), array("q", [9, 7, 4])]
    assert chosen_rows.found_again(ids, kept) == [(1, 3), (4, 5)]
    many = list(range(2, 400, 2))
    assert chosen_rows.rows_of(array("q", range(1_000)), many)[0] == (2, 2)
    assert len(chosen_rows.rows_of(array("q", many), many)) == 1


def test_spans_of_a_selection_made_in_any_order(context: Context, qtbot: QtBot) -> None:
    model = IdListModel(Synthetic(100), context.bridge)
    table = IdTable(model)
    qtbot.addWidget(table)
    with qtbot.waitSignal(model.settled):
        model.reload()
    flags = QItemSelectionModel.SelectionFlag
    for row in (7, 3, 4, 90, 5):
        table.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    assert table.chosen_rows() == [(3, 5), (7, 7), (90, 90)]
    assert table.chosen_ids() == [4, 5, 6, 8, 91]


def test_the_export_is_what_is_seen(
    context: Context, office: Office, qtbot: QtBot, tmp_path: Path, frame: FrameSpy
) -> None:
    """The visible columns in their order, narrowed and sorted as on the screen."""
    three(office)
    page = opened(context, qtbot)
    pieces = next(field.name for field in page.spec.fields if field.label == "件数")
    page.table.columns.put([pieces, "number"], [pieces, "number"], {})
    page.table.sort_by(pieces)
    qtbot.waitUntil(lambda: page.model.wanted.sort == Sort(pieces))
    page.search.put("YD")
    page._narrow()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    export_to(page, tmp_path / "out.csv", "对账")
    qtbot.waitUntil(lambda: bool(frame.said), timeout=20_000)
    written = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))
    assert rows[1] == ["件数", "运单号"]
    assert [row[0] for row in rows[2:5]] == ["5", "8", "12"]
