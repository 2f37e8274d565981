"""AT-02 and AT-20 (E114): what is refused when a price is asked for, and how it is kept."""

from dataclasses import replace

import pytest

from desk.freight.consignments.commands import accept_consignment
from desk.kernel.errors import Refused
from desk.pricing.quotes.choices import Channel, InquiryState, Light, Msds, RefusalKind
from desk.pricing.quotes.commands import draft_quote
from desk.pricing.quotes.drafts import InquiryDraft
from desk.pricing.quotes.queries import inquiry_card
from desk.pricing.quotes.taking import record_msds, refuse_inquiry
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.freight.consignments.tickets import TICKET
from tests.pricing.quotes.calls import CALL, HONGDA, refused, take, with_prices

SHEET = Upload("油漆MSDS.pdf", b"%PDF-1.4 UN1263")
PAINT = replace(HONGDA, goods_name="油漆", pieces=20, msds=Msds.PENDING)


@pytest.fixture
def priced(office: Office) -> Office:
    return with_prices(office)


def test_a_paint_waits_for_its_data_sheet_and_is_refused_with_it(priced: Office) -> None:
    desk = priced.as_("jia")
    taken = take(desk, PAINT)
    assert (taken.state, taken.code) == (InquiryState.OPEN, "E110")
    assert taken.message == (
        "品名「油漆」属化工/液体/电池类,须先取得MSDS,暂不能报价;已转为「待补MSDS」。"
    )
    assert refused(desk, draft_quote, inquiry_no=CALL) == ("E110",)
    priced.at("2026-11-17 10:00")
    call = priced.as_("jia").ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.used_minutes, call.light) == (InquiryState.OPEN, 420, Light.YELLOW)
    filed = desk.run(record_msds, inquiry_no=CALL, files=(SHEET,), un_no="UN1263").value
    assert (filed.state, filed.code) == (InquiryState.REFUSED, "E111")
    assert filed.message == "「油漆」(UN1263)为危险货物,本公司无危险货物运输许可,不能承运。"
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.refusal, call.msds, call.files) == (
        RefusalKind.DANGEROUS,
        Msds.RECEIVED,
        ("油漆MSDS.pdf",),
    )
    assert refused(desk, draft_quote, inquiry_no=CALL) == ("E111",)


def test_a_shipper_who_refuses_the_opening_is_recorded(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, channel=Channel.VISIT))
    kept = desk.run(
        refuse_inquiry, inquiry_no=CALL, refusal=RefusalKind.INSPECTION, note="不同意开箱"
    ).value
    assert (kept.code, kept.message) == ("E113", "客户拒绝验视,按规定不得受理。已登记拒收记录。")
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.refusal, call.end_note) == (
        InquiryState.REFUSED,
        RefusalKind.INSPECTION,
        "不同意开箱",
    )
    assert refused(desk, draft_quote, inquiry_no=CALL) == ("E113",)


def test_without_a_tariff_there_is_no_price(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, to_place="和田"))
    with pytest.raises(Refused) as caught:
        desk.run(draft_quote, inquiry_no=CALL)
    assert str(caught.value) == "E120 郑州→和田 在 2026-11-16 没有有效运价,请报经理核价。"


def test_nobody_is_taken_without_his_identity(priced: Office) -> None:
    desk = priced.as_("jia")
    unchecked = replace(TICKET, shipper_identity_checked=False)
    assert "E112" in refused(desk, accept_consignment, draft=unchecked)


def test_e114_the_prohibited_list_comes_first(priced: Office) -> None:
    desk = priced.as_("jia")
    taken = take(desk, replace(HONGDA, goods_name="管制刀具", un_no="1263"))
    assert (taken.state, taken.code) == (InquiryState.REFUSED, "E114")
    assert taken.message == "「管制刀具」在禁运目录中,不得受理,并请立即报经理。"
    assert refused(desk, draft_quote, inquiry_no=taken.number) == ("E114",)


def test_everything_wrong_with_a_call_is_said_at_once(priced: Office) -> None:
    desk = priced.as_("jia")
    empty = InquiryDraft(phone="1380", to_place="梦幻岛")
    with pytest.raises(Refused) as caught:
        take(desk, empty)
    assert sorted(caught.value.codes) == ["E001", "E001", "E001", "E007", "E101", "E102"]
