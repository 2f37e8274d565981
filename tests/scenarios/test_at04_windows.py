"""AT-04 as it happens: in the window, with the keyboard, every number read off the screen.

Pumps for 喀什 wait with seven hours left; partners are compared, one is refused, one is chosen; the
goods are handed over, arrive, are signed for and paid; then a dear price goes to the manager.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.ledger import ledger_faults
from tests.conftest import Office
from tests.freight.delivery.yard import goods
from tests.freight.inbound.truck import N1
from tests.freight.transit.partner_yard import ZZ, yard
from tests.ui.conftest import ScriptedAsker, asker, dressed  # noqa: F401 - fixtures
from tests.ui.desks.conftest import Clerk, clerk  # noqa: F401
from ui.desks.transit_board.page import TransitBoard
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage
from ui.pages.page import Page
from ui.pages.paper_page import PaperPage

Key, Held = Qt.Key, Qt.KeyboardModifier
P = TypeVar("P", bound=Page)
Open = Callable[[str], MainWindow]


@pytest.fixture
def sign_in(
    dressed: QApplication,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
) -> Iterator[Open]:
    """19 November, 10:30; opens the window of one person."""
    yard(office)
    windows: list[MainWindow] = []

    def opened(login: str) -> MainWindow:
        for window in windows:
            window.close()
        window = MainWindow(office.as_(login), asker=asker)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    for window in windows:
        window.close()


def page(window: MainWindow, name: str, kind: type[P]) -> P:
    """A page that is in front."""
    found = window.page(name)
    assert isinstance(found, kind)
    assert window.stack.currentWidget() is found
    return found


def cells(table: Any, row: int = 0) -> list[str]:
    return [column.text(table.rows[row]) for column in table.row_model.columns]


def lower(table: Any, row: int = 0) -> list[str]:
    """The second lines of a row."""
    columns = table.row_model.columns
    return [column.below(table.rows[row]) if column.below else "" for column in columns]


def words(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def board_of(window: MainWindow, clerk: Clerk) -> TransitBoard:  # noqa: F811
    window.open_page("transit_board")
    board = page(window, "transit_board", TransitBoard)
    clerk.waits_for(lambda: board.waiting.table.hasFocus() and len(board.offers.table.rows) == 2)
    return board


def test_pumps_go_to_kashi_through_the_window(
    sign_in: Open,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    window = sign_in("in")
    board = board_of(window, clerk)
    compare(board)
    a_suspended_partner_is_refused(board, clerk, window, asker)
    choose(board, clerk)
    print_and_hand_over(board, clerk, window)
    arrive(board, clerk, window, office)
    sign(board, clerk, window, office)
    settle(board, clerk, window)
    assert asker.told == []
    assert goods(office, N1).state is ConsignmentState.SIGNED
    with office.desk.reading() as read:
        assert ledger_faults(read.session) == []


def compare(board: TransitBoard) -> None:
    assert cells(board.waiting.table) == ["建新农机", N1, "12", "剩 7 小时", ""]
    assert [cells(board.offers.table, row) for row in (0, 1)] == [
        ["喀什顺达", "690.00", "4 天", "100.00%", "938.00", "合理"],
        ["喀什鸿运", "701.00", "3 天", "101.59%", "927.00", "合理"],
    ]
    assert lower(board.offers.table, 1) == ["P001", "0.95元/kg", "B 级", "", "46.91%", ""]


def a_suspended_partner_is_refused(
    board: TransitBoard,
    clerk: Clerk,  # noqa: F811
    window: MainWindow,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    clerk.press(Key.Key_F3)
    form = clerk.form()
    clerk.types("巴州众联")
    partner: Any = form.fields["partner"]
    clerk.waits_for(lambda: partner.drop_down.current() is not None)
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F9)
    assert partner.problem_text.startswith("合作商「巴州众联」状态为暂停,不能新增中转。")
    asker.answers.append(True)
    clerk.press(Key.Key_Escape)
    assert asker.asked[-1][0] == "放弃「开中转单」已填写的内容?"
    clerk.back_to(window)
    assert board.now is None


def choose(board: TransitBoard, clerk: Clerk) -> None:  # noqa: F811
    board.waiting.table.setFocus()
    clerk.press(Key.Key_Return)
    clerk.waits_for(board.offers.table.hasFocus)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    clerk.waits_for(board.side.lines.hasFocus)
    assert (board.side.title.text(), board.side.state.text()) == (ZZ, "草稿")
    assert cells(board.side.lines) == [N1, "12", "0.95元/kg", "601.00", "", "", "合理"]
    assert lower(board.side.lines) == ["建新农机 喀什", "633", "上门", "100.00", "", "3 天", ""]
    assert board.side.totals.text() == "1 票 12 件 480.0 kg"
    assert board.side.verdict.words.text() == "运价合理,可以交接。"
    assert board.side.more.text() == "毛利 927.00 元,毛利率 46.91%"
    assert board.side.account.text() == "应付合作商 701.00 元"
    clerk.waits_for(lambda: "P001 喀什鸿运" in words(board))


def print_and_hand_over(board: TransitBoard, clerk: Clerk, window: MainWindow) -> None:  # noqa: F811
    clerk.press(Key.Key_P, Held.ControlModifier)
    previews = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperPage)]
    (preview,) = [w for w in previews if w.isVisible()]
    clerk.waits_for(lambda: preview.rendering is not None)
    assert ZZ in preview.title
    preview.close()
    clerk.back_to(window)
    clerk.press(Key.Key_F8)
    form = clerk.form()
    assert form.fields["pieces_1"].value() == 12
    clerk.enter("马力", "艾力", "新Q12345", "HY8861", "", "", "")
    clerk.waits_for(lambda: not form.isVisible())
    clerk.back_to(window)
    assert board.side.state.text() == "已交接"
    assert cells(board.side.lines)[5:] == ["11-22", "未签收"]
    assert board.side.more.text() == "入库后 17 小时交接,按时 · 毛利 927.00 元,毛利率 46.91%"
    clerk.waits_for(lambda: "2026-11-19 10:30 马力 交 艾力" in words(board))
    assert "新Q12345 HY8861" in words(board)


def arrive(
    board: TransitBoard,
    clerk: Clerk,  # noqa: F811
    window: MainWindow,
    office: Office,
) -> None:
    office.at("2026-11-21 15:10")
    clerk.press(Key.Key_F7)
    clerk.form()
    clerk.enter("1121 15:00", "")
    clerk.waits_for(lambda: board.side.state.text() == "已到中转地")
    clerk.back_to(window)
    clerk.waits_for(lambda: "2026-11-21 15:00" in words(board))


def sign(
    board: TransitBoard,
    clerk: Clerk,  # noqa: F811
    window: MainWindow,
    office: Office,
) -> None:
    office.at("2026-11-23 10:05")
    clerk.press(Key.Key_F9)
    form = clerk.form()
    assert "12 件在合作商处,应到 2026-11-22。" in form.hint
    clerk.enter("", "王建新", "1122 11:20", "")
    clerk.waits_for(lambda: board.side.state.text() == "全部签收")
    clerk.back_to(window)
    assert cells(board.side.lines)[-1] == "按时"
    assert "2026-11-22 11:20 王建新 签收 12 件,按时" in board.side.more.text()


def settle(board: TransitBoard, clerk: Clerk, window: MainWindow) -> None:  # noqa: F811
    clerk.press(Key.Key_F10)
    form = clerk.form()
    assert "应付合作商 701.00 元。" in form.hint
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: board.side.state.text() == "已结算")
    clerk.back_to(window)


def test_a_dear_price_is_decided_in_the_list_of_approvals(
    sign_in: Open,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    ask_the_manager(sign_in("in"), clerk)
    decide(sign_in("boss"), clerk)
    window = sign_in("in")
    window.open_page("transit_board", number=ZZ)
    board = page(window, "transit_board", TransitBoard)
    clerk.waits_for(lambda: board.side.state.text() == "已批准")
    assert "经理:已批准" in board.side.verdict.words.text()
    clerk.press(Key.Key_F8)
    form = clerk.form()
    clerk.enter("马力", "艾力", "新Q12345", "HY8861", "", "", "")
    clerk.waits_for(lambda: not form.isVisible())
    assert board.side.state.text() == "已交接"
    assert board.side.account.text() == "应付合作商 770.00 元"
    assert asker.told == []


def ask_the_manager(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    board = board_of(window, clerk)
    clerk.press(Key.Key_F3)
    form = clerk.form()
    clerk.types("喀什鸿运")
    partner: Any = form.fields["partner"]
    clerk.waits_for(lambda: partner.drop_down.current() is not None)
    clerk.enter("", "", "1.058", "100", "3")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    clerk.back_to(window)
    clerk.waits_for(lambda: clerk.at("reason"))
    assert cells(board.side.lines)[-1] == "需批准"
    assert "中转费 770.00 元为最低有效报价 690.00 元的 111.59%" in words(board)
    clerk.enter("其他合作商当日停运")
    clerk.waits_for(lambda: "经理:待审批" in board.side.verdict.words.text())


def decide(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    """The manager sees what was found and grants it with one key."""
    window.open_page("approvals")
    approvals = page(window, "approvals", ListPage)
    clerk.waits_for(lambda: approvals.model.rowCount() == 1)
    values = approvals.model.values_at(0)
    assert (values["obj_word"], values["number"]) == ("运价例外", ZZ)
    assert values["title"] == f"{N1} 其他合作商当日停运"
    assert "中转费 770.00 元为最低有效报价 690.00 元的 111.59%" in values["limit_note"]
    approvals.table.setFocus()
    approvals.table.selectRow(0)
    clerk.press(Key.Key_F9)
    form = clerk.form()
    assert values["limit_note"] in form.hint
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    clerk.back_to(window)
