"""P-07: what the customer file card says, masked and in full, with and without figures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desk.archive.customers.choices import (
    AddressLabel,
    CustomerClass,
    CustomerSource,
    CustomerType,
)
from desk.archive.customers.commands import update_customer
from desk.archive.customers.figures import (
    MonthFigures,
    ServiceRow,
    monthly_figures,
    recent_service,
)
from desk.archive.customers.standing import override_class
from desk.documents.papers import Paper
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.kernel.actor import Actor
from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from desk.storage.work import Reader
from tests.archive.customers.makers import (
    AYGUL,
    FRUIT,
    ID_CARD,
    KASHGAR,
    LIU,
    STORE,
    USCC,
    added,
    card,
)
from tests.archive.customers.test_standing import ship
from tests.conftest import Office, at
from tests.snapshots import check_snapshot

RICH = replace(
    FRUIT,
    uscc=USCC,
    industry="果品批发",
    source=CustomerSource.REFERRAL,
    salesperson="赵磊",
    credit_limit_fen=500_000,
    credit_days=30,
    statement_day=25,
    invoice_title="新疆天果园果品有限公司",
    tax_no=USCC,
    bank="中国农业银行乌鲁木齐北京路支行",
    account="6222000011112222",
    intention="愿签年度合同",
    lanes_of_interest="乌鲁木齐→郑州、乌鲁木齐→许昌",
    goods_usual="香梨、葡萄干",
    volume_per_month="约 40 票 12 吨",
    special_requirements="冬季防冻,提前一小时电话联系",
    contract_no="HT-2026-018",
    contract_valid_to=date(2027, 6, 30),
    verified_on=date(2026, 11, 10),
    privacy_notice_at=at("2026-07-01 10:30"),
    marketing_consent=True,
)


@pytest.fixture
def figures() -> Iterator[None]:
    """Two rooms above that know something, as freight and care will."""

    def months(_read: Reader, _id: int, first: date, after: date) -> list[MonthFigures]:
        assert (first, after) == (date(2025, 11, 1), date(2026, 11, 1))
        return [
            MonthFigures(date(2026, 9, 1), 31, 412, 9_876_500, 1_234_550, 210_020),
            MonthFigures(date(2026, 10, 1), 40, 520, 12_000_000, 1_500_000, -5_000),
        ]

    def service(_read: Reader, _id: int, most: int) -> list[ServiceRow]:
        rows = [
            ServiceRow(date(2026, 9, 3), "投诉", "TS260903-001", "晚到一天,已致歉"),
            ServiceRow(date(2026, 10, 12), "回访", "HF261012-002", "满意,5 分"),
        ]
        return rows[:most]

    monthly_figures.append(months)
    recent_service.append(service)
    yield
    monthly_figures.remove(months)
    recent_service.remove(service)


def rich_customer(office: Office) -> int:
    desk = office.as_("boss")
    contacts = (
        replace(LIU, wechat="liugong", call_time_pref="上午"),
        replace(AYGUL, do_not_call=True),
    )
    store = replace(STORE, label=AddressLabel.WAREHOUSE)
    made = added(desk, RICH, contacts, (store, KASHGAR))
    desk.run(ship, customer_id=made, on=date(2026, 7, 2))
    desk.run(ship, customer_id=made, on=date(2026, 11, 12))
    until = date(2027, 6, 30)
    desk.run(override_class, customer_id=made, customer_class=CustomerClass.A, until=until,
             reason="战略客户")  # fmt: skip
    clerk = office.as_("jia")
    entry = replace(card(clerk, made).entry, account="6222000033334444", credit_days=45)
    clerk.run(update_customer, customer_id=made, row_version=None, customer=entry)
    return made


def paper(office: Office, **options: str) -> Paper:
    (made,) = office.desk.paper("P-07", "K00001", print_no=1, **options)
    assert isinstance(made, Paper)
    return made


def test_the_masked_card_with_figures(office: Office, figures: None) -> None:
    rich_customer(office)
    office.as_("boss")
    check_snapshot("p07_customer_card", snapshot_text(paper(office)))


def test_the_full_card_of_a_private_person_names_its_reason(office: Office) -> None:
    desk = office.as_("boss")
    private = replace(
        FRUIT, name="王建国", customer_type=CustomerType.PERSON, id_card=ID_CARD, account="62220000"
    )
    added(desk, private, (LIU,), (KASHGAR,))
    masked = snapshot_text(paper(office))
    for hidden in (ID_CARD, "13800000001", "刘建国", "62220000", "人民东路"):
        assert hidden not in masked
    assert "喀什地区喀什市****" in masked
    assert "个人信息: 已掩码" in masked
    full = snapshot_text(paper(office, reveal_reason="对账"))
    check_snapshot("p07_customer_card_full", full)
    for shown in (
        ID_CARD,
        "13800000001",
        "刘建国",
        "62220000",
        "人民东路",
        "个人信息: 全号,用于对账",
    ):
        assert shown in full


def test_only_the_manager_sees_the_margin(office: Office, figures: None) -> None:
    rich_customer(office)
    office.as_("boss")
    assert "毛利" in snapshot_text(paper(office))
    for login in ("jia", "in", "out"):
        office.as_(login)
        text = snapshot_text(paper(office))
        assert "毛利" not in text
        assert "12,345.50" in text


def test_without_figures_a_dash_stands_for_them(office: Office) -> None:
    added(office.as_("jia"))
    text = snapshot_text(paper(office))
    for title in ("近 12 个月业务", "近 5 次回访、投诉、理赔", "变更记录"):
        assert f"{title}\n—\n" in text


def test_full_numbers_need_the_right_and_a_customer(office: Office) -> None:
    desk = office.as_("boss")
    added(desk)
    desk.actor = Actor(9, "fu", "副总", Role.DGM)
    assert "138****0001" in snapshot_text(paper(office))
    with pytest.raises(Refused) as caught:
        paper(office, reveal_reason="对账")
    assert caught.value.codes == ("E210",)
    with pytest.raises(Refused) as caught:
        desk.paper("P-07", "K99999")
    assert caught.value.codes == ("E006",)


def test_the_card_fits_one_sheet_of_paper_with_every_sign_in_a_font(
    office: Office, figures: None
) -> None:
    rich_customer(office)
    office.as_("boss")
    result = render_pdf(paper(office))
    assert result.missing == frozenset()
    assert result.pages <= 2
