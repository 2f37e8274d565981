"""Tariff sheets are drafted, corrected while they are drafts, and copied into new versions."""

from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from desk.archive.customers.counter import customer_of
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.pricing.tariffs.choices import SheetKind, SheetState
from desk.pricing.tariffs.model import FeeLine, TariffLine, TariffSheet
from desk.pricing.tariffs.rules import IN_USE, MAX_ROUNDING_FEN
from desk.storage.base import STAMPS
from desk.storage.work import Reader, Work

L = TypeVar("L", TariffLine, FeeLine)

_COPIED = ("name", "kind", "customer_id", "rounding_fen")
_HEAD = '"name": "公布价2026", "valid_from": "2026-01-01", "valid_to": "2026-12-31"'


@command("tariff.create", "新建运价表", example=f'{{{_HEAD}, "kind": "PUBLIC"}}')
def add_sheet(
    work: Work,
    *,
    name: str,
    kind: SheetKind,
    valid_from: date,
    valid_to: date,
    customer_id: int | None = None,
    rounding_fen: int = 100,
) -> int:
    """Begin a tariff sheet; it is a draft until it is approved.

    Returns:
        The sheet's id.

    Raises:
        Refused: E001, E003, E004, E006, E012, E017 the name is taken, E019.
    """
    clean = clean_text(name)
    problems = _check_head(clean, valid_from, valid_to, rounding_fen)
    taken = work.session.scalar(select(TariffSheet.id).where(TariffSheet.name == clean))
    problems.check(taken is None, "E017", "name", label=tr("运价表"), v=clean)
    if kind is SheetKind.CONTRACT:
        problems.require(customer_id, "customer_id", tr("合同客户"))
    elif customer_id is not None:
        why = tr("只有客户合同价指定客户")
        problems.add("E019", "customer_id", label=tr("客户"), why=why)
    problems.raise_if_any()
    sheet = TariffSheet(name=clean, kind=kind, version=1, state=SheetState.DRAFT)
    sheet.customer_id = None if customer_id is None else customer_of(work, customer_id).id
    sheet.valid_from, sheet.valid_to, sheet.rounding_fen = valid_from, valid_to, rounding_fen
    return work.add(sheet).id


@command("tariff.create", "修改运价表", example=f'{{"sheet_id": 1, {_HEAD}}}')
def update_sheet(
    work: Work,
    *,
    sheet_id: int,
    name: str,
    valid_from: date,
    valid_to: date,
    rounding_fen: int = 100,
    version: int | None = None,
) -> None:
    """Correct the head of a draft; a later version keeps the name of the first.

    Args:
        work: the running command.
        sheet_id: the sheet.
        name: its name.
        valid_from: first day.
        valid_to: last day.
        rounding_fen: unit that freight is rounded to.
        version: row version that was shown, to notice other people's changes.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E017, E019, E123, E211.
    """
    sheet = draft_sheet(work, sheet_id)
    work.expect_version(sheet, version)
    clean = clean_text(name)
    problems = _check_head(clean, valid_from, valid_to, rounding_fen)
    if clean != sheet.name:
        taken = work.session.scalar(select(TariffSheet.id).where(TariffSheet.name == clean))
        problems.check(taken is None, "E017", "name", label=tr("运价表"), v=clean)
        why = tr("新版本沿用原名")
        problems.check(sheet.version == 1, "E019", "name", label=tr("名称"), why=why)
    problems.raise_if_any()
    sheet.name, sheet.rounding_fen = clean, rounding_fen
    sheet.valid_from, sheet.valid_to = valid_from, valid_to


def _check_head(name: str, valid_from: date, valid_to: date, rounding_fen: int) -> Problems:
    problems = Problems()
    if problems.require(name, "name", tr("运价表名称")):
        problems.fits(name, 60, "name", tr("名称"))
        problems.check(not has_control_characters(name), "E012", "name", label=tr("名称"))
    why = tr("不能早于开始日期")
    problems.check(valid_from <= valid_to, "E019", "valid_to", label=tr("有效期至"), why=why)
    lo, hi = 1, MAX_ROUNDING_FEN
    ok = lo <= rounding_fen <= hi
    label = tr("取整单位(分)")
    problems.check(ok, "E003", "rounding_fen", label=label, lo=lo, hi=hi, v=rounding_fen)
    return problems


@command(
    "tariff.create",
    "新建运价表版本",
    example='{"sheet_id": 1, "valid_from": "2026-12-01", "valid_to": "2027-12-31"}',
)
def new_version(work: Work, *, sheet_id: int, valid_from: date, valid_to: date) -> int:
    """Copy an approved sheet with all its lines into a new draft, to be changed and approved.

    When it is approved, the sheet it replaces ends the day before it begins.

    Returns:
        The new sheet's id.

    Raises:
        Refused: E006, E008 for a sheet that was never approved, E019.
    """
    old = sheet_by_id(work, sheet_id)
    if old.state not in IN_USE:
        raise refuse("E008", obj=tr("运价表"), state=old.state.label, action=tr("新建版本"))
    _check_head(old.name, valid_from, valid_to, old.rounding_fen).raise_if_any()
    same = select(func.max(TariffSheet.version)).where(TariffSheet.name == old.name)
    sheet = TariffSheet(**{name: getattr(old, name) for name in _COPIED}, state=SheetState.DRAFT)
    sheet.version, sheet.replaces_id = (work.session.scalar(same) or 0) + 1, old.id
    sheet.valid_from, sheet.valid_to = valid_from, valid_to
    sheet.lines = [_copy(line) for line in old.lines]
    sheet.fees = [_copy(fee) for fee in old.fees]
    return work.add(sheet).id


def _copy(line: L) -> L:
    kept = STAMPS | {"sheet_id"}
    names = (column.key for column in line.__table__.columns if column.key not in kept)
    return type(line)(**{name: getattr(line, name) for name in names})


def sheet_by_id(read: Reader, sheet_id: int) -> TariffSheet:
    """Load a sheet.

    Raises:
        Refused: E006.
    """
    return read.get(TariffSheet, sheet_id, tr("运价表"))


def draft_sheet(read: Reader, sheet_id: int) -> TariffSheet:
    """Load a sheet that may still be changed.

    Raises:
        Refused: E006, E123 once approved, E008 while it waits for approval.
    """
    sheet = sheet_by_id(read, sheet_id)
    if sheet.state in IN_USE:
        raise refuse("E123")
    if sheet.state is not SheetState.DRAFT:
        raise refuse("E008", obj=tr("运价表"), state=sheet.state.label, action=tr("修改"))
    return sheet
