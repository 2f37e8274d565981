"""How every list finds its first rows: along an index, or by sorting what is known to be little.

SQLite keeps no statistics in an office file, so its plans hold for an office of any size.
"""

import pytest

from desk.screens.lists import Filter, ListSpec, Sort
from desk.storage import listing
from desk.storage.plain_lists import PlainReading, plain_reading
from desk.tables import list_table
from tests.conftest import Office

FEW = frozenset(
    [
        "approval_deputies",
        "imports",
        "tariff_sheets",
        "tariff_lines",
        "tariff_fees",
        "partners",
        "partner_rates",
        "drivers",
        "rate_notices",
        "lane_notes",
        "stocktakes",
        "effective_documents",
        "document_copies",
        "clearings",
        "clearing_items",
        "knowledge_cards",
        "major_events",
        "event_steps",
        "evaluation_schemes",
        "evaluation_reports",
        "reports_in_force",
        "scorecards",
        "callback_omissions",
    ]
)
"""Hundreds or thousands of rows after ten years."""
PER_CUSTOMER = frozenset(
    [
        "customer_changes",
        "incomplete_customers",
        "stale_customers",
        "files_due",
        "recheck_cards",
        "callback_items",
    ]
)
"""At most some for each of 100,000 customers."""
PART_OF_THE_TICKETS = frozenset(
    ["complaints", "claim_recourses", "day_close_items", "cod", "return_receipts", "watch_list"]
)
"""One ticket in a hundred, or what an index keeps apart: tickets with COD, receipts by state, open goods."""
SORTED = FEW | PER_CUSTOMER | PART_OF_THE_TICKETS
LED = ["manifest_lines", "preadvice_lines", "run_lines"]
"""They open in the order of the documents that their lines belong to."""
IN_ORDER = [
    "number",
    "accept_at",
    "due_on",
    "destination",
    "total_fen",
    "shipper_name",
    "consignee_name",
    "consignee_phone",
    "paper_no",
    "signed_at",
]


def plan(
    reading: PlainReading, spec: ListSpec, filters: tuple[Filter, ...], sort: Sort
) -> list[str]:
    names = tuple(field.name for field in spec.fields)
    asked, values = listing._asked(reading, spec, names, filters, sort, limited=True)
    steps = reading.connection.execute(f"EXPLAIN QUERY PLAN {asked.sql}", (*values, 50))
    return [step[3] for step in steps]


def sorts(steps: list[str]) -> bool:
    return any(step == "USE TEMP B-TREE FOR ORDER BY" for step in steps)


def test_only_short_lists_open_by_sorting(office: Office) -> None:
    with plain_reading(office.as_("boss").engine) as reading:
        found = {
            name
            for name, spec in list_table().items()
            if sorts(plan(reading, spec, spec.filters, spec.sort))
        }
    assert found == SORTED


@pytest.mark.parametrize("name", LED)
def test_lines_are_read_document_by_document(office: Office, name: str) -> None:
    spec = list_table()[name]
    with plain_reading(office.as_("boss").engine) as reading:
        first, second, *_ = plan(reading, spec, spec.filters, spec.sort)
    assert (first[:4], second[:6]) == ("SCAN", "SEARCH")
    assert "INDEX" in first
    assert "_id=?" in second


@pytest.mark.parametrize("descending", [False, True])
def test_the_longest_list_has_its_orders_by_index(office: Office, descending: bool) -> None:
    spec = list_table()["consignments"]
    with plain_reading(office.as_("boss").engine) as reading:
        by_sorting = {
            field.name
            for field in spec.fields
            if sorts(plan(reading, spec, (), Sort(field.name, descending)))
        }
    assert not by_sorting & set(IN_ORDER)


@pytest.mark.parametrize("descending", [False, True])
def test_customers_by_name_come_along_the_index_of_their_initials(
    office: Office, descending: bool
) -> None:
    """Only names of the same initials are put in order, not all of them."""
    spec = list_table()["customers"]
    with plain_reading(office.as_("boss").engine) as reading:
        steps = plan(reading, spec, spec.filters, Sort("name", descending))
    assert "ix_customer_initials" in steps[0]
    assert not sorts(steps)


@pytest.mark.parametrize("name", ["state", "direction", "delivery_mode", "pay_terms", "urgent"])
def test_a_filter_of_the_longest_list_is_found_in_the_order_it_opens_in(
    office: Office, name: str
) -> None:
    spec = list_table()["consignments"]
    value = next(iter(spec.field(name).choices or (True,)))
    with plain_reading(office.as_("boss").engine) as reading:
        (step,) = plan(reading, spec, (Filter(name, "in", (value,)),), spec.sort)
    assert step.startswith("SEARCH consignment USING INDEX ix_consignment_"), step
