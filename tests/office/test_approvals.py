"""The approval mechanism by itself: any record, any right, decided by somebody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.office.approvals import commands
from desk.office.approvals.choices import Decision
from desk.office.approvals.commands import cancel_approval, grant_approval, refuse_approval
from desk.office.approvals.deciding import ask_approval
from desk.office.approvals.model import Approval
from desk.office.approvals.queries import approvals_for_me
from desk.office.users.model import User
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.permissions import assert_matrix


@command("approval.create", "让价申请")
def ask_discount(work: Work, *, about: int, right: str = "tariff.approve") -> int:
    """Ask about a user, standing for any record."""
    record = work.get(User, about, "记录")
    return ask_approval(
        work,
        record,
        word="让价",
        number=record.login,
        title="让价 6.01%",
        right=right,
        limit_note="客服可让 5%",
    ).id


def test_a_clerks_request_is_decided_by_the_manager_without_countersign(office: Office) -> None:
    approval_id = office.as_("jia").run(ask_discount, about=1).value
    with pytest.raises(Refused) as caught:
        office.desk.run(grant_approval, approval_id=approval_id)
    assert caught.value.codes == ("E210",)
    desk = office.as_("boss")
    row = desk.ask(approvals_for_me)[0]
    assert (row.requested_by, row.title, row.limit_note) == (
        "客服员甲",
        "让价 6.01%",
        "客服可让 5%",
    )
    assert not row.countersign_needed
    desk.run(grant_approval, approval_id=approval_id, reason="老客户")
    with desk.reading() as read:
        approval = read.get(Approval, approval_id, "审批")
        assert (approval.decision, approval.decided_by) == (Decision.APPROVED, 1)
        assert approval.reason == "老客户"
    for decide in (grant_approval, cancel_approval):
        with pytest.raises(Refused) as caught:
            desk.run(decide, approval_id=approval_id)
        assert caught.value.codes == ("E008",)


def test_a_managers_own_request_waits_for_a_countersign(office: Office) -> None:
    desk = office.as_("boss")
    approval_id = desk.run(ask_discount, about=1).value
    with pytest.raises(Refused) as caught:
        desk.run(grant_approval, approval_id=approval_id)
    assert caught.value.codes == ("E190",)
    assert "不能审批本人提交的让价" in str(caught.value)
    signed = date(2026, 11, 16)
    desk.run(
        grant_approval,
        approval_id=approval_id,
        countersigned_by="李副总",
        countersigned_on=signed,
    )


def test_one_record_has_one_waiting_request(office: Office) -> None:
    desk = office.as_("jia")
    first = desk.run(ask_discount, about=1).value
    with pytest.raises(Refused) as caught:
        desk.run(ask_discount, about=1)
    assert caught.value.codes == ("E008",)
    desk.run(cancel_approval, approval_id=first)
    assert desk.run(ask_discount, about=1).value != first


def test_a_rejection_is_reasoned_and_the_words_fit(office: Office) -> None:
    approval_id = office.as_("jia").run(ask_discount, about=1).value
    desk = office.as_("boss")
    for reason, code in (("", "E191"), ("长" * 201, "E004"), ("坏\x07", "E012")):
        with pytest.raises(Refused) as caught:
            desk.run(refuse_approval, approval_id=approval_id, reason=reason)
        assert caught.value.codes == (code,)
    desk.run(refuse_approval, approval_id=approval_id, reason="不同意")
    assert desk.ask(approvals_for_me) == []


def test_the_decider_holds_the_right_of_the_kind(office: Office) -> None:
    approval_id = office.as_("jia").run(ask_discount, about=1, right="stock.create").value
    desk = office.as_("boss")
    assert desk.ask(approvals_for_me) == []
    with pytest.raises(Refused) as caught:
        desk.run(grant_approval, approval_id=approval_id)
    assert caught.value.codes == ("E210",)


def test_what_waits_stands_first_and_on_the_board(office: Office) -> None:
    desk = office.as_("jia")
    ids = [desk.run(ask_discount, about=n).value for n in (1, 2, 3, 4)]
    desk = office.as_("boss")
    desk.run(grant_approval, approval_id=ids[0])
    desk.run(refuse_approval, approval_id=ids[3], reason="不同意")
    assert list(desk.list_ids("approvals")) == [ids[2], ids[1], ids[3], ids[0]]
    rows = desk.today()
    assert [row.kind for row in rows] == ["审批让价", "审批让价"]
    with desk.reading() as read:
        asked = read.get(Approval, rows[0].arguments["ids"][0], "审批").requested_at
        assert rows[0].due_at == read.calendar.deadline(asked, hours=8)
    assert [row.kind for row in office.as_("jia").today()] == []


def test_the_rows_of_the_permission_matrix(office: Office) -> None:
    assert commands.__name__ == grant_approval.__module__
    rows: dict[Callable[..., Any], str] = {
        grant_approval: "CS IN OUT MGR",
        refuse_approval: "CS IN OUT MGR",
        cancel_approval: "CS IN OUT MGR",
    }
    assert_matrix(office, rows)
