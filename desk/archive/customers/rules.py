"""What a customer record must look like and what follows from it. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from desk.archive.customers.choices import (
    ChangeStatus,
    CustomerClass,
    CustomerStatus,
    CustomerType,
    Stage,
)
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems
from desk.kernel.identity import (
    clean_text,
    has_control_characters,
    is_id_card,
    is_phone,
    is_uscc,
)
from desk.kernel.moments import local
from desk.kernel.quantities import round_half_up
from desk.kernel.retention import years_after
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

if TYPE_CHECKING:
    from desk.archive.customers.model import Customer

_ACTIVE, _FROZEN = CustomerStatus.ACTIVE, CustomerStatus.FROZEN
_MERGED, _ARCHIVED = CustomerStatus.MERGED, CustomerStatus.ARCHIVED
_ANONYMISED = CustomerStatus.ANONYMISED

CUSTOMER_STATES = StateTable(
    obj="客户",
    initial=_ACTIVE,
    moves=(
        Move("freeze_customer", moves_from(_ACTIVE), _FROZEN, "冻结", needs_reason=True),
        Move("unfreeze_customer", moves_from(_FROZEN), _ACTIVE, "解冻", needs_reason=True),
        Move("archive_customer", moves_from(_ACTIVE, _FROZEN), _ARCHIVED, "归档", True),
        Move("restore_customer", moves_from(_ARCHIVED), _ACTIVE, "恢复", needs_reason=True),
        Move("merge_customers", moves_from(_ACTIVE, _FROZEN, _ARCHIVED), _MERGED, "合并", True),
        Move("anonymise_customer", moves_from(_ARCHIVED), _ANONYMISED, "匿名化", True),
    ),
    final=frozenset({_MERGED, _ANONYMISED}),
)

CHANGE_STATES = StateTable(
    obj="客户变更",
    initial=ChangeStatus.PENDING,
    moves=(
        Move("approve_change", moves_from(ChangeStatus.PENDING), ChangeStatus.VERIFIED, "核实"),
        Move(
            "reject_change", moves_from(ChangeStatus.PENDING), ChangeStatus.REJECTED, "驳回", True
        ),
    ),
    final=frozenset({ChangeStatus.VERIFIED, ChangeStatus.REJECTED}),
)

NEW_DAYS = DORMANT_DAYS = 90
CHURNED_DAYS = 180
OVERRIDE_DAYS = 366
LONGEST_PLACE = 30
KEPT_YEARS_WITH_TICKETS, KEPT_YEARS_WITHOUT = 5, 1

_FIRM_SIGNS = ("公司", "厂", "合作社", "集团", "中心", "医院", "学校", "大学", "局", "分公司")
_SHOP_SIGNS = ("店", "行", "部", "铺", "商贸", "超市", "市场", "馆")


def likely_type(name: str) -> CustomerType:
    """The type a bare name suggests, until somebody fills in the record.

    Source: assumed.
    """
    if any(sign in name for sign in _FIRM_SIGNS):
        return CustomerType.COMPANY
    if (len(name) > 4 and "·" not in name) or name.endswith(_SHOP_SIGNS):
        return CustomerType.SOLE
    return CustomerType.PERSON


def check_text(
    problems: Problems, text: str, field: str, label: str, most: int, *, lines: bool = False
) -> None:
    """No control characters, at most so many characters; empty is allowed."""
    problems.check(not has_control_characters(text, lines=lines), "E012", field, label=label)
    problems.fits(text, most, field, label)


def check_name(problems: Problems, name: str, field: str, label: str) -> None:
    """A name of 2–60 characters without control characters."""
    clean = clean_text(name)
    if problems.require(clean, field, label):
        check_text(problems, clean, field, label, 60)
        problems.check(len(clean) >= 2, "E019", field, label=label, why=tr("至少 2 个字"))


def check_phone(problems: Problems, phone: str, field: str) -> None:
    """A mobile, a landline with area code or a 400 number; empty is allowed."""
    problems.check(not phone.strip() or is_phone(phone), "E102", field, v=phone.strip())


def check_codes(problems: Problems, uscc: str, id_card: str) -> None:
    """Unified social credit code and identity number by their check digits; empty is allowed."""
    problems.check(not uscc or is_uscc(uscc), "E106", "uscc", label=tr("统一社会信用代码"), v=uscc)
    shown = id_card[:3] + "…" + id_card[-4:]
    fits = not id_card or is_id_card(id_card)
    problems.check(fits, "E106", "id_card", label=tr("身份证号"), v=shown)


def _required(customer: "Customer") -> dict[str, bool]:
    return {
        tr("名称"): bool(customer.name),
        tr("类型"): bool(customer.customer_type),
        tr("业务类别"): bool(customer.kinds),
        tr("结算"): bool(customer.settlement),
        tr("负责人"): bool(customer.owner_id),
        tr("电话"): any(contact.number for contact in customer.contacts),
    }


def _recommended(customer: "Customer") -> dict[str, bool]:
    parts = {
        tr("第二联系人"): sum(bool(contact.number) for contact in customer.contacts) >= 2,
        tr("地址"): bool(customer.addresses),
        tr("结算方式"): bool(customer.settlement),
        tr("合同"): bool(customer.contract_no),
        tr("行业"): bool(customer.industry),
    }
    if customer.customer_type is not CustomerType.PERSON:
        parts[tr("统一社会信用代码")] = bool(customer.uscc)
    return parts


def completeness_bp(customer: "Customer") -> int:
    """How complete the record is, in basis points: required parts 60 %, recommended ones 40 %.

    A private person needs no credit code, so the recommended share is divided by the other five.

    Source: spec 3.1; the exemption assumed.
    """
    required, recommended = _required(customer).values(), _recommended(customer).values()
    return round_half_up(6000 * sum(required), len(required)) + round_half_up(
        4000 * sum(recommended), len(recommended)
    )


def missing_parts(customer: "Customer") -> str:
    """What the record lacks, in words: 「地址、合同、行业」; empty when it is whole."""
    parts = _required(customer) | _recommended(customer)
    return "、".join(name for name, there in parts.items() if not there)


def stage_on(today: date, first_ticket_on: date | None, last_ticket_on: date | None) -> Stage:
    """The stage by tickets: new for 90 days, dormant after 90 and churned after 180 without one.

    Source: spec 3.1, 5.10.
    """
    if first_ticket_on is None or last_ticket_on is None:
        return Stage.PROSPECT
    if (today - last_ticket_on).days >= CHURNED_DAYS:
        return Stage.CHURNED
    if (today - last_ticket_on).days >= DORMANT_DAYS:
        return Stage.DORMANT
    return Stage.NEW if (today - first_ticket_on).days < NEW_DAYS else Stage.ACTIVE


def classes_by_revenue(revenue_fen: Mapping[int, int]) -> dict[int, CustomerClass]:
    """ABC class by customer id: the share of those before him < 80 % is A, < 95 % is B, else C.

    Without revenue the class is C; equal revenues keep the order of their ids.

    Source: spec 5.10.
    """
    whole = sum(fen for fen in revenue_fen.values() if fen > 0)
    before, classes = 0, {}
    for customer_id, fen in sorted(revenue_fen.items(), key=lambda pair: (-pair[1], pair[0])):
        if fen <= 0 or before * 100 >= whole * 95:
            classes[customer_id] = CustomerClass.C
        else:
            is_a = before * 100 < whole * 80
            classes[customer_id] = CustomerClass.A if is_a else CustomerClass.B
        before += max(fen, 0)
    return classes


def retention_until(customer: "Customer") -> date:
    """The day from which the record may be anonymised: 5 years after the last ticket, 1 without.

    Source: spec 5.13.
    """
    if customer.last_ticket_on:
        return years_after(customer.last_ticket_on, KEPT_YEARS_WITH_TICKETS)
    return years_after(local(customer.created_at).date(), KEPT_YEARS_WITHOUT)


def class_on(customer: "Customer", today: date) -> CustomerClass:
    """The class that counts: the one set by hand while it is valid, else the computed one.

    Source: spec 5.10.
    """
    until = customer.class_override_until
    if customer.class_override is not None and until is not None and today <= until:
        return customer.class_override
    return customer.customer_class


def split_address(text: str) -> tuple[str, str] | None:
    """Cut a written address into its place and its street: 「喀什市」 and 「人民东路1号」.

    The longest beginning that names a city or county is the place; without a street the place
    stands for it. None when no beginning names one.

    Source: assumed.
    """
    plain = clean_text(text)
    for cut in range(min(len(plain), LONGEST_PLACE), 1, -1):
        if find_division(plain[:cut]) is not None:
            place = clean_text(plain[:cut])
            return place, clean_text(plain[cut:]) or place
    return None
