"""The signed paper comes back, goes to the customer, and is asked for when it does not come."""

from typing import Any

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.filing.receipts.ageing import (
    AgeBy,
    age_labels,
    receipt_ageing,
    receipt_return_rate,
    receipts_to_chase,
)
from desk.filing.receipts.chasing import chase_receipts
from desk.filing.receipts.choices import HandoverState, HandoverWay, Holder, ReceiptState
from desk.filing.receipts.commands import (
    file_receipt_scan,
    lose_receipt,
    receive_receipts,
    reject_receipt,
    replace_receipt,
    return_receipt_back,
)
from desk.filing.receipts.handing import confirm_handover, hand_over_receipts, void_handover
from desk.filing.receipts.queries import (
    handover_card,
    receipt_standing,
    receipts_in_hand,
)
from desk.filing.receipts.today import papers_to_chase, papers_to_hand_over, papers_to_replace
from desk.freight.consignments.commands import close_consignment
from desk.freight.delivery.withdrawing import withdraw_receipt
from desk.freight.tracking.choices import Channel, EventKind
from desk.freight.tracking.queries import events_of
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.conftest import Office
from tests.filing.receipts.papers_desk import (
    cloth,
    day,
    delivered,
    paper,
    receive,
    refusal,
    send,
    settled,
    signed_at_partner,
)
from tests.freight.delivery.yard import enter, entry, goods
from tests.freight.inbound.truck import N2, N3
from tests.freight.permissions import assert_matrix

SCAN = Upload("签收单.jpg", b"\xff\xd8\xff signed")
PROOF = Upload("签收证明.pdf", b"%PDF-1.4 proof")


def standing(office: Office, number: str) -> str:
    return office.as_("jia").ask(receipt_standing, number=number)


def test_who_may_note_papers(office: Office) -> None:
    commands = (
        receive_receipts,
        file_receipt_scan,
        return_receipt_back,
        lose_receipt,
        reject_receipt,
        replace_receipt,
        chase_receipts,
        hand_over_receipts,
        confirm_handover,
        void_handover,
    )
    assert_matrix(office, dict.fromkeys(commands, "CS IN OUT MGR"))


def test_a_driver_brings_the_paper_with_the_cash(office: Office) -> None:
    number = cloth(office)
    assert standing(office, number) == "待签回"
    run = delivered(office, number)
    row = paper(office, number).row
    assert (row.state, row.holder, row.holder_name, row.signer, row.copies) == (
        ReceiptState.SIGNED,
        Holder.OWN,
        "刘洋",
        "张店长",
        1,
    )
    assert (row.signed_on, row.due_on) == (day("2026-11-19"), day("2026-11-26"))
    settled(office, run)
    row = paper(office, number).row
    assert (row.state, row.received_on, row.received_from) == (
        ReceiptState.RECEIVED,
        day("2026-11-19"),
        "刘洋",
    )
    assert office.desk.ask(events_of, number=number)[-1].kind is EventKind.RECEIPT_IN


def test_a_signature_taken_back_takes_the_paper_along(office: Office) -> None:
    number = cloth(office)
    run = delivered(office, number)
    office.as_("in").run(withdraw_receipt, number=run, waybill=number, reason="件数录错")
    assert standing(office, number) == "待签回"
    assert (
        refusal(lambda: paper(office, number))
        == f"E060 运单 {number} 没有回单可登记:货物尚未签收。"
    )


def test_a_paper_in_hand_goes_with_its_signature_but_not_from_the_customer(office: Office) -> None:
    number = cloth(office)
    run = delivered(office, number)

    def withdraw() -> None:
        office.as_("in").run(withdraw_receipt, number=run, waybill=number, reason="件数录错")

    receive(office, number)
    listed = send(office, number)
    assert refusal(withdraw) == f"E008 {number} 回单当前为「已交付」,不能撤销签收。"
    office.as_("jia").run(void_handover, number=listed, reason="快递退回")
    withdraw()
    assert standing(office, number) == "待签回"
    enter(office, run, number, entry())
    assert paper(office, number).row.state is ReceiptState.SIGNED


def test_no_paper_where_none_is_wanted(office: Office) -> None:
    signed_at_partner(office)
    assert standing(office, N3) == "不需要回单"
    assert refusal(lambda: receive(office, N3, "YD2600000000", " ")) == (
        f"E060 运单 {N3} 没有回单可登记:受理时不要求回单。\n"
        "E006 找不到运单「YD2600000000」,请核对后再试。"
    )
    assert refusal(lambda: receive(office)) == "E001 运单号必填。"


def test_the_partner_has_fifteen_days(office: Office) -> None:
    number = signed_at_partner(office)
    row = paper(office, number).row
    assert (row.holder, row.holder_name, row.due_on, row.copies) == (
        Holder.PARTNER,
        "喀什鸿运",
        day("2026-12-07"),
        2,
    )
    early = lambda: receive(office, number, on=day("2026-11-21"))  # noqa: E731
    assert refusal(early) == f"E019 {number} 收回日期不合规则:早于签收日期 2026-11-22。"
    late = lambda: receive(office, number, on=day("2026-11-24"))  # noqa: E731
    assert refusal(late) == "E171 时间不能晚于当前时间。"
    receive(office, number)
    assert refusal(lambda: receive(office, number)) == (
        f"E008 {number} 回单当前为「已收回」,不能收回。"
    )


def test_papers_are_asked_for_when_due(office: Office) -> None:
    number = signed_at_partner(office)
    desk = office.as_("jia")
    assert desk.ask(receipts_to_chase) == []
    office.at("2026-12-06 10:00")
    assert [row.number for row in desk.ask(receipts_to_chase)] == [number]
    with desk.reading() as read:
        (line,) = papers_to_chase(read)
    assert (line.kind, line.title, line.number) == ("催回单", "喀什鸿运:2 份回单", number)
    words: dict[str, Any] = {
        "who": "喀什鸿运 艾力",
        "channel": Channel.PHONE,
        "said": "随周五班车带回",
    }
    desk.run(chase_receipts, numbers=(number,), promised_on=day("2026-12-11"), **words)
    assert desk.ask(receipts_to_chase) == []
    office.at("2026-12-11 10:00")
    (row,) = desk.ask(receipts_to_chase, holder=Holder.PARTNER, name="喀什鸿运")
    assert (row.late_days, row.promised_on) == (4, day("2026-12-11"))
    assert desk.ask(receipts_to_chase, holder=Holder.OWN) == []
    assert standing(office, number) == "待收回,已超期 4 天"
    (chase,) = paper(office, number).chases
    assert (chase.who, chase.channel, chase.said) == tuple(words.values())
    gone_by = day("2026-12-10")
    call = lambda: desk.run(  # noqa: E731
        chase_receipts, numbers=(number,), promised_on=gone_by, channel=Channel.PHONE, who=" "
    )
    assert refusal(call) == "E001 联系人必填。\nE019 答应日期不合规则:已经过去。"


def test_papers_outside_by_age(office: Office) -> None:
    signed_at_partner(office)
    desk = office.as_("jia")
    for moment, place in (
        ("2026-12-07", 0),
        ("2026-12-08", 1),
        ("2026-12-14", 1),
        ("2026-12-15", 2),
        ("2026-12-22", 2),
        ("2026-12-23", 3),
        ("2027-01-06", 3),
        ("2027-01-07", 4),
    ):
        office.at(f"{moment} 10:00")
        (row,) = desk.ask(receipt_ageing)
        assert row.counts.index(1) == place, moment
        assert (row.name, row.total, row.overdue) == ("合作商 喀什鸿运", 1, int(place > 0))
    assert len(row.counts) == len(age_labels()) == 5
    (row,) = desk.ask(receipt_ageing, by=AgeBy.CUSTOMER)
    assert row.name == "河南宏达机械"


def test_how_many_papers_came_in_time(office: Office) -> None:
    number = signed_at_partner(office)
    desk = office.as_("jia")
    december: dict[str, Any] = {"from_on": day("2026-12-01"), "to_on": day("2026-12-31")}
    office.at("2026-12-08 10:00")
    rate = desk.ask(receipt_return_rate, **december)
    assert (rate.in_time, rate.due, rate.rate_bp, rate.late) == (0, 1, 0, (number,))
    receive(office, number, on=day("2026-12-07"))
    assert desk.ask(receipt_return_rate, partner="P001", **december).rate_bp == 10_000
    assert desk.ask(receipt_return_rate, partner="P002", **december).rate_bp is None


def test_papers_go_to_the_customer_on_one_list(office: Office) -> None:
    number = signed_at_partner(office)
    desk = office.as_("jia")
    assert refusal(lambda: send(office, number)) == (
        f"E008 {number} 回单当前为「待收回」,不能交付。"
    )
    office.at("2026-12-03 11:00")
    receive(office, number, received_from="喀什鸿运 班车")
    with desk.reading() as read:
        assert [row.title for row in papers_to_hand_over(read)] == ["河南宏达机械:2 份"]
    (row,) = desk.ask(receipts_in_hand, customer_name="河南宏达机械", until=day("2026-11-30"))
    assert row.number == number
    assert refusal(lambda: send(office, number, courier_no=" ")) == "E001 快递单号必填。"
    in_person = {"way": HandoverWay.IN_PERSON, "courier_no": ""}
    assert refusal(lambda: send(office, number, **in_person)) == "E001 接收人必填。"
    listed = send(office, number)
    assert listed == "JJ261203-001"
    card = desk.ask(handover_card, number=listed)
    assert (card.customer_name, card.copies, card.receipts[0].number) == (
        "河南宏达机械",
        2,
        number,
    )
    assert office.desk.ask(events_of, number=number)[-1].text == "快递 SF1400012345678"
    (sheet,) = desk.paper("P-27", listed)
    snapshots.check_snapshot("p27-receipts", snapshot_text(sheet))
    assert render_pdf(sheet).missing == frozenset()
    assert refusal(lambda: desk.run(confirm_handover, number=listed)) == "E001 接收人必填。"
    desk.run(confirm_handover, number=listed, received_by="刘会计")
    assert desk.ask(handover_card, number=listed).state is HandoverState.CONFIRMED
    assert paper(office, number).row.state is ReceiptState.CONFIRMED
    assert refusal(lambda: desk.run(void_handover, number=listed, reason="错")).startswith("E008")


def test_papers_of_two_customers_need_two_lists(office: Office) -> None:
    number = signed_at_partner(office)
    other = cloth(office)
    settled(office, delivered(office, other))
    office.at("2026-11-24 10:00")
    receive(office, number)
    assert refusal(lambda: send(office, number, other)) == (
        "E019 客户不合规则:一张交接清单只交一个客户,现有 河南宏达机械、柯桥布行。"
    )


def test_a_list_called_off_gives_the_papers_back(office: Office) -> None:
    number = signed_at_partner(office)
    receive(office, number)
    listed = send(office, number)
    desk = office.as_("jia")
    assert refusal(lambda: desk.run(void_handover, number=listed, reason=" ")).startswith("E009")
    desk.run(void_handover, number=listed, reason="快递退回")
    row = paper(office, number).row
    assert (row.state, row.handover_no) == (ReceiptState.RECEIVED, "")
    assert send(office, number) == "JJ261123-002"


def test_a_lost_paper_is_replaced_by_a_proof(office: Office) -> None:
    number = signed_at_partner(office)
    desk = office.as_("jia")
    receive(office, number)
    assert goods(office, number).receipts_back == 2
    assert refusal(lambda: desk.run(lose_receipt, number=number, reason="")).startswith("E009")
    desk.run(lose_receipt, number=number, reason="邮寄途中丢失")
    row = paper(office, number).row
    assert (row.state, row.fault, row.received_on) == (ReceiptState.LOST, "邮寄途中丢失", None)
    close = lambda: office.as_("boss").run(close_consignment, number=number)  # noqa: E731
    assert "还有 2 份回单未收回" in refusal(close)
    assert refusal(lambda: receive(office, number)).startswith("E008")
    office.at("2026-12-08 10:00")
    assert office.as_("jia").ask(receipts_to_chase) == []
    with office.desk.reading() as read:
        assert [row.title for row in papers_to_replace(read)] == ["建新农机 邮寄途中丢失"]
    office.as_("jia").run(replace_receipt, number=number, proof=PROOF)
    card = paper(office, number)
    assert (card.row.state, card.row.received_from) == (ReceiptState.RECEIVED, "建新农机")
    assert [label for label, _ in card.scans] == ["签收证明.pdf"]


def test_a_worthless_paper_is_asked_for_again(office: Office) -> None:
    number = signed_at_partner(office)
    desk = office.as_("jia")
    receive(office, number)
    desk.run(reject_receipt, number=number, reason="盖章单位不符")
    assert [row.state for row in desk.ask(receipts_to_chase)] == []
    office.at("2026-12-07 10:00")
    (row,) = desk.ask(receipts_to_chase)
    assert (row.state, row.fault) == (ReceiptState.INVALID, "盖章单位不符")
    replace = lambda: desk.run(replace_receipt, number=number, proof=PROOF)  # noqa: E731
    assert refusal(replace) == "E008 回单当前为「无效」,不能补证明。"
    receive(office, number)
    desk.run(return_receipt_back, number=number, reason="登记错票")
    assert paper(office, number).row.state is ReceiptState.SIGNED


def test_scans_hang_on_the_paper(office: Office) -> None:
    number = signed_at_partner(office)
    desk = office.as_("jia")
    none = lambda: desk.run(file_receipt_scan, number=number, files=())  # noqa: E731
    assert refusal(none) == "E001 影像必填。"
    desk.run(file_receipt_scan, number=number, files=(SCAN,))
    assert [label for label, _ in paper(office, number).scans] == ["签收单.jpg"]
    assert standing(office, N2) in ("待签回", "不需要回单")
