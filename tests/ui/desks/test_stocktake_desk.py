"""Counting by keyboard and scanner, and the manager's word on the differences."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.queries import StocktakeCard, stocktake_card
from tests.conftest import Office
from tests.freight.delivery.yard import CLOTH, TROLLEYS, in_stock
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.stocktake_desk import StocktakeDesk
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[StocktakeDesk], StocktakeDesk]
TAKE = "PD261116-001"


@pytest.fixture
def goods(office: Office) -> tuple[str, str]:
    numbers = in_stock(office, TROLLEYS), in_stock(office, CLOTH)
    office.as_("in")
    return numbers


@pytest.fixture
def page(context: Context, goods: tuple[str, str], show: Show, clerk: Clerk) -> StocktakeDesk:
    page = show(StocktakeDesk(context))
    assert clerk.at("bin_prefix")
    clerk.enter("A-")
    assert [line.book for line in page.lines] == [20, 15]
    return page


def saved(office: Office) -> StocktakeCard:
    return office.desk.ask(stocktake_card, number=TAKE)


def count_all(clerk: Clerk) -> None:
    """18 of 20 trolleys with a note, the cloth is all there."""
    clerk.types("1")
    clerk.types("8")
    clerk.press(Key.Key_Return)
    clerk.enter("少 2 件")
    clerk.press(Key.Key_Return)
    clerk.types("15")
    clerk.press(Key.Key_Return)


def test_a_count_is_typed_row_by_row_and_submitted(
    page: StocktakeDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    assert page.table.hasFocus()
    count_all(clerk)
    assert [line.difference for line in page.lines] == [-2, 0]
    assert "盘亏 2 件" in page._sums.text()
    clerk.press(Key.Key_F9)
    assert [row.counted for row in saved(office).lines] == [18, 15]
    clerk.press(Key.Key_F7)
    assert saved(office).state is StocktakeState.SUBMITTED
    assert frame.said[-1] == "已提交,等经理批准。"
    assert page.table.locked
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-44", TAKE)]


def test_a_scanned_number_is_counted(
    page: StocktakeDesk, clerk: Clerk, goods: tuple[str, str]
) -> None:
    clerk.press(Key.Key_F, Held.ControlModifier)
    clerk.enter(goods[1])
    clerk.waits_for(lambda: page.table._cell is not None)
    clerk.types("15")
    clerk.press(Key.Key_Return)
    assert [line.counted for line in page.lines] == [None, 15]


def test_goods_beside_the_list_are_put_on_it(
    page: StocktakeDesk, clerk: Clerk, office: Office, goods: tuple[str, str]
) -> None:
    other = in_stock(office, CLOTH)
    office.as_("in")
    page.scan.take_focus()
    clerk.enter(other)
    clerk.waits_for(lambda: page.table._cell is not None)
    clerk.types("3")
    clerk.press(Key.Key_Return)
    assert clerk.at("note")
    clerk.enter("在 A-02 发现")
    clerk.press(Key.Key_F9)
    assert [row.number for row in saved(office).lines if row.counted == 3] == [other]


def test_the_manager_approves_or_sends_back(
    page: StocktakeDesk,
    clerk: Clerk,
    office: Office,
    asker: ScriptedAsker,
    context: Context,
    show: Show,
    goods: tuple[str, str],
) -> None:
    count_all(clerk)
    clerk.press(Key.Key_F7)
    office.as_("boss")
    boss = show(StocktakeDesk(context))
    boss.open_with(number=TAKE)
    assert boss.buttons["approve"].isVisible()
    asker.answers.append("A-03 请复盘")
    boss.reject()
    assert saved(office).state is StocktakeState.COUNTING
    assert "A-03 请复盘" in boss._why.text()
    office.as_("in")
    boss.submit()
    office.as_("boss")
    asker.answers.append(True)
    boss.approve()
    assert asker.asked[-1][1] == (f"{goods[0]}:账面 20 件,实盘 18 件(少 2 件)",)
    assert saved(office).state is StocktakeState.APPROVED


def test_an_unfinished_count_is_not_lost(
    page: StocktakeDesk, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.types("5")
    clerk.press(Key.Key_Return)
    asker.answers.append(False)
    clerk.press(Key.Key_N, Held.ControlModifier)
    assert page.changed
    clerk.press(Key.Key_F7)
    assert "未盘" in asker.told[-1].text


def test_counts_pasted_from_a_spreadsheet_are_taken_whole_or_not_at_all(
    page: StocktakeDesk, clerk: Clerk, goods: tuple[str, str]
) -> None:
    def pasted(text: str) -> list[int | None]:
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return [line.counted for line in page.lines]

    first, second = goods
    assert pasted(f"{first}\t十八\nYD0000\t3") == [None, None]
    told = page._why.text().splitlines()
    assert told[0].startswith("没有粘贴,有 2 处")
    assert told[2] == "第 2 行:表中没有「YD0000」"
    assert sorted(n or 0 for n in pasted(f"{second}\t15\n{first}\t18")) == [15, 18]
    page.table.go_to(page.lines[0].number)
    assert pasted("7\n8") == [7, 8]
    assert pasted("1\n2\n3") == [7, 8]
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert sorted(line.counted or 0 for line in page.lines) == [15, 18]
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert not page.changed
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert sorted(line.counted or 0 for line in page.lines) == [15, 18]
