"""What is done right after another record was chosen is done to that record."""

import threading
from collections.abc import Callable

from tests.conftest import Office
from tests.freight.delivery.yard import planned
from tests.freight.outbound.yard import planned as planned_truck
from tests.freight.outbound.yard import ready
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.conftest import clerk as clerk
from tests.ui.desks.conftest import show as show
from tests.ui.desks.test_run_board import board as board
from tests.ui.desks.test_run_board import goods as goods
from tests.ui.desks.test_run_board import numbers
from tests.ui.typing_in import write
from ui.desks.preadvice_board.page import PreadviceBoard
from ui.desks.run_board.page import RunBoard
from ui.registry import Context


def test_what_is_loaded_right_after_another_run_was_chosen_goes_on_that_run(
    board: RunBoard, clerk: Clerk, office: Office, goods: tuple[str, str], context: Context
) -> None:
    other = planned(office, goods[1])
    office.as_("in")
    clerk.waits_for(lambda: other in board.strip.chips)
    busy = threading.Event()
    context.bridge.later(lambda: busy.wait(5), lambda _: None)  # another page reads still
    board.strip.chips[other].click()
    board.take_along([row for row in board.stock._rows if row.number == goods[0]])
    busy.set()
    clerk.waits_for(lambda: not context.bridge.busy)
    assert (board.number, numbers(board)) == (other, [goods[1], goods[0]])


def test_what_is_typed_right_after_another_truck_was_opened_stays_with_it(
    context: Context, office: Office, show: Callable[[PreadviceBoard], PreadviceBoard], clerk: Clerk
) -> None:
    tickets = ready(office)
    office.as_("out")
    board = show(PreadviceBoard(context))
    clerk.waits_for(lambda: len(board.waiting.table.rows) == len(tickets))
    number = planned_truck(office, tickets[0])
    busy = threading.Event()
    context.bridge.later(lambda: busy.wait(5), lambda _: None)
    board.open_with(number=number)
    write("走连霍", board.form.fields["remark"].control)
    busy.set()
    clerk.waits_for(lambda: not context.bridge.busy)
    assert board.form.typed("remark") == "走连霍"
