"""What is typed into a customer record, and the checks on it.

The card hands out the same entries with personal values masked; a masked value that comes back
unchanged means that the stored one stays.
"""

from dataclasses import dataclass
from datetime import date, datetime

from desk.archive.customers.choices import (
    ON_CREDIT,
    AddressLabel,
    ContactRole,
    CustomerKind,
    CustomerSource,
    CustomerType,
    PayTerms,
)
from desk.archive.customers.rules import check_codes, check_name, check_phone, check_text
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems
from desk.kernel.quantities import show_money
from desk.kernel.text import tr

LIMIT_MOST_FEN = 10_000_000_000


@dataclass(frozen=True, kw_only=True)
class ContactEntry:
    """One contact; at least one of `mobile` and `phone` is needed."""

    name: str
    role: ContactRole | None = None
    mobile: str = ""
    phone: str = ""
    wechat: str = ""
    is_primary: bool = False
    call_time_pref: str = ""
    do_not_call: bool = False


@dataclass(frozen=True, kw_only=True)
class AddressEntry:
    """One address; `place` is city and county as typed (喀什市, 新疆伊宁市), only `street` is free."""

    place: str
    street: str
    label: AddressLabel | None = None
    geo_note: str = ""
    is_default: bool = False


@dataclass(frozen=True, kw_only=True)
class CustomerEntry:
    """The customer's own fields; `owner_id` None is the acting user, later whoever it was."""

    name: str
    customer_type: CustomerType
    kinds: tuple[CustomerKind, ...]
    settlement: PayTerms
    uscc: str = ""
    id_card: str = ""
    industry: str = ""
    source: CustomerSource | None = None
    salesperson: str = ""
    owner_id: int | None = None
    credit_limit_fen: int = 0
    credit_days: int = 0
    statement_day: int | None = None
    invoice_title: str = ""
    tax_no: str = ""
    bank: str = ""
    account: str = ""
    intention: str = ""
    lanes_of_interest: str = ""
    goods_usual: str = ""
    volume_per_month: str = ""
    special_requirements: str = ""
    contract_no: str = ""
    contract_valid_to: date | None = None
    privacy_notice_at: datetime | None = None
    marketing_consent: bool = False
    verified_on: date | None = None


# field, label, most characters
LINES = (
    ("industry", "行业", 40),
    ("salesperson", "业务员", 60),
    ("invoice_title", "发票抬头", 100),
    ("tax_no", "税号", 20),
    ("bank", "开户行", 60),
    ("account", "账号", 40),
    ("contract_no", "合同编号", 40),
)
NOTES = (
    ("intention", "合作意愿", 500),
    ("lanes_of_interest", "意向线路", 500),
    ("goods_usual", "常发货物", 500),
    ("volume_per_month", "月货量", 500),
    ("special_requirements", "特殊要求", 500),
)


def check_customer(problems: Problems, entry: CustomerEntry, now: datetime, today: date) -> None:
    """Collect whatever is wrong with the customer's own fields (masked ones replaced before)."""
    check_name(problems, entry.name, "name", tr("客户名称"))
    problems.require(entry.kinds, "kinds", tr("业务类别"))
    for field, label, most in LINES:
        check_text(problems, getattr(entry, field), field, tr(label), most)
    for field, label, most in NOTES:
        check_text(problems, getattr(entry, field), field, tr(label), most, lines=True)
    check_codes(problems, entry.uscc, entry.id_card)
    private = entry.customer_type is CustomerType.PERSON
    why = tr("只登记个人客户的身份证")
    problems.check(private or not entry.id_card, "E019", "id_card", label=tr("身份证号"), why=why)
    _check_credit_terms(problems, entry)
    ahead = entry.verified_on is not None and entry.verified_on > today
    problems.check(not ahead, "E171", "verified_on")
    told_ahead = entry.privacy_notice_at is not None and entry.privacy_notice_at > now
    problems.check(not told_ahead, "E171", "privacy_notice_at")


def _check_credit_terms(problems: Problems, entry: CustomerEntry) -> None:
    limit, days, day = entry.credit_limit_fen, entry.credit_days, entry.statement_day
    problems.check(
        0 <= limit <= LIMIT_MOST_FEN,
        "E003",
        "credit_limit_fen",
        label=tr("信用额度"),
        lo=0,
        hi=show_money(LIMIT_MOST_FEN),
        v=show_money(limit),
    )
    label = tr("账期天数")
    if problems.check(0 <= days <= 180, "E003", "credit_days", label=label, lo=0, hi=180, v=days):
        fits = not days or entry.settlement in ON_CREDIT
        why = tr("只有月结和欠付客户有账期")
        problems.check(fits, "E019", "credit_days", label=label, why=why)
    in_month = day is None or 1 <= day <= 28
    problems.check(in_month, "E003", "statement_day", label=tr("对账日"), lo=1, hi=28, v=day)


def check_contact(problems: Problems, entry: ContactEntry) -> None:
    """A name, and a mobile or a phone that can be called."""
    if problems.require(entry.name, "name", tr("联系人姓名")):
        check_text(problems, entry.name.strip(), "name", tr("联系人姓名"), 60)
    if not entry.mobile.strip() and not entry.phone.strip():
        problems.add("E001", "mobile", label=tr("手机或座机"))
    check_phone(problems, entry.mobile, "mobile")
    check_phone(problems, entry.phone, "phone")
    check_text(problems, entry.wechat, "wechat", tr("微信"), 40)
    check_text(problems, entry.call_time_pref, "call_time_pref", tr("联系时间"), 60)


def check_address(problems: Problems, entry: AddressEntry) -> None:
    """A place of the official table and a street."""
    if problems.require(entry.place, "place", tr("所在地")):
        known = find_division(entry.place) is not None
        problems.check(known, "E007", "place", v=entry.place.strip())
    if problems.require(entry.street, "street", tr("详细地址")):
        check_text(problems, entry.street.strip(), "street", tr("详细地址"), 120)
    check_text(problems, entry.geo_note, "geo_note", tr("位置说明"), 200, lines=True)
