"""Surcharges are added to a draft surcharge sheet and taken out."""

from sqlalchemy import select

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.pricing.tariffs.choices import FeeKind, SheetKind
from desk.pricing.tariffs.commands import draft_sheet
from desk.pricing.tariffs.model import FeeLine
from desk.pricing.tariffs.places import read_place
from desk.pricing.tariffs.rules import Fee, fee_faults
from desk.storage.work import Work

BY_PLACE = frozenset({FeeKind.PICKUP, FeeKind.DELIVERY})
OF_VALUE = frozenset({FeeKind.COVER, FeeKind.COD})


@command(
    "tariff.create",
    "新增附加费",
    example='{"sheet_id": 2, "fee": "DELIVERY", "place": "乌鲁木齐", "per_kg_mill": 100, '
    '"min_fen": 6000}',
)
def add_fee(
    work: Work,
    *,
    sheet_id: int,
    fee: FeeKind,
    place: str = "",
    amount_fen: int = 0,
    per_kg_mill: int = 0,
    share_bp: int = 0,
    min_fen: int = 0,
    max_fen: int = 0,
) -> int:
    """Add a surcharge to a draft surcharge sheet; without a place it holds everywhere.

    Returns:
        The line's id.

    Raises:
        Refused: E006, E007, E008, E017 the fee is in it already, E019, E123.
    """
    sheet = draft_sheet(work, sheet_id)
    if sheet.kind is not SheetKind.SURCHARGE:
        why = tr("附加费请列在附加费表中")
        raise refuse("E019", "sheet_id", label=sheet.label, why=why)
    rule = Fee(
        amount_fen=amount_fen,
        per_kg_mill=per_kg_mill,
        share_bp=share_bp,
        min_fen=min_fen,
        max_fen=max_fen,
    )
    problems = Problems()
    for field, label, why in fee_faults(rule):
        problems.add("E019", field, label=label, why=why)
    _check_sense(problems, fee, place, share_bp)
    found = read_place(problems, place, "place", tr("地点")) if place.strip() else None
    code = (found.county_code or found.city_code) if found else ""
    twin = select(FeeLine.id).where(
        FeeLine.sheet_id == sheet.id, FeeLine.fee == fee, FeeLine.place_code == code
    )
    known = work.session.scalar(twin) is not None
    problems.check(not known, "E017", "fee", label=fee.label, v=found.name if found else tr("各地"))
    problems.raise_if_any()
    name = found.name if found else ""
    line = FeeLine(sheet_id=sheet.id, fee=fee, place_code=code, place=name, **vars(rule))
    return work.add(line).id


def _check_sense(problems: Problems, fee: FeeKind, place: str, share_bp: int) -> None:
    placed = not place.strip() or fee in BY_PLACE
    why = tr("只有提货费和送货费按地点")
    problems.check(placed, "E019", "place", label=fee.label, why=why)
    shared = not share_bp or fee in OF_VALUE
    why = tr("只有保价费和代收手续费按金额比例")
    problems.check(shared, "E019", "share_bp", label=fee.label, why=why)


@command("tariff.create", "删除附加费", example='{"fee_id": 1}')
def remove_fee(work: Work, *, fee_id: int) -> None:
    """Take a surcharge out of a draft sheet.

    Raises:
        Refused: E006, E008, E123.
    """
    line = work.get(FeeLine, fee_id, tr("附加费"))
    draft_sheet(work, line.sheet_id)
    work.session.delete(line)
