"""Changes a clerk may only ask for: name, tax number, bank account, credit (spec 3.2)."""

from sqlalchemy import select

from desk.archive.customers.choices import ChangeField, ChangeSource, ChangeStatus
from desk.archive.customers.entries import LIMIT_MOST_FEN, CustomerEntry
from desk.archive.customers.filling import rename, settle
from desk.archive.customers.model import Customer, CustomerChange
from desk.archive.customers.opening import open_customer
from desk.archive.customers.rules import CHANGE_STATES, check_name, check_text
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.quantities import parse_count, parse_money, show_money
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

_ATTRIBUTES = {
    ChangeField.NAME: "name",
    ChangeField.TAX_NO: "tax_no",
    ChangeField.BANK: "bank",
    ChangeField.ACCOUNT: "account",
    ChangeField.CREDIT_LIMIT: "credit_limit_fen",
    ChangeField.CREDIT_DAYS: "credit_days",
}
_MOST = {ChangeField.TAX_NO: 20, ChangeField.BANK: 60, ChangeField.ACCOUNT: 40}


def is_free_to_change(read: Reader) -> bool:
    """Whether the acting user may change guarded fields at once."""
    return read.may("customer.approve")


def written(changed: ChangeField, record: Customer | CustomerEntry) -> str:
    """A guarded value as it is written in a change request: credit in 元, days as a number."""
    value = getattr(record, _ATTRIBUTES[changed])
    return show_money(value) if changed is ChangeField.CREDIT_LIMIT else clean_text(str(value))


def _apply(customer: Customer, changed: ChangeField, text: str) -> None:
    if changed is ChangeField.NAME:
        rename(customer, text)
    elif changed is ChangeField.CREDIT_LIMIT:
        customer.credit_limit_fen = parse_money(text)
    elif changed is ChangeField.CREDIT_DAYS:
        customer.credit_days = parse_count(text)
    else:
        setattr(customer, _ATTRIBUTES[changed], text)


def _read(changed: ChangeField, typed: str) -> str:
    """What was typed, checked, as `written` writes it."""
    problems, label, text = Problems(), changed.label, clean_text(typed)
    if changed is ChangeField.NAME:
        check_name(problems, text, "new_value", label)
    elif changed is ChangeField.CREDIT_LIMIT:
        limit = parse_money(text, label, "new_value")
        lo, hi, text = 0, show_money(LIMIT_MOST_FEN), show_money(limit)
        fits = 0 <= limit <= LIMIT_MOST_FEN
        problems.check(fits, "E003", "new_value", label=label, lo=lo, hi=hi, v=text)
    elif changed is ChangeField.CREDIT_DAYS:
        days = parse_count(text, label, "new_value")
        text = str(days)
        problems.check(days <= 180, "E003", "new_value", label=label, lo=0, hi=180, v=days)
    else:
        check_text(problems, text, "new_value", label, _MOST[changed])
    problems.raise_if_any()
    return text


def take_over(customer: Customer, entry: CustomerEntry) -> None:
    """Change the guarded fields at once."""
    for changed in ChangeField:
        if written(changed, customer) != written(changed, entry):
            _apply(customer, changed, written(changed, entry))


def ask_for_changes(
    work: Work, customer: Customer, entry: CustomerEntry, source: ChangeSource, evidence: str
) -> tuple[int, ...]:
    """Turn what differs in the guarded fields into change requests; returns their ids."""
    return tuple(
        _ask(work, customer, changed, written(changed, entry), source, evidence)
        for changed in ChangeField
        if written(changed, customer) != written(changed, entry)
    )


def _ask(
    work: Work,
    customer: Customer,
    changed: ChangeField,
    new_value: str,
    source: ChangeSource,
    evidence: str,
) -> int:
    same = select(CustomerChange.id).where(
        CustomerChange.customer_id == customer.id,
        CustomerChange.changed == changed,
        CustomerChange.new_value == new_value,
        CustomerChange.status == ChangeStatus.PENDING,
    )
    waiting = work.session.scalar(same)
    if waiting is not None:
        return waiting
    change = CustomerChange(
        changed=changed,
        old_value=written(changed, customer),
        new_value=new_value,
        source=source,
        evidence=evidence.strip(),
    )
    customer.changes.append(change)
    work.session.flush()
    return change.id


@command(
    "customer.update",
    "申请客户变更",
    example='{"customer_id": 1, "changed": "ACCOUNT", "new_value": "6222000011112222",'
    ' "source": "LETTER", "evidence": "盖章函"}',
)
def request_change(
    work: Work,
    *,
    customer_id: int,
    changed: ChangeField,
    new_value: str,
    source: ChangeSource,
    evidence: str = "",
) -> int:
    """Note a guarded change the customer asked for; returns the id of the waiting request.

    Raises:
        Refused: E001, E002, E003, E004, E006, E008, E012, E019.

    Source: spec 3.2.
    """
    customer = open_customer(work, customer_id)
    text = _read(changed, new_value)
    problems = Problems()
    check_text(problems, evidence, "evidence", tr("依据"), 200)
    why = tr("与现有资料相同")
    label = changed.label
    problems.check(text != written(changed, customer), "E019", "new_value", label=label, why=why)
    problems.raise_if_any()
    return _ask(work, customer, changed, text, source, evidence)


@command("customer.approve", "核实客户变更", example='{"change_id": 1}')
def approve_change(work: Work, *, change_id: int) -> None:
    """Verify a requested change and write it into the customer.

    Raises:
        Refused: E006, E008, E190 for the one who asked for it.

    Source: spec 3.2.
    """
    change = work.get(CustomerChange, change_id, tr("客户变更"))
    if change.created_by == work.actor.user_id:
        raise refuse("E190", obj=tr("客户变更"))
    customer = open_customer(work, change.customer_id)
    _decide(work, change, "approve_change")
    _apply(customer, change.changed, change.new_value)
    settle(customer)


@command("customer.approve", "驳回客户变更", example='{"change_id": 1}')
def reject_change(work: Work, *, change_id: int) -> None:
    """Turn a requested change down. The reason is the command's.

    Raises:
        Refused: E004, E006, E008, E191.

    Source: spec 3.2.
    """
    change = work.get(CustomerChange, change_id, tr("客户变更"))
    reason = work.reason.strip()
    if not reason:
        raise refuse("E191", "reason")
    problems = Problems()
    check_text(problems, reason, "reason", tr("驳回原因"), 200)
    problems.raise_if_any()
    _decide(work, change, "reject_change")
    change.reject_reason = reason


def _decide(work: Work, change: CustomerChange, name: str) -> None:
    change.status = CHANGE_STATES.step(change.status, name, work.reason)
    change.decided_by, change.decided_at = work.actor.user_id, work.now
