"""Everything the rooms announce, by name: commands, queries, forms, lists."""

import functools

from desk.kernel.commands import Command, Form, Query
from desk.registry import ROOMS
from desk.screens.lists import ListSpec


@functools.cache
def command_table() -> dict[str, Command]:
    """Every command of every room by name."""
    return {c.name: c for room in ROOMS for c in room.commands}


@functools.cache
def query_table() -> dict[str, Query]:
    return {q.name: q for room in ROOMS for q in room.queries}


@functools.cache
def form_table() -> dict[str, Form]:
    return {f.code: f for room in ROOMS for f in room.forms}


@functools.cache
def list_table() -> dict[str, ListSpec]:
    return {spec.name: spec for room in ROOMS for spec in room.lists}
