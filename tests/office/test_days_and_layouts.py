"""A special day can be taken back; the columns of a sender's list are remembered."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from desk.kernel.errors import Refused
from desk.office.calendar.commands import clear_calendar_day, set_calendar_day
from desk.office.imports.commands import learn_layout
from desk.office.imports.model import ImportLayout
from tests.conftest import Office

SUNDAY = date(2026, 11, 22)


def test_a_special_day_is_taken_back(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(set_calendar_day, day=SUNDAY, works=True)
    assert desk.calendar.is_workday(SUNDAY)
    desk.run(clear_calendar_day, day=SUNDAY)
    assert not desk.calendar.is_workday(SUNDAY)
    with pytest.raises(Refused, match="E006"):
        desk.run(clear_calendar_day, day=SUNDAY)


def test_the_columns_of_a_list_are_remembered(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(learn_layout, kind="customers", layout_key="0f3a", mapping={"单位": "name"})
    with desk.reading() as reader:
        kept = reader.session.scalars(select(ImportLayout)).one()
        assert (kept.kind, kept.layout_key) == ("customers", "0f3a")
        assert json.loads(kept.mapping) == {"单位": "name"}
    with pytest.raises(Refused, match="E004"):
        desk.run(learn_layout, kind="customers", layout_key="0" * 17, mapping={})
