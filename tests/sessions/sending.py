"""Twenty consignments on one truck, from the today board to the printed delivery list."""

from dataclasses import replace
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.queries import run_card
from tests.freight.delivery.yard import CLOTH, in_stock, with_truck
from tests.sessions.hands import CTRL, Hands, Key
from tests.sessions.stage import Stage
from ui.desks.run_board.fleet_editor import FleetEditor
from ui.desks.run_board.page import RunBoard
from ui.desks.today_board.page import TodayBoard
from ui.pages import paper_page
from ui.pages.paper_page import PaperPage
from ui.printers import PdfPrinter

TICKETS, RUN = 20, "PS261119-001"


def delivery_run(stage: Stage) -> Hands:
    """Choose the work on the board, load twenty stops, name the truck, print the list."""
    office, target = stage.office, stage.folder / "list.pdf"
    office.at("2026-11-18 17:30")
    with_truck(office)
    for number in range(TICKETS):
        in_stock(
            office,
            CLOTH,
            paper_no=f"T-{number}",
            consignee_address=f"解放南路 {number} 号",
            lines=(replace(CLOTH.lines[0], weight_g=60_000, volume_cm3=400_000),),
        )
    office.at("2026-11-19 10:00")
    port = PdfPrinter(target, 96)
    with (
        patch.object(paper_page, "SystemPrinters", lambda: port),
        stage.at_the_window("in") as hands,
    ):
        hands.watch.now("a delivery run of 20")
        board = _run_board(hands)
        for _ in range(TICKETS):
            hands.press(Key.Key_Return)
        assert len(board.loading.stops) == TICKETS
        hands.press(Key.Key_F6)
        hands.enter("")
        _names(hands, board.form.vehicle, "852")
        _names(hands, board.form.driver, "刘洋")
        hands.press(Key.Key_P, CTRL)
        hands.waits_for(lambda: _preview() is not None)
        preview = _preview()
        assert preview is not None
        hands.waits_for(lambda: preview.rendering is not None)
        hands.when_asked(lambda: hands.press(Key.Key_Return))
        hands.press(Key.Key_P, CTRL)
        hands.waits_for(lambda: target.exists() and target.stat().st_size > 0)
        hands.waits_for(lambda: hands.window.bridge.working.idle)
        card = office.desk.ask(run_card, number=RUN)
        assert (card.state, len(card.stops)) == (RunState.PRINTED, TICKETS)
        for page in _previews():
            page.close()
    return hands


def _names(hands: Hands, editor: FleetEditor, text: str) -> None:
    """Name a truck or a driver by a part of the name and take the one that is offered."""
    hands.types(text)
    hands.waits_for(lambda: editor.drop_down.current() is not None)
    hands.press(Key.Key_Return)
    assert editor.found is not None


def _run_board(hands: Hands) -> RunBoard:
    """The board of the day, its work of this kind, the page that does it."""
    today = hands.window.page("today")
    assert isinstance(today, TodayBoard)
    hands.waits_for(lambda: len(today.rows) > TICKETS)
    hands.waits_for(today.table.hasFocus)
    while today.table.rows[0].kind != "安排派送":
        hands.press(Key.Key_Left)
    hands.press(Key.Key_Return)
    board = hands.window.page("run_board")
    assert isinstance(board, RunBoard)
    hands.waits_for(lambda: len(board.stock.table.rows) == TICKETS)
    hands.waits_for(board.stock.table.hasFocus)
    return board


def _previews() -> list[PaperPage]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperPage) and w.isVisible()]


def _preview() -> PaperPage | None:
    """The preview in front, if it is that of the list."""
    front = QApplication.activeWindow()
    return front if isinstance(front, PaperPage) and front.code == "P-02" else None
