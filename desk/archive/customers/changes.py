"""Changes a clerk may only ask for: name, tax number, bank account, credit (spec 3.2)."""

from sqlalchemy import select

from desk.archive.customers.changing import apply_change, read_change, written
from desk.archive.customers.choices import (
    GUARDED_CHANGES,
    ChangeField,
    ChangeSource,
    ChangeStatus,
)
from desk.archive.customers.entries import CustomerEntry
from desk.archive.customers.filling import settle
from desk.archive.customers.model import Customer, CustomerChange
from desk.archive.customers.opening import open_customer
from desk.archive.customers.rules import CHANGE_STATES, check_text
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


def is_free_to_change(read: Reader) -> bool:
    """Whether the acting user may change guarded fields at once."""
    return read.may("customer.approve")


def take_over(customer: Customer, entry: CustomerEntry) -> None:
    """Change the guarded fields at once."""
    for changed in GUARDED_CHANGES:
        if written(changed, customer) != written(changed, entry):
            apply_change(customer, changed, written(changed, entry))


def ask_for_changes(
    work: Work, customer: Customer, entry: CustomerEntry, source: ChangeSource, evidence: str
) -> tuple[int, ...]:
    """Turn what differs in the guarded fields into change requests; returns their ids."""
    return tuple(
        _ask(work, customer, changed, written(changed, entry), source, evidence)
        for changed in GUARDED_CHANGES
        if written(changed, customer) != written(changed, entry)
    )


def _ask(
    work: Work,
    customer: Customer,
    changed: ChangeField,
    new_value: str,
    source: ChangeSource,
    evidence: str,
    part_id: int | None = None,
) -> int:
    same = select(CustomerChange.id).where(
        CustomerChange.customer_id == customer.id,
        CustomerChange.changed == changed,
        CustomerChange.new_value == new_value,
        CustomerChange.part_id.is_not_distinct_from(part_id),
        CustomerChange.status == ChangeStatus.PENDING,
    )
    waiting = work.session.scalar(same)
    if waiting is not None:
        return waiting
    return _noted(work, customer, changed, new_value, source, evidence, part_id).id


def _noted(
    work: Work,
    customer: Customer,
    changed: ChangeField,
    new_value: str,
    source: ChangeSource,
    evidence: str,
    part_id: int | None,
) -> CustomerChange:
    change = CustomerChange(
        changed=changed,
        part_id=part_id,
        old_value=written(changed, customer, part_id),
        new_value=new_value,
        source=source,
        evidence=evidence.strip(),
        status=CHANGE_STATES.initial,
    )
    customer.changes.append(change)
    work.session.flush()
    return change


def note_change(
    work: Work,
    customer: Customer,
    changed: ChangeField,
    typed: str,
    source: ChangeSource,
    evidence: str,
    part_id: int | None = None,
) -> int:
    """Note what a customer said in a re-check; what is not guarded is verified by that very call.

    The manager's own notes count at once too. Returns the change's id.

    Raises:
        Refused: E001, E002, E003, E004, E005, E006, E007, E012, E019, E102.

    Source: spec 3.2; the verification by the call assumed.
    """
    text = _checked(customer, changed, typed, evidence, part_id)
    if changed in GUARDED_CHANGES and not is_free_to_change(work):
        return _ask(work, customer, changed, text, source, evidence, part_id)
    change = _noted(work, customer, changed, text, source, evidence, part_id)
    _decide(work, change, "approve_change")
    apply_change(customer, changed, text, part_id)
    work.session.flush()
    settle(customer)
    return change.id


def _checked(
    customer: Customer, changed: ChangeField, typed: str, evidence: str, part_id: int | None
) -> str:
    text = read_change(changed, typed, customer, part_id)
    problems = Problems()
    check_text(problems, evidence, "evidence", tr("依据"), 200)
    is_new = text != written(changed, customer, part_id)
    why = tr("与现有资料相同")
    problems.check(is_new, "E019", "new_value", label=changed.label, why=why)
    problems.raise_if_any()
    return text


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
    part_id: int | None = None,
) -> int:
    """Note a change the customer asked for; returns the id of the request that waits.

    Args:
        work: the running command.
        customer_id: whose.
        changed: what.
        new_value: as it is written: credit in 元, an address in one line.
        source: by phone or letter.
        evidence: what proves it.
        part_id: the contact or address meant; the primary or default one without it.

    Raises:
        Refused: E001, E002, E003, E004, E005, E006, E007, E008, E012, E019, E102.

    Source: spec 3.2.
    """
    customer = open_customer(work, customer_id)
    text = _checked(customer, changed, new_value, evidence, part_id)
    return _ask(work, customer, changed, text, source, evidence, part_id)


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
    apply_change(customer, change.changed, change.new_value, change.part_id)
    work.session.flush()
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
