"""AT-03 and AT-05 as they happen: in the window, with the keyboard, every number read off the screen.

A truck from 郑州 is announced, counted with one piece missing and one carton damaged, both customers
are told; the next day a run is made up, goes out, comes back with a partial delivery and less cash on
delivery, and is settled.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import consignment_card
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.queries import open_runs, run_card
from desk.freight.exceptions.queries import exception_card
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.queries import manifest_card
from desk.kernel.quantities import show_money
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, arrive
from tests.freight.delivery.yard import CLOTH, with_truck
from tests.freight.inbound.truck import ALL, MANIFEST, N1, N2, N3, N4, PHOTO
from tests.ui.conftest import ScriptedAsker, asker, dressed  # noqa: F401 - fixtures
from tests.ui.desks.conftest import Clerk, clerk  # noqa: F401
from ui.desks.arrival_count.entry import ManifestEntry
from ui.desks.arrival_count.page import ArrivalCount
from ui.desks.receipts.page import RunReceipts
from ui.desks.run_board.page import RunBoard
from ui.desks.today_board.page import TodayBoard, due_words
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage
from ui.pages.page import Page
from ui.pages.paper_page import PaperPage

Key, Held = Qt.Key, Qt.KeyboardModifier
RUN, N6 = "PS261119-001", "YD2611170006"
P = TypeVar("P", bound=Page)


@pytest.fixture
def window(
    dressed: QApplication,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """The office on the morning of 18 November: four tickets wait for their truck."""
    office.at("2026-11-16 16:40")
    for draft in ALL:
        office.as_("jia").run(accept_consignment, draft=draft)
    office.at("2026-11-17 11:00")
    for n in range(1, 6):
        accepted(office.as_("jia"), CLOTH, paper_no=f"T-{n}")
    assert accepted(office.as_("jia"), CLOTH) == N6
    with_truck(office)
    office.at("2026-11-18 10:00")
    window = MainWindow(office.as_("in"), asker=asker)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()


def test_a_truck_and_a_run_through_the_windows(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
    tmp_path: Path,
) -> None:
    announce_the_truck(window, clerk)
    receive_and_count(window, clerk, office, tmp_path)
    tell_both_customers(window, clerk, office)
    make_up_the_run(window, clerk, office)
    print_and_send(window, clerk, office, asker)
    enter_the_receipts(window, clerk, office)
    settle_the_cash(window, clerk, office)
    look_at_the_books(office)
    assert asker.told == []


def page(window: MainWindow, name: str, kind: type[P]) -> P:
    """A page that is in front."""
    found = window.page(name)
    assert isinstance(found, kind)
    assert window.stack.currentWidget() is found
    return found


# -- AT-03 ----------------------------------------------------------------------------------------


def announce_the_truck(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    window.open_page("arrival_count")
    clerk.press(Key.Key_N, Held.ControlModifier)
    entry = page(window, "manifest_entry", ManifestEntry)
    assert clerk.at("origin_station")
    clerk.enter("郑州", "豫A8K369", "1118 16:00", "1116 20:00", "豫新干线", "赵师傅")
    clerk.enter("13700000009", "F0093", "930", "", "")
    assert clerk.at("number")
    clerk.enter("60001")
    clerk.waits_for(lambda: list(entry.tickets) == [N1])
    QApplication.clipboard().setText(f"{N2}\n{N3}\n{N4}\n")
    clerk.press(Key.Key_V, Held.ControlModifier)
    clerk.waits_for(lambda: len(entry.tickets) == 4)
    assert entry.words.text() == "4 票 70 件 1550.0 kg 5.600 m³"
    clerk.press(Key.Key_F9)
    count = page(window, "arrival_count", ArrivalCount)
    clerk.waits_for(lambda: count.card is not None)
    assert count.truck.number.text() == MANIFEST
    assert count.truck.state.text() == "待到"
    assert count.truck.sums.text() == (
        "4 票 70 件 1,550.0 kg 5.600 m³ · 计费 2,152 kg · 到付 2,182.00 · 代收 8,000.00"
    )
    assert [row.number for row in count.table.rows] == [N2, N3, N4, N1]
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert papers(clerk) == ["进港货物清单 JG261118-001"]
    clerk.back_to(window)


def papers(clerk: Clerk) -> list[str]:  # noqa: F811
    """The previews that are open, once they are drawn; they are closed again."""
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperPage)]
    shown = [preview for preview in shown if preview.isVisible()]
    clerk.waits_for(lambda: all(preview.rendering is not None for preview in shown))
    titles = [preview.title for preview in shown]
    for preview in shown:
        preview.close()
    return sorted(titles)


def receive_and_count(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    folder: Path,
) -> None:
    count = page(window, "arrival_count", ArrivalCount)
    office.at("2026-11-18 16:20")
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: count.truck.state.text() == "已到")
    office.at("2026-11-18 16:30")
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: count.truck.state.text() == "卸车点收")
    clerk.waits_for(lambda: clerk.at("scan"))
    clerk.enter("0004", "31")
    assert count.line.fields["pieces"].problem_text == (
        f"{N4} 实收 31 件,大于开单 30 件,请登记「多货」异常后再入库。"
    )
    clerk.enter("29")
    clerk.waits_for(lambda: count.truck.progress.text() == "1/4 票,29/70 件")
    assert count.truck.differences.text() == "少货 1 件"
    count_the_damaged_carton(count, clerk, folder)
    clerk.press(Key.Key_F10)
    assert count.truck.spot.problem_text == "还有 2 票未点收,不能完成入库。"
    count_the_rest_in_the_table(count, clerk)
    office.at("2026-11-18 17:30")
    clerk.press(Key.Key_F10)
    clerk.waits_for(lambda: count.result.lines == ["YC261118-001", "YC261118-002"])
    assert count.result.words.text() == "已入库:入库单 RK261118-001,实收 69 件"
    assert count.truck.differences.text() == "少货 1 件 · 破损受潮 1 件"
    card = office.desk.ask(manifest_card, number=MANIFEST)
    assert card.state is ManifestState.STOCKED
    shares = {line.number: line.linehaul_cost_fen for line in card.lines}
    assert [shares[n] for n in (N1, N2, N3, N4)] == [28_800, 36_000, 19_200, 9_000]


def count_the_damaged_carton(count: ArrivalCount, clerk: Clerk, folder: Path) -> None:  # noqa: F811
    picture = folder / "破损 餐车.png"
    picture.write_bytes(PHOTO.content)
    assert clerk.at("scan")
    clerk.enter("0002")
    assert clerk.at("pieces")
    clerk.press(Key.Key_F6)
    clerk.types("2")
    clerk.enter("", "1", "", "1 箱受潮破损")
    assert count.line.photos.problem_text == "破损/受潮异常须上传至少 1 张照片。"
    count.line.photos.choose = lambda: [picture]
    assert clerk.at("photos")
    clerk.press(Key.Key_Space)
    clerk.waits_for(lambda: count.line.photos.button.text() == "已选 1 张")
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: count.truck.progress.text() == "2/4 票,49/70 件")


def count_the_rest_in_the_table(count: ArrivalCount, clerk: Clerk) -> None:  # noqa: F811
    row = count.table.row_model.row_of(N3)
    assert row is not None
    cell = count.table.visualRect(count.table.row_model.index(row, 0)).center()
    QTest.mouseClick(count.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    clerk.press(Key.Key_Return)
    current = count.table.current()
    assert current is not None
    assert current.number == N1
    clerk.press(Key.Key_1)
    clerk.enter("2")
    clerk.waits_for(lambda: count.truck.progress.text() == "4/4 票,69/70 件")


def tell_both_customers(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    for minute, number, who in ((10, "YC261118-001", "陈姐"), (50, "YC261118-002", "马经理")):
        office.at(f"2026-11-18 18:{minute}")
        tell_customer(window, clerk, office, number, who)
        case = office.desk.ask(exception_card, number=number)
        assert (case.told_in_time, case.notified_who) == (True, who)


def tell_customer(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    number: str,
    who: str,
) -> None:
    """From the board of the day to the exception, and what was said on the phone."""
    window.open_page("today")
    board = page(window, "today", TodayBoard)
    clerk.waits_for(lambda: bool(board.rows) and board.rows[0].number == number)
    row = board.rows[0]
    assert (row.kind, due_words(row.due_at, office.desk.now)) == ("告知客户异常", "今天 19:30")
    board.table.go_to(board.table.row_model.key(row))
    board.table.setFocus()
    clerk.press(Key.Key_Return)
    cases = page(window, "exceptions", ListPage)
    clerk.waits_for(lambda: cases.model.rowCount() == 2 and len(cases.table.chosen_ids()) == 1)
    clerk.press(Key.Key_F8)
    form = clerk.form()
    clerk.types("1")
    clerk.enter("", who)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    clerk.back_to(window)


# -- AT-05 ----------------------------------------------------------------------------------------


def make_up_the_run(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    office.desk.run(arrive, number=N6, pieces=15)
    office.at("2026-11-19 10:00")
    window.open_page("run_board")
    board = page(window, "run_board", RunBoard)
    clerk.waits_for(lambda: [row.number for row in board.stock.table.rows] == [N2, N6])
    board.stock.table.setFocus()
    clerk.press(Key.Key_Space, times=2)
    assert board.stock.ticked == {N2, N6}
    clerk.press(Key.Key_Return)
    assert [stop.number for stop in board.loading.stops] == [N2, N6]
    clerk.press(Key.Key_F6)
    assert clerk.at("run_on")
    clerk.enter("", "3D852", "刘", "", "10:30", "14:00", "180", "")
    assert board.form.plan().run_on == date(2026, 11, 19)
    assert (board.form.vehicle.line.text(), board.form.driver.line.text()) == ("新A3D852", "刘洋")
    assert board.side.bar.words == "装载 900.0 / 1495.0 kg  60.2%"
    assert board.side.totals.text() == "2 票 35 件 · 合计 8,984.00 元 · 运费 984.00 · 代收 8,000.00"
    assert board.stops.hasFocus()
    board.stops.go_to(N6)
    clerk.press(Key.Key_Up, Held.AltModifier)
    assert [stop.number for stop in board.loading.stops] == [N6, N2]
    clerk.press(Key.Key_Down, Held.AltModifier)
    assert [stop.number for stop in board.loading.stops] == [N2, N6]
    clerk.press(Key.Key_F9)
    assert board.card is not None
    assert board.card.number == RUN


def print_and_send(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    board = page(window, "run_board", RunBoard)
    clerk.press(Key.Key_P, Held.ControlModifier)
    titles = [f"客户派送票据(签收单) {RUN}", f"进港货物派送清单 {RUN}"]
    assert papers(clerk) == titles
    clerk.back_to(window)
    assert board.card is not None
    assert board.card.state is RunState.DRAFT  # a look settles nothing
    office.at("2026-11-19 10:40")
    asker.answers.append(True)
    clerk.press(Key.Key_F8)
    assert asker.asked[-1][0].startswith("新A3D852 现在出车?")
    run = office.desk.ask(run_card, number=RUN)
    assert (run.state, run.slip_no) == (RunState.OUT, "CK261119-001")
    assert [stop.cost_fen for stop in run.stops] == [12_000, 6_000]
    office.at("2026-11-19 13:30")
    clerk.press(Key.Key_F10)
    receipts = page(window, "run_receipts", RunReceipts)
    clerk.waits_for(lambda: receipts.card is not None)
    assert receipts.cash.figure.text() == "8,984.00"
    assert receipts.cash.capitals.text() == "人民币捌仟玖佰捌拾肆元整"


def enter_the_receipts(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    receipts = page(window, "run_receipts", RunReceipts)
    form, cash = receipts.form, receipts.cash
    clerk.press(Key.Key_2)
    assert clerk.at("pieces_signed")
    clerk.enter("19", "张店长", "")
    assert form.fields["pieces_refused"].value() == 1
    clerk.enter("12:20", "")
    assert clerk.at("cash_cod_fen")
    clerk.enter("7600", "", "1 件受潮拒收")
    assert form.fields["cash_cod_fen"].problem_text == (
        "代收货款减少须先登记发货人同意的沟通记录(时间、方式、谈话人)。"
    )
    assert cash.figure.text() == "8,584.00"
    assert cash.capitals.text() == "人民币捌仟伍佰捌拾肆元整"
    assert receipts.consent.words.text().startswith("代收货款少收 400.00 元(实收 7,600.00 元)")
    clerk.press(Key.Key_F6)
    clerk.enter("中原厨具 李工", "", "")
    clerk.waits_for(lambda: "已有发货人同意的记录" in receipts.consent.words.text())
    clerk.press(Key.Key_F9)
    current = receipts.table.current()
    assert current is not None
    assert current.number == N6
    clerk.waits_for(receipts.table.hasFocus)
    clerk.press(Key.Key_1)
    assert clerk.at("signer")
    clerk.types("陈会计")
    clerk.press(Key.Key_F9)
    run = office.desk.ask(run_card, number=RUN)
    entered = [stop.receipt for stop in run.stops if stop.receipt is not None]
    assert [(r.result.label, r.pieces_signed, r.pieces_refused) for r in entered] == [
        ("部分", 19, 1),
        ("全签", 15, 0),
    ]
    assert show_money(run.expected_fen) == "8,584.00"


def settle_the_cash(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    receipts = page(window, "run_receipts", RunReceipts)
    cash = receipts.cash
    office.at("2026-11-19 13:50")
    clerk.waits_for(receipts.table.hasFocus)
    clerk.press(Key.Key_F7)
    assert receipts.state.text() == "已回车"
    assert clerk.at("cash_handed_in_fen")
    clerk.enter("8500")
    assert cash.difference.text().startswith("短缴 84.00 元")
    clerk.press(Key.Key_F10)
    assert cash.fields["cash_handed_in_fen"].problem_text == (
        "应缴 8,584.00 元,实缴 8,500.00 元,差额 84.00 元,须登记差异原因并由经理确认后方可结单。"
    )
    assert cash.papers.problem_text == "还有 2 份签收单未交回,派送单不能结单。"
    clerk.enter("8584")
    clerk.press(Key.Key_Space)
    assert cash.papers.value() == (f"{RUN}/01",)
    clerk.press(Key.Key_F8)
    assert cash.papers.value() == (f"{RUN}/01", f"{RUN}/02")
    clerk.press(Key.Key_F10)
    assert receipts.state.text() == "已结单"
    assert office.desk.ask(open_runs) == []


def look_at_the_books(office: Office) -> None:
    desk = office.desk
    run = desk.ask(run_card, number=RUN)
    assert (run.state, run.cash_handed_in_fen) == (RunState.SETTLED, 858_400)
    trolleys = desk.ask(consignment_card, number=N2)
    assert trolleys.state is ConsignmentState.PART_SIGNED
    shown = ("received", "in_stock", "on_run", "signed")
    assert [trolleys.quantities[name] for name in shown] == [20, 1, 0, 19]
    assert (trolleys.cod_amount_fen, trolleys.cod_fee_fen) == (760_000, 2_300)
    assert desk.ask(consignment_card, number=N6).state is ConsignmentState.SIGNED
    with desk.reading() as read:
        assert ledger_faults(read.session) == []
