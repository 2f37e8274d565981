"""Comparing a room's commands with the rows of the permission matrix (spec 3.26)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from desk.kernel.actor import Actor
from desk.kernel.commands import entry_of
from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from tests.conftest import Office


class Reached(Exception):
    """The gate let the command through."""


def assert_matrix(office: Office, matrix: Mapping[Callable[..., Any], str]) -> None:
    """Every command × every role: reached by those of the row, refused with E210 to the others."""
    desk = office.as_("boss")

    def body(*_: object, **__: object) -> None:
        raise Reached

    for function, row in matrix.items():
        for role in Role:
            desk.actor = Actor(1, "x", "某人", role)
            allowed = role.value in row.split()
            with pytest.raises(Reached if allowed else Refused) as caught:
                desk.execute(replace(entry_of(function), function=body), {})
            if not allowed:
                assert caught.value.codes == ("E210",)  # type: ignore[attr-defined]
