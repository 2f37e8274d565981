"""A re-check from picking to its end: cards, answers, tries, progress."""

from datetime import date
from typing import Any

import pytest

from desk.archive.customers.changes import approve_change
from desk.archive.customers.choices import ChangeField, ChangeStatus, CustomerClass
from desk.archive.customers.standing import archive_customer, override_class
from desk.archive.rechecks.choices import CardState, RecheckState
from desk.archive.rechecks.commands import (
    FieldAnswer,
    Started,
    check_customer,
    close_recheck,
    miss_customer,
    start_recheck,
)
from desk.archive.rechecks.picking import Picking
from desk.archive.rechecks.queries import recheck_card, recheck_progress
from desk.archive.rechecks.rules import ASKED, share_out
from desk.kernel.errors import Refused
from desk.screens.lists import Filter
from tests.archive.customers.makers import AYGUL, FRUIT, LIU, STORE, added, another, card
from tests.conftest import Office

DUE = date(2026, 12, 31)


def started(office: Office, picking: Picking | None = None, **more: Any) -> Started:
    wanted = picking or Picking()
    desk = office.as_("boss")
    outcome = desk.run(start_recheck, title="四季度复核", due_on=DUE, picking=wanted, **more)
    return outcome.value


def cards_of(office: Office, number: str) -> list[int]:
    return list(office.desk.list_ids("recheck_cards", [], search=number))


def one_card(office: Office) -> tuple[int, int, str]:
    """A customer with two contacts and an address on a card; (customer, card, number)."""
    made = added(office.as_("jia"), FRUIT, (LIU, AYGUL), (STORE,))
    number = started(office).number
    return made, cards_of(office, number)[0], number


def changed(field: ChangeField, value: str, **more: Any) -> FieldAnswer:
    return FieldAnswer(field=field, new_value=value, evidence="来电 11-16", **more)


def codes(office: Office, command: Any, **arguments: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        office.desk.with_(reason=arguments.pop("reason", "")).run(command, **arguments)
    return caught.value.codes


def test_owners_call_their_own_and_the_rest_goes_to_whoever_has_least() -> None:
    given, left = share_out([(1, 7), (2, 7), (3, None), (4, 9), (5, None)], [7, 8], 2)
    assert given == {1: 7, 2: 7, 3: 8, 4: 8}
    assert left == 1


def test_the_longest_unverified_customers_are_picked_first(office: Office) -> None:
    desk = office.as_("jia")
    fresh = another(desk, "新核商贸", "13900000001", verified_on=date(2026, 11, 10))
    old = another(desk, "旧核商贸", "13900000002", verified_on=date(2026, 1, 5))
    never = another(desk, "未核商贸", "13900000003")
    made = started(office, Picking(not_verified_days=90))
    assert (made.number, made.cards, made.left) == ("DF261116-001", 2, 0)
    picked = [recheck_card_of(office, c).customer_id for c in cards_of(office, made.number)]
    assert picked == [never, old]
    assert started(office).cards == 1  # whoever is being called already is not called twice
    assert fresh not in picked


def recheck_card_of(office: Office, card_id: int) -> Any:
    return office.desk.ask(recheck_card, card_id=card_id)


def test_class_owner_quota_and_due_customers_are_conditions(office: Office) -> None:
    clerk = office.as_("jia")
    mine = another(clerk, "甲户商贸", "13900000001")
    second = another(clerk, "甲户二商贸", "13900000004")
    other = another(office.as_("yi"), "乙户商贸", "13900000002", verified_on=date(2026, 3, 1))
    desk = office.as_("boss")
    arguments = {"customer_id": other, "until": date(2027, 6, 1), "reason": "战略客户"}
    desk.run(override_class, customer_class=CustomerClass.A, **arguments)
    due = started(office, Picking(classes=(CustomerClass.A,), only_due=True))
    assert recheck_card_of(office, cards_of(office, due.number)[0]).customer_id == other
    jia = card(office.desk, mine)
    assert jia.owner == "客服员甲"
    rest = started(office, Picking(owner_ids=(2,)), caller_ids=(2,), quota=1)
    assert (rest.cards, rest.left) == (1, 1)
    assert office.desk.ask(recheck_progress, number=rest.number).picked == "负责人 客服员甲"
    assert second


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, "E001"),
        ({"title": "长" * 61}, "E004"),
        ({"due_on": date(2026, 11, 15)}, "E019"),
        ({"quota": 0}, "E003"),
        ({"caller_ids": (99,)}, "E006"),
        ({"picking": Picking(classes=(CustomerClass.B,))}, "E019"),
    ],
)
def test_a_senseless_recheck_is_refused(office: Office, more: dict[str, Any], code: str) -> None:
    added(office.as_("boss"))
    plan = {"title": "复核", "due_on": DUE, "picking": Picking()} | more
    assert codes(office, start_recheck, **plan) == (code,)


def test_a_confirmed_customer_counts_as_verified_and_the_last_card_ends_it(office: Office) -> None:
    made, card_id, number = one_card(office)
    office.as_("yi").run(check_customer, card_id=card_id, rest_confirmed=True, note="均无变化")
    assert card(office.desk, made).entry.verified_on == date(2026, 11, 16)
    view = recheck_card_of(office, card_id)
    assert (view.state, view.tries, view.note) == (CardState.DONE, 1, "均无变化")
    assert all(line.is_answered for line in view.fields if line.part_id is None)
    end = office.desk.ask(recheck_progress, number=number)
    assert (end.state, end.people[0].done_bp) == (RecheckState.CLOSED, 10_000)
    assert codes(office, check_customer, card_id=card_id, rest_confirmed=True) == ("E008",)


def test_what_is_not_guarded_changes_at_once_and_bank_waits_for_the_manager(
    office: Office,
) -> None:
    made, card_id, _ = one_card(office)
    desk = office.as_("jia")
    second = card(desk, made).contacts[1].id
    answers = (
        changed(ChangeField.MOBILE, "139 0000 0009"),
        changed(ChangeField.PHONE, "0991-7654321", part_id=second),
        changed(ChangeField.ADDRESS, "喀什市人民东路 1 号"),
        changed(ChangeField.INDUSTRY, "果品批发"),
        changed(ChangeField.SETTLEMENT, "现付"),
        changed(ChangeField.BANK, "农行北京路支行"),
        FieldAnswer(field=ChangeField.NAME),
    )
    changes = desk.run(check_customer, card_id=card_id, answers=answers, rest_confirmed=True).value
    now = card(desk, made)
    assert len(changes) == 6
    assert now.contacts[0].entry.mobile == "139****0009"
    assert now.contacts[1].entry.phone == "0991-****321"
    assert now.addresses[0].full.endswith("喀什市人民东路 1 号")
    assert (now.entry.industry, now.entry.settlement.label) == ("果品批发", "现付")
    assert now.entry.bank == ""
    assert [c.status for c in now.changes] == [ChangeStatus.VERIFIED] * 5 + [ChangeStatus.PENDING]
    assert {c.decided_by for c in now.changes[:5]} == {"客服员甲"}
    assert now.changes[0].new_value == "139****0009"
    office.as_("boss").run(approve_change, change_id=changes[-1])
    assert card(office.desk, made).entry.bank == "农行北京路支行"


def test_the_manager_himself_changes_the_bank_at_once(office: Office) -> None:
    made, card_id, _ = one_card(office)
    answers = (changed(ChangeField.BANK, "农行"),)
    office.desk.run(check_customer, card_id=card_id, answers=answers, rest_confirmed=True)
    assert card(office.desk, made).entry.bank == "农行"


def test_every_field_needs_its_answer_and_all_faults_come_at_once(office: Office) -> None:
    made, card_id, _ = one_card(office)
    desk = office.as_("jia")
    assert codes(office, check_customer, card_id=card_id) == ("E001",)
    twice = (FieldAnswer(field=ChangeField.BANK), FieldAnswer(field=ChangeField.BANK))
    assert codes(office, check_customer, card_id=card_id, answers=twice, rest_confirmed=True) == (
        "E019",
    )
    wrong = (
        changed(ChangeField.MOBILE, "12345"),
        changed(ChangeField.ADDRESS, "火星路 1 号"),
        changed(ChangeField.SETTLEMENT, "赊账"),
        changed(ChangeField.NAME, "天果园果品"),
        changed(ChangeField.CONTACT, "", part_id=99),
    )
    found = codes(office, check_customer, card_id=card_id, answers=wrong, rest_confirmed=True)
    assert found == ("E102", "E007", "E005", "E019", "E006")
    assert card(desk, made).entry.verified_on is None
    every = tuple(FieldAnswer(field=field) for field in ASKED)
    assert desk.run(check_customer, card_id=card_id, answers=every).value == ()


def test_credit_days_hold_the_terms(office: Office) -> None:
    _, card_id, _ = one_card(office)
    desk = office.as_("boss")
    answers = (
        changed(ChangeField.CREDIT_DAYS, "30"),
        changed(ChangeField.SETTLEMENT, "现付"),
    )
    found = codes(office, check_customer, card_id=card_id, answers=answers, rest_confirmed=True)
    assert found == ("E019",)
    assert desk.list_ids("recheck_cards")


def test_the_third_missed_call_makes_him_unreached_and_he_may_still_call_back(
    office: Office,
) -> None:
    clerk = office.as_("jia")
    added(clerk)
    another(clerk, "西域商贸", "13900000002")
    number = started(office).number
    first, _ = cards_of(office, number)
    desk = office.as_("jia")
    tries = [desk.run(miss_customer, card_id=first, note="关机").value for _ in range(3)]
    assert tries == [1, 2, 3]
    assert recheck_card_of(office, first).state is CardState.UNREACHED
    assert codes(office, miss_customer, card_id=first) == ("E008",)
    desk.run(check_customer, card_id=first, rest_confirmed=True)
    people = desk.ask(recheck_progress, number=number).people
    assert [(p.caller, p.cards, p.done, p.to_call, p.done_bp) for p in people] == [
        ("客服员甲", 2, 1, 1, 5000)
    ]


def test_the_manager_ends_it_with_a_reason(office: Office) -> None:
    _, card_id, number = one_card(office)
    office.as_("jia")
    assert codes(office, close_recheck, number=number, reason="x") == ("E210",)
    office.as_("boss")
    assert codes(office, close_recheck, number=number) == ("E009",)
    assert codes(office, close_recheck, number="DF1", reason="x") == ("E006",)
    desk = office.desk
    assert desk.with_(reason="年底停业").run(close_recheck, number=number).value == 1
    assert recheck_card_of(office, card_id).state is CardState.DROPPED
    assert desk.ask(recheck_progress, number=number).close_reason == "年底停业"
    assert codes(office, miss_customer, card_id=card_id) == ("E008",)
    assert codes(office, close_recheck, number=number, reason="x") == ("E008",)


def test_an_archived_customer_cannot_be_verified(office: Office) -> None:
    made, card_id, _ = one_card(office)
    office.desk.with_(reason="停业").run(archive_customer, customer_id=made)
    assert codes(office, check_customer, card_id=card_id, rest_confirmed=True) == ("E008",)


def test_open_cards_stand_on_the_board_of_their_caller(office: Office) -> None:
    _, card_id, number = one_card(office)
    rows = [row for row in office.as_("jia").today() if row.kind == "复核客户"]
    assert [(row.title, row.number) for row in rows] == [("四季度复核:还有 1 户", number)]
    assert not [row for row in office.as_("yi").today() if row.kind == "复核客户"]
    office.desk.run(check_customer, card_id=card_id, rest_confirmed=True)
    assert not [row for row in office.as_("jia").today() if row.kind == "复核客户"]


def test_the_lists_count_and_mask(office: Office) -> None:
    _, card_id, number = one_card(office)
    desk = office.as_("jia")
    names = [f.name for f in desk.list_spec("recheck_cards").fields]
    row = dict(zip(names, desk.list_rows("recheck_cards", [card_id])[card_id], strict=True))
    assert (row["phone"], row["caller"], row["changes"]) == ("138****0001", "客服员甲", 0)
    answers = (changed(ChangeField.INDUSTRY, "果品"),)
    desk.run(check_customer, card_id=card_id, answers=answers, rest_confirmed=True)
    row = dict(zip(names, desk.list_rows("recheck_cards", [card_id])[card_id], strict=True))
    assert (row["changes"], row["state"]) == (1, CardState.DONE)
    heads = [f.name for f in desk.list_spec("rechecks").fields]
    ids = desk.list_ids("rechecks", [Filter("number", "is", number)])
    head = dict(zip(heads, desk.list_rows("rechecks", ids)[ids[0]], strict=True))
    assert (head["cards"], head["done"], head["to_call"], head["picked"]) == (1, 1, 0, "全部客户")
