"""Which tickets a dispatcher may put on a truck's list, and what was found at a truck."""

from dataclasses import replace

from desk.freight.consignments.commands import accept_consignment
from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.exceptions.queries import exceptions_at
from desk.freight.inbound.ticket_queries import tickets_to_list
from tests.conftest import Office
from tests.freight.inbound.truck import (
    MANIFEST,
    N2,
    N4,
    PUMPS,
    TROLLEYS,
    WIGS,
    announced,
    stocked,
)


def test_waiting_tickets_and_those_named_by_either_number(office: Office) -> None:
    office.at("2026-11-16 16:40")
    desk = office.as_("jia")
    pumps = desk.run(accept_consignment, draft=replace(PUMPS, paper_no="A-77")).value
    wigs = desk.run(accept_consignment, draft=WIGS).value
    waiting = desk.ask(tickets_to_list)
    assert [(row.number, row.pieces, row.why_not) for row in waiting] == [
        (pumps, 12, ""),
        (wigs, 30, ""),
    ]
    found = desk.ask(tickets_to_list, numbers=("A-77", wigs, "没有"))
    assert [row.number for row in found] == [pumps, wigs]


def test_a_ticket_on_a_truck_is_shown_with_the_reason(office: Office) -> None:
    announced(office, TROLLEYS)
    (row,) = office.as_("in").ask(tickets_to_list, numbers=("YD2611160001",))
    assert row.why_not == "已是「待到货」"
    assert office.as_("in").ask(tickets_to_list) == []


def test_the_exceptions_of_a_truck(office: Office) -> None:
    stocked(office)
    found = office.as_("in").ask(exceptions_at, doc_no=MANIFEST)
    assert [(row.consignment_no, row.kind, row.pieces) for row in found] == [
        (N4, ExceptionKind.SHORTAGE, 1),
        (N2, ExceptionKind.DAMAGE, 1),
    ]
    assert office.as_("in").ask(exceptions_at, doc_no="JG261118-002") == []
