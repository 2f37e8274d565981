"""A plan covers exactly those who are due, nobody twice, within the quota, and waits for the manager."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.archive.customers.choices import CustomerClass, CustomerStatus
from desk.care.callbacks.choices import Cause, ItemState, Omitted, PlanState
from desk.care.callbacks.commands import miss_callback, record_callback
from desk.care.callbacks.moving import hand_callback_over, shift_callback
from desk.care.callbacks.planning import (
    add_due_callbacks,
    approve_callback_plan,
    cancel_callback,
    close_callback_plan,
    make_callback_plan,
    recall_callback_plan,
    reject_callback_plan,
    submit_callback_plan,
)
from desk.care.callbacks.queries import PlanCard, callback_plan_card
from tests.care.callbacks.people import NOVEMBER, Someone, plan_in_force, put, talk
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix

TODAY = date(2026, 11, 16)
A, B, C = CustomerClass.A, CustomerClass.B, CustomerClass.C


def card(office: Office, number: str = "2026-11") -> PlanCard:
    return office.as_("jia").ask(callback_plan_card, number=number)


def plan_in_force_with(office: Office, *people: Someone) -> str:
    put(office, *people)
    return plan_in_force(office)


def test_who_may_do_what(office: Office) -> None:
    drawing = (
        make_callback_plan,
        submit_callback_plan,
        recall_callback_plan,
        add_due_callbacks,
        cancel_callback,
        hand_callback_over,
    )
    deciding = (
        approve_callback_plan,
        reject_callback_plan,
        close_callback_plan,
    )
    by_role: dict[Callable[..., Any], str] = {
        **dict.fromkeys(drawing, "CS MGR"),
        **dict.fromkeys(deciding, "MGR"),
    }
    assert_matrix(office, {**by_role, shift_callback: "CS IN OUT MGR"})


PEOPLE = st.lists(
    st.builds(
        Someone,
        name=st.just(""),
        customer_class=st.sampled_from((A, B, C)),
        first_on=st.sampled_from((date(2026, 1, 5), date(2026, 11, 3))),
        last_on=st.integers(0, 200).map(lambda days: TODAY - timedelta(days=days)),
        phone=st.sampled_from(("13800000001", "13800000001", "")),
        do_not_call=st.booleans(),
        status=st.sampled_from((CustomerStatus.ACTIVE, CustomerStatus.ARCHIVED)),
        owner_id=st.sampled_from((None, 2, 3)),
    ),
    min_size=1,
    max_size=25,
)


def is_due(someone: Someone) -> bool:
    """Nobody was ever called: everyone served whose last ticket is less than half a year old."""
    days = (TODAY - (someone.last_on or TODAY)).days
    return someone.status is CustomerStatus.ACTIVE and days < 180


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=PEOPLE, quota=st.integers(1, 8))
def test_a_plan_covers_exactly_the_due(office: Office, drawn: list[Someone], quota: int) -> None:
    away = [Someone(name=f"客户{n}", status=CustomerStatus.ARCHIVED) for n in range(25)]
    people = [Someone(**{**vars(someone), "name": f"客户{n}"}) for n, someone in enumerate(drawn)]
    put(office, *away)
    put(office, *people)
    made = office.as_("jia").run(make_callback_plan, month=NOVEMBER, quota=quota).value
    plan = card(office)
    names = [item.customer for item in plan.items]
    left = {row.customer: row.why for row in plan.omissions}
    assert (made.items, made.omitted) == (len(names), len(left))
    assert len(set(names)) == len(names)
    assert set(names) | set(left) == {p.name for p in people if is_due(p)}
    assert not set(names) & set(left)
    assert all(count <= quota for count in Counter(i.caller for i in plan.items).values())
    for someone in people:
        if someone.name in left and left[someone.name] is not Omitted.QUOTA:
            assert someone.do_not_call if someone.phone else True
            wanted = Omitted.DO_NOT_CALL if someone.phone else Omitted.NO_PHONE
            assert left[someone.name] is wanted
        if someone.name in names:
            assert someone.phone
            assert not someone.do_not_call


def test_the_most_pressing_come_first_within_the_quota(office: Office) -> None:
    people = (
        Someone(name="西域粮油", customer_class=C),
        Someone(name="天山果业", customer_class=A),
        Someone(name="昆仑建材", customer_class=C, last_on=date(2026, 8, 1)),
        Someone(name="南疆棉业", customer_class=C, first_on=date(2026, 11, 5)),
    )
    jia = office.as_("jia").actor
    assert jia is not None
    put(office, *(replace(someone, owner_id=jia.user_id) for someone in people))
    plan = office.as_("jia").run(make_callback_plan, month=NOVEMBER, quota=3)
    found = {item.customer: item.cause for item in card(office).items}
    assert plan.value.omitted == 1
    assert found == {
        "昆仑建材": Cause.CHURN,
        "南疆棉业": Cause.NEW,
        "天山果业": Cause.CLASS_A,
    }
    assert [(r.customer, r.why) for r in card(office).omissions] == [("西域粮油", Omitted.QUOTA)]


def test_a_draft_is_drawn_up_anew(office: Office) -> None:
    put(office, Someone(name="天山果业"))
    office.as_("jia").run(make_callback_plan, month=NOVEMBER)
    put(office, Someone(name="昆仑建材", do_not_call=True))
    made = office.as_("jia").run(make_callback_plan, month=date(2026, 11, 20)).value
    assert (made.number, made.items, made.omitted) == ("2026-11", 1, 1)


def test_what_is_wrong_with_a_plan(office: Office) -> None:
    run = office.as_("jia").run
    said = refusal(lambda: run(make_callback_plan, month=date(2026, 10, 1), quota=0))
    assert "E003" in said
    assert "E019 月份" in said
    run(make_callback_plan, month=NOVEMBER)
    assert refusal(lambda: run(submit_callback_plan, number="2026-11")).startswith("E001")
    assert refusal(lambda: run(submit_callback_plan, number="2026-10")).startswith("E006")
    assert refusal(lambda: run(add_due_callbacks, number="2026-11")).startswith("E008")
    boss = office.as_("boss").run
    for decide in (approve_callback_plan, close_callback_plan):
        assert refusal(partial(boss, decide, number="2026-11")).startswith("E008")


def test_the_manager_decides_and_a_plan_in_force_is_not_redrawn(office: Office) -> None:
    put(office, Someone(name="天山果业"))
    jia = office.as_("jia")
    jia.run(make_callback_plan, month=NOVEMBER)
    jia.run(submit_callback_plan, number="2026-11")
    said = refusal(lambda: office.as_("jia").run(make_callback_plan, month=NOVEMBER))
    assert said.startswith("E008 回访计划 2026-11")
    office.as_("yi")
    stranger = refusal(lambda: office.desk.run(recall_callback_plan, number="2026-11"))
    assert stranger.startswith("E210")
    office.as_("jia").run(recall_callback_plan, number="2026-11")
    assert card(office).state is PlanState.DRAFT
    office.as_("jia").run(submit_callback_plan, number="2026-11")
    boss = office.as_("boss")
    empty = refusal(lambda: boss.run(reject_callback_plan, number="2026-11", reason=" "))
    assert empty.startswith("E191")
    boss.run(reject_callback_plan, number="2026-11", reason="A 类我来回访")
    assert (card(office).state, card(office).answer) == (PlanState.DRAFT, "A 类我来回访")
    office.as_("jia").run(submit_callback_plan, number="2026-11")
    office.as_("boss").run(approve_callback_plan, number="2026-11")
    assert (card(office).state, card(office).answer) == (PlanState.APPROVED, "")


def test_a_manager_does_not_approve_his_own_plan_alone(office: Office) -> None:
    put(office, Someone(name="天山果业"))
    boss = office.as_("boss")
    boss.run(make_callback_plan, month=NOVEMBER)
    boss.run(submit_callback_plan, number="2026-11")
    said = refusal(lambda: boss.run(approve_callback_plan, number="2026-11"))
    assert said.startswith("E190")
    signed: dict[str, Any] = {"countersigned_by": "李副总", "countersigned_on": TODAY}
    boss.run(approve_callback_plan, number="2026-11", **signed)
    assert card(office).state is PlanState.APPROVED


def test_events_join_a_plan_in_force(office: Office) -> None:
    put(office, Someone(name="天山果业"))
    plan_in_force(office, quota=1)
    assert office.as_("jia").run(add_due_callbacks, number="2026-11").value == 0
    put(
        office,
        Someone(name="南疆棉业", first_on=date(2026, 11, 12)),
        Someone(name="不接电话", first_on=date(2026, 11, 12), do_not_call=True),
    )
    board = [row for row in office.as_("jia").today() if row.kind == "补入回访计划"]
    assert [row.title for row in board] == ["首票之后 2 户"]
    assert office.as_("jia").run(add_due_callbacks, number="2026-11").value == 1
    assert office.as_("jia").run(add_due_callbacks, number="2026-11").value == 0
    assert [(r.customer, r.why) for r in card(office).omissions] == [
        ("不接电话", Omitted.DO_NOT_CALL)
    ]
    assert not [row for row in office.as_("jia").today() if row.kind == "补入回访计划"]


def test_one_who_was_struck_is_not_put_back_in_the_same_month(office: Office) -> None:
    number = plan_in_force_with(office, Someone(name="新客户", first_on=TODAY, last_on=TODAY))
    (item,) = card(office).items
    office.as_("boss").with_(reason="客户要求勿扰").run(cancel_callback, item_id=item.item_id)
    assert office.as_("jia").run(add_due_callbacks, number=number).value == 0
    office.at("2026-12-01 09:00")
    made = office.as_("jia").run(make_callback_plan, month=date(2026, 12, 1)).value
    assert made.items == 1


def test_calls_are_handed_over_within_the_quota(office: Office) -> None:
    put(office, Someone(name="天山果业"), Someone(name="昆仑建材"))
    plan_in_force(office, quota=1)
    first, second = (item.item_id for item in card(office).items)
    taken = next(item.caller for item in card(office).items if item.item_id == second)
    boss = office.as_("boss")

    def hand(**given: Any) -> str:
        return refusal(lambda: boss.run(hand_callback_over, **given))

    people = {user: uid for uid, user in users(office)}
    assert hand(item_id=99, caller_id=people["客服员乙"]).startswith("E006")
    assert hand(item_id=first, caller_id=99).startswith("E006")
    assert hand(item_id=first, caller_id=people[taken]).startswith("E003")
    office.as_("boss").run(hand_callback_over, item_id=first, caller_id=people["出港调度"])
    assert "出港调度" in {item.caller for item in card(office).items}


def users(office: Office) -> list[tuple[int, str]]:
    desk = office.as_("boss")
    ids = desk.list_ids("users")
    names = [field.name for field in desk.list_spec("users").fields]
    rows = desk.list_rows("users", ids)
    return [(uid, rows[uid][names.index("name")]) for uid in ids]


def test_cancelling_needs_a_reason_and_in_force_the_manager(office: Office) -> None:
    put(office, Someone(name="天山果业"))
    plan_in_force(office)
    item = card(office).items[0].item_id
    jia = office.as_("jia").with_(reason="客户休假")
    assert refusal(lambda: jia.run(cancel_callback, item_id=item)).startswith("E210")
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(cancel_callback, item_id=item)).startswith("E009")
    boss.with_(reason="客户休假").run(cancel_callback, item_id=item)
    found = card(office).items[0]
    assert (found.state, found.reason) == (ItemState.CANCELLED, "客户休假")
    again = office.as_("boss").with_(reason="再取消")
    assert refusal(lambda: again.run(cancel_callback, item_id=item)).startswith("E008")
    over = refusal(lambda: boss.run(hand_callback_over, item_id=item, caller_id=1))
    assert over.startswith("E008")


def test_a_closed_plan_takes_no_more_calls(office: Office) -> None:
    who = put(office, Someone(name="天山果业"), Someone(name="昆仑建材"))
    plan_in_force(office)
    office.as_("jia").run(record_callback, draft=talk(who[0]))
    assert office.as_("boss").run(close_callback_plan, number="2026-11").value == 1
    item = next(i for i in card(office).items if i.state is ItemState.PLANNED).item_id
    jia = office.as_("jia")
    late = refusal(lambda: jia.run(record_callback, draft=talk(), item_id=item))
    assert late.startswith("E008 回访计划 2026-11")
    assert refusal(lambda: jia.run(miss_callback, item_id=item)).startswith("E008")


def test_the_caller_finds_his_calls_on_the_board_and_at_the_close_of_day(office: Office) -> None:
    put(office, Someone(name="天山果业", last_on=date(2026, 8, 10)))
    plan_in_force(office)
    caller = card(office).items[0].caller
    login = {"客服员甲": "jia", "客服员乙": "yi", "进港调度": "in", "出港调度": "out"}[caller]
    desk = office.as_(login)
    assert [r.title for r in desk.today() if r.kind == "回访客户"] == ["天山果业 流失预警"]
    others = next(name for name in ("jia", "yi") if name != login)
    assert not [r for r in office.as_(others).today() if r.kind == "回访客户"]


def test_next_month_leaves_out_who_is_planned_now(office: Office) -> None:
    put(office, Someone(name="昆仑建材", customer_class=B))
    plan_in_force(office)
    made = office.as_("jia").run(make_callback_plan, month=date(2026, 12, 1)).value
    assert (made.number, made.items) == ("2026-12", 0)
