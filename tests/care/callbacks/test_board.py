"""The queue of today's calls, calls put to another day, and the manager's visits of the quarter."""

from datetime import date
from typing import Any

from desk.archive.customers.choices import CustomerClass
from desk.care.callbacks.board import BoardRow, callback_board
from desk.care.callbacks.choices import Cause, Channel, Purpose
from desk.care.callbacks.commands import miss_callback
from desk.care.callbacks.moving import hand_callback_over, shift_callback
from desk.care.callbacks.planning import make_callback_plan, submit_callback_plan
from desk.care.callbacks.queries import PlanCard, callback_plan_card
from desk.care.callbacks.questions import QUESTIONS, purpose_of
from desk.care.callbacks.sheet import call_sheet
from desk.care.callbacks.visiting import quarter_of
from desk.office.users.queries import users
from tests.care.callbacks.people import NOVEMBER, Someone, plan_in_force, put, talk
from tests.care.callbacks.test_callbacks import recorded
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal

B = CustomerClass.B
NEWLY: dict[str, Any] = {
    "first_on": date(2026, 11, 12),
    "last_on": date(2026, 11, 12),
    "customer_class": B,
}


def who(office: Office, name: str) -> int:
    return next(user.id for user in office.as_("jia").ask(users) if user.name == name)


def board(office: Office, login: str = "jia") -> list[BoardRow]:
    return office.as_(login).ask(callback_board)


def plan(office: Office) -> PlanCard:
    return office.as_("jia").ask(callback_plan_card, number="2026-11")


def test_my_calls_come_first_each_by_its_deadline(office: Office) -> None:
    jia, yi = who(office, "客服员甲"), who(office, "客服员乙")
    put(
        office,
        Someone(name="乙的客户", owner_id=yi, **NEWLY),
        Someone(name="甲的客户", owner_id=jia, **NEWLY),
        Someone(name="后面的", owner_id=jia, customer_class=B),
    )
    plan_in_force(office)
    rows = [(row.customer, row.mine, row.why) for row in board(office)]
    assert rows[0] == ("甲的客户", True, "首票之后")
    assert rows[-1] == ("乙的客户", False, "首票之后")
    assert board(office, "yi")[0].customer == "乙的客户"
    item = board(office)[0]
    today = [row for row in office.as_("jia").today() if row.kind == "回访客户"]
    assert today[0].page == "callback_desk"
    assert today[0].arguments == {"id": item.item_id}
    assert item.number == str(item.item_id)


def test_the_sheet_is_about_the_call_that_was_chosen_and_tells_who_tried(office: Office) -> None:
    (customer,) = put(office, Someone(name="天山果业", **NEWLY))
    plan_in_force(office)
    item = next(row for row in plan(office).items if row.customer_id == customer)
    office.as_("jia").run(miss_callback, item_id=item.item_id, note="忙音")
    sheet = office.as_("jia").ask(call_sheet, customer_id=customer)
    assert sheet.item is not None
    assert (sheet.item.item_id, sheet.item.contact_id) == (item.item_id, item.contact_id)
    assert [(t.by, t.channel, t.note) for t in sheet.tries] == [("客服员甲", Channel.PHONE, "忙音")]
    alone = office.as_("jia").ask(call_sheet, item_id=item.item_id)
    assert alone == sheet
    gone = lambda: office.as_("jia").ask(call_sheet, item_id=99)  # noqa: E731
    assert refusal(gone).startswith("E006")


def test_a_call_is_put_to_another_day_of_its_month(office: Office) -> None:
    jia = who(office, "客服员甲")
    put(office, Someone(name="天山果业", owner_id=jia))
    office.as_("jia").run(make_callback_plan, month=NOVEMBER)
    item = plan(office).items[0].item_id

    def shifted(login: str, day: date, item_id: int = item) -> str:
        desk = office.as_(login)
        return refusal(lambda: desk.run(shift_callback, item_id=item_id, planned_on=day))

    assert shifted("jia", date(2026, 11, 13)).startswith("E019 计划日期")
    assert shifted("jia", date(2026, 12, 1)).startswith("E019 计划日期")
    assert shifted("jia", date(2026, 11, 20), 99).startswith("E006")
    assert shifted("in", date(2026, 11, 20)).startswith("E210")
    office.as_("jia").run(shift_callback, item_id=item, planned_on=date(2026, 11, 20))
    moved = plan(office).items[0]
    assert (moved.planned_on, moved.due_at) == (date(2026, 11, 20), at("2026-11-20 23:59"))
    office.as_("jia").run(submit_callback_plan, number="2026-11")
    assert shifted("jia", date(2026, 11, 23)).startswith("E210")


def test_in_a_draft_the_clerk_shares_the_calls_out_in_force_the_manager_does(
    office: Office,
) -> None:
    jia, yi = who(office, "客服员甲"), who(office, "客服员乙")
    put(office, Someone(name="天山果业", owner_id=jia))
    office.as_("jia").run(make_callback_plan, month=NOVEMBER)
    item = plan(office).items[0].item_id
    office.as_("jia").run(hand_callback_over, item_id=item, caller_id=yi)
    assert plan(office).items[0].caller == "客服员乙"
    plan_in_force(office)
    item = plan(office).items[0].item_id
    desk = office.as_("jia")
    again = refusal(lambda: desk.run(hand_callback_over, item_id=item, caller_id=yi))
    assert again.startswith("E210")
    office.as_("jia").run(shift_callback, item_id=item, planned_on=date(2026, 11, 27))
    other = office.as_("yi")
    not_his = refusal(
        lambda: other.run(shift_callback, item_id=item, planned_on=date(2026, 11, 26))
    )
    assert not_his.startswith("E210")


def test_an_a_customer_waits_for_the_manager_once_a_quarter(office: Office) -> None:
    fruit, _ = put(office, Someone(name="天山果业"), Someone(name="小客户", customer_class=B))
    visits = [row for row in board(office, "boss") if row.item_id is None]
    assert [(row.customer, row.why, row.number) for row in visits] == [
        ("天山果业", "季度拜访", f"V{fruit}")
    ]
    assert visits[0].due_at == at("2026-12-31 23:59")
    line = next(row for row in office.as_("boss").today() if row.kind == "拜访 A 类客户")
    assert (line.title, line.arguments) == (
        "本季度还有 1 户:天山果业",
        {"customer_id": fruit},
    )
    assert not [row for row in board(office, "jia") if row.item_id is None]
    assert not [row for row in office.as_("jia").today() if row.kind == "拜访 A 类客户"]
    recorded(office, talk(fruit, channel=Channel.ON_SITE), "jia")  # a clerk's visit is not his
    recorded(office, talk(fruit, channel=Channel.PHONE), "boss")
    assert [row.customer for row in board(office, "boss") if row.item_id is None] == ["天山果业"]
    recorded(office, talk(fruit, channel=Channel.ON_SITE), "boss")
    assert not [row for row in board(office, "boss") if row.item_id is None]
    office.at("2027-01-04 09:00")
    put(office, Someone(name="天山果业", last_on=date(2026, 12, 28)))
    assert [row.due_at for row in board(office, "boss") if row.item_id is None] == [
        at("2027-03-31 23:59")
    ]


def test_quarters_begin_in_january() -> None:
    assert quarter_of(date(2026, 11, 16)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_of(date(2027, 1, 1)) == (date(2027, 1, 1), date(2027, 3, 31))


def test_every_purpose_has_questions_and_every_cause_a_purpose() -> None:
    assert set(QUESTIONS) == set(Purpose)
    assert all(2 < len(asked) < 5 for asked in QUESTIONS.values())
    assert purpose_of(Cause.COMPLAINT) is Purpose.COMPLAINT
    assert purpose_of(Cause.CLASS_B) is Purpose.ROUTINE
