"""A rate table from a spreadsheet: county rows with a price per tonne or kg, days, and who carries on.

A place the official table does not know is reported with its row, never guessed. Whoever carries the
goods on, his phone and whatever stands in nameless columns beside it are kept as the line's note.

Source: spec 3.28, issue (rates/单价表); columns and words are our own collection, assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from desk.documents.intake.cells import CellReader
from desk.documents.intake.mapping import Column
from desk.documents.intake.preview import CheckRow, RowResult, result_of
from desk.kernel.commands import command
from desk.kernel.divisions import Division, find_division
from desk.kernel.errors import Problems, Refused, problem, refuse
from desk.kernel.folding import fold_width
from desk.kernel.identity import clean_text
from desk.kernel.quantities import parse_count
from desk.kernel.text import tr
from desk.pricing.tariffs.choices import SheetKind
from desk.pricing.tariffs.commands import add_sheet, draft_sheet
from desk.pricing.tariffs.drafts import NOTE_MOST, LineDraft, check_line, fill_line
from desk.pricing.tariffs.line_commands import taken_lane
from desk.pricing.tariffs.model import TariffLine, TariffSheet
from desk.pricing.tariffs.places import place_of
from desk.storage.work import Reader, Work

COLUMNS = (
    Column("origin", "始发地", ("始发站", "发站", "起运地", "始发城市", "出发地")),
    Column("province", "省份", ("省", "目的省份", "省区", "省级")),
    Column("city", "地级市", ("市", "城市", "目的城市", "地市", "州市", "目的地", "到站")),
    Column("county", "区县", ("区or县", "区/县", "县", "县区", "区县名", "县市区", "县级")),
    Column("route", "直达与中转", ("线路", "直达中转", "路由", "走法")),
    Column(
        "transit_days", "时效", ("时效天", "时限", "天数", "运输天数", "到达天数"), required=True
    ),
    Column(
        "price_kg_mill",
        "运价",
        ("单价", "价格", "报价", "每公斤单价", "公斤价", "吨价", "运费单价"),
        required=True,
    ),
    Column("min_charge_fen", "最低收费", ("最低", "起步价", "最低一票", "起票价")),
    Column("remark", "备注", ("说明", "附注")),
    Column("carrier", "接货物流公司", ("接货物流公司名称电话", "承运商", "中转公司", "外发公司")),
)


@dataclass(frozen=True)
class LinesImported:
    """What became of the rows: `skipped` were in the sheet already, with the same price."""

    sheet_id: int
    added: int
    skipped: int


def row_checker(read: Reader) -> CheckRow:
    """A check of one row after the other that also finds repeated lanes within the list."""
    seen: dict[tuple[str, str], tuple[int, LineDraft]] = {}

    def check(cells: CellReader) -> RowResult:
        draft = _read_row(read, cells)
        if draft is None or cells.problems:
            return result_of(cells)
        key = (draft.origin, draft.destination)
        row_no, before = seen.setdefault(key, (cells.row_no, draft))
        if row_no == cells.row_no:
            return result_of(cells)
        if _price_of(before) != _price_of(draft):
            why = tr("与第 {n} 行同一线路,价格或时效不同").format(n=row_no)
            cells.problems.append(
                problem("E019", "price_kg_mill", label=draft.destination, why=why)
            )
        return result_of(cells, tr("本表第 {n} 行").format(n=row_no))

    return check


def _price_of(draft: LineDraft) -> tuple[int, int, int]:
    return draft.price_kg_mill, draft.min_charge_fen, draft.transit_days


def _read_row(read: Reader, cells: CellReader) -> LineDraft | None:
    for key in ("origin", "province", "city", "county", "route", "remark", "carrier"):
        cells.text(key)
    cells.read("transit_days", _days)
    cells.price_mill("price_kg_mill")
    cells.money_fen("min_charge_fen")
    cells.values["note"] = _note(cells)
    place = _place(cells)
    if place is None:
        return None
    found = place_of(place)
    cells.values["destination"] = f"{place.province}{found.name}"
    draft = to_row(cells.values)
    faulty = {p.field for p in cells.problems}
    problems, _ = check_line(replace(draft, origin=draft.origin or read.settings.hub_city))
    cells.problems += [p for p in problems.found if p.field not in faulty]
    return draft


def _note(cells: CellReader) -> str:
    parts = [cells.values[key] for key in ("route", "remark", "carrier")]
    note = " ".join([*(str(p) for p in parts if p), *cells.beside("carrier")])
    if len(note) > NOTE_MOST:
        cells.problems.append(
            problem("E004", "carrier", label=tr("线路备注"), n=NOTE_MOST, v=len(note))
        )
    return clean_text(note)


def _place(cells: CellReader) -> Division | None:
    """The city or county of a row, or None with a problem: unknown names are not guessed at.

    A province that is cut short (内蒙古自) is no fault when city and county are certain without it.
    """
    province, city, county = (
        fold_width(str(cells.values[key] or "")).strip() for key in ("province", "city", "county")
    )
    if not city and not county:
        cells.problems.append(problem("E001", "city", label=tr("地级市或区县")))
        return None
    found = find_division(province + city + county)
    if found is None:
        alone = find_division(city + county)
        found = alone if alone and alone.province.startswith(province) else None
    if found is None:
        cells.problems.append(problem("E007", "county", v=" ".join((province, city, county))))
        return None
    return found


def _days(cell: Any, label: str, field: str) -> int:
    """Days in transit: 4, 「4天」, 「4 日」. A span like 「3-5天」 is not certain and refused."""
    if isinstance(cell, str):
        cell = fold_width(cell).strip().removesuffix("天").removesuffix("日").strip()
    return parse_count(cell, label, field)


def to_row(values: Mapping[str, object]) -> LineDraft:
    """The line of a row; an empty origin is filled in when the list is booked."""
    given: dict[str, Any] = {key: value for key, value in values.items() if value is not None}
    return LineDraft(
        origin=given.get("origin", ""),
        destination=given.get("destination", ""),
        transit_days=given.get("transit_days", 0),
        price_kg_mill=given.get("price_kg_mill", 0),
        min_charge_fen=given.get("min_charge_fen", 0),
        note=given.get("note", ""),
    )


@command(
    "tariff.create",
    "导入运价表",
    slow=True,
    example='{"rows": [{"origin": "乌鲁木齐", "destination": "河南省郑州市", "transit_days": 5, '
    '"price_kg_mill": 1200}], "sheet_id": 1}',
)
def import_tariff_lines(
    work: Work,
    *,
    rows: tuple[LineDraft, ...],
    sheet_id: int | None = None,
    origin: str = "",
    min_charge_fen: int = 0,
    ratio: int | None = None,
    file_name: str = "",
) -> LinesImported:
    """Book the good rows of a rate table into a draft sheet, all or none.

    Args:
        work: the running command.
        rows: the lanes.
        sheet_id: draft to fill; without one a new public draft is made, named after the file and
            valid from today to the end of the year, to be corrected before it is submitted.
        origin: where rows without an origin start; the hub city unless said.
        min_charge_fen: minimum for rows that name none.
        ratio: kg per m³ of all rows; the office's own unless said.
        file_name: where the list came from.

    Raises:
        Refused: E001 without rows, E006, E008, E122 a lane is in the sheet with another price, E123,
            and what `add_line` refuses, with the row.
    """
    if not rows:
        raise refuse("E001", "rows", label=tr("可导入的行"))
    sheet = draft_sheet(work, sheet_id or _new_sheet(work, file_name))
    if sheet.kind is SheetKind.SURCHARGE:
        raise refuse("E019", "sheet_id", label=sheet.label, why=tr("附加费表只列附加费"))
    start = origin or work.settings.hub_city
    known = {_key(line): line for line in sheet.lines}
    problems, added = Problems(), 0
    for index, row in enumerate(rows):
        draft = replace(
            row,
            origin=row.origin or start,
            min_charge_fen=row.min_charge_fen or min_charge_fen,
            ratio=ratio or work.settings.volumetric_ratio,
        )
        try:
            added += _book(work, sheet, known, draft)
        except Refused as refused:
            problems.extend(refused.problems, f"rows.{index}")
        work.step(index + 1, len(rows))
    problems.raise_if_any()
    return LinesImported(sheet.id, added, len(rows) - added)


def _new_sheet(work: Work, file_name: str) -> int:
    name = PurePath(file_name).stem or tr("导入运价表")
    return add_sheet(
        work,
        name=name[:60],
        kind=SheetKind.PUBLIC,
        valid_from=work.today,
        valid_to=date(work.today.year, 12, 31),
    )


def _key(line: TariffLine) -> tuple[str, str, str]:
    return line.from_code, line.to_city_code, line.to_county_code


def _book(
    work: Work, sheet: TariffSheet, known: dict[tuple[str, str, str], TariffLine], draft: LineDraft
) -> bool:
    """Write one row; False when the sheet has it already with the same price."""
    problems, lane = check_line(draft)
    problems.raise_if_any()
    assert lane is not None
    there = known.get(lane.key)
    if there is not None:
        stored = (there.price_kg_mill, there.min_charge_fen, there.transit_days)
        if stored != _price_of(draft):
            taken_lane(sheet, there).raise_if_any()
        return False
    line = known[lane.key] = TariffLine(sheet_id=sheet.id)
    fill_line(line, draft, lane)
    work.session.add(line)
    return True
