"""Two records of one customer become one."""

from desk.archive.customers.filling import settle
from desk.archive.customers.model import Customer
from desk.archive.customers.opening import move, open_customer
from desk.archive.customers.references import repoint
from desk.archive.customers.rules import stage_on
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of
from desk.storage.work import Work


@command("customer.merge", "合并客户", example='{"source_id": 2, "into_id": 1}')
def merge_customers(work: Work, *, source_id: int, into_id: int) -> int:
    """Move everything that names one customer to another; returns the number of records moved.

    Contacts, addresses, change requests, filed papers, consignments and whatever else other rooms keep now name
    the surviving customer; his primary contact and default address stay. The merged record stays,
    read-only, and leads to the survivor. The reason is the command's.

    Raises:
        Refused: E006, E008, E009, E019 for a customer and himself.

    Source: spec 3.1.
    """
    if source_id == into_id:
        raise refuse("E019", "into_id", label=tr("合并对象"), why=tr("不能与自己合并"))
    source = work.get(Customer, source_id, tr("客户"))
    into = open_customer(work, into_id, "并入")
    move(work, source, "merge_customers")
    _step_back(work, source, into)
    moved = repoint(work.session, source.id, into.id) + _hand_papers_over(work, source, into)
    source.merged_into_id = into.id
    _join(work, source, into)
    work.session.flush()
    work.session.expire(source)
    work.session.expire(into, ["contacts", "addresses", "changes"])
    settle(into)
    return moved


def _hand_papers_over(work: Work, source: Customer, into: Customer) -> int:
    """Filed contracts and papers hang on the survivor; returns how many."""
    papers = attachments_of(work.session, "customer", source.id)
    for paper in papers:
        paper.record_id = into.id
        named = f"{paper.sha256} {paper.label}"
        work.trail.add("customer", source.id, "U", {"attachment": [named, None]})
        work.trail.add("customer", into.id, "U", {"attachment": [None, named]})
    return len(papers)


def _step_back(work: Work, source: Customer, into: Customer) -> None:
    """The source's primary contact and default address yield to the survivor's, if he has one."""
    for contact in source.contacts if into.contacts else ():
        contact.is_primary = False
    for address in source.addresses if into.addresses else ():
        address.is_default = False
    work.session.flush()
    work.session.expire(source, ["contacts", "addresses"])
    work.session.expire(into, ["contacts", "addresses"])


def _join(work: Work, source: Customer, into: Customer) -> None:
    """Business kinds and ticket dates of both."""
    into.kinds = into.kinds | source.kinds
    firsts = [day for day in (source.first_ticket_on, into.first_ticket_on) if day]
    lasts = [day for day in (source.last_ticket_on, into.last_ticket_on) if day]
    into.first_ticket_on = min(firsts, default=None)
    into.last_ticket_on = max(lasts, default=None)
    into.stage = stage_on(work.today, into.first_ticket_on, into.last_ticket_on)
