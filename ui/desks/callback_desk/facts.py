"""What is known of the customer: his last goods, open troubles, complaints, earlier calls."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk.care.callbacks.rules import LOW_SCORE
from desk.care.callbacks.sheet import CallSheet, TicketRow
from desk.care.complaints.choices import ComplaintState
from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.complaint_desk.words import LEVELS
from ui.desks.pieces import Card, Chip, FollowingArea, empty_layout, fit_rows
from ui.desks.row_table import Column, RowTable
from ui.desks.texts import wrapped
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

MOST_TICKETS = 5
TICKETS: tuple[Column[TicketRow], ...] = (
    Column(tr("运单"), lambda t: t.number, 8),
    Column(tr("货物"), lambda t: _goods(t), 6, stretch=True),
    Column(tr("线路"), lambda t: t.lane, 10),
    Column(tr("状态"), lambda t: t.state.label, 5, chip=lambda t: tone_of(t.state)),
)


@dataclass(frozen=True)
class Line:
    """When, a word in its colour, and what was said."""

    when: str
    what: str
    tone: Tone
    words: str


class Lines(QWidget):
    """A few lines below each other; without any, one sentence says so."""

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self.lines: list[Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.tight)
        self._grid.setColumnStretch(2, 1)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these in place of the former ones."""
        self.lines = list(lines)
        empty_layout(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(lines):
            self._grid.addWidget(plain_label(line.when, "muted"), row, 0, top)
            self._grid.addWidget(Chip(line.what, line.tone), row, 1, top)
            self._grid.addWidget(wrapped(line.words), row, 2, top)
        if not lines:
            self._grid.addWidget(plain_label(self._empty, "muted"), 0, 0, 1, 3)


class Facts(QWidget):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.tickets: RowTable[TicketRow] = RowTable(tr("最近的货"), TICKETS, lambda t: t.number)
        self.tickets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tickets.opened.connect(self._open_ticket)
        self._no_tickets = plain_label(tr("还没有发过或收过货。"), "muted")
        self.troubles = Lines(tr("没有未结的异常和投诉记录。"))
        self.calls = Lines(tr("还没有回访过。"))
        self.wishes = plain_label("", "warning")
        self.wishes.setWordWrap(True)
        self._build()

    def show_sheet(self, sheet: CallSheet) -> None:
        """Show another customer, or the same one anew."""
        self.tickets.show_rows(sheet.tickets)
        fit_rows(self.tickets, len(sheet.tickets), MOST_TICKETS)
        self.tickets.setVisible(bool(sheet.tickets))
        self._no_tickets.setVisible(not sheet.tickets)
        self.troubles.show_lines([*_troubles(sheet), *_complaints(sheet)])
        self.calls.show_lines([*_promised(sheet), *_tries(sheet), *_talks(sheet)])
        wishes = "；".join(filter(None, (sheet.special_requirements, sheet.goods_usual)))
        self.wishes.setText(tr("客户要求与常发货物:{v}").format(v=wishes) if wishes else "")
        self.wishes.setVisible(bool(wishes))

    def _open_ticket(self) -> None:
        ticket = self.tickets.current()
        if ticket is not None:
            self._context.open_page("consignment", number=ticket.number)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        for heading, parts in (
            (tr("最近的货"), (self.wishes, self._no_tickets, self.tickets)),
            (tr("异常与投诉"), (self.troubles,)),
            (tr("回访与跟进"), (self.calls,)),
        ):
            card = Card(heading)
            for part in parts:
                card.column.addWidget(part)
            column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(FollowingArea(inside))


def _goods(ticket: TicketRow) -> str:
    way = tr("发") if ticket.sends else tr("收")
    return tr("{way} {goods} {n}件").format(way=way, goods=ticket.goods, n=ticket.pieces)


def _troubles(sheet: CallSheet) -> list[Line]:
    return [
        Line(
            tr("未结"), row.kind.label, Tone.WRONG, "  ".join(filter(None, (row.waybill, row.note)))
        )
        for row in sheet.troubles
    ]


def _complaints(sheet: CallSheet) -> list[Line]:
    """Those that are open or wait for this call first."""
    shown = []
    for case in sorted(sheet.complaints, key=lambda c: c.state is ComplaintState.CLOSED):
        due = case.call_due_at
        waits = tr(";须在 {t} 前回访").format(t=show_moment(due)[5:]) if due else ""
        answer = tr(";答复:{v}").format(v=case.answer) if case.answer else ""
        words = f"{case.number} {case.state.label}  {case.content}{answer}{waits}"
        shown.append(Line(show_date(case.on)[5:], case.level.label, LEVELS[case.level], words))
    return shown


def _promised(sheet: CallSheet) -> list[Line]:
    return [Line(tr("待办"), tr("跟进"), Tone.WAITING, words) for words in sheet.open_follow_ups]


def _tries(sheet: CallSheet) -> list[Line]:
    return [
        Line(
            show_moment(tried.at)[5:],
            tr("没打通"),
            Tone.WAITING,
            "  ".join(filter(None, (tried.by, tried.channel.label, tried.note))),
        )
        for tried in reversed(sheet.tries)
    ]


def _talks(sheet: CallSheet) -> list[Line]:
    return [
        Line(
            show_date(talk.on)[5:],
            talk.purpose.label if talk.score is None else tr("{n} 分").format(n=talk.score),
            _score_tone(talk.score),
            talk.text or talk.purpose.label,
        )
        for talk in sheet.calls
    ]


def _score_tone(score: int | None) -> Tone:
    if score is None:
        return Tone.NEUTRAL
    return Tone.WRONG if score <= LOW_SCORE else Tone.DONE
