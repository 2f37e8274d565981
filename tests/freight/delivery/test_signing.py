from dataclasses import replace
from typing import Any

import pytest

from desk.freight.consignments.choices import (
    ConsignmentState,
    MoneyKind,
    MoveReason,
    PayMethod,
)
from desk.freight.consignments.queries import money_of, moves_of
from desk.freight.delivery.cash import cash_sheet
from desk.freight.delivery.choices import Relation, RunState, SignResult
from desk.freight.delivery.drafts import ReceiptEntry, StopReceipt
from desk.freight.delivery.many_receipts import enter_receipts, withdraw_receipts
from desk.freight.delivery.settling import return_run, settle_run
from desk.freight.delivery.signing import enter_receipt
from desk.freight.delivery.withdrawing import withdraw_receipt
from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.exceptions.queries import exceptions_of
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload, attachments_of
from tests.conftest import Office, at
from tests.freight.delivery.yard import (
    card,
    enter,
    entry,
    gone,
    goods,
    planned,
    ready,
    shipper_agrees,
)

FULL, PARTIAL, REFUSED, FAILED = SignResult
PHOTO = Upload("签收单.png", b"\x89PNG\r\n\x1a\n" + bytes(range(64)))


def refused(
    office: Office, number: str, waybill: str, typed: ReceiptEntry, login: str = "in"
) -> Refused:
    with pytest.raises(Refused) as caught:
        office.as_(login).run(enter_receipt, number=number, waybill=waybill, entry=typed)
    return caught.value


@pytest.mark.parametrize(
    ("result", "signed", "back", "code"),
    [
        (PARTIAL, 18, 1, "E149"),
        (FULL, 20, 1, "E149"),
        (FULL, 21, -1, "E149"),
        (FAILED, 0, 20, "E149"),
        (FULL, 19, 1, "E019"),
        (PARTIAL, 20, 0, "E019"),
        (PARTIAL, 0, 20, "E019"),
        (REFUSED, 1, 19, "E019"),
    ],
)
def test_pieces_must_add_up(
    office: Office, result: SignResult, signed: int, back: int, code: str
) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    typed = entry(result, signer="张店长", reason="x", pieces_signed=signed, pieces_refused=back)
    assert refused(office, number, trolleys, typed).codes == (code,)


def test_the_message_says_what_does_not_fit(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    typed = entry(PARTIAL, pieces_signed=18, pieces_refused=1)
    assert str(refused(office, number, trolleys, typed)) == (
        "E149 签收 18 + 拒收 1 件与派送 20 件不符。"
    )


def test_a_proxy_who_pays_leaves_the_end_of_his_card(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = gone(office, trolleys, cloth)
    proxy = entry(relation=Relation.PROXY, signer="前台小李")
    assert str(refused(office, number, trolleys, proxy)) == (
        "E150 代收货款/到付票须本人或持委托书签收,请登记代签人证件后四位。"
    )
    wrong = replace(proxy, signer_id_last4="12A4")
    assert refused(office, number, trolleys, wrong).codes == ("E106",)
    enter(office, number, trolleys, replace(proxy, signer_id_last4="123x"))
    receipt = card(office, number).stops[0].receipt
    assert receipt is not None
    assert receipt.signer_id_last4 == "123X"
    enter(office, number, cloth, proxy)  # nothing is to be paid there


def test_what_must_be_written_on_a_receipt(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    bare = entry(signer=" ", condition_note="甲\x02", reason="长" * 201)
    assert refused(office, number, trolleys, bare).codes == ("E001", "E012", "E004")
    for result in (PARTIAL, REFUSED, FAILED):
        signed = {"pieces_signed": 19} if result is PARTIAL else {}
        typed = entry(result, reason=" ", **signed)
        assert refused(office, number, trolleys, typed).codes[0] == "E009"


def test_signing_lies_between_departure_and_now(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    early = entry(signed_at=at("2026-11-19 10:39"))
    assert str(refused(office, number, trolleys, early)) == (
        "E170 事件时间 2026-11-19 10:39 早于上一节点 2026-11-19 10:40,请核对。"
    )
    late = entry(signed_at=at("2026-11-19 13:36"))
    assert refused(office, number, trolleys, late).codes == ("E171",)
    enter(office, number, trolleys, entry(signed_at=at("2026-11-19 13:34")))


def test_freight_may_stay_owed_only_when_the_manager_says_so(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    short = entry(cash_freight_fen=90_000)
    assert str(refused(office, number, trolleys, short)) == (
        "E151 尚有到付运费/保管费 84.00 元未收,依约可暂不放货(留置),请收款或报经理。"
    )
    assert refused(office, number, trolleys, short, "boss").codes == ("E151",)
    over = entry(cash_freight_fen=98_500, cash_cod_fen=-1)
    assert refused(office, number, trolleys, over).codes == ("E019", "E019")
    released = office.as_("boss").with_(reason="老客户,月底补交")
    released.run(enter_receipt, number=number, waybill=trolleys, entry=short)
    assert card(office, number).expected_fen == 890_000
    assert goods(office, trolleys).unsettled_fen == 8_400


def test_less_cash_on_delivery_needs_a_consent_of_its_own(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    less = entry(cash_cod_fen=760_000)
    assert refused(office, number, trolleys, less).codes == ("E022",)
    shipper_agrees(office, trolleys)
    enter(office, number, trolleys, less)
    receipt = card(office, number).stops[0].receipt
    assert receipt is not None
    assert receipt.cod_lowered_fen == 40_000
    office.as_("in").run(withdraw_receipt, number=number, waybill=trolleys, reason="录错")
    office.at("2026-11-19 13:40")
    assert goods(office, trolleys).cod_amount_fen == 800_000
    enter(office, number, trolleys, entry(cash_cod_fen=700_000))  # the withdrawn entry freed it
    assert (goods(office, trolleys).cod_amount_fen, goods(office, trolleys).cod_fee_fen) == (
        700_000,
        2_100,
    )


def test_nothing_is_taken_for_goods_that_stay_on_the_truck(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    paid = entry(REFUSED, cash_freight_fen=98_400)
    assert refused(office, number, trolleys, paid).codes == ("E019",)
    enter(office, number, trolleys, entry(REFUSED, reason="颜色不符"))
    assert card(office, number).expected_fen == 0
    left = goods(office, trolleys)
    assert left.state is ConsignmentState.REFUSED
    assert (left.quantities["in_stock"], left.unsettled_fen) == (20, 898_400)
    kinds = [event.kind for event in office.as_("in").ask(events_of, number=trolleys)]
    assert kinds[-2:] == [EventKind.REFUSED, EventKind.STOCKED_IN]
    (case,) = office.as_("in").ask(exceptions_of, number=trolleys)
    assert (case.kind, case.pieces) == (ExceptionKind.REFUSED, 20)


def test_a_new_attempt_ends_a_refusal(office: Office) -> None:
    trolleys, _ = ready(office)
    first = gone(office, trolleys)
    enter(office, first, trolleys, entry(REFUSED))
    office.as_("in").run(return_run, number=first)
    again = {"planned_out_at": at("2026-11-19 15:00"), "planned_back_at": at("2026-11-19 18:00")}
    second = planned(office, trolleys, **again)
    office.at("2026-11-19 15:00")
    from desk.freight.delivery.commands import depart_run

    office.as_("in").run(depart_run, number=second)
    office.at("2026-11-19 18:00")
    enter(office, second, trolleys, entry(FAILED, signed_at=at("2026-11-19 16:00")))
    assert goods(office, trolleys).state is ConsignmentState.IN_STOCK
    assert card(office, second).expected_fen == 0


def test_a_stop_is_entered_once_and_only_on_the_road(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office, trolleys)
    assert refused(office, number, trolleys, entry()).codes == ("E008",)
    office.at("2026-11-19 10:40")
    from desk.freight.delivery.commands import depart_run

    office.as_("in").run(depart_run, number=number)
    office.at("2026-11-19 13:30")
    assert refused(office, number, cloth, entry()).codes == ("E006",)
    assert refused(office, "PS000000-001", cloth, entry()).codes == ("E006",)
    assert enter(office, number, f"{number}/01", entry()) == f"{number}/01"
    assert str(refused(office, number, trolleys, entry())) == (
        f"E008 票据 {number}/01当前为「全签」,不能再次登记签收。"
    )


def test_photos_hang_on_the_receipt(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    virus = Upload("x.exe", b"MZ\x00\x00")
    assert refused(office, number, trolleys, entry(photos=(virus,))).codes == ("E025",)
    outcome = office.as_("in").run(
        enter_receipt, number=number, waybill=trolleys, entry=entry(photos=(PHOTO,))
    )
    (receipt_id,) = outcome.changes["delivery_receipt"]
    with office.desk.reading() as read:
        (photo,) = attachments_of(read.session, "delivery_receipt", receipt_id)
        assert photo.label == "签收单.png"


def test_a_wrong_entry_is_taken_back_whole(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    before = goods(office, trolleys)
    enter(office, number, trolleys, entry(PARTIAL, pieces_signed=15, pay_method=PayMethod.CASH))
    desk = office.as_("in")
    desk.run(return_run, number=number)
    with pytest.raises(Refused) as nameless:
        desk.run(withdraw_receipt, number=number, waybill=trolleys, reason=" ")
    assert nameless.value.codes == ("E009",)
    desk.run(withdraw_receipt, number=number, waybill=trolleys, reason="件数录错")
    after = goods(office, trolleys)
    same = ("state", "quantities", "cod_amount_fen", "cod_fee_fen", "signed_at", "unsettled_fen")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert card(office, number).state is RunState.OUT
    with pytest.raises(Refused) as nothing:
        desk.run(withdraw_receipt, number=number, waybill=trolleys, reason="再撤")
    assert nothing.value.codes == ("E008",)
    kinds = [MoneyKind.FREIGHT, MoneyKind.COD, MoneyKind.FREIGHT, MoneyKind.COD]
    rows = desk.ask(money_of, number=trolleys)
    assert [row.kind for row in rows] == kinds
    assert sum(row.amount_fen for row in rows) == 0
    enter(office, number, trolleys, entry())
    assert goods(office, trolleys).state is ConsignmentState.SIGNED
    assert goods(office, trolleys).signed_at == at("2026-11-19 12:20")
    assert len(desk.ask(moves_of, number=trolleys)) == 7


def test_pieces_that_moved_on_stop_the_taking_back(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    enter(office, number, trolleys, entry(FAILED))
    from tests.freight.consignments.tickets import move

    office.as_("in").run(move, number=trolleys, reason=MoveReason.WRITEOFF, pieces=1)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(withdraw_receipt, number=number, waybill=trolleys, reason="录错")
    assert caught.value.codes == ("E142",)


def test_a_run_comes_back_when_every_stop_has_its_result(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = gone(office, trolleys, cloth)
    enter(office, number, trolleys, entry())

    def back(**when: Any) -> Refused:
        with pytest.raises(Refused) as caught:
            office.as_("in").run(return_run, number=number, **when)
        return caught.value

    assert str(back()) == f"E019 回车不合规则:还有 1 票未登记签收结果:{cloth}。"
    enter(office, number, cloth, entry(FAILED))
    assert back(return_at=at("2026-11-19 12:00")).codes == ("E170",)
    assert back(return_at=at("2026-11-19 14:00")).codes == ("E171",)
    office.as_("in").run(return_run, number=number, return_at=at("2026-11-19 13:00"))
    assert card(office, number).return_at == at("2026-11-19 13:00")


def test_settling_asks_for_cash_and_signed_papers(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = gone(office, trolleys, cloth)
    enter(office, number, trolleys, entry())
    enter(office, number, cloth, entry(FAILED))

    def unsettled(login: str = "in", **handed_in: Any) -> Refused:
        with pytest.raises(Refused) as caught:
            office.as_(login).run(settle_run, number=number, **handed_in)
        return caught.value

    assert unsettled(cash_handed_in_fen=898_400).codes == ("E008",)
    office.as_("in").run(return_run, number=number)
    assert unsettled(cash_handed_in_fen=0).codes == ("E147", "E148")
    paper = (f"{number}/01",)
    assert unsettled(cash_handed_in_fen=-1, receipts_handed_in=paper).codes == ("E003", "E147")
    strangers = ("PS261101-001/09", "PS261101-002/11", "PS261101-003/07")
    unknown: dict[str, Any] = {
        "cash_handed_in_fen": 898_400,
        "receipts_handed_in": (*paper, *strangers),
    }
    refused_papers = unsettled(**unknown)
    assert refused_papers.codes == ("E006",) * 3
    assert all(f"「{paper_no}」" in str(refused_papers) for paper_no in strangers)
    short: dict[str, Any] = {"cash_handed_in_fen": 890_000, "receipts_handed_in": paper}
    explained = short | {"difference_reason": "司机垫付停车费"}
    assert unsettled(**explained).codes == ("E147",)
    assert unsettled("boss", **short).codes == ("E147",)
    assert unsettled("boss", **short | {"difference_reason": "长" * 201}).codes == ("E004",)
    office.as_("boss").run(settle_run, number=number, **explained)
    sheet = office.as_("in").ask(cash_sheet, number=number)
    assert (sheet.expected_fen, sheet.handed_in_fen, sheet.difference_fen) == (
        898_400,
        890_000,
        8_400,
    )
    assert sheet.difference_reason == "司机垫付停车费"
    assert [row.handed_in for row in sheet.rows] == [True, False]
    assert goods(office, cloth).receipts_back == 0


def test_money_on_the_account_is_not_handed_in(office: Office) -> None:
    trolleys, _ = ready(office)
    number = gone(office, trolleys)
    enter(office, number, trolleys, entry(pay_method=PayMethod.QR))
    office.as_("in").run(return_run, number=number)
    sheet = office.as_("in").ask(cash_sheet, number=number)
    assert (sheet.expected_fen, sheet.on_account_fen) == (0, 898_400)
    office.as_("in").run(
        settle_run, number=number, cash_handed_in_fen=0, receipts_handed_in=(f"{number}/01",)
    )


def test_many_papers_are_entered_or_taken_back_together_or_not_at_all(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = gone(office, trolleys, cloth)
    clerk = office.as_("in")

    def entered(*receipts: StopReceipt) -> tuple[str, ...]:
        return clerk.run(enter_receipts, number=number, receipts=receipts).value

    def taken_back(*waybills: str) -> None:
        clerk.run(withdraw_receipts, number=number, waybills=waybills, reason="贴错了表")

    good = StopReceipt(waybill=trolleys, entry=entry())
    with pytest.raises(Refused) as caught:
        entered(
            good,
            StopReceipt(waybill=cloth, entry=entry(signer="")),
            StopReceipt(waybill="YD1", entry=entry()),
        )
    found = [(p.code, p.field) for p in caught.value.problems]
    assert found == [("E001", "receipts.1.entry.signer"), ("E006", "receipts.2.waybill")]
    assert [stop.receipt for stop in card(office, number).stops] == [None, None]
    with pytest.raises(Refused):
        entered()
    both = entered(good, StopReceipt(waybill=cloth, entry=entry()))
    assert both == (f"{number}/01", f"{number}/02")
    assert card(office, number).expected_fen == 898_400
    with pytest.raises(Refused) as caught:
        taken_back(trolleys, "YD1")
    assert caught.value.problems[0].field == "waybills.1.waybill"
    assert all(stop.receipt for stop in card(office, number).stops)
    taken_back(trolleys, cloth)
    assert [stop.receipt for stop in card(office, number).stops] == [None, None]
    assert {goods(office, n).state for n in (trolleys, cloth)} == {ConsignmentState.ON_RUN}
