"""Lists asked by plain statements: the user's text is never SQL, and every shape is compiled once."""

from datetime import UTC, date, datetime

import pytest

from desk.app import Desk
from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.screens import CONSIGNMENTS
from desk.kernel.errors import FileRefused
from desk.screens.lists import Filter, Sort
from desk.storage import listing
from desk.storage.plain_lists import PLACE, padded, plain_reading, shaped
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted

COLUMNS = listing.source_of(CONSIGNMENTS.source).columns
AT = datetime(2026, 11, 16, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "value", "given"),
    [
        (Filter("number", "is", "' OR 1=1 --"), PLACE, ["' OR 1=1 --"]),
        (Filter("number", "contains", "%x%"), PLACE, ["%x%"]),
        (Filter("number", "in", ("a", "b", "c")), (PLACE,) * 4, ["a", "b", "c", "c"]),
        (Filter("number", "is", None), None, []),
        (Filter("urgent", "is", True), True, []),
        (Filter("state", "in", [ConsignmentState.IN_STOCK]), (ConsignmentState.IN_STOCK,), []),
        (Filter("accept_at", "from", AT), PLACE, ["2026-11-16 02:00:00.000000"]),
        (Filter("due_on", "to", date(2026, 11, 16)), PLACE, ["2026-11-16"]),
        (Filter("signed_at", "empty"), None, []),
    ],
    ids=lambda value: value.op if isinstance(value, Filter) else "",
)
def test_only_words_of_the_program_belong_to_the_shape(
    wanted: Filter, value: object, given: list[object]
) -> None:
    shape, values = shaped(wanted, COLUMNS[wanted.field])
    assert (shape.value, values) == (value, given)
    assert hash(shape) is not None


def test_few_statements_serve_any_number_of_values() -> None:
    assert [len(padded(list(range(n)))) for n in (1, 2, 3, 5, 128, 129)] == [1, 2, 4, 8, 128, 256]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter("state", "is", ConsignmentState.ACCEPTED), True),
        (Filter("state", "in", (ConsignmentState.ACCEPTED, ConsignmentState.EXPECTED)), True),
        (Filter("state", "not", ConsignmentState.ACCEPTED), False),
        (Filter("direction", "in", ()), False),
        (Filter("direction", "is", Direction.INBOUND), True),
        (Filter("consignee_name", "contains", "%"), False),
        (Filter("urgent", "is", True), False),
        (Filter("accept_at", "from", datetime(2020, 1, 1, tzinfo=UTC)), True),
        (Filter("accept_at", "to", datetime(2020, 1, 1, tzinfo=UTC)), False),
        (Filter("signed_at", "empty"), True),
    ],
)
def test_conditions_find_what_they_say(office: Office, wanted: Filter, found: bool) -> None:
    desk = office.as_("jia")
    accepted(desk)
    page = desk.list_page("consignments", [wanted], sort=Sort("number"))
    assert (len(page.ids) == 1) is found
    assert list(page.rows) == list(page.ids)


def test_a_file_that_cannot_be_read_is_said_in_words(office: Office) -> None:
    desk: Desk = office.as_("jia")
    with (
        pytest.raises(FileRefused, match="no such table"),
        plain_reading(desk.engine) as reading,
    ):
        reading.connection.execute("SELECT * FROM lost")


@pytest.mark.parametrize("field", ["signed_at", "remark"])
@pytest.mark.parametrize("descending", [False, True])
def test_what_is_empty_stands_last_both_ways(
    office: Office, field: str, *, descending: bool
) -> None:
    """A day and a remark that only one ticket has: it comes first, however the column is turned."""
    desk = office.as_("jia")
    accepted(desk)
    wanted = accepted(desk)
    accepted(desk)
    with desk.engine.begin() as connection:
        written = {"signed_at": "2026-11-16 02:00:00.000000", "remark": "易碎"}[field]
        connection.exec_driver_sql(
            f"UPDATE consignment SET {field} = ? WHERE number = ?", (written, wanted)
        )
    sort = Sort(field, descending)
    page = desk.list_page("consignments", sort=sort)
    assert page.rows[page.ids[0]][0] == wanted
    assert len(page.ids) == 3
    assert desk.list_ids("consignments", sort=sort) == page.ids
    assert (
        desk.list_ids("consignments", [Filter("number", "contains", "YD")], sort=sort) == page.ids
    )


@pytest.mark.parametrize("field", ["paper_no", "consignee_phone"])
def test_few_rows_and_many_stand_in_the_same_order(office: Office, field: str) -> None:
    """Few rows that meet a condition are sorted, all others come by the index: the empty ones stand alike."""
    desk = office.as_("jia")
    accepted(desk)
    wanted = accepted(desk)
    with desk.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE consignment SET {field} = CASE number WHEN ? THEN '7' ELSE '' END", (wanted,)
        )
    few, sort = [Filter("urgent", "is", value=False)], Sort(field)
    page = desk.list_page("consignments", few, sort=sort)
    assert len(page.ids) == 2
    assert desk.list_ids("consignments", few, sort=sort) == page.ids
