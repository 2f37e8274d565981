"""A deputy decides while the manager is away: between two days, within his manager's place, never for himself."""

from datetime import date

import pytest

from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from desk.office.approvals import deputies
from desk.office.approvals.commands import grant_approval, refuse_approval
from desk.office.approvals.deputies import end_deputy, name_deputy
from desk.office.approvals.queries import (
    approvals_by_me,
    approvals_decided,
    approvals_for_me,
    approvals_of,
)
from desk.office.approvals.summary import approval_summary, deputies_now
from desk.office.users.commands import deactivate_user, update_user
from tests.conftest import PASSWORD, Office
from tests.freight.permissions import assert_matrix
from tests.office.test_approvals import ask_discount

FIRST, LAST = date(2026, 11, 17), date(2026, 11, 20)


def named(office: Office, deputy: str = "in", first: date = FIRST, last: date = LAST) -> int:
    desk = office.as_("boss")
    return desk.run(name_deputy, deputy=deputy, starts_on=first, ends_on=last, reason="出差").value


def refused(office: Office, login: str, approval_id: int) -> str:
    with pytest.raises(Refused) as caught:
        office.as_(login).run(grant_approval, approval_id=approval_id)
    return caught.value.codes[0]


def test_a_deputy_decides_between_his_days_and_both_are_named(office: Office) -> None:
    asked = office.as_("jia").run(ask_discount, about=1).value
    named(office)
    office.at("2026-11-16 23:59")
    assert refused(office, "in", asked) == "E210"
    assert office.as_("in").ask(approvals_for_me) == []
    office.at("2026-11-17 00:00")
    desk = office.as_("in")
    assert [row.id for row in desk.ask(approvals_for_me)] == [asked]
    assert [row.page for row in desk.today()] == ["approval_desk"]
    summary = desk.ask(approval_summary, approval_id=asked)
    assert (summary.decidable, summary.in_place_of) == (True, "经理")
    desk.run(grant_approval, approval_id=asked, reason="照办")
    row = desk.ask(approvals_of, obj_kind="user", obj_id=1)[0]
    assert (row.decided_by, row.decided_for) == ("进港调度", "经理")
    for login in ("in", "boss", "jia"):
        assert [r.id for r in office.as_(login).ask(approvals_decided)] == [asked]
    assert office.as_("out").ask(approvals_decided) == []


def test_it_is_over_at_midnight_of_the_office(office: Office) -> None:
    asked = office.as_("jia").run(ask_discount, about=1).value
    named(office)
    office.at("2026-11-20 23:59")
    assert [row.id for row in office.as_("in").ask(approvals_for_me)] == [asked]
    office.at("2026-11-21 00:00")
    assert refused(office, "in", asked) == "E210"
    assert office.as_("in").ask(deputies_now) == []


def test_nobody_deputises_for_his_own_requests(office: Office) -> None:
    asked = office.as_("in").run(ask_discount, about=1).value
    of_boss = office.as_("boss").run(ask_discount, about=2).value
    named(office, first=date(2026, 11, 16))
    assert refused(office, "in", asked) == "E190"
    assert office.as_("in").ask(approval_summary, approval_id=asked).decidable is False
    with pytest.raises(Refused) as caught:
        office.desk.run(refuse_approval, approval_id=asked, reason="不妥")
    assert caught.value.codes == ("E190",)
    assert refused(office, "in", of_boss) == "E001", "the manager's own needs its countersign"
    day = date(2026, 11, 16)
    office.desk.run(
        grant_approval, approval_id=of_boss, countersigned_by="李副总", countersigned_on=day
    )
    assert [row.id for row in office.desk.ask(approvals_by_me)] == [asked]


def test_a_countersign_does_not_open_a_deputys_own_request(office: Office) -> None:
    """What a manager prepared and the deputy submitted stays the deputy's own."""
    from desk.kernel.commands import command
    from desk.office.approvals.deciding import ask_approval
    from desk.office.users.model import User
    from desk.storage.work import Work

    @command("approval.create", "代提")
    def ask_for_boss(work: Work) -> int:
        record = work.get(User, 1, "记录")
        return ask_approval(
            work, record, word="让价", number="1", title="x", right="tariff.approve", prepared_by=1
        ).id

    asked = office.as_("in").run(ask_for_boss).value
    named(office, first=date(2026, 11, 16))
    with pytest.raises(Refused) as caught:
        office.as_("in").run(
            grant_approval,
            approval_id=asked,
            countersigned_by="李副总",
            countersigned_on=date(2026, 11, 16),
        )
    assert caught.value.codes == ("E190",)


def test_an_ended_deputy_decides_nothing_any_more(office: Office) -> None:
    asked = office.as_("jia").run(ask_discount, about=1).value
    deputyship = named(office, first=date(2026, 11, 16))
    assert [row.id for row in office.as_("in").ask(approvals_for_me)] == [asked]
    office.as_("boss").run(end_deputy, deputy_id=deputyship)
    assert refused(office, "in", asked) == "E210"
    with pytest.raises(Refused) as caught:
        office.as_("boss").run(end_deputy, deputy_id=deputyship)
    assert caught.value.codes == ("E008",)


def test_a_deputyship_lapses_with_the_rights_of_its_manager(office: Office) -> None:
    from desk.office.users.commands import add_user, change_password

    desk = office.as_("boss")
    first = "first-secret-1"
    user_id = desk.run(add_user, login="two", name="二经理", role=Role.MGR, password=first).value
    desk.login("two", first)
    desk.run(change_password, old=first, new=PASSWORD)
    desk.login("two", PASSWORD)
    desk.run(name_deputy, deputy="客服员乙", ends_on=date(2026, 11, 20), reason="休假")
    asked = office.as_("jia").run(ask_discount, about=1).value
    assert [row.principal for row in office.as_("yi").ask(deputies_now)] == ["二经理"]
    assert [row.id for row in office.desk.ask(approvals_for_me)] == [asked]
    office.as_("boss").run(update_user, user_id=user_id, name="二经理", role=Role.OUT)
    assert refused(office, "yi", asked) == "E210"
    office.as_("boss").run(update_user, user_id=user_id, name="二经理", role=Role.MGR)
    office.as_("boss").run(deactivate_user, user_id=user_id)
    assert refused(office, "yi", asked) == "E210"


def test_what_a_request_is_about_is_for_those_it_concerns(office: Office) -> None:
    asked = office.as_("jia").run(ask_discount, about=1).value
    assert office.as_("jia").ask(approval_summary, approval_id=asked).decidable is False
    with pytest.raises(Refused) as caught:
        office.as_("yi").ask(approval_summary, approval_id=asked)
    assert caught.value.codes == ("E210",)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"deputy": "", "reason": " "}, ("E001", "E001")),
        ({"deputy": "nobody"}, ("E006",)),
        ({"deputy": "boss"}, ("E019",)),
        ({"starts_on": date(2026, 11, 15)}, ("E019",)),
        ({"ends_on": date(2026, 11, 16)}, ("E019",)),
        ({"ends_on": date(2027, 1, 16)}, ("E019",)),
        ({"reason": "长" * 201}, ("E004",)),
        ({"reason": "坏\x07"}, ("E012",)),
    ],
)
def test_who_cannot_be_a_deputy(
    office: Office, changed: dict[str, object], codes: tuple[str, ...]
) -> None:
    values: dict[str, object] = {
        "deputy": "in",
        "starts_on": FIRST,
        "ends_on": LAST,
        "reason": "出差",
    }
    with pytest.raises(Refused) as caught:
        office.as_("boss").run(name_deputy, **values | changed)  # type: ignore[arg-type]
    assert caught.value.codes == codes


def test_a_manager_has_one_deputy_at_a_time(office: Office) -> None:
    named(office)
    with pytest.raises(Refused) as caught:
        named(office, "out", LAST, date(2026, 11, 22))
    assert caught.value.codes == ("E019",)
    assert "已由进港调度代理" in str(caught.value)
    named(office, "out", date(2026, 11, 21), date(2026, 11, 22))
    assert [row.deputy for row in office.desk.ask(deputies_now)] == ["进港调度", "出港调度"]
    assert len(office.desk.list_ids("approval_deputies")) == 2


def test_the_rows_of_the_permission_matrix(office: Office) -> None:
    assert deputies.__name__ == name_deputy.__module__
    assert_matrix(office, {name_deputy: "MGR", end_deputy: "MGR"})
