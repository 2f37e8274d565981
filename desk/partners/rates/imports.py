"""A partner's price list from a spreadsheet: its columns, the check of a row, the booking of the good ones.

Source: spec 3.28 (duplicate key: partner, both ends, first day of validity); the words are our own
collection, assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from desk.documents.intake.cells import CellReader, one_of
from desk.documents.intake.mapping import Column
from desk.documents.intake.preview import CheckRow, RowResult, result_of
from desk.kernel.commands import command
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problem, Problems, problem
from desk.kernel.folding import fold_width
from desk.kernel.identity import name_key
from desk.kernel.prices import Basis
from desk.kernel.quantities import parse_count
from desk.kernel.text import tr
from desk.partners.carriers.model import Partner
from desk.partners.rates.booking import check_new_rate, lane_rates, write_rate
from desk.partners.rates.choices import RateSource
from desk.partners.rates.drafts import RateDraft, RateTerms
from desk.partners.rates.model import PartnerRate
from desk.partners.rates.rules import overlaps, period
from desk.storage.work import Reader, Work

Seen = dict[tuple[int, str, str], list[tuple[RateDraft, int]]]

COLUMNS = (
    Column(
        "partner", "合作商", ("合作商名称", "承运商", "物流公司", "公司名称", "编号"), required=True
    ),
    Column("from_place", "起运地", ("始发地", "发站", "始发站", "出发地")),
    Column("to_place", "到达地", ("目的地", "到站", "到达站", "地级市", "城市", "市")),
    Column("county", "区县", ("区or县", "县", "区", "县市", "县区")),
    Column("basis", "计费方式", ("计价方式", "计费")),
    Column("price_kg_mill", "单价", ("运价", "每公斤单价", "重货单价", "重货价", "公斤价", "价格")),
    Column("price_m3_fen", "每立方单价", ("轻货单价", "泡货单价", "泡货价", "立方价", "方价")),
    Column("price_piece_fen", "每件单价", ("件价",)),
    Column("lump_fen", "整票价", ("一口价", "包价")),
    Column("ratio", "重泡比", ("泡比", "折算系数", "系数")),
    Column("min_charge_fen", "最低收费", ("最低", "起步价", "最低一票", "最低票价"), required=True),
    Column("door_fee_fen", "送货费", ("派送费", "送货上门费", "上门费")),
    Column("return_price_kg_mill", "返程价", ("返程单价", "返货单价", "回程价")),
    Column("transit_days", "时效", ("时效天", "天数", "运输天数", "时限"), required=True),
    Column("valid_from", "生效日", ("生效日期", "起始日期", "执行日期", "开始日期"), required=True),
    Column("valid_to", "有效期至", ("失效日期", "截止日期", "有效期", "结束日期")),
    Column("source", "来源", ("依据", "报价方式")),
    Column("note", "备注", ("说明",)),
)
_MONEY = ("price_m3_fen", "price_piece_fen", "lump_fen", "min_charge_fen", "door_fee_fen")


@dataclass(frozen=True, kw_only=True)
class RateImportRow:
    """One rate of the list, as read; an empty start is the office's own city."""

    partner: str
    to_place: str
    min_charge_fen: int
    transit_days: int
    valid_from: date
    valid_to: date | None = None
    from_place: str = ""
    basis: Basis = Basis.W
    price_kg_mill: int = 0
    price_m3_fen: int = 0
    price_piece_fen: int = 0
    lump_fen: int = 0
    ratio: int = 333
    door_fee_fen: int = 0
    return_price_kg_mill: int = 0
    source: RateSource = RateSource.LETTER
    note: str = ""


@dataclass(frozen=True)
class RatesImported:
    """What became of the rows of an import."""

    added: int
    skipped: int


def row_checker(read: Reader) -> CheckRow:
    """A check of one row after the other that also finds repetitions and overlaps within the list."""
    seen: Seen = {}

    def check(cells: CellReader) -> RowResult:
        draft = _read_draft(read, cells)
        if draft is None:
            return result_of(cells)
        twin = _twin(read, draft)
        if twin is not None:
            return result_of(cells, _named(twin))
        _add_problems(cells, check_new_rate(read, draft))
        return _against(seen, cells, draft)

    return check


def _against(seen: Seen, cells: CellReader, draft: RateDraft) -> RowResult:
    """Compare a row with the good ones above it; the same first day repeats, a shared day collides."""
    if cells.problems:
        return result_of(cells)
    others = seen.setdefault(_lane(draft), [])
    for before, row_no in others:
        if before.valid_from == draft.valid_from:
            return result_of(cells, tr("本表第 {n} 行").format(n=row_no))
        if overlaps(before.valid_from, before.valid_to, draft.valid_from, draft.valid_to):
            cells.problems.append(_in_the_way(before, row_no))
            return result_of(cells)
    others.append((draft, cells.row_no))
    return result_of(cells)


def _read_draft(read: Reader, cells: CellReader) -> RateDraft | None:
    """Read one row strictly; None with problems when it is no rate by itself."""
    for key, most in (("partner", 60), ("from_place", 40), ("to_place", 40), ("county", 40)):
        cells.text(key, most)
    cells.text("note", 200)
    for key in ("price_kg_mill", "return_price_kg_mill"):
        cells.price_mill(key)
    for key in _MONEY:
        cells.money_fen(key)
    cells.count("ratio")
    cells.read("transit_days", _days)
    cells.day("valid_from", read.today)
    cells.day("valid_to", read.today)
    cells.read("basis", one_of(Basis))
    cells.read("source", one_of(RateSource))
    cells.values["to_place"] = _joined(cells.values.pop("to_place"), cells.values.pop("county"))
    if not cells.values["to_place"]:
        cells.problems.append(problem("E001", "to_place", label=tr("到达地")))
    if cells.problems:
        return None
    draft, problems = to_draft(read, to_row(cells.values))
    _add_problems(cells, problems)
    return draft


def _joined(city: object, county: object) -> str:
    """City and county as one destination; a city that names the county itself stays alone."""
    parts = [str(part) for part in (city, county) if part]
    return parts[0] if len(set(parts)) == 1 else "".join(parts)


def _add_problems(cells: CellReader, problems: Problems) -> None:
    faulty = {p.field for p in cells.problems}
    cells.problems.extend(p for p in problems.found if p.field not in faulty)


def _days(cell: Any, label: str, field: str) -> int:
    """Days in transit: 4, 「4天」, 「4 日」; a span like 「3-5天」 is not certain and refused."""
    if isinstance(cell, str):
        cell = fold_width(cell).strip().removesuffix("天").removesuffix("日").strip()
    return parse_count(cell, label, field)


def to_row(values: Mapping[str, object]) -> RateImportRow:
    """The row to book from the values of a good row; blank cells keep the defaults."""
    given: dict[str, Any] = {key: value for key, value in values.items() if value is not None}
    return RateImportRow(**given)


def to_draft(read: Reader, row: RateImportRow) -> tuple[RateDraft | None, Problems]:
    """The rate of a row with everything that is wrong with it; None for an unknown partner or place."""
    problems = Problems()
    partner = _partner(read, row.partner)
    problems.check(partner is not None, "E006", "partner", label=tr("合作商"), v=row.partner)
    start = row.from_place or read.settings.hub_city
    for field, place in (("from_place", start), ("to_place", row.to_place)):
        problems.check(find_division(place) is not None, "E007", field, v=place)
    if partner is None or problems.found:
        return None, problems
    terms = RateTerms(**{n: getattr(row, n) for n in RateTerms.__dataclass_fields__})
    draft = RateDraft(
        partner_id=partner.id,
        from_place=start,
        to_place=row.to_place,
        terms=terms,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        note=row.note,
    )
    return draft, problems


def _partner(read: Reader, text: str) -> Partner | None:
    by_name = Partner.name_key == name_key(text)
    return read.session.scalar(
        select(Partner).where(or_(by_name, Partner.code == text.strip().upper()))
    )


def _lane(draft: RateDraft) -> tuple[int, str, str]:
    ends = (find_division(draft.from_place), find_division(draft.to_place))
    start, end = (found.code if found else "" for found in ends)
    return draft.partner_id, start, end


def _twin(read: Reader, draft: RateDraft) -> PartnerRate | None:
    """The rate that begins on the same day on the same lane of the partner."""
    rates = lane_rates(read, draft.partner_id, draft.from_place, draft.to_place)
    return next((rate for rate in rates if rate.valid_from == draft.valid_from), None)


def _named(rate: PartnerRate) -> str:
    start, end = period(rate.valid_from, rate.valid_to)
    return f"{rate.partner.name} {rate.lane} {start}~{end}"


def _in_the_way(before: RateDraft, row_no: int) -> Problem:
    d1, d2 = period(before.valid_from, before.valid_to)
    ends = {"from": before.from_place, "to": before.to_place}
    v = tr("本表第 {n} 行").format(n=row_no)
    return problem("E122", "valid_from", d1=d1, d2=d2, v=v, **ends)


@command(
    "partner_rate.create",
    "导入合作商运价",
    slow=True,
    example='{"rows": [{"partner": "P001", "to_place": "喀什", "price_kg_mill": 950, '
    '"min_charge_fen": 8000, "transit_days": 3, "valid_from": "2026-01-01"}]}',
)
def import_partner_rates(work: Work, *, rows: tuple[RateImportRow, ...]) -> RatesImported:
    """Book the rates of a list in one transaction; those that are there already are skipped.

    A rate that follows an older one at a different price makes a notice to finance.

    Raises:
        Refused: E001, E003, E004, E006, E007, E012, E019, E122, with the row, and nothing is booked.

    Source: spec 3.28.
    """
    problems, made = Problems(), set[int]()
    for index, row in enumerate(rows):
        draft, own = to_draft(work, row)
        if draft is not None and _twin(work, draft) is None:
            own.extend(check_new_rate(work, draft).found)
            if not own.found:
                made.add(write_rate(work, draft, made_now=made)[0].id)
        problems.extend(own.found, f"rows.{index}")
        work.step(index + 1, len(rows))
    problems.raise_if_any()
    return RatesImported(len(made), len(rows) - len(made))
