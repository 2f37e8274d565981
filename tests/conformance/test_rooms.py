"""Every room keeps the furniture of the house; a new room is walked without a list to edit."""

import msgspec
import pytest

from desk.app import command_table, form_table, list_table, query_table
from desk.kernel.commands import Command, Form, Query
from desk.kernel.roles import RIGHTS
from desk.kernel.rooms import Room
from desk.kernel.states import StateTable
from desk.registry import ROOMS
from desk.screens.fields import Kind
from desk.screens.lists import ListSpec
from desk.storage.listing import ListSource
from tests.conftest import Office

COMMANDS = list(command_table().values())
LISTS = list(list_table().values())
TABLES = [table for room in ROOMS for table in room.states]


def test_names_are_unique() -> None:
    commands = [c.name for room in ROOMS for c in room.commands]
    queries = [q.name for room in ROOMS for q in room.queries]
    lists = [spec.name for room in ROOMS for spec in room.lists]
    forms = [f.code for room in ROOMS for f in room.forms]
    for names in (commands, queries, lists, forms, [room.name for room in ROOMS]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_a_room_says_what_it_is(room: Room) -> None:
    module = room.modules[0].__name__.rpartition(".")[0]
    package = __import__(module, fromlist=["ROOM"])
    assert len(package.__doc__ or "") > 10
    assert room.title
    assert room.wing


@pytest.mark.parametrize(
    "entry",
    [*COMMANDS, *query_table().values(), *form_table().values()],
    ids=lambda e: getattr(e, "name", None) or e.code,
)
def test_every_entry_needs_a_known_right_and_has_words(entry: Command | Query | Form) -> None:
    assert entry.needs in RIGHTS
    assert entry.function.__doc__
    assert (entry.title if isinstance(entry, Form) else entry.label).strip()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_the_example_of_a_command_names_its_arguments(command: Command) -> None:
    example = msgspec.json.decode(command.example)
    known = command.argument_types()
    assert set(example) <= set(known)
    for name, value in example.items():
        if "…" not in str(value):
            msgspec.convert(value, known[name])


@pytest.mark.parametrize("spec", LISTS, ids=lambda s: s.name)
def test_a_list_describes_what_it_reads(spec: ListSpec) -> None:
    source = spec.source()
    assert isinstance(source, ListSource)
    names = [f.name for f in spec.fields]
    assert set(names) == set(source.columns)
    assert len({f.label for f in spec.fields}) == len(names)
    assert spec.right in RIGHTS
    assert spec.export_right in RIGHTS or not spec.export_right
    assert spec.sort.field in names
    assert {f.field for f in spec.filters} <= set(names)
    for field in spec.fields:
        assert (field.kind is Kind.CHOICE) == (field.choices is not None)
    assert spec.empty


@pytest.mark.parametrize("spec", LISTS, ids=lambda s: s.name)
def test_every_button_of_a_list_does_something(spec: ListSpec) -> None:
    for action in spec.actions:
        kind, _, rest = action.name.partition(":")
        if kind == "print":
            assert rest in form_table()
        elif kind not in ("page", "edit", "import"):
            assert action.name in command_table()
        assert action.right in RIGHTS
    keys = [a.key for a in spec.actions if a.key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("spec", LISTS, ids=lambda s: s.name)
def test_every_list_opens_sorts_and_filters(office: Office, spec: ListSpec) -> None:
    from desk.screens.lists import Filter, Sort

    desk = office.as_("boss")
    for field in spec.fields:
        for descending in (False, True):
            desk.list_ids(spec.name, sort=Sort(field.name, descending))
        desk.list_ids(spec.name, [Filter(field.name, "empty")])
    ids = desk.list_ids(spec.name, (), "甲 100%_")
    assert len(desk.list_rows(spec.name, ids)) == len(ids)
    assert desk.list_totals(spec.name, ())["count"] == len(desk.list_ids(spec.name, ()))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.obj)
def test_states_can_be_reached_and_left(table: StateTable) -> None:  # type: ignore[type-arg]
    states = set(type(table.initial).__members__.values())
    reached = {table.initial}
    for _ in states:
        reached |= {move.target for move in table.moves if move.sources & reached}
    assert reached == states
    for state in states - table.final:
        assert table.from_(state), state
    for move in table.moves:
        assert move.command in command_table(), move.command
