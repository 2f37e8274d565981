"""The sample office is a believable, sound office with something of everything to look at and to do."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from desk.app import Desk, list_table
from desk.checking import check
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.finding import find_consignments
from desk.freight.delivery.stock import deliverable_stock, goods_on_no_run
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from desk.kernel.roles import may
from desk.printing import look_pdf
from desk.registry import ROOMS
from desk.sample.cast import PASSWORD
from desk.sample.story import SampleOffice, make_sample
from desk.screens.lists import Filter
from desk.storage import listing
from desk.storage.chain import first_broken_row
from desk.storage.listing import ListSource
from desk.storage.plain_lists import plain_reading
from desk.tables import form_table
from tests.campaign.oracle import faults
from tests.conftest import at
from tests.sample.clicking import board, key_of, lands_on_it, window_of
from tests.ui.conftest import dressed as dressed
from ui.formats import show

NOW = at("2026-11-09 11:00")
WORKDAYS = 10
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
    "partner_rates",
    "tariff_lines",
    "tariff_fees",
    "transit_lines",
    "preadvice_lines",
    "watch_list",
    "lane_notes",
    "vouchers",
    "document_copies",
    "cod",
    "survey_recipients",
    "visits",
    "callback_follow_ups",
)
# Lists with the states of which at least so many rows lie in the sample.
STATES: dict[str, tuple[str, dict[str, int]]] = {
    "partners": ("status", {"合作中": 8, "暂停": 1}),
    "tariff_sheets": ("state", {"已批准": 3}),
    "rate_notices": ("state", {"财务已签收": 1, "已发送": 1, "未发送": 1}),
    "inquiries": ("state", {"成交": 1, "流失": 1, "不承接": 1, "已报": 2, "待报价": 2}),
    "quotes": ("state", {"已接受": 2, "未接受": 1, "已发出": 2, "待审批": 1, "已批准": 1}),
    "pickup_orders": ("state", {"已提": 2, "失败": 1, "已派": 1, "待派": 1}),
    "transit_manifests": (
        "state",
        {"草稿": 1, "已交接": 1, "已到中转地": 1, "全部签收": 1, "已结算": 1},
    ),
    "outbound_preadvices": ("state", {"草稿": 1, "已预报": 1, "已发车": 1, "已到": 1}),
    "price_checks": ("verdict", {"合理": 10, "需说明": 1}),
    "returns": ("state", {"已发运": 1, "待开返货单": 1}),
    "stocktakes": ("state", {"已批准": 1, "待批准": 1, "盘点中": 1}),
    "return_receipts": ("state", {"遗失": 1, "待收回": 1}),
    "receipt_handovers": ("state", {"客户已收": 1, "已交付": 1}),
    "controlled_documents": ("state", {"已批准": 1, "有效": 1, "草拟": 1, "待批准": 1}),
    "day_closes": ("state", {"已签": 3}),
    "complaints": ("state", {"调查中": 1, "已拟处理": 1, "已答复受理": 1}),
    "claims": ("state", {"已赔付": 1, "待批准": 1, "草拟": 1}),
    "callback_items": ("state", {"待回访": 3}),
    "knowledge_cards": ("kind", {"用语": 3, "案例": 1}),
    "approvals": ("decision", {"待审批": 2, "已批准": 5}),
    "evaluation_schemes": ("state", {"已批准": 2}),
    "evaluation_plans": ("state", {"评估中": 1}),
    "evaluation_reports": ("state", {"待批准": 1, "起草中": 1}),
    "scorecards": ("state", {"待评分": 1}),
}
BARE_MONEY = re.compile(r"(?<![\d,.])\d{4,}\.\d{2}(?![\d%])")
FORMS = (
    *("P-01", "P-02", "P-03", "P-04", "P-04b", "P-05", "P-06", "P-07", "P-08", "P-09", "P-13"),
    *("P-10", "P-11", "P-12", "P-12b", "P-14", "P-14b", "P-14c", "P-31", "P-36", "P-41"),
    *("P-18", "P-21"),
    *("P-22", "P-23", "P-24", "P-25", "P-27", "P-28", "P-30", "P-32", "P-33", "P-34", "P-35"),
    *("P-43", "P-44", "P-90"),
)
PLAYED = (
    *("desk.office.approvals", "desk.partners", "desk.pricing", "desk.freight"),
    *("desk.filing.documents", "desk.filing.receipts", "desk.filing.vouchers"),
)
# What nobody of the firm has to do in the first weeks of an office.
NOT_TODAY = {"unconfirmed_rates", "close_to_sign", "returns_to_ship", "papers_to_chase"}


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


def test_customers_are_not_all_content(sample: SampleOffice) -> None:
    """One case is overdue, the grave one has its check-list, and a dozen answers make figures."""
    now = sample.now.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    overdue = "SELECT count(*) FROM complaint_clock k JOIN complaint c ON c.id = k.complaint_id"
    with closing(sqlite3.connect(sample.path)) as db:
        assert faults(db) == []
        wanted = f"{overdue} WHERE c.closed_at IS NULL AND k.met_at IS NULL AND k.due_at < '{now}'"
        assert db.execute(wanted).fetchone()[0] >= 1
        ended = "SELECT count(*) FROM complaint WHERE state = 'CLOSED' AND root_cause <> ''"
        assert db.execute(ended).fetchone()[0] == 1
        called = "SELECT count(*) FROM callback_item WHERE state = 'DONE'"
        assert db.execute(called).fetchone()[0] == 3
        steps = "SELECT count(*), sum(done_at IS NOT NULL) FROM event_step"
        assert db.execute(steps).fetchone() == (4, 3)
        assert db.execute("SELECT count(*) FROM survey_answer").fetchone()[0] >= 12


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


def test_goods_on_no_run_are_those_of_the_whole_stock(desk: Desk) -> None:
    """The board asks for a few narrow rows; the run board reads every ticket and counts for itself."""
    stock = [row for row in desk.ask(deliverable_stock) if row.free > 0 and not row.held]
    assert len(stock) > 1
    with desk.reading() as read:
        named = goods_on_no_run(read, 1_000)
        assert [(row.number, row.free) for row in named] == [
            (row.number, row.free) for row in stock
        ]
        assert goods_on_no_run(read, 1) == named[:1]


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


@pytest.mark.parametrize("name", FILLED)
def test_plain_rows_say_what_the_records_say(desk: Desk, name: str) -> None:
    open_spec = desk.list_spec(name)
    bare = replace(open_spec, fields=tuple(replace(f, personal=False) for f in open_spec.fields))
    source: ListSource = bare.source()
    columns = (source.columns[f.name].label(f.name) for f in bare.fields)
    mapped = source.base.with_only_columns(source.id, *columns, maintain_column_froms=True)
    with desk.reading() as read, plain_reading(desk.engine) as reading:
        wanted = {row[0]: tuple(row[1:]) for row in read.session.execute(mapped).all()}
        page = listing.list_page(reading, bare, (), bare.sort, len(wanted) + 1)
        assert page.rows == wanted
        assert page.ids == listing.list_ids(reading, bare)
        assert listing.list_rows(reading, bare, page.ids) == wanted


def test_lists_show_money_with_separators(desk: Desk) -> None:
    bare = {
        (name, field.name, said)
        for name, spec in list_table().items()
        for row in desk.list_rows(name, desk.list_ids(name)[:100]).values()
        for field, value in zip(spec.fields, row, strict=True)
        if BARE_MONEY.search(said := show(field, value))
    }
    assert bare == set()


@pytest.mark.parametrize("name", STATES)
def test_work_is_seen_in_its_states(desk: Desk, name: str) -> None:
    column, wanted = STATES[name]
    place = [field.name for field in desk.list_spec(name).fields].index(column)
    seen = Counter(row[place].label for row in desk.list_rows(name, desk.list_ids(name)).values())
    assert {state: n for state, n in wanted.items() if seen[state] < n} == {}


def test_the_papers_of_the_sample_are_forms_of_the_office(sample: SampleOffice) -> None:
    assert sample.papers.keys() == set(FORMS)
    assert set(FORMS) <= form_table().keys()


@pytest.mark.parametrize("code", FORMS)
def test_forms_print_with_every_character(sample: SampleOffice, desk: Desk, code: str) -> None:
    result = look_pdf(desk, code, sample.papers[code])
    assert result.pages >= 1
    assert result.pdf.startswith(b"%PDF")
    assert not result.missing


@pytest.mark.parametrize("code", FORMS)
def test_papers_show_money_with_separators(sample: SampleOffice, desk: Desk, code: str) -> None:
    wide = [paper for paper in desk.paper(code, sample.papers[code]) if paper.size.thousands]
    assert [found for paper in wide for found in BARE_MONEY.findall(snapshot_text(paper))] == []


def test_everybody_finds_every_kind_of_work_today(sample: SampleOffice, desk: Desk) -> None:
    sources = [s for room in ROOMS for s in room.today if s.rows.__module__.startswith(PLAYED)]
    busy = set()
    for login in sample.logins:
        role = desk.login(login, PASSWORD).role
        with desk.reading() as read:
            busy |= {s.rows.__name__ for s in sources if may(role, s.right) and s.rows(read)}
    assert {source.rows.__name__ for source in sources} - busy <= NOT_TODAY


def test_every_kind_of_row_of_the_board_opens_its_record(
    sample: SampleOffice, desk: Desk, dressed: QApplication
) -> None:
    """Enter goes to the place where it is done, with the very record selected or shown."""
    lost, seen = set(), set()
    for login in sample.logins:
        desk.login(login, PASSWORD)
        with window_of(desk) as window:
            first = {key_of(row): row for row in reversed(board(window).rows)}
            for key, row in first.items():
                if key not in seen and not lands_on_it(window, row):
                    lost.add((login, *key, row.number, row.title))
                seen.add(key)
    assert lost == set()
    assert len(seen) > 40


def test_goods_are_found_by_name_and_initials(desk: Desk) -> None:
    by_name = desk.ask(find_consignments, text="天悦酒店")
    by_initials = desk.ask(find_consignments, text="tyjd")
    assert by_name
    to_hotel = [row.id for row in by_name if row.consignee_name == "天悦酒店"]
    assert to_hotel == [row.id for row in by_initials]


def test_an_existing_file_is_never_overwritten(sample: SampleOffice) -> None:
    before = sample.path.read_bytes()
    with pytest.raises(FileRefused):
        make_sample(sample.path, NOW, 1)
    assert sample.path.read_bytes() == before


def test_every_figure_of_the_day_opens_just_the_rows_it_counted(opened: Desk) -> None:
    desk, counted = opened, 0
    for login in ("boss", "zhang", "lina"):
        desk.login(login, PASSWORD)
        for figure in desk.day_picture().figures:
            wanted = figure.arguments
            assert set(wanted) == {"search", "filters"}, figure.label
            rows = desk.list_ids(figure.page, wanted["filters"], wanted["search"])
            assert (figure.label, len(rows)) == (figure.label, figure.value)
            counted += figure.value
    assert counted
