"""Counter cash of several tickets is handed in, and remitted by the manager, in one go."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk.freight.cod.choices import CodState
from tests.conftest import Office
from tests.freight.cod.till import at_the_counter, cod
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.cod_desk import CodDesk
from ui.registry import Context

Key = Qt.Key
Show = Callable[[CodDesk], CodDesk]


@pytest.fixture
def numbers(office: Office) -> tuple[str, str]:
    return at_the_counter(office), at_the_counter(office)


@pytest.fixture
def page(
    context: Context, numbers: tuple[str, str], office: Office, show: Show, clerk: Clerk
) -> CodDesk:
    office.as_("in")
    page = show(CodDesk(context))
    clerk.waits_for(lambda: len(page.table.rows) == 2)
    return page


def test_several_are_handed_in_and_a_difference_is_seen_at_once(
    page: CodDesk, clerk: Clerk, office: Office, numbers: tuple[str, str], frame: FrameSpy
) -> None:
    clerk.press(Key.Key_Space, times=2)
    assert page.ticked == set(numbers)
    assert "应缴 16,000.00 元" in page._sums.text()
    clerk.press(Key.Key_Return)
    assert clerk.at("handed_in_fen")
    clerk.types("15900")
    assert page._gap.text().startswith("少缴 100.00 元")
    clerk.press(Key.Key_F9)
    assert page.bank["handed_in_fen"].problem_text
    page.bank["handed_in_fen"].take_focus()
    clerk.types("16000")
    assert not page._gap.isVisible()
    clerk.press(Key.Key_F9)
    assert [cod(office, n).state for n in numbers] == [CodState.BANKED] * 2
    assert frame.said[-1] == "已缴存 2 票,共 16,000.00 元。"
    clerk.waits_for(lambda: page.table.rows == [])
    assert page._nothing.isVisible()


def test_the_manager_remits_after_one_question(
    page: CodDesk,
    clerk: Clerk,
    office: Office,
    numbers: tuple[str, str],
    asker: ScriptedAsker,
    frame: FrameSpy,
) -> None:
    page.tick_all()
    page.bank["handed_in_fen"].set_value(1_600_000)
    page.go_on()
    clerk.press(Key.Key_F6)
    clerk.waits_for(lambda: len(page.table.rows) == 2)
    assert not page.go.isVisible()
    office.as_("boss")
    page.turn_to(CodState.BANKED)
    assert page.go.isVisible()
    clerk.press(Key.Key_Space)
    page.remit["reference"].take_focus()
    clerk.types("2026112300017")
    asker.answers.append(True)
    clerk.press(Key.Key_F9)
    assert "返款 1 票,共 7,976.00 元(人民币柒仟玖佰柒拾陆元整)" in asker.asked[-1][0]
    assert cod(office, numbers[0]).state is CodState.REMITTED
    assert frame.said[-1] == "已返款 1 票,共 7,976.00 元。"


def test_nothing_ticked_is_refused_in_place(page: CodDesk, clerk: Clerk) -> None:
    page.bank["handed_in_fen"].set_value(100)
    clerk.press(Key.Key_F9)
    assert "运单" in page.bank["numbers"].problem_text


def test_tickets_from_a_list_are_ticked(
    page: CodDesk, clerk: Clerk, numbers: tuple[str, str]
) -> None:
    page.open_with(number=numbers[1], id=2, ids=(2,))
    clerk.waits_for(lambda: page.ticked == {numbers[1]})
    page.open_with(number=numbers[1], id=2, ids=(2, 1))
    clerk.waits_for(lambda: page.ticked == set(numbers))


def test_the_sheet_of_the_month_is_a_key_away(page: CodDesk, clerk: Clerk, frame: FrameSpy) -> None:
    clerk.press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert frame.papers == [("P-43", "2026-11")]
