"""Calls for a price: answered, won, lost, refused, waiting."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.quoting import draft_of_quote
from desk.office.approvals.commands import grant_approval
from desk.pricing.quotes.choices import Channel, LostReason, Msds
from desk.pricing.quotes.closing import lose_inquiry
from desk.pricing.quotes.commands import accept_quote, draft_quote, send_quote, submit_quote
from desk.pricing.quotes.drafts import STANDARD, InquiryDraft, QuoteTerms
from desk.pricing.quotes.taking import take_inquiry
from desk.sample.cast import SHIPPERS, Shipper
from desk.sample.stage import Stage

PUMPS = {"goods_name": "水泵配件", "pieces": 12, "weight_g": 480_000, "volume_cm3": 1_900_000}
CLOTH = {"goods_name": "布料", "pieces": 30, "weight_g": 600_000, "volume_cm3": 2_100_000}
FANS = {"goods_name": "换气扇", "pieces": 20, "weight_g": 240_000, "volume_cm3": 1_200_000}
PAINT = {"goods_name": "油漆", "pieces": 8, "weight_g": 160_000, "volume_cm3": 240_000}
BELOW = QuoteTerms(discount_bp=1_500, nonstandard=True, reason="每月固定三车,首单让利")


def _draft(shipper: Shipper, goods: dict[str, Any], town: str, **more: Any) -> InquiryDraft:
    return replace(
        InquiryDraft(
            caller_company=shipper.name,
            caller_name=shipper.contact,
            phone=shipper.phone,
            from_place=shipper.city,
            to_place=town,
            declared_value_fen=1_000_000,
        ),
        **goods,
        **more,
    )


def ask(stage: Stage, shipper: Shipper, goods: dict[str, Any], town: str, **more: Any) -> str:
    """Take a call down; returns the inquiry's number."""
    stage.as_("lina")
    return stage.do(take_inquiry, draft=_draft(shipper, goods, town, **more)).number


def answer(stage: Stage, inquiry: str, terms: QuoteTerms = STANDARD, *, send: bool = True) -> str:
    """Quote an inquiry; returns the quote's number."""
    number = stage.do(draft_quote, inquiry_no=inquiry, terms=terms)
    if send:
        stage.do(send_quote, number=number, channel=Channel.WECHAT)
        stage.shown["P-18"] = number
    return number


def calls_of_day(stage: Stage, day: date, left: int) -> None:
    """The calls of the last week: one became a consignment, one was lost, one was dangerous goods."""
    stage.at(day, 9, 35)
    if left == 5:
        _win(stage, day)
    elif left == 4:
        lost = ask(stage, SHIPPERS[4], CLOTH, "库尔勒")
        answer(stage, lost)
        stage.do(lose_inquiry, inquiry_no=lost, reason=LostReason.PRICE, note="同行便宜 200 元")
    elif left == 3:
        ready = answer(stage, ask(stage, SHIPPERS[10], CLOTH, "阿克苏"), BELOW, send=False)
        asked = stage.do(submit_quote, number=ready)
        stage.as_("boss")
        stage.do(grant_approval, approval_id=asked)
        ask(stage, SHIPPERS[8], PAINT, "乌鲁木齐", un_no="1263", msds=Msds.RECEIVED)
        ends_soon = QuoteTerms(valid_until=stage.today + timedelta(days=1))
        answer(stage, ask(stage, SHIPPERS[9], FANS, "伊宁"), ends_soon)
    elif left == 1:
        answer(stage, ask(stage, SHIPPERS[5], FANS, "喀什", door=True, receipt_copies=1))
        waiting = ask(stage, SHIPPERS[0], PUMPS, "阿克苏")
        stage.do(submit_quote, number=answer(stage, waiting, BELOW, send=False))


def _win(stage: Stage, day: date) -> None:
    shipper = SHIPPERS[0]
    number = answer(stage, ask(stage, shipper, PUMPS, "乌鲁木齐"))
    stage.do(accept_quote, number=number, clause_ack=True)
    ready = replace(
        stage.desk.ask(draft_of_quote, quote_no=number),
        shipper_identity_checked=True,
        dangerous_checked=True,
        open_inspection=True,
        consignee_name="兴疆机电",
        consignee_phone="0991-5550202",
        pay_terms=PayTerms.PREPAID,
        paper_no="880001",
    )
    stage.do(accept_consignment, draft=ready)


def call_before_today(stage: Stage, day: date) -> None:
    """Yesterday before noon: a call whose answer is due about this time today."""
    stage.at(day, 11, 25)
    ask(stage, SHIPPERS[7], {**CLOTH, "goods_name": "餐椅"}, "和田")


def calls_of_today(stage: Stage, day: date) -> None:
    """One call of this morning; one customer took his offer and waits for the consignment."""
    stage.at(day, 9, 5)
    ask(stage, SHIPPERS[11], {**FANS, "goods_name": "文具"}, "乌鲁木齐")
    taken = answer(stage, ask(stage, SHIPPERS[2], PUMPS, "喀什"))
    stage.do(accept_quote, number=taken, clause_ack=True)
