"""The sample office is a believable, sound office with something of everything to look at and to do."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from desk.app import Desk
from desk.checking import check
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.queries import find_consignments
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from desk.printing import look_pdf
from desk.sample.cast import PASSWORD
from desk.sample.story import SampleOffice, make_sample
from desk.screens.lists import Filter
from desk.storage.audit import first_broken_row
from tests.conftest import at

NOW = at("2026-11-18 11:00")
WORKDAYS = 10
FORMS = ("P-01", "P-02", "P-03", "P-06", "P-07", "P-25", "P-32", "P-33")
NOT_PLAYED = {ConsignmentState.WRITTEN_OFF}
FILLED = (
    "users",
    "customers",
    "consignments",
    "tracking_events",
    "contact_logs",
    "exceptions",
    "vehicles",
    "drivers",
    "inbound_manifests",
    "manifest_lines",
    "delivery_runs",
    "run_lines",
    "self_pickups",
    "stock",
    "stock_moves",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleOffice:
    """A short month, made once."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(folder / "state"))
        return make_sample(folder / "sample.office", NOW, WORKDAYS)


@pytest.fixture(scope="module")
def opened(sample: SampleOffice) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(sample.path.parent / "opened"))
        with Desk(sample.path, SetClock(sample.now)) as desk:
            yield desk


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """The sample, signed in as its manager; nothing here writes."""
    opened.login("boss", PASSWORD)
    return opened


def test_the_file_keeps_every_promise(sample: SampleOffice) -> None:
    assert not check(sample.path).problems


def test_goods_are_seen_in_every_state(desk: Desk) -> None:
    found = {
        state
        for state in ConsignmentState
        if desk.list_ids("consignments", [Filter("state", "is", state)], limit=1)
    }
    assert set(ConsignmentState) - found <= NOT_PLAYED


def test_everybody_of_the_cast_can_sign_in(sample: SampleOffice, desk: Desk) -> None:
    assert [desk.login(login, PASSWORD).login for login in sample.logins] == list(sample.logins)
    assert {desk.login(login, PASSWORD).must_change for login in sample.logins} == {False}


def test_today_has_work_for_the_yard(sample: SampleOffice, desk: Desk) -> None:
    desk.login("zhang", PASSWORD)
    work = {row.kind: row for row in desk.today()}
    assert work["卸车点收"].number == sample.manifest
    assert work["派送出车"].number == sample.run
    assert {"待到车", "登记签收"} <= work.keys()
    assert work["待到车"].number > sample.manifest
    assert work["登记签收"].number not in ("", sample.run)


def test_the_office_stands_where_the_play_stopped(sample: SampleOffice, desk: Desk) -> None:
    assert sample.now == NOW
    with desk.reading() as read:
        assert first_broken_row(read.session) is None
    newest = desk.list_ids("stock_moves", limit=1)
    fields = [field.name for field in desk.list_spec("stock_moves").fields]
    (row,) = desk.list_rows("stock_moves", newest).values()
    moved_at: datetime = row[fields.index("at")]
    assert moved_at <= sample.now


@pytest.mark.parametrize("name", FILLED)
def test_lists_have_rows_to_look_at(desk: Desk, name: str) -> None:
    ids = desk.list_ids(name)
    assert ids
    assert len(desk.list_rows(name, ids)) == len(ids)


@pytest.mark.parametrize("code", FORMS)
def test_forms_print_with_every_character(sample: SampleOffice, desk: Desk, code: str) -> None:
    result = look_pdf(desk, code, sample.papers[code])
    assert result.pages >= 1
    assert result.pdf.startswith(b"%PDF")
    assert not result.missing


def test_every_paper_named_by_the_sample_can_be_looked_at(sample: SampleOffice, desk: Desk) -> None:
    for code in sample.papers.keys() - set(FORMS):
        assert not look_pdf(desk, code, sample.papers[code]).missing, code


def test_goods_are_found_by_name_and_initials(desk: Desk) -> None:
    by_name = desk.ask(find_consignments, text="天悦酒店")
    by_initials = desk.ask(find_consignments, text="tyjd")
    assert by_name
    assert [row.id for row in by_name] == [row.id for row in by_initials]


def test_an_existing_file_is_never_overwritten(sample: SampleOffice) -> None:
    before = sample.path.read_bytes()
    with pytest.raises(FileRefused):
        make_sample(sample.path, NOW, 1)
    assert sample.path.read_bytes() == before
