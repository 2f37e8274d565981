"""A truck is typed: tickets by number, pasted, all that wait; drafts; corrected afterwards."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.freight.consignments.commands import accept_consignment
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.commands import update_manifest
from desk.freight.inbound.queries import ManifestCard, manifest_card
from tests.conftest import Office, at
from tests.freight.inbound.truck import ALL, HEAD, MANIFEST, N1, N2, N3, N4, announced
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.arrival_count.entry import HEAD as HEAD_FIELDS
from ui.desks.arrival_count.entry import ManifestEntry
from ui.desks.lines import line_editor, type_in
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ManifestEntry], ManifestEntry]


@pytest.fixture
def page(context: Context, office: Office, show: Show) -> ManifestEntry:
    """An empty form; four tickets wait for a truck, the first with a paper number."""
    office.at("2026-11-16 16:40")
    for n, draft in enumerate(ALL):
        office.as_("jia").run(accept_consignment, draft=replace(draft, paper_no=f"A-{n}"))
    office.at("2026-11-18 10:00")
    office.as_("in")
    return show(ManifestEntry(context))


def card(office: Office, number: str = MANIFEST) -> ManifestCard:
    return office.desk.ask(manifest_card, number=number)


def fill_head(page: ManifestEntry) -> None:
    for field in HEAD_FIELDS:
        editor = page.fields[field.name]
        editor.set_value(getattr(HEAD, field.name))
        editor.touch()


def put(page: ManifestEntry, name: str, text: str) -> None:
    type_in(line_editor(page.fields, name), text)


def test_tickets_are_found_by_tail_paper_number_and_paste(
    page: ManifestEntry, clerk: Clerk
) -> None:
    page.box.take_focus()
    clerk.enter("60004")
    clerk.waits_for(lambda: list(page.tickets) == [N4])
    clerk.enter("A-1")
    clerk.waits_for(lambda: list(page.tickets) == [N4, N2])
    QApplication.clipboard().setText(f"A-0\n{N3}\nYD0000000009\n")
    clerk.press(Key.Key_V, Held.ControlModifier)
    clerk.waits_for(lambda: page.box.problem_text == "没有加入,找不到:YD0000000009")
    assert list(page.tickets) == [N4, N2], "one number nobody knows, and nothing is put on the list"
    QApplication.clipboard().setText(f"A-0\n{N3}\n")
    clerk.press(Key.Key_V, Held.ControlModifier)
    clerk.waits_for(lambda: set(page.tickets) == {N1, N2, N3, N4})
    page.table.setFocus()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert list(page.tickets) == [N4, N2]
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert set(page.tickets) == {N1, N2, N3, N4}
    assert page.words.text() == "4 票 70 件 1550.0 kg 5.600 m³"


def test_all_that_wait_come_with_one_key_and_one_is_taken_off(
    page: ManifestEntry, clerk: Clerk
) -> None:
    clerk.press(Key.Key_L, Held.ControlModifier)
    clerk.waits_for(lambda: list(page.tickets) == [N1, N2, N3, N4])
    page.table.setFocus()
    page.table.go_to(N3)
    clerk.press(Key.Key_Delete)
    assert list(page.tickets) == [N1, N2, N4]


def test_everything_wrong_with_the_head_is_said_at_its_field(
    page: ManifestEntry, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    clerk.press(Key.Key_F9)
    wrong = {e.name for e in page.fields if e.problem_text}
    assert wrong == {"origin_station", "plate", "eta_at"}
    fill_head(page)
    put(page, "driver_phone", "137")
    clerk.press(Key.Key_F9)
    assert "电话「137」格式不正确" in page.fields["driver_phone"].problem_text
    put(page, "driver_phone", "")
    put(page, "plate", "豫")
    clerk.press(Key.Key_F9)
    assert page.fields["plate"].problem_text == "车牌「豫」校验不通过,请核对。"
    assert asker.told == []


def test_a_saved_truck_opens_its_count(
    page: ManifestEntry, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    fill_head(page)
    page.add((N1, N2))
    clerk.waits_for(lambda: len(page.tickets) == 2)
    assert page.typed
    clerk.press(Key.Key_F9)
    assert frame.opened == [("arrival_count", {"number": MANIFEST})]
    saved = card(office)
    assert saved.state is ManifestState.EXPECTED
    assert {line.number for line in saved.lines} == {N1, N2}
    assert (saved.plate, saved.eta_at) == ("豫A8K369", at("2026-11-18 16:00"))
    assert not page.typed


def test_a_draft_has_no_number_yet(
    page: ManifestEntry, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    fill_head(page)
    page.add((N1,))
    clerk.waits_for(lambda: len(page.tickets) == 1)
    clerk.press(Key.Key_F8)
    assert frame.opened == [("arrival_count", {"number": "草稿-1"})]
    assert card(office, "草稿-1").state is ManifestState.DRAFT


def test_a_ticket_on_another_truck_is_marked_and_refused(
    page: ManifestEntry, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    announced(office, replace(ALL[0], paper_no="Z-1", shipper_name="别家"))
    taken = card(office).lines[0].number
    fill_head(page)
    page.add((N1, taken))
    clerk.waits_for(lambda: len(page.tickets) == 2)
    assert page.tickets[taken].why_not == "已是「待到货」"
    clerk.press(Key.Key_F9)
    assert page.tickets.keys() == {N1, taken}
    assert taken in page.spot.problem_text or asker.told


def test_a_truck_is_corrected_tickets_come_and_go(
    context: Context, page: ManifestEntry, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    fill_head(page)
    page.add((N1, N2))
    clerk.waits_for(lambda: len(page.tickets) == 2)
    clerk.press(Key.Key_F9)
    page.open_with(number=MANIFEST)
    clerk.waits_for(lambda: set(page.tickets) == {N1, N2})
    assert page._title.text() == f"修改进港清单 {MANIFEST}"
    assert not page.typed
    page.table.go_to(N1)
    page.remove()
    page.add((N3,))
    clerk.waits_for(lambda: set(page.tickets) == {N2, N3})
    put(page, "driver", "钱师傅")
    page.save()
    saved = card(office)
    assert {line.number for line in saved.lines} == {N2, N3}
    assert (saved.driver, saved.linehaul_cost_fen) == ("钱师傅", 93_000)
    assert frame.opened[-1] == ("arrival_count", {"number": MANIFEST})


def test_a_truck_that_was_put_away_before_its_tickets_came_stays_away(
    context: Context, page: ManifestEntry, clerk: Clerk, office: Office
) -> None:
    fill_head(page)
    page.add((N1, N2))
    clerk.waits_for(lambda: len(page.tickets) == 2)
    clerk.press(Key.Key_F9)
    page._loaded(card(office))
    page.clear()
    clerk.waits_for(lambda: context.bridge.reading.idle)
    assert page._title.text() == "新进港清单"
    assert page.tickets == {}
    assert not page.typed


def test_leaving_with_something_typed_asks(page: ManifestEntry, asker: ScriptedAsker) -> None:
    assert page.may_leave()
    fill_head(page)
    asker.answers = [False, True]
    assert not page.may_leave()
    assert page.may_leave()
    assert asker.asked[0][0] == "进港清单还没有保存,确定离开?"


def test_a_truck_half_typed_comes_back_and_a_colleagues_head_is_set_beside_it(
    page: ManifestEntry,
    context: Context,
    clerk: Clerk,
    office: Office,
    asker: ScriptedAsker,
    show: Show,
) -> None:
    put(page, "plate", "新A12345")
    page.add((N1, N2))
    clerk.waits_for(lambda: list(page.tickets) == [N1, N2])
    page.kept.keep()
    page.hide()
    again = show(ManifestEntry(context))
    clerk.press(Key.Key_R, Held.AltModifier)
    assert (again.fields["plate"].value(), list(again.tickets)) == ("新A12345", [N1, N2])
    again.kept.line.drop()
    fill_head(again)
    again.save()
    number = card(office).number
    again.open_with(number=number)
    clerk.waits_for(lambda: again.card is not None and bool(again.tickets))
    now = card(office)
    theirs = replace(HEAD, seal_no="F-77")
    office.desk.run(update_manifest, number=number, version=now.version, head=theirs)
    put(again, "remark", "夜里到")
    asker.answers.append(True)
    again.save()
    assert asker.asked[-1][1] == ("铅封号:采用对方的「F-77」",)
    assert (card(office).seal_no, card(office).remark) == ("F-77", "夜里到")


def test_a_narrow_window_shows_the_whole_sum(page: ManifestEntry, clerk: Clerk) -> None:
    """At 150 % of a small screen the weight and the volume were cut off beside the buttons."""
    page.resize(813, 470)
    clerk.press(Key.Key_L, Held.ControlModifier)
    clerk.waits_for(lambda: len(page.tickets) == len(ALL))
    clerk.waits_for(lambda: page.words.heightForWidth(page.words.width()) <= page.words.height())
    assert page.words.wordWrap()
    assert page.width() == 813
