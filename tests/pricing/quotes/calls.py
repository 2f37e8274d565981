"""The calls of the fixture office: 河南宏达机械 asks for a price (AT-01), and what follows."""

from typing import Any

import pytest

from desk.app import Desk
from desk.kernel.commands import entry_of
from desk.kernel.errors import Refused
from desk.pricing.quotes.choices import Channel
from desk.pricing.quotes.commands import accept_quote, draft_quote, send_quote
from desk.pricing.quotes.drafts import InquiryDraft, QuoteTerms
from desk.pricing.quotes.queries import QuoteCard, quote_card
from desk.pricing.quotes.taking import InquiryTaken, take_inquiry
from tests.conftest import Office
from tests.pricing.tariffs.f0 import public, surcharges

HONGDA = InquiryDraft(
    caller_company="河南宏达机械",
    caller_name="刘工",
    phone="13800000001",
    goods_name="水泵配件",
    from_place="郑州",
    to_place="喀什",
    pieces=12,
    weight_g=480_000,
    volume_cm3=1_900_000,
    declared_value_fen=3_000_000,
    pickup=True,
    door=True,
    receipt_copies=2,
)
CALL = "XJ261116-001"
QUOTE = "BJ261116-001"


def with_prices(office: Office) -> Office:
    """The tariffs of F0, approved; then Monday 16 November, 11:00."""
    public(office)
    surcharges(office)
    office.at("2026-11-16 11:00")
    return office


def take(desk: Desk, draft: InquiryDraft = HONGDA) -> InquiryTaken:
    taken: InquiryTaken = desk.run(take_inquiry, draft=draft).value
    return taken


def refused(desk: Desk, function: Any, **arguments: Any) -> tuple[str, ...]:
    """The codes of a refused command."""
    with pytest.raises(Refused) as caught:
        desk.run(function, **arguments)
    return caught.value.codes


def run_confirmed(desk: Desk, function: Any, confirmed: str = "E041", **arguments: Any) -> Any:
    """A command with a doubt the user confirmed."""
    entry = entry_of(function)
    return desk.execute(entry, arguments, confirmed=frozenset({confirmed})).value


def quoted(desk: Desk, inquiry_no: str = CALL, **terms: Any) -> str:
    """A draft of a quote."""
    number: str = run_confirmed(desk, draft_quote, inquiry_no=inquiry_no, terms=QuoteTerms(**terms))
    return number


def sent(office: Office, login: str = "jia", **terms: Any) -> str:
    """The call of AT-01 answered at 16:40."""
    desk = office.as_(login)
    number = quoted(desk, take(desk).number, **terms)
    office.at("2026-11-16 16:40")
    office.as_(login).run(send_quote, number=number, channel=Channel.WECHAT)
    return number


def accepted(office: Office, login: str = "jia", **terms: Any) -> str:
    """The same, and the customer takes it, the limit clause acknowledged."""
    number = sent(office, login, **terms)
    office.as_(login).run(accept_quote, number=number, clause_ack=True)
    return number


def card(desk: Desk, number: str = QUOTE) -> QuoteCard:
    return desk.ask(quote_card, number=number)
