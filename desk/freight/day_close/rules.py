"""When a day may be signed, and which papers are its diary. Pure. Source: AT-17, S2-40, S2-41, S2-78."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from desk.freight.day_close.choices import CloseState, ItemState
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_date
from desk.kernel.roles import Role
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

NAMED = 3
_DIGEST = re.compile("[0-9a-f]{64}")

_S = CloseState
STATES: StateTable[CloseState] = StateTable(
    obj="日清",
    initial=_S.OPEN,
    moves=(
        Move("open_day_close", moves_from(_S.OPEN), _S.OPEN, "重新打开"),
        Move("refresh_day_close", moves_from(_S.OPEN), _S.OPEN, "核对"),
        Move("note_open_item", moves_from(_S.OPEN), _S.OPEN, "登记说明"),
        Move("sign_day_close", moves_from(_S.OPEN), _S.SIGNED, "签字"),
    ),
    final=frozenset({_S.SIGNED}),
)
DIARY: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "P-23": frozenset({Role.CS, Role.IN, Role.OUT}),
        "P-24": frozenset({Role.IN, Role.OUT}),
    }
)
"""The papers of the day's work, and who files them; their number is the date."""


def state_of(*, done: bool, noted: bool) -> ItemState:
    """A thing that is done needs no explanation any more."""
    if done:
        return ItemState.DONE
    return ItemState.NOTED if noted else ItemState.WAITING


def check_signing(day: date, today: date, waiting: list[str]) -> Problems:
    """Return why a day may not be signed: another day (E039), or open things (E038).

    Args:
        day: the day of the close.
        today: the business date.
        waiting: numbers of what is neither done nor explained.
    """
    problems = Problems()
    problems.check(day == today, "E039", "close_id", d=show_date(day))
    named = "、".join(waiting[:NAMED]) + (tr("等") if len(waiting) > NAMED else "")
    problems.check(not waiting, "E038", "close_id", n=len(waiting), list=named)
    return problems


def check_backup(problems: Problems, name: str, digest: str) -> None:
    """A signature names the proven backup by file name and SHA-256."""
    if problems.require(name, "backup_name", tr("备份文件名")):
        check_line(problems, name, "backup_name", tr("备份文件名"), 120)
    ok = _DIGEST.fullmatch(digest) is not None
    why = tr("应为 64 位的 SHA-256 校验值")
    problems.check(ok, "E019", "backup_sha256", label=tr("备份校验值"), why=why)


def check_line(problems: Problems, text: str, field: str, label: str, most: int) -> None:
    """A line of text: not too long, nothing invisible in it."""
    kept = clean_text(text)
    problems.fits(kept, most, field, label)
    problems.check(not has_control_characters(kept), "E012", field, label=label)
