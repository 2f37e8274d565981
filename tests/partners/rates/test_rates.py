"""Rates are recorded, changed, prolonged, confirmed and withdrawn; finance hears of every new price."""

from datetime import date
from typing import Any

import pytest

from desk.kernel.commands import Handler
from desk.kernel.errors import Refused
from desk.kernel.prices import Basis
from desk.partners.carriers.standing import terminate_partner
from desk.partners.rates.choices import NoticeState, RateSource
from desk.partners.rates.commands import (
    add_rate,
    change_rate,
    confirm_rate,
    file_rate_evidence,
    update_rate,
    withdraw_rate,
)
from desk.partners.rates.events import RateChanged
from desk.partners.rates.imports import import_partner_rates
from desk.partners.rates.notices import (
    acknowledge_rate_notice,
    choose_example_ticket,
    send_rate_notice,
    unsent_notices,
)
from desk.partners.rates.queries import rate_card, rate_notice_card, rates_of, rates_to_confirm
from desk.screens.lists import Filter
from desk.storage.cabinet import Upload
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.freight.permissions import assert_matrix
from tests.partners.firms import KASHI_RATE, KORLA_RATE, partners, rates

NOTICE = "YB261116-001"
DEARER: dict[str, Any] = {
    "rate_id": 3,
    "effective_on": date(2026, 12, 1),
    "source": RateSource.WECHAT,
    "price_kg_mill": 600,
}


@pytest.fixture
def priced(office: Office) -> Office:
    """The fixture's three rates, Monday 16 November, 10:00."""
    rates(office)
    return office


def refusal(office: Office, login: str, command: Any, reason: str = "", **fields: Any) -> str:
    with pytest.raises(Refused) as caught:
        office.as_(login).with_(reason=reason).run(command, **fields)
    return str(caught.value)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"partner_id": 9}, "E006 找不到合作商「9」"),
        ({"from_place": " "}, "E001 起运地必填。"),
        ({"to_place": "乌有乡"}, "E007 目的地「乌有乡」"),
        ({"price_kg_mill": 0}, "E001 每公斤单价必填。"),
        ({"price_kg_mill": -1}, "E003"),
        ({"basis": Basis.P}, "E001 每件单价必填。"),
        ({"ratio": 50}, "E003 重泡比应在 100 到 1000 之间,现为 50。"),
        ({"min_charge_fen": -1}, "E003"),
        ({"door_fee_fen": -1}, "E003 送货费"),
        ({"return_price_kg_mill": 10_000_000}, "E003 返程价"),
        ({"transit_days": 0}, "E001 时效(天)必填。"),
        ({"transit_days": 61}, "E003 时效(天)应在 1 到 60 之间,现为 61。"),
        ({"valid_to": date(2025, 12, 31)}, "E019 有效期至不合规则:不能早于生效日 2026-01-01。"),
        ({"note": "长" * 201}, "E004"),
    ],
)
def test_what_a_rate_must_have(office: Office, fields: dict[str, Any], refused: str) -> None:
    partners(office)
    assert refused in refusal(office, "in", add_rate, **KASHI_RATE | fields)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "taken"),
    [
        (date(2026, 11, 30), None, True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), None, True),
        (date(2026, 3, 1), date(2026, 4, 1), True),
        (date(2026, 12, 1), None, False),
        (date(2025, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_two_rates_never_count_on_one_day(
    priced: Office, valid_from: date, valid_to: date | None, taken: bool
) -> None:
    rate = KASHI_RATE | {"to_place": "喀什地区", "valid_from": valid_from, "valid_to": valid_to}
    if taken:
        assert refusal(priced, "in", add_rate, **rate) == (
            "E122 乌鲁木齐→喀什 在 2026-01-01~2026-11-30 已有有效运价(版本 1),有效期不能重叠。"
        )
    else:
        priced.as_("in").run(add_rate, **rate)
    county = rate | {"to_place": "喀什市"}
    assert priced.as_("in").run(add_rate, **county).value > 3


def test_a_rate_without_end_leaves_no_room(priced: Office) -> None:
    rate = KORLA_RATE | {"valid_from": date(2030, 1, 1)}
    assert "在 2026-01-01~长期 已有有效运价" in refusal(priced, "in", add_rate, **rate)


def test_a_change_ends_the_old_rate_and_tells_finance(priced: Office) -> None:
    number = priced.as_("in").run(change_rate, **DEARER).value
    assert number == NOTICE
    new, old = priced.desk.ask(rates_of, partner="P003")
    assert (old.valid_to, new.valid_from, new.valid_to) == (
        date(2026, 11, 30),
        date(2026, 12, 1),
        None,
    )
    assert (new.price_kg_mill, new.return_price_kg_mill, new.door_fee_fen) == (600, 500, 6_000)
    assert (new.version_no, new.transit_days, new.source) == (2, 2, RateSource.WECHAT)
    notice = priced.desk.ask(rate_notice_card, number=number)
    assert (notice.state, notice.change_bp) == (NoticeState.DRAFT, 909)
    assert notice.due_at == at("2026-11-16 19:30")
    assert (notice.old.id, notice.new.id, notice.overdue) == (old.id, new.id, False)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"rate_id": 99}, "E006"),
        ({"price_kg_mill": 550}, "E019 运价不合规则:与原价相同,没有变更。"),
        ({"price_kg_mill": 0}, "E001"),
        ({"effective_on": date(2026, 11, 15)}, "E003 生效日应在 2026-11-16 到 2027-11-17 之间"),
        ({"ends_on": date(2026, 11, 30)}, "E019 有效期至不合规则:不能早于生效日 2026-12-01。"),
    ],
)
def test_what_a_change_is_refused_for(priced: Office, fields: dict[str, Any], refused: str) -> None:
    assert refused in refusal(priced, "in", change_rate, **DEARER | fields)
    (only,) = priced.desk.ask(rates_of, partner="P003")
    assert only.valid_to is None


def test_a_change_into_a_later_rate_is_refused_at_its_day(priced: Office) -> None:
    priced.as_("in").run(change_rate, **DEARER)
    sooner = DEARER | {"effective_on": date(2026, 11, 20), "price_kg_mill": 580}
    with pytest.raises(Refused) as caught:
        priced.desk.run(change_rate, **sooner)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("E122", "effective_on")
    sooner["ends_on"] = date(2026, 11, 30)
    assert priced.desk.run(change_rate, **sooner).value == "YB261116-002"


def test_only_a_new_price_concerns_finance(priced: Office) -> None:
    faster: dict[str, Any] = {
        "rate_id": 3,
        "effective_on": date(2026, 12, 1),
        "source": RateSource.PHONE,
    }
    assert priced.as_("in").run(change_rate, **faster, transit_days=1).value == ""
    assert len(priced.desk.list_ids("rate_notices")) == 0


def test_a_new_price_after_a_gap_is_a_change_too(priced: Office) -> None:
    after = {"valid_from": date(2027, 1, 1), "valid_to": None}
    desk = priced.as_("in")
    desk.run(add_rate, **KASHI_RATE | after | {"price_kg_mill": 1_000})
    (row,) = desk.list_rows("rate_notices", desk.list_ids("rate_notices")).values()
    assert row[:8] == (NOTICE, NoticeState.DRAFT, "喀什鸿运", "乌鲁木齐", "喀什", 950, 1_000, 526)
    same = KORLA_RATE | {"partner_id": 2, "valid_to": date(2026, 11, 30)}
    desk.run(add_rate, **same)
    desk.run(add_rate, **same | after)
    assert len(desk.list_ids("rate_notices")) == 1


def test_finance_must_know_before_the_rate_counts(priced: Office) -> None:
    priced.at("2026-11-21 18:00")
    tomorrow = DEARER | {"effective_on": date(2026, 11, 22)}
    number = priced.as_("in").run(change_rate, **tomorrow).value
    assert priced.desk.ask(rate_notice_card, number=number).due_at == at("2026-11-22 00:00")
    priced.at("2026-11-22 09:00")
    priced.as_("in").run(send_rate_notice, number=number)
    assert priced.desk.ask(rate_notice_card, number=number).overdue
    late = priced.desk.list_rows("rate_notices", priced.desk.list_ids("rate_notices"))
    names = [f.name for f in priced.desk.list_spec("rate_notices").fields]
    assert [bool(row[names.index("sent_late")]) for row in late.values()] == [True]


def test_the_way_of_a_notice(priced: Office) -> None:
    priced.as_("in").run(change_rate, **DEARER)
    given: dict[str, Any] = {"number": NOTICE, "finance_ack_by": "财务"}
    assert "E008" in refusal(priced, "in", acknowledge_rate_notice, **given)
    priced.at("2026-11-16 15:30")
    priced.as_("out").run(send_rate_notice, number="yb261116-001")
    assert "E008" in refusal(priced, "out", send_rate_notice, number=NOTICE)
    assert "E006" in refusal(priced, "out", send_rate_notice, number="YB261116-009")
    priced.at("2026-11-16 17:00")
    for fields, refused in (
        ({"finance_ack_by": " "}, "E001 财务签收人必填。"),
        ({"finance_ack_at": at("2026-11-16 17:01")}, "E171"),
        (
            {"finance_ack_at": at("2026-11-16 15:29")},
            "E170 事件时间 2026-11-16 15:29 早于上一节点 2026-11-16 15:30,请核对。",
        ),
    ):
        assert refused in refusal(priced, "in", acknowledge_rate_notice, **given | fields)
    desk = priced.as_("in")
    desk.run(acknowledge_rate_notice, **given, finance_ack_at=at("2026-11-16 16:40"))
    notice = desk.ask(rate_notice_card, number=NOTICE)
    assert (notice.state, notice.sent_by, notice.finance_ack_by) == (
        NoticeState.ACKED,
        "出港调度",
        "财务",
    )
    assert notice.finance_ack_at == at("2026-11-16 16:40")
    assert not notice.overdue


def test_the_example_ticket_is_chosen_before_sending(priced: Office) -> None:
    priced.as_("in").run(change_rate, **DEARER)
    usual = priced.desk.ask(rate_notice_card, number=NOTICE)
    assert (usual.effect.chargeable_kg, usual.effect.old_fen, usual.effect.new_fen) == (
        500,
        33_500,
        36_000,
    )
    example: dict[str, Any] = {
        "number": NOTICE,
        "weight_g": 145_000,
        "volume_cm3": 1_740_000,
        "pieces": 29,
    }
    wrong = example | {"weight_g": 0, "pieces": 10_000}
    assert refusal(priced, "in", choose_example_ticket, **wrong).count("E003") == 2
    priced.desk.run(choose_example_ticket, **example, door=False)
    chosen = priced.desk.ask(rate_notice_card, number=NOTICE)
    assert (chosen.effect.old_fen, chosen.effect.new_fen) == (31_800, 34_700)
    priced.desk.run(send_rate_notice, number=NOTICE)
    assert "E008" in refusal(priced, "in", choose_example_ticket, **example)


def test_rooms_above_name_what_a_change_touches(priced: Office) -> None:
    def touched(_work: Work, changed: RateChanged) -> None:
        changed.affected.append(f"BJ261116-001 {changed.old.lane}")

    handler = Handler(RateChanged, touched)
    priced.desk._gate.handlers.setdefault(handler.event, []).append(handler.function)
    priced.as_("in").run(change_rate, **DEARER)
    notice = priced.desk.ask(rate_notice_card, number=NOTICE)
    assert notice.affected == ("BJ261116-001 乌鲁木齐→库尔勒",)


def test_unsent_notices_stop_the_close_of_the_day_when_due(priced: Office) -> None:
    def unsent() -> list[str]:
        with priced.desk.reading() as read:
            return [f"{p.code} {p.message}" for p in unsent_notices(read).found]

    priced.as_("in").run(change_rate, **DEARER)
    kinds = {row.kind: row for row in priced.desk.today()}
    waiting = kinds["通知财务运价变更"]
    assert (waiting.number, waiting.due_at) == (NOTICE, at("2026-11-16 19:30"))
    assert waiting.title == "库尔勒捷运 乌鲁木齐→库尔勒"
    assert unsent() == []
    priced.at("2026-11-16 19:31")
    priced.as_("in")
    assert unsent() == [f"E165 运价变更 {NOTICE} 尚未通知财务(截止 2026-11-16 19:30)。"]
    priced.desk.run(send_rate_notice, number=NOTICE)
    assert unsent() == []
    assert "登记财务签收" in {row.kind for row in priced.desk.today()}
    assert "登记财务签收" not in {row.kind for row in priced.as_("jia").today()}


def test_a_rate_is_prolonged_or_shortened_but_keeps_its_price(priced: Office) -> None:
    desk = priced.as_("in")
    version = desk.ask(rate_card, rate_id=1).version
    desk.run(update_rate, rate_id=1, transit_days=4, valid_to=date(2027, 3, 31), version=version)
    row = desk.ask(rate_card, rate_id=1)
    assert (row.valid_to, row.transit_days, row.price_kg_mill) == (date(2027, 3, 31), 4, 950)
    assert "E211" in refusal(priced, "in", update_rate, rate_id=1, transit_days=3, version=version)
    assert "E003 有效期至应在 2026-11-15 到 长期 之间" in refusal(
        priced, "in", update_rate, rate_id=1, transit_days=3, valid_to=date(2026, 11, 14)
    )
    desk.run(change_rate, **DEARER)
    assert "E122" in refusal(priced, "in", update_rate, rate_id=3, transit_days=2)


def test_rates_are_confirmed_every_ninety_days(priced: Office) -> None:
    priced.at("2027-02-14 10:00")
    assert priced.as_("in").ask(rates_to_confirm) == []
    priced.at("2027-02-14 10:01")
    desk = priced.as_("in")
    assert [row.id for row in desk.ask(rates_to_confirm)] == [2, 3]  # the first ended in November
    (waiting, _) = (row for row in desk.today() if row.kind == "确认合作商运价")
    assert waiting.title == "喀什顺达 1 条运价超过 90 天未确认"
    assert waiting.arguments == {"ids": [2]}
    desk.run(confirm_rate, rate_id=2)
    priced.as_("boss").with_(reason="停运").run(terminate_partner, partner_id=3)
    assert priced.as_("in").ask(rates_to_confirm) == []


def test_evidence_hangs_on_the_rate(priced: Office) -> None:
    picture = Upload("微信截图.png", b"\x89PNG\r\n\x1a\n 0.95")
    desk = priced.as_("in")
    desk.run(file_rate_evidence, rate_id=1, files=(picture,))
    assert len(desk.ask(rate_card, rate_id=1).evidence) == 1
    assert refusal(priced, "in", file_rate_evidence, rate_id=1, files=()) == ("E001 依据附件必填。")


def test_a_mistaken_rate_is_withdrawn_by_the_manager(priced: Office) -> None:
    assert "E009" in refusal(priced, "boss", withdraw_rate, rate_id=1)
    priced.as_("boss").with_(reason="录错").run(withdraw_rate, rate_id=1)
    for command in (confirm_rate, withdraw_rate):
        login = "in" if command is confirm_rate else "boss"
        assert "E008 合作商运价当前为「已作废」" in refusal(
            priced, login, command, "再次", rate_id=1
        )
    desk = priced.as_("in")
    assert list(desk.list_ids("partner_rates")) == [2, 3]
    assert list(desk.list_ids("partner_rates", [Filter("withdrawn", "is", True)])) == [1]
    assert desk.run(add_rate, **KASHI_RATE).value == 4
    assert desk.ask(rate_card, rate_id=4).version_no == 2
    desk.run(change_rate, **DEARER)
    assert "E019 作废运价不合规则:已有变更通知 YB261116-001" in refusal(
        priced, "boss", withdraw_rate, "录错", rate_id=5
    )


def test_who_may_do_what(office: Office) -> None:
    dispatchers, all_but_clerks = "IN OUT", "IN OUT MGR"
    assert_matrix(
        office,
        {
            add_rate: dispatchers,
            change_rate: dispatchers,
            update_rate: dispatchers,
            confirm_rate: dispatchers,
            file_rate_evidence: dispatchers,
            import_partner_rates: dispatchers,
            withdraw_rate: "MGR",
            send_rate_notice: all_but_clerks,
            acknowledge_rate_notice: all_but_clerks,
            choose_example_ticket: all_but_clerks,
        },
    )
