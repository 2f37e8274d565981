"""Other people's money: collected, handed in, remitted once, less the fee."""

from datetime import date

import pytest

from desk.checking import check
from desk.documents.text_snapshot import snapshot_text
from desk.freight.cod.choices import CodState, CodStep
from desk.freight.cod.commands import bank_cod, remit_cod, withdraw_remittance
from desk.freight.cod.ledger import cod_faults
from desk.freight.cod.queries import remittances_due
from desk.freight.cod.rules import derive_state, fee_and_rest
from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.commands import close_consignment, reopen_consignment
from desk.freight.delivery.withdrawing import withdraw_receipt
from desk.kernel.errors import Refused
from desk.screens.lists import Filter
from tests.conftest import Office, at
from tests.freight.cod.till import at_the_counter, at_the_door, cod, hand_in, remit, settle
from tests.freight.consignments.conftest import refused
from tests.freight.delivery.yard import TROLLEYS, enter, entry, in_stock
from tests.freight.permissions import assert_matrix

S = CodState


def test_who_may_do_what_with_other_peoples_money(office: Office) -> None:
    assert_matrix(office, {bank_cod: "IN MGR", remit_cod: "MGR", withdraw_remittance: "MGR"})


@pytest.mark.parametrize(
    ("sums", "state"),
    [
        ((0, 0, 0, 0), S.DUE),
        ((800, 0, 0, 0), S.COLLECTED),
        ((800, 300, 0, 0), S.COLLECTED),
        ((800, 800, 0, 0), S.BANKED),
        ((800, 800, 790, 10), S.REMITTED),
        ((5, 5, 0, 5), S.REMITTED),
    ],
)
def test_the_state_follows_from_the_sums(sums: tuple[int, ...], state: CodState) -> None:
    assert derive_state(*sums) is state


def test_the_fee_is_never_more_than_what_came_in() -> None:
    assert fee_and_rest(760_000, 2_300) == (2_300, 757_700)
    assert fee_and_rest(500, 1_000) == (500, 0)


def test_a_runs_money_is_banked_when_the_run_is_settled(office: Office) -> None:
    run, number = at_the_door(office)
    assert (cod(office, number).state, cod(office, number).due_on) == (
        S.COLLECTED,
        date(2026, 11, 23),
    )
    assert refused(office.as_("in"), lambda: hand_in(office, "in", 800_000, number)) == ("E008",)
    assert refused(office.as_("boss"), lambda: remit(office, "boss", number)) == ("E204",)
    settle(office, run, 898_400)
    card = cod(office, number)
    assert (card.state, card.banked_fen, card.fee_fen, card.to_remit_fen) == (
        S.BANKED,
        800_000,
        2_400,
        797_600,
    )
    assert [(e.step, e.doc_no, e.reference) for e in card.entries] == [
        (CodStep.COLLECTED, f"{run}/01", ""),
        (CodStep.BANKED, f"{run}/01", run),
    ]


def test_a_transfer_at_the_door_waits_for_the_run_too(office: Office) -> None:
    run, number = at_the_door(office, PayMethod.QR)
    assert cod(office, number).state is S.COLLECTED
    settle(office, run, 0)
    assert cod(office, number).state is S.BANKED


def test_counter_cash_is_handed_in_and_a_difference_is_the_managers(office: Office) -> None:
    first, second = at_the_counter(office), at_the_counter(office, paper_no="T-9")
    with pytest.raises(Refused) as short:
        hand_in(office, "in", 1_590_000, first, second, why="少找零")
    assert str(short.value).startswith("E147 应缴 16,000.00 元,实缴 15,900.00 元,差额 100.00 元")
    boss = office.as_("boss")
    assert refused(boss, lambda: hand_in(office, "boss", 1_590_000, first, second)) == ("E147",)
    assert refused(boss, lambda: hand_in(office, "boss", -1, first)) == ("E003",)
    assert refused(boss, lambda: hand_in(office, "boss", 0)) == ("E001",)
    hand_in(office, "in", 800_000, first, first)
    hand_in(office, "boss", 790_000, second, why="少找零")
    assert cod(office, first).entries[-1].note == ""
    assert cod(office, second).entries[-1].note == "缴存差额 100.00 元:少找零"
    assert {cod(office, number).state for number in (first, second)} == {S.BANKED}
    assert refused(boss, lambda: hand_in(office, "boss", 800_000, first)) == ("E008",)


def test_a_transfer_at_the_counter_is_on_the_firms_account_at_once(office: Office) -> None:
    number = at_the_counter(office, PayMethod.TRANSFER)
    assert cod(office, number).state is S.BANKED


def test_what_is_not_handed_in_or_sent_before_is_not_remitted(office: Office) -> None:
    number = at_the_counter(office)
    boss = office.as_("boss")
    waiting = in_stock(office, paper_no="T-7")
    for wrong in (number, waiting):
        assert refused(boss, lambda n=wrong: remit(office, "boss", n)) == ("E204",)  # type: ignore[misc]
    hand_in(office, "in", 800_000, number)
    assert refused(boss, lambda: remit(office, "boss", number, number)) == ("E204",)
    assert refused(boss, lambda: remit(office, "boss", number, reference=" ")) == ("E001",)
    early, late = at("2026-11-18 10:00"), at("2026-12-18 10:00")
    assert refused(boss, lambda: remit(office, "boss", number, paid_at=early)) == ("E170",)
    assert refused(boss, lambda: remit(office, "boss", number, paid_at=late)) == ("E171",)
    assert remit(office, "boss", number) == 797_600
    with pytest.raises(Refused) as again:
        remit(office, "boss", number)
    assert str(again.value) == "E204 代收货款未缴存/已返款,不能重复返款。"
    assert cod(office, number).entries[-1].step is CodStep.FEE


def test_a_remittance_that_came_back_is_sent_anew(office: Office) -> None:
    number = at_the_counter(office, PayMethod.TRANSFER)

    def withdraw(reason: str = "账号有误") -> None:
        office.as_("boss").run(withdraw_remittance, number=number, reason=reason)

    assert refused(office.as_("boss"), withdraw) == ("E008",)
    remit(office, "boss", number)
    assert refused(office.as_("boss"), lambda: withdraw(" ")) == ("E009",)
    withdraw()
    card = cod(office, number)
    assert (card.state, card.remitted_fen, card.remitted_on) == (S.BANKED, 0, None)
    assert [e.amount_fen for e in card.entries[-2:]] == [-797_600, -2_400]
    assert remit(office, "boss", number) == 797_600
    office.as_("boss").run(close_consignment, number=number)
    assert refused(office.as_("boss"), withdraw) == ("E008",)


def test_a_ticket_stays_open_until_its_shipper_has_his_money(office: Office) -> None:
    number = at_the_counter(office)
    desk = office.as_("boss")
    with pytest.raises(Refused) as waiting:
        desk.run(close_consignment, number=number)
    assert waiting.value.codes == ("E032",)
    assert "代收货款 8,000.00 元已收款,尚未返款" in str(waiting.value)
    hand_in(office, "in", 800_000, number)
    remit(office, "boss", number)
    desk.run(close_consignment, number=number)
    desk.run(reopen_consignment, number=number, reason="核对")
    assert cod(office, number).state is S.REMITTED


def test_a_withdrawn_receipt_takes_the_collection_back(office: Office) -> None:
    run, number = at_the_door(office)
    office.as_("in").run(withdraw_receipt, number=run, waybill=number, reason="录错")
    card = cod(office, number)
    assert (card.state, card.collected_fen, card.due_on) == (S.DUE, 0, None)
    enter(office, run, number, entry())
    settle(office, run, 898_400)
    assert cod(office, number).state is S.BANKED
    with office.as_("in").reading() as read:
        assert cod_faults(read.session) == []


def test_the_list_shows_what_is_open_and_adds_it_up(office: Office) -> None:
    number = at_the_counter(office, PayMethod.TRANSFER)
    due = in_stock(office, paper_no="T-7")
    desk = office.as_("jia")
    assert desk.list_totals("cod")["cod_amount_fen"] == 1_600_000
    assert len(desk.list_ids("cod", [Filter("cod_state", "is", S.DUE)])) == 1
    remit(office, "boss", number)
    desk = office.as_("jia")
    assert len(desk.list_ids("cod")) == 1
    first = desk.list_ids("cod", ())[:1]  # what has no day yet stands last
    (row,) = desk.list_rows("cod", first).values()
    names = [field.name for field in desk.list_spec("cod").fields]
    shown = dict(zip(names, row, strict=True))
    assert shown["number"] == number
    assert (shown["remitted_fen"], shown["account_last4"]) == (797_600, "2222")
    assert shown["cod_state"] is S.REMITTED
    assert cod(office, due).state is S.DUE
    assert TROLLEYS.cod_amount_fen == 800_000


def test_today_names_the_cash_to_hand_in_and_the_shippers_to_pay(office: Office) -> None:
    number = at_the_counter(office)
    kinds = {row.kind: row for row in office.as_("in").today()}
    assert kinds["缴存代收货款"].number == number
    hand_in(office, "in", 800_000, number)
    assert "返还代收货款" not in {row.kind for row in office.as_("in").today()}
    (row,) = (row for row in office.as_("boss").today() if row.kind == "返还代收货款")
    assert (row.title, row.due_at) == ("中原厨具 8,000.00元", at("2026-11-23 19:30"))
    assert [r.number for r in office.as_("boss").ask(remittances_due)] == [number]


def test_the_settlement_sheet_counts_a_period(office: Office) -> None:
    number = at_the_counter(office, PayMethod.TRANSFER)
    at_the_counter(office, paper_no="T-9", cod_payee="别家")
    remit(office, "boss", number)
    desk = office.as_("boss")
    (sheet,) = desk.paper("P-43", "2026-11", print_no=1)
    text = snapshot_text(sheet)
    assert "8,000.00" in text
    assert "人民币柒仟玖佰柒拾陆元整" in text
    (own,) = desk.paper("P-43", "2026-11-19", payee="中原厨具")
    assert "人民币零元整" in snapshot_text(own)
    assert "别家" not in snapshot_text(own)
    with pytest.raises(Refused) as unreadable:
        desk.paper("P-43", "去年")
    assert unreadable.value.codes == ("E002",)


def test_a_ledger_that_was_tampered_with_is_named(office: Office) -> None:
    number = at_the_counter(office, PayMethod.TRANSFER)
    raw = office.desk.engine.raw_connection()
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE cod_account SET collected_fen = 1, banked_fen = 1")
    raw.commit()
    raw.close()
    report = check(office.desk)
    faulty = {line.name: line.text for line in report.problems}
    assert faulty["代收货款台账"] == number
