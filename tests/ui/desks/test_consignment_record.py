"""The record page of a consignment follows what happens to it, and lets it happen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.freight.consignments.choices import ConsignmentState, MoveReason
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafting import save_draft
from desk.freight.consignments.queries import consignment_card
from desk.freight.tracking.queries import contacts_of
from tests.conftest import Office
from tests.freight.consignments.tickets import arrive
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk, pumps
from ui.desks.consignment_record.page import ConsignmentRecord
from ui.desks.texts import Prose
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ConsignmentRecord], ConsignmentRecord]


@pytest.fixture
def page(context: Context, show: Show, accepted: str, clerk: Clerk) -> ConsignmentRecord:
    page = show(ConsignmentRecord(context))
    page.open_with(number=accepted, id=1)
    clerk.waits_for(lambda: page.story is not None and page.whole.isVisible())
    return page


def words(page: ConsignmentRecord) -> str:
    """Everything the page says."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_one_page_tells_the_story(page: ConsignmentRecord) -> None:
    said = words(page)
    for part in ("YD2611160001", "已受理", "宏达水泵", "139****0002  王建新", "人民东路 1 号"):
        assert part in said
    assert "郑州 → 喀什" in said
    assert "1,976.00  现付" in said
    assert "运费 1,646.00  中转费 330.00" in said
    assert "未保价,限额条款已提示并签认" in said
    assert page.ledger.text == "未入库 12"
    assert page.goods.rows[0].goods_name == "水泵配件"
    assert "客户档案" in page._files[0].text()
    assert page._files[0].isVisible()


def test_a_phone_is_shown_for_a_reason_and_written_down(
    page: ConsignmentRecord, office: Office, clerk: Clerk
) -> None:
    phones = {Held.ControlModifier: "13800000001", Held.ShiftModifier: "13900000002"}
    assert not any(phone in words(page) for phone in phones.values())
    for held, phone in phones.items():
        clerk.press(Key.Key_F6, held)
        clerk.form()
        clerk.enter("", "")
        clerk.waits_for(page.revealed.isVisible)
        assert page.revealed.value.text() == phone
        page.revealed.forget()
        clerk.back_to(page)
    assert len(office.desk.list_ids("personal_looks")) == 2


def test_it_follows_what_happens(
    page: ConsignmentRecord, office: Office, clerk: Clerk, receive: Callable[[str, int], None]
) -> None:
    receive("YD2611160001", 11)
    clerk.waits_for(lambda: page.ledger.text == "在库 11   少货 1")
    assert "开单 12 件,实收 11 件,少 1 件" in words(page)
    assert page.tabs.tabText(1) == "出入库 1"
    assert page.moves.rows[0].reason is MoveReason.ARRIVAL
    assert page.buttons["登记到货通知"].isVisible()


def test_the_consignee_is_told(
    page: ConsignmentRecord, office: Office, clerk: Clerk, receive: Callable[[str, int], None]
) -> None:
    receive("YD2611160001", 12)
    clerk.waits_for(lambda: page.buttons["登记到货通知"].isVisible())
    clerk.press(Key.Key_F8)
    assert clerk.form().fields["told"].value() == "王建新"
    clerk.enter("", "")
    clerk.waits_for(lambda: "请提货或约定送货" in words(page))
    (talk,) = office.desk.ask(contacts_of, number="YD2611160001")
    assert talk.who == "王建新"
    assert words(page).count("请提货或约定送货") == 1


def test_a_talk_is_noted(page: ConsignmentRecord, office: Office, clerk: Clerk) -> None:
    clerk.press(Key.Key_F6)
    clerk.form().fields["content"].take_focus()
    clerk.types("明天上午 <b>送</b> & 卸")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: "明天上午 <b>送</b> & 卸" in words(page))


def test_papers_and_correction_are_a_key_away(
    page: ConsignmentRecord, clerk: Clerk, frame: FrameSpy
) -> None:
    clerk.press(Key.Key_P, Held.ControlModifier)
    clerk.press(Key.Key_L, Held.ControlModifier)
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)
    assert frame.papers == [("P-25", "YD2611160001"), ("P-32", "YD2611160001")]
    assert frame.opened[0] == ("consignment_entry", {"number": "YD2611160001"})
    assert frame.opened[1][0] == "customer"


def test_voiding_asks_for_the_reason(
    page: ConsignmentRecord, office: Office, clerk: Clerk, asker: ScriptedAsker
) -> None:
    asker.answers = [None, "客户取消"]
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    card = office.desk.ask(consignment_card, number="YD2611160001")
    assert card.state is ConsignmentState.ACCEPTED
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    clerk.waits_for(lambda: "作废原因:客户取消" in words(page))
    clerk.waits_for(lambda: "经办人 经理 · 客户取消" in words(page))  # its way says who did it
    assert not page.buttons["修改"].isVisible()
    assert not page.buttons["作废"].isVisible()


def test_released_goods(
    context: Context, show: Show, office: Office, clerk: Clerk, asker: ScriptedAsker
) -> None:
    office.desk.run(accept_consignment, draft=pumps(hold_release=True))
    page = show(ConsignmentRecord(context))
    page.open_with(number="YD2611160001")
    clerk.waits_for(lambda: page.buttons["登记放货"].isVisible())
    assert "等通知放货" in words(page)
    clerk.press(Key.Key_F7)
    clerk.form().fields["channel"].take_focus()
    clerk.types("2")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not page.buttons["登记放货"].isVisible())
    assert "等通知放货" not in words(page)


def test_closing_is_offered_only_when_it_may_be_done(
    page: ConsignmentRecord, clerk: Clerk, asker: ScriptedAsker
) -> None:
    assert not page.buttons["完结"].isVisible()
    clerk.press(Key.Key_E, Held.ControlModifier)
    assert asker.asked == []


def test_a_draft_is_opened_where_it_can_be_finished(
    context: Context, show: Show, office: Office, frame: FrameSpy
) -> None:
    draft_id = office.desk.run(save_draft, draft=pumps()).value
    page = show(ConsignmentRecord(context))
    page.open_with(number="", id=draft_id)
    assert frame.opened == [("consignment_entry", {"draft_id": draft_id})]


def test_hostile_and_endless_words_stay_in_their_place(
    context: Context, show: Show, office: Office, clerk: Clerk
) -> None:
    name, address = "<b>甲</b>&" + "W" * 50, "x" * 120
    draft = pumps(consignee_name=name, consignee_address=address, remark="注意" * 200)
    number = office.desk.run(accept_consignment, draft=draft).value
    page = show(ConsignmentRecord(context))
    page.open_with(number=number)
    clerk.waits_for(lambda: page.whole.isVisible())
    texts = [prose.text() for prose in page.findChildren(Prose)]
    assert name in texts
    assert address in texts
    assert page.width() == 1178
    assert page.minimumSizeHint().width() < 900


def test_an_unknown_number_is_said(
    context: Context, show: Show, clerk: Clerk, asker: ScriptedAsker
) -> None:
    page = show(ConsignmentRecord(context))
    page.open_with(number="YD2601010001")
    clerk.waits_for(lambda: bool(asker.told))
    assert "YD2601010001" in asker.told[0].text


@pytest.fixture
def receive(office: Office) -> Callable[[str, int], None]:
    """Goods come in."""

    def put(number: str, pieces: int) -> None:
        office.desk.run(arrive, number=number, pieces=pieces)

    return put
