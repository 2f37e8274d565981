"""AT-17: the inbound dispatcher closes 19 November at 19:30; and AT-20, line E165.

Receipts due tomorrow and complaints near their deadline join when those rooms stand (`DayClosing`).
"""

import pytest

from desk.closing import sign_day
from desk.documents.pdf import render_pdf
from desk.freight.consignments.commands import send_notice
from desk.freight.day_close.choices import CloseState, ItemState
from desk.freight.day_close.commands import note_open_item, open_day_close, refresh_day_close
from desk.freight.day_close.queries import CloseItemRow, DayCloseCard, my_day_close
from desk.freight.delivery.settling import return_run, settle_run
from desk.kernel.errors import NeedsConfirmation, Refused
from desk.kernel.moments import show_date
from desk.partners.rates.choices import RateSource
from desk.partners.rates.commands import change_rate
from desk.partners.rates.notices import send_rate_notice
from desk.printing import print_pdf
from desk.storage.backup import prove_sound
from tests.conftest import Office, at
from tests.documents.paper_reading import page_texts
from tests.freight.delivery.yard import enter, entry, gone, with_truck
from tests.freight.inbound.truck import N1, N2, N4, stocked
from tests.partners.firms import rates

NOTICE = "YB261124-001"


def mine(office: Office) -> DayCloseCard:
    found = office.as_("in").ask(my_day_close)
    assert found is not None
    return found


def by_duty(card: DayCloseCard) -> dict[str, list[str]]:
    duties: dict[str, list[str]] = {}
    for row in card.items:
        duties.setdefault(row.duty, []).append(row.number)
    return duties


def item(card: DayCloseCard, number: str) -> CloseItemRow:
    return next(row for row in card.items if row.number == number)


def explain(office: Office, row: CloseItemRow) -> None:
    office.as_("in").run(
        note_open_item,
        item_id=row.id,
        reason="今日未能办完",
        next_step="明早 10 点前办",
        who="进港调度",
    )


def test_the_evening_of_the_inbound_dispatcher(office: Office) -> None:
    stocked(office)
    office.at("2026-11-19 10:00")
    with_truck(office)
    run = gone(office, N2)
    office.at("2026-11-19 19:30")
    desk = office.as_("in")
    desk.run(open_day_close)
    card = mine(office)
    found = by_duty(card)
    assert found["中转货物未交接"] == [N1, N4]
    assert found["派送单未结单"] == [run]
    assert set(found) == {
        "中转货物未交接",
        "派送单未结单",
        "未通知收货人",
        "异常未结案",
    }
    assert item(card, N1).due_at == at("2026-11-19 17:30")
    assert item(card, run).due_at == at("2026-11-19 14:00")
    with pytest.raises(Refused, match=f"E038 日清还有 {len(card.items)} 项"):
        sign_day(desk)

    enter(office, run, N2, entry(cash_freight_fen=98_400, cash_cod_fen=800_000))
    desk.run(return_run, number=run)
    receipts = (f"{run}/01",)
    desk.run(settle_run, number=run, cash_handed_in_fen=898_400, receipts_handed_in=receipts)
    for number in found["未通知收货人"]:
        desk.run(send_notice, number=number, channel="电话", told="收货人")
    left = desk.run(refresh_day_close).value
    card = mine(office)
    assert left == len(card.items) - 1 - len(found["未通知收货人"])
    assert item(card, run).state is ItemState.DONE
    for row in card.items[:left]:
        explain(office, row)

    tracking = desk.path.parent / "P-23.pdf"
    print_pdf(desk, "P-23", show_date(card.day), tracking)
    assert N1 in "".join(page_texts(tracking.read_bytes()))
    signed = sign_day(desk, handover="喀什票明早交合作商")
    prove_sound(signed.backup)
    assert ("P-23", 1) in [(paper.code, paper.printed) for paper in signed.diary]
    card = mine(office)
    assert (card.state, card.signed_at) == (CloseState.SIGNED, at("2026-11-19 19:30"))
    assert (card.backup_name, card.backup_sha256) == (signed.backup.name, signed.sha256)
    for paper in signed.diary:
        (sheet,) = desk.paper(paper.code, paper.number)
        assert render_pdf(sheet).pages


def test_e165_an_unsent_rate_change_is_said_when_the_close_is_opened(office: Office) -> None:
    rates(office)
    office.at("2026-11-24 11:00")
    number = (
        office.as_("in")
        .run(
            change_rate,
            rate_id=1,
            effective_on=at("2026-12-01 00:00").date(),
            source=RateSource.WECHAT,
            price_kg_mill=1_020,
            note="艾力微信报价",
        )
        .value
    )
    assert number == NOTICE
    office.at("2026-11-25 11:01")
    desk = office.as_("in")
    with pytest.raises(NeedsConfirmation) as said:
        desk.run(open_day_close)
    assert str(said.value) == "E165 运价变更 YB261124-001 尚未通知财务(截止 2026-11-25 11:00)。"
    assert desk.ask(my_day_close) is None
    desk.with_(confirmed={"E165"}).run(open_day_close)
    (row,) = mine(office).items
    assert (row.duty, row.number, row.due_at) == (
        "运价变更未通知财务",
        NOTICE,
        at("2026-11-25 11:00"),
    )
    with pytest.raises(Refused, match=f"E038 .*{NOTICE}"):
        sign_day(desk)
    desk.run(send_rate_notice, number=NOTICE)
    sign_day(desk)
    assert mine(office).state is CloseState.SIGNED
