"""How the office stands to a customer: frozen, archived, deleted, anonymised, classed by hand."""

from datetime import date, timedelta

from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.filling import rename
from desk.archive.customers.model import Customer
from desk.archive.customers.opening import move, open_customer
from desk.archive.customers.references import reference_count
from desk.archive.customers.rules import OVERRIDE_DAYS, check_text, retention_until
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


@command("customer.approve", "冻结客户", example='{"customer_id": 1}')
def freeze_customer(work: Work, *, customer_id: int) -> None:
    """Stop a customer's credit; cash business goes on. The reason is the command's.

    Raises:
        Refused: E006, E008, E009.
    """
    move(work, work.get(Customer, customer_id, tr("客户")), "freeze_customer")


@command("customer.approve", "解冻客户", example='{"customer_id": 1}')
def unfreeze_customer(work: Work, *, customer_id: int) -> None:
    """Give a frozen customer his credit back. The reason is the command's.

    Raises:
        Refused: E006, E008, E009.
    """
    move(work, work.get(Customer, customer_id, tr("客户")), "unfreeze_customer")


@command("customer.void", "归档客户", example='{"customer_id": 1}')
def archive_customer(work: Work, *, customer_id: int) -> None:
    """Put a customer away: he is no longer offered at the counter. The reason is the command's.

    Raises:
        Refused: E006, E008, E009.
    """
    move(work, work.get(Customer, customer_id, tr("客户")), "archive_customer")


@command("customer.void", "恢复客户", example='{"customer_id": 1}')
def restore_customer(work: Work, *, customer_id: int) -> None:
    """Bring an archived customer back. The reason is the command's.

    Raises:
        Refused: E006, E008, E009.
    """
    move(work, work.get(Customer, customer_id, tr("客户")), "restore_customer")


@command("customer.void", "删除客户", example='{"customer_id": 1}')
def delete_customer(work: Work, *, customer_id: int) -> None:
    """Delete a customer entered by mistake, with contacts, addresses and change requests.

    Raises:
        Refused: E006, E104 as soon as any record of another room names him.

    Source: spec 3.1.
    """
    found = work.get(Customer, customer_id, tr("客户"))
    used = reference_count(work.session, found.id)
    if used:
        raise refuse("E104", n=used)
    work.session.delete(found)


@command("customer.void", "匿名化客户", example='{"customer_id": 1}')
def anonymise_customer(work: Work, *, customer_id: int) -> None:
    """Take everything personal out of an archived customer whose retention has ended.

    Raises:
        Refused: E006, E008, E009, E213 before the retention ends.

    Source: spec 3.1, 5.13.
    """
    found = work.get(Customer, customer_id, tr("客户"))
    until = retention_until(found)
    if work.today < until:
        raise refuse("E213", d=until)
    move(work, found, "anonymise_customer")
    forget(found)


def forget(found: Customer) -> None:
    """Take everything personal out of a customer; his code and figures stay."""
    rename(found, tr("匿名客户") + found.code)
    found.uscc = found.tax_no = found.invoice_title = found.bank = found.account = ""
    found.id_card, found.salesperson = None, ""
    for name in ("intention", "lanes_of_interest", "goods_usual", "special_requirements"):
        setattr(found, name, "")
    found.contacts.clear()
    found.addresses.clear()
    found.changes.clear()


@command(
    "customer.approve",
    "指定客户分类",
    example='{"customer_id": 1, "customer_class": "A", "until": "2027-06-30", "reason": "战略客户"}',
)
def override_class(
    work: Work,
    *,
    customer_id: int,
    customer_class: CustomerClass | None,
    until: date | None = None,
    reason: str,
) -> None:
    """Set a class by hand for at most 12 months, or lift it with None.

    Raises:
        Refused: E001, E003, E004, E006, E008, E009.

    Source: spec 5.10.
    """
    found = open_customer(work, customer_id)
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("指定分类"))
    problems, label = Problems(), tr("有效期至")
    check_text(problems, reason.strip(), "reason", tr("原因"), 200)
    if customer_class is None:
        until = None
    elif until is None:
        problems.add("E001", "until", label=label)
    else:
        lo, hi = work.today, work.today + timedelta(days=OVERRIDE_DAYS)
        problems.check(lo <= until <= hi, "E003", "until", label=label, lo=lo, hi=hi, v=until)
    problems.raise_if_any()
    found.class_override = customer_class
    found.class_override_reason = reason.strip()
    found.class_override_until = until
