"""The columns of the three views."""

from collections.abc import Callable
from datetime import date

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.queries import ReceiptRow
from desk.filing.receipts.rules import OUTSIDE
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from ui.desks.receipt_desk.groups import Group
from ui.desks.row_table import Column
from ui.theme import Tone
from ui.tones import tone_of

Ticked = Callable[[ReceiptRow], bool]


def due_words(row: ReceiptRow, today: date) -> str:
    """When a paper must be here, as one says it."""
    left = (row.due_on - today).days
    if row.state not in OUTSIDE:
        return ""
    if left < 0:
        return tr("超期 {n} 天").format(n=-left)
    return {0: tr("今天到期"), 1: tr("明天到期")}.get(left, tr("还有 {n} 天").format(n=left))


def due_tone(row: ReceiptRow, today: date) -> Tone | None:
    """Red when overdue, amber when due today or tomorrow."""
    left = (row.due_on - today).days
    if left < 0:
        return Tone.WRONG
    return Tone.WAITING if left <= 1 else None


def group_columns() -> tuple[Column[Group], ...]:
    """Groups: who, and below it how many and how old."""
    return (
        Column(
            tr("持单人 / 客户"),
            lambda g: g.name,
            8,
            stretch=True,
            below=lambda g: g.below,
            ink=lambda g: g.tone,
        ),
        Column(tr("票"), lambda g: str(len(g.rows)), 2, right=True, total=True),
    )


def outside_columns(ticked: Ticked, today: Callable[[], date]) -> tuple[Column[ReceiptRow], ...]:
    """Papers to be asked for."""

    def state(row: ReceiptRow) -> str:
        return "" if row.state is ReceiptState.SIGNED else row.state.label

    return (
        _tick(ticked),
        Column(tr("运单号"), lambda r: r.number, 7),
        Column(tr("收货人"), lambda r: r.consignee_name, 6, stretch=True),
        Column(tr("份"), lambda r: str(r.copies), 1, right=True, total=True),
        Column(tr("期限"), lambda r: due_words(r, today()), 6, chip=lambda r: due_tone(r, today())),
        Column(tr("答应"), lambda r: show_date(r.promised_on) if r.promised_on else "", 6),
        Column(tr("情况"), state, 4, chip=lambda r: tone_of(r.state)),
    )


def in_hand_columns(ticked: Ticked) -> tuple[Column[ReceiptRow], ...]:
    """Papers lying in the office."""
    return (
        _tick(ticked),
        Column(tr("运单号"), lambda r: r.number, 7),
        Column(tr("收货人"), lambda r: r.consignee_name, 6, stretch=True),
        Column(tr("份"), lambda r: str(r.copies), 1, right=True, total=True),
        Column(tr("要求"), lambda r: r.requirement, 5),
        Column(tr("签收"), lambda r: show_date(r.signed_on), 6),
        Column(tr("收回"), lambda r: show_date(r.received_on) if r.received_on else "", 6),
    )


def listed_columns() -> tuple[Column[ReceiptRow], ...]:
    """Papers of a list that is on its way."""
    return (
        Column(tr("运单号"), lambda r: r.number, 7),
        Column(tr("收货人"), lambda r: r.consignee_name, 6, stretch=True),
        Column(tr("签收人"), lambda r: r.signer, 4),
        Column(tr("签收"), lambda r: show_date(r.signed_on), 6),
        Column(tr("份"), lambda r: str(r.copies), 1, right=True, total=True),
        Column(tr("状态"), lambda r: r.state.label, 4, chip=lambda r: tone_of(r.state)),
    )


def _tick(ticked: Ticked) -> Column[ReceiptRow]:
    return Column(tr("选"), lambda r: "✓" if ticked(r) else "", 1, ink=lambda _: Tone.ACTIVE)
