"""The first page is made ready for whoever is expected; nothing of it is kept, nothing opens."""

from typing import Any

import pytest

from desk import asking
from desk.kernel.errors import FileRefused
from tests.conftest import PASSWORD, Office


def statements(office: Office) -> int:
    """How many statements are compiled by now."""
    compiled: Any = office.desk.engine._compiled_cache
    return len(compiled)


def test_the_board_finds_its_statements_compiled(office: Office) -> None:
    desk = office.desk
    desk.expect("jia")
    desk.make_ready()
    before = statements(office)
    assert before > 20
    assert desk._todays_work._kept == {}
    assert desk.actor is None
    desk.login("jia", PASSWORD)
    signed_in = statements(office)
    desk.today_at_once()
    desk.day_picture()
    assert statements(office) == signed_in


def test_nobody_is_expected_at_the_first_start_and_the_board_answers_at_once_all_the_same(
    office: Office,
) -> None:
    desk = office.desk
    desk.expect("")
    desk.make_ready()
    assert desk.expected is None
    desk.login("boss", PASSWORD)
    signed_in = statements(office)
    desk.today_at_once()
    desk.day_picture()
    assert statements(office) == signed_in > 20


def test_it_ends_when_he_signs_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, wanted = office.desk, []

    def asked(_reader: object, still: Any) -> None:
        wanted.append(still())
        desk.login("jia", PASSWORD)
        wanted.append(still())
        desk.logout()
        wanted.append(still())

    monkeypatch.setattr(asking, "ask_beforehand", asked)
    desk.expect("jia")
    desk.make_ready()
    assert wanted == [True, False, False]


@pytest.mark.parametrize("login", ["jia", ""])
def test_nothing_is_asked_of_a_file_that_is_closed_whoever_was_expected(
    office: Office, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, wanted = office.desk, []

    def asked(_reader: object, still: Any) -> None:
        wanted.append(still())
        desk.close()
        wanted.append(still())

    monkeypatch.setattr(asking, "ask_beforehand", asked)
    desk.expect(login)
    desk.make_ready()
    assert wanted == [True, False]


def test_a_file_that_cannot_be_read_is_told_of_by_the_board(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise FileRefused("gone")

    office.desk.expect("jia")
    monkeypatch.setattr(asking, "ask_beforehand", refuses)
    office.desk.make_ready()
