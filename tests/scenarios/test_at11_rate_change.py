"""AT-11: a partner's new rate is told to finance in time, with every number of the rate itself.

The effect on open quotes is proven where they stand.
"""

from datetime import date
from typing import Any

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.price_checks.choices import Verdict
from desk.freight.transit.queries import transit_offers
from desk.kernel.errors import Refused
from desk.partners.carriers.finding import partner_of
from desk.partners.rates.choices import NoticeState, RateSource
from desk.partners.rates.commands import add_rate, change_rate, file_rate_evidence
from desk.partners.rates.comparing import compare_partners
from desk.partners.rates.finding import require_rate, ticket_cost
from desk.partners.rates.notices import (
    acknowledge_rate_notice,
    choose_example_ticket,
    send_rate_notice,
    unsent_notices,
)
from desk.partners.rates.queries import rate_card, rate_notice_card, rates_of
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.conftest import Office, at
from tests.documents.paper_reading import page_texts
from tests.freight.inbound.truck import N1
from tests.freight.transit.partner_yard import yard
from tests.partners.firms import HUB, KASHI_RATE, PUMPS, rates

NUMBER = "YB261124-001"
PICTURE = Upload("微信报价.png", b"\x89PNG\r\n\x1a\n 1.02")


@pytest.fixture
def changed(office: Office) -> Office:
    """Tuesday 24 November, 11:00: the inbound dispatcher records 0.95 → 1.02 from 1 December."""
    rates(office)
    office.at("2026-11-24 11:00")
    desk = office.as_("in")
    number = desk.run(
        change_rate,
        rate_id=1,
        effective_on=date(2026, 12, 1),
        source=RateSource.WECHAT,
        price_kg_mill=1_020,
        note="艾力微信报价",
    ).value
    assert number == NUMBER
    desk.run(file_rate_evidence, rate_id=4, files=(PICTURE,))
    desk.run(choose_example_ticket, number=NUMBER, **PUMPS)
    return office


def cost_on(office: Office, day: date) -> int:
    with office.desk.reading() as read:
        rate = require_rate(read, partner_of(read, "P001"), HUB, "喀什", day)
        return ticket_cost(rate, **PUMPS, door=True).total_fen


def test_the_old_rate_ends_and_nothing_overlaps(changed: Office) -> None:
    new, old = changed.desk.ask(rates_of, partner="P001")
    assert (old.price_kg_mill, old.valid_to) == (950, date(2026, 11, 30))
    assert (new.price_kg_mill, new.valid_from, new.source) == (
        1_020,
        date(2026, 12, 1),
        RateSource.WECHAT,
    )
    assert len(changed.desk.ask(rate_card, rate_id=new.id).evidence) == 1
    with pytest.raises(Refused) as caught:
        changed.desk.run(
            add_rate, **KASHI_RATE | {"valid_from": date(2026, 12, 15), "valid_to": None}
        )
    assert str(caught.value) == (
        "E122 乌鲁木齐→喀什 在 2026-12-01~长期 已有有效运价(版本 2),有效期不能重叠。"
    )


def test_the_effect_is_shown(changed: Office) -> None:
    notice = changed.desk.ask(rate_notice_card, number=NUMBER)
    assert notice.change_bp == 737
    effect = notice.effect
    assert (effect.chargeable_kg, effect.old_fen, effect.new_fen) == (633, 70_100, 74_600)
    assert (effect.more_fen, effect.change_bp) == (4_500, 642)
    assert notice.ratio_bp == 10_812


def test_goods_handed_over_before_cost_the_old_price(changed: Office) -> None:
    assert cost_on(changed, date(2026, 11, 30)) == 70_100
    assert cost_on(changed, date(2026, 12, 1)) == 74_600
    lane = {"from_place": HUB, "to_place": "喀什", "on": date(2026, 12, 1), **PUMPS}
    offers = changed.desk.ask(compare_partners, **lane)
    assert [(o.code, o.total_fen, o.ratio_bp) for o in offers] == [
        ("P002", 69_000, 10_000),
        ("P001", 74_600, 10_812),
    ]


def test_the_margin_falls_and_the_price_must_be_explained(office: Office) -> None:
    yard(office)
    office.at("2026-11-24 11:00")
    fields: dict[str, Any] = {"effective_on": date(2026, 12, 1), "price_kg_mill": 1_020}
    office.as_("in").run(change_rate, rate_id=1, source=RateSource.WECHAT, **fields)
    office.at("2026-12-01 10:30")
    kashi, hongyun = office.as_("in").ask(transit_offers, waybill=N1)
    assert [(o.offer.code, o.offer.total_fen) for o in (kashi, hongyun)] == [
        ("P002", 69_000),
        ("P001", 74_600),
    ]
    assert (hongyun.margin_fen, hongyun.margin_bp) == (88_200, 4_464)
    (found,) = hongyun.findings
    assert found.verdict is Verdict.EXPLAIN
    assert "108.12%" in found.words


def test_finance_is_told_in_time(changed: Office) -> None:
    notice = changed.desk.ask(rate_notice_card, number=NUMBER)
    assert (notice.state, notice.due_at) == (NoticeState.DRAFT, at("2026-11-25 11:00"))
    changed.at("2026-11-24 16:30")
    changed.as_("in").run(send_rate_notice, number=NUMBER)
    changed.at("2026-11-24 17:00")
    changed.as_("in").run(acknowledge_rate_notice, number=NUMBER, finance_ack_by="财务")
    notice = changed.desk.ask(rate_notice_card, number=NUMBER)
    assert (notice.state, notice.overdue) == (NoticeState.ACKED, False)
    assert (notice.sent_at, notice.finance_ack_at) == (
        at("2026-11-24 16:30"),
        at("2026-11-24 17:00"),
    )
    changed.at("2026-11-25 11:01")
    changed.as_("in")
    with changed.desk.reading() as read:
        assert unsent_notices(read).found == []


def test_an_unsent_notice_stops_the_close_of_the_next_day(changed: Office) -> None:
    changed.at("2026-11-25 11:01")
    changed.as_("in")
    with changed.desk.reading() as read:
        (late,) = unsent_notices(read).found
    assert f"{late.code} {late.message}" == (
        "E165 运价变更 YB261124-001 尚未通知财务(截止 2026-11-25 11:00)。"
    )
    assert changed.desk.ask(rate_notice_card, number=NUMBER).overdue


def test_the_notice_on_paper(changed: Office) -> None:
    (fresh,) = changed.as_("in").paper("P-22", NUMBER)
    snapshots.check_snapshot("at11-p22-new", snapshot_text(fresh))
    changed.at("2026-11-24 16:30")
    changed.as_("in").run(send_rate_notice, number=NUMBER)
    changed.at("2026-11-24 17:00")
    changed.as_("in").run(acknowledge_rate_notice, number=NUMBER, finance_ack_by="财务")
    (told,) = changed.desk.paper("P-22", NUMBER, print_no=1)
    snapshots.check_snapshot("at11-p22", snapshot_text(told))
    printed = render_pdf(told)
    assert (printed.pages, printed.missing) == (2, frozenset())
    for text in page_texts(printed.pdf):
        assert "701.00" in text
        assert "746.00" in text
