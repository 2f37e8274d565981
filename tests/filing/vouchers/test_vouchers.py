"""Papers lie in boxes, gaps are seen, loans come back, and nothing is destroyed too early."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.filing.vouchers.choices import DestructionState, VoucherType
from desk.filing.vouchers.commands import (
    VoucherDraft,
    file_vouchers,
    open_box,
    seal_box,
    unfile_voucher,
    unseal_box,
)
from desk.filing.vouchers.destroying import (
    BoxPick,
    approve_destruction,
    ask_destruction,
    recall_destruction,
    reject_destruction,
)
from desk.filing.vouchers.lending import lend_voucher, return_voucher
from desk.filing.vouchers.missing import voucher_gaps
from desk.filing.vouchers.queries import (
    box_card,
    destruction_card,
    vouchers_lent,
    vouchers_of,
    vouchers_to_destroy,
)
from desk.filing.vouchers.rules import gaps, keep_until, unfiled_after
from desk.filing.vouchers.today import loans_to_ask_back
from desk.freight.consignments.commands import close_consignment, void_consignment
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office
from tests.filing.receipts.papers_desk import receive, refusal, signed_at_partner
from tests.freight.consignments.tickets import accepted
from tests.freight.inbound.truck import N1, N2, N4
from tests.freight.permissions import assert_matrix

BOX = "GD202611-运单-01"
N3 = N2[:-1] + "3"


@pytest.fixture
def waybills(office: Office) -> Office:
    """YD2611160001 to …0004 accepted on 16 November."""
    for n in range(4):
        accepted(office.as_("jia"), paper_no=f"H-{n}")
    return office


def boxed(office: Office, kind: VoucherType = VoucherType.WAYBILL, month: str = "2026-11") -> str:
    return office.as_("jia").run(open_box, voucher_type=kind, month=month).value


def filed(office: Office, box: str, *numbers: str, **fields: object) -> int:
    papers = tuple(VoucherDraft(doc_no=number, **fields) for number in numbers)  # type: ignore[arg-type]
    return office.as_("jia").run(file_vouchers, number=box, papers=papers).value


def test_who_may_file(office: Office) -> None:
    desk_work = (
        open_box,
        file_vouchers,
        unfile_voucher,
        seal_box,
        unseal_box,
        lend_voucher,
        return_voucher,
        ask_destruction,
        recall_destruction,
    )
    manager: dict[Callable[..., Any], str] = dict.fromkeys(
        (approve_destruction, reject_destruction), "MGR"
    )
    matrix: dict[Callable[..., Any], str] = dict.fromkeys(desk_work, "CS IN OUT MGR")
    assert_matrix(office, {**matrix, **manager})


def test_a_missing_number_is_seen(waybills: Office) -> None:
    """AT-20 E215: …0001, …0002, …0004 filed, …0003 neither filed nor void."""
    box = boxed(waybills)
    assert box == BOX
    assert filed(waybills, box, N1, N2, N4) == 3
    check = waybills.desk.ask(voucher_gaps, voucher_type=VoucherType.WAYBILL, month="2026-11")
    assert [str(w.message) for w in check.warnings] == [f"单号 {N2} 与 {N4} 之间缺少 1 号,请核查。"]
    assert (check.wanted, check.filed, check.gaps[0].missing, check.unfiled) == (4, 3, (N3,), ())
    (sheet,) = waybills.desk.paper("P-28", box)
    assert f"断号清单(1 件):{N3}(本月应归 4 件,已归 3 件)" in snapshot_text(sheet)
    waybills.as_("jia").run(void_consignment, number=N3, reason="客户取消")
    again = waybills.desk.ask(voucher_gaps, voucher_type=VoucherType.WAYBILL, month="2026-11")
    assert (again.wanted, again.gaps) == (3, ())
    with pytest.raises(Refused) as odd:
        waybills.desk.ask(voucher_gaps, voucher_type=VoucherType.CONTRACT, month="2026-11")
    assert odd.value.codes == ("E011",)


def test_what_cannot_be_filed_is_said_at_once(waybills: Office) -> None:
    box = boxed(waybills)
    filed(waybills, box, N1)
    papers = (
        VoucherDraft(doc_no=N1),
        VoucherDraft(doc_no="YD2611160009"),
        VoucherDraft(doc_no=N2, doc_date=date(2026, 11, 17), pages=0),
        VoucherDraft(doc_no=" "),
    )
    said = refusal(lambda: waybills.as_("jia").run(file_vouchers, number=box, papers=papers))
    assert said.split("\n") == [
        f"E017 已归档的单据「{N1}」已经存在,请换一个。",
        "E006 找不到运单「YD2611160009」,请核对后再试。",
        "E003 页数应在 1 到 999 之间,现为 0。",
        f"E009 请填写原因后再归档({N2} 的单据日期 2026-11-17 与记录 2026-11-16 不一致)。",
        "E001 单号必填。",
    ]
    assert filed(waybills, box, N1, is_copy=True) == 1
    assert filed(waybills, box, N2, doc_date=date(2026, 11, 17), date_reason="客户写错日期") == 1
    december = boxed(waybills, month="2026-12")
    assert refusal(lambda: filed(waybills, december, N4)) == (
        f"E019 月份不合规则:{N4} 是 2026-11 的单据,本盒只装 2026-12。"
    )
    bad = lambda: boxed(waybills, month="26-11")  # noqa: E731
    assert refusal(bad) == "E019 月份不合规则:应写成 2026-11 的形式。"
    contracts = boxed(waybills, VoucherType.CONTRACT)
    undated = lambda: filed(waybills, contracts, "HZ2026-07")  # noqa: E731
    assert refusal(undated) == "E001 单据日期必填。"
    filed(waybills, contracts, "HZ2026-07", doc_date=date(2026, 11, 2))


def test_a_mistake_is_taken_out_and_a_sealed_box_stays_shut(waybills: Office) -> None:
    box, desk = boxed(waybills), waybills.as_("jia")
    assert refusal(lambda: desk.run(seal_box, number=box)).split("\n") == [
        "E001 盒内单据必填。",
        "E001 位置必填。",
    ]
    filed(waybills, box, N1, N2)

    def take_out(id_: int, why: str) -> None:
        desk.run(unfile_voucher, voucher_id=id_, reason=why)

    assert refusal(lambda: take_out(2, " ")).startswith("E009")
    take_out(2, "放错盒")
    assert [row.doc_no for row in desk.ask(box_card, number=box).vouchers] == [N1]
    desk.run(seal_box, number=box, location="库房 A-1")
    assert refusal(lambda: filed(waybills, box, N2)) == "E008 档案盒当前为「已封盒」,不能归档。"
    assert (
        refusal(lambda: take_out(1, "放错盒")) == f"E008 运单 {N1}当前为「已封盒」,不能取消归档。"
    )
    assert refusal(lambda: desk.run(unseal_box, number=box, reason="")).startswith("E009")
    desk.run(unseal_box, number=box, reason="补归档")
    assert filed(waybills, box, N2) == 1


def test_lent_papers_are_asked_back(waybills: Office) -> None:
    box, desk = boxed(waybills), waybills.as_("jia")
    filed(waybills, box, N1)

    def lend(day: date) -> None:
        words = ("财务 李会计", "核对月结")
        desk.run(lend_voucher, voucher_id=1, borrower=words[0], due_on=day, purpose=words[1])

    assert refusal(lambda: lend(date(2026, 11, 15))) == "E019 应还日期不合规则:不能早于今天。"
    lend(date(2026, 11, 18))
    assert refusal(lambda: lend(date(2026, 11, 19))) == (
        f"E008 运单 {N1}当前为「已借给 财务 李会计」,不能借出。"
    )
    with desk.reading() as read:
        assert loans_to_ask_back(read) == []
    waybills.at("2026-11-18 10:00")
    with desk.reading() as read:
        assert [row.title for row in loans_to_ask_back(read)] == [f"财务 李会计 运单 {N1}"]
    assert [row.borrower for row in desk.ask(vouchers_lent)] == ["财务 李会计"]
    desk.run(return_voucher, voucher_id=1)
    assert desk.ask(vouchers_lent) == []
    assert refusal(lambda: desk.run(return_voucher, voucher_id=1)).startswith("E008")


def test_nothing_is_destroyed_too_early(office: Office) -> None:
    """AT-16: destroying 2026 PODs in 2027 is refused; the years run from the ticket's closing."""
    number = signed_at_partner(office)
    receive(office, number)
    box = boxed(office, VoucherType.RECEIPT)
    filed(office, box, number)
    office.at("2026-12-03 11:00")
    pick = (BoxPick(box=box),)

    def ask() -> str:
        desk = office.as_("jia")
        return desk.run(ask_destruction, picks=pick, reason="保管期满", witness="李会计").value

    assert refusal(ask) == f"E213 未到保管期限(回单 {number} 运单完结后 5 年),不能销毁。"
    office.as_("boss").run(close_consignment, number=number)
    office.at("2027-06-01 11:00")
    assert refusal(ask) == f"E213 未到保管期限(回单 {number} 2031-12-03),不能销毁。"
    office.at("2031-12-04 11:00")
    office.as_("jia").run(seal_box, number=box, location="库房 A-1")
    assert [row.doc_no for row in office.desk.ask(vouchers_to_destroy)] == [number]
    listed = ask()
    assert listed == "XH311204-001"
    assert refusal(ask).startswith(f"E008 回单 {number}当前为「已列入 {listed}」")
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(reject_destruction, number=listed, reason=" ")).startswith(
        "E191"
    )
    boss.run(reject_destruction, number=listed, reason="再留一年")
    card = boss.ask(destruction_card, number=listed)
    assert (card.state, card.answer, card.vouchers) == (DestructionState.REJECTED, "再留一年", ())
    second = ask()
    office.as_("jia").run(recall_destruction, number=second)
    third = ask()
    office.as_("boss").run(approve_destruction, number=third)
    (gone,) = office.desk.ask(vouchers_of, number=number)
    assert (gone.destroyed_on, gone.doc_no) == (date(2031, 12, 4), number)
    assert office.desk.ask(vouchers_to_destroy) == []


def test_an_empty_box_is_nothing_to_destroy(office: Office) -> None:
    empty = (BoxPick(box=boxed(office)),)
    ask = lambda: office.as_("jia").run(  # noqa: E731
        ask_destruction, picks=empty, reason="保管期满", witness="李会计"
    )
    assert refusal(ask) == "E001 单据必填。"


def test_who_asked_does_not_allow(office: Office) -> None:
    contracts = boxed(office, VoucherType.CONTRACT, "2010-05")
    filed(office, contracts, "HZ2010-01", doc_date=date(2010, 5, 2))
    boss = office.as_("boss")
    listed = boss.run(
        ask_destruction, picks=(BoxPick(box=contracts, file_nos=(1,)),), reason="期满"
    ).value
    assert refusal(lambda: boss.run(approve_destruction, number=listed)).startswith("E190")


def test_the_index_of_a_box(office: Office) -> None:
    number = signed_at_partner(office)
    box = boxed(office, VoucherType.RECEIPT)
    assert box == "GD202611-回单-01"
    filed(office, box, number, pages=2)
    (sheet,) = office.as_("jia").paper("P-28", box)
    snapshots.check_snapshot("p28-filing-index", snapshot_text(sheet))
    assert render_pdf(sheet).missing == frozenset()


def test_leap_days_end_on_the_twenty_eighth() -> None:
    assert keep_until(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert keep_until(date(2026, 11, 16), 5) == date(2031, 11, 16)


@given(st.lists(st.booleans(), max_size=30))
def test_every_number_is_filed_in_a_gap_or_outside(flags: list[bool]) -> None:
    wanted = [f"N{index:03}" for index in range(len(flags))]
    filed_ones = {number for number, is_filed in zip(wanted, flags, strict=True) if is_filed}
    missing = [number for gap in gaps(wanted, filed_ones) for number in gap.missing]
    outside = unfiled_after(wanted, filed_ones)
    assert sorted([*missing, *outside, *filed_ones]) == wanted
    for gap in gaps(wanted, filed_ones):
        assert {gap.after, gap.before} <= filed_ones
        assert gap.after < min(gap.missing) <= max(gap.missing) < gap.before


def test_the_last_day_itself_still_counts() -> None:
    until = keep_until(date(2021, 12, 3), 5)
    assert not until < date(2026, 12, 3)
    assert until < date(2026, 12, 3) + timedelta(days=1)
