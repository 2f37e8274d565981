"""Lanes are added to a draft sheet, corrected and taken out."""

from sqlalchemy import select

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.moments import show_date
from desk.kernel.prices import Basis
from desk.kernel.text import tr
from desk.pricing.tariffs.choices import SheetKind
from desk.pricing.tariffs.commands import draft_sheet
from desk.pricing.tariffs.drafts import Lane, LineDraft, check_line, fill_line
from desk.pricing.tariffs.model import TariffLine, TariffSheet
from desk.storage.work import Reader, Work

_LINE = (
    '"origin": "郑州", "destination": "喀什", "price_kg_mill": 2600, "min_charge_fen": 12000, '
    '"transit_days": 8'
)


@command("tariff.create", "新增运价行", example=f'{{"sheet_id": 1, {_LINE}}}')
def add_line(
    work: Work,
    *,
    sheet_id: int,
    origin: str,
    destination: str,
    transit_days: int,
    basis: Basis = Basis.W,
    price_kg_mill: int = 0,
    price_m3_fen: int = 0,
    price_piece_fen: int = 0,
    lump_fen: int = 0,
    ratio: int = 333,
    min_charge_fen: int = 0,
    tiers: str = "",
    note: str = "",
) -> int:
    """Add a lane to a draft sheet. Price per kg in 1/1000 yuan, the others in fen.

    Returns:
        The line's id.

    Raises:
        Refused: E001, E002, E003, E004, E006, E007, E008, E012, E019, E122 the lane is in it already,
            E123.
    """
    sheet = draft_sheet(work, sheet_id)
    draft = LineDraft(
        origin=origin,
        destination=destination,
        transit_days=transit_days,
        basis=basis,
        price_kg_mill=price_kg_mill,
        price_m3_fen=price_m3_fen,
        price_piece_fen=price_piece_fen,
        lump_fen=lump_fen,
        ratio=ratio,
        min_charge_fen=min_charge_fen,
        tiers=tiers,
        note=note,
    )
    return add_checked(work, sheet, draft).id


@command("tariff.create", "修改运价行", example=f'{{"line_id": 1, {_LINE}}}')
def update_line(
    work: Work,
    *,
    line_id: int,
    origin: str,
    destination: str,
    transit_days: int,
    basis: Basis = Basis.W,
    price_kg_mill: int = 0,
    price_m3_fen: int = 0,
    price_piece_fen: int = 0,
    lump_fen: int = 0,
    ratio: int = 333,
    min_charge_fen: int = 0,
    tiers: str = "",
    note: str = "",
) -> None:
    """Correct a lane of a draft sheet: all fields as they shall be; a masked note stays as it is.

    Raises:
        Refused: what `add_line` refuses.
    """
    line = work.get(TariffLine, line_id, tr("运价行"))
    sheet = draft_sheet(work, line.sheet_id)
    draft = LineDraft(
        origin=origin,
        destination=destination,
        transit_days=transit_days,
        basis=basis,
        price_kg_mill=price_kg_mill,
        price_m3_fen=price_m3_fen,
        price_piece_fen=price_piece_fen,
        lump_fen=lump_fen,
        ratio=ratio,
        min_charge_fen=min_charge_fen,
        tiers=tiers,
        note=note,
    )
    lane = _checked_lane(work, sheet, draft, line.id)
    note = line.note
    fill_line(line, draft, lane)
    line.note = note if _is_masked(draft.note, note) else line.note


def _is_masked(typed: str, stored: str) -> bool:
    """Whether a note came back as lists show it: its first character and stars."""
    return len(typed) == len(stored) > 1 and set(typed[1:]) == {"*"}


@command("tariff.create", "删除运价行", example='{"line_id": 1}')
def remove_line(work: Work, *, line_id: int) -> None:
    """Take a lane out of a draft sheet.

    Raises:
        Refused: E006, E008, E123.
    """
    line = work.get(TariffLine, line_id, tr("运价行"))
    draft_sheet(work, line.sheet_id)
    work.session.delete(line)


def add_checked(work: Work, sheet: TariffSheet, draft: LineDraft) -> TariffLine:
    """Check a typed lane and write it into a draft sheet."""
    lane = _checked_lane(work, sheet, draft, None)
    line = TariffLine(sheet_id=sheet.id)
    fill_line(line, draft, lane)
    return work.add(line)


def _checked_lane(work: Work, sheet: TariffSheet, draft: LineDraft, own_id: int | None) -> Lane:
    if sheet.kind is SheetKind.SURCHARGE:
        why = tr("附加费表只列附加费")
        raise refuse("E019", "sheet_id", label=sheet.label, why=why)
    problems, lane = check_line(draft)
    if lane is not None:
        twin = line_on(work, sheet, lane)
        if twin is not None and twin.id != own_id:
            problems.extend(taken_lane(sheet, twin).found)
    problems.raise_if_any()
    assert lane is not None
    return lane


def line_on(read: Reader, sheet: TariffSheet, lane: Lane) -> TariffLine | None:
    """The line of a sheet on a lane."""
    from_code, to_city, to_county = lane.key
    return read.session.scalar(
        select(TariffLine).where(
            TariffLine.sheet_id == sheet.id,
            TariffLine.from_code == from_code,
            TariffLine.to_city_code == to_city,
            TariffLine.to_county_code == to_county,
        )
    )


def taken_lane(sheet: TariffSheet, line: TariffLine) -> Problems:
    """E122 for a lane that a sheet has already."""
    problems = Problems()
    ends = {"from": line.origin, "to": line.destination}
    days = {"d1": show_date(sheet.valid_from), "d2": show_date(sheet.valid_to)}
    problems.add("E122", "destination", **ends, **days, v=sheet.label)
    return problems
