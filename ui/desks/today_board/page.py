"""The first page after signing in: open work by deadline, Enter does it."""

from collections import defaultdict
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.app import Desk
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.kernel.today import DayFigure, DayPicture, TodayRow, counted
from ui.asking import plain_label
from ui.desks.pieces import keyed_button
from ui.desks.row_table import Column, RowTable
from ui.desks.strip import Strip
from ui.desks.today_board.first_steps import FirstSteps
from ui.desks.today_board.picture import FULL, LOW, Picture
from ui.desks.today_board.unfinished_line import UnfinishedLine
from ui.editors.editor import ENTER
from ui.pages.empty_state import EmptyState
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.turns import paint_in_the_next_turn

MINUTE_MS = 60_000
MOST_KINDS = ((FULL, 30), (LOW, 22), (0, 14))
"""How many kinds have a chip on a board of at least this height."""
SOON = timedelta(hours=1)
WEEKDAYS = "一二三四五六日"
Found = tuple[list[TodayRow], bool, DayPicture, bool]


def due_words(due_at: datetime | None, now: datetime) -> str:
    """When something is due, in words: 「今天 16:20」, 「已过 2 小时 10 分」."""
    if due_at is None:
        return ""
    if due_at < now:
        return tr("已过 {span}").format(span=late_words(due_at, now))
    moment, today = local(due_at), local(now).date()
    days = (moment.date() - today).days
    clock = f"{moment:%H:%M}"
    if days < 2:
        return f"{tr('今天') if days == 0 else tr('明天')} {clock}"
    return f"{moment:%m-%d} {clock}"


def due_tone(due_at: datetime | None, now: datetime) -> Tone | None:
    """Red when it is late, amber in the last hour."""
    if due_at is None:
        return None
    if due_at < now:
        return Tone.WRONG
    return Tone.WAITING if due_at - now <= SOON else Tone.NEUTRAL


def late_words(due_at: datetime, now: datetime) -> str:
    """How late in words: hours and minutes, from 24 hours on calendar days as receipts count them."""
    hours, minutes = divmod(int((now - due_at).total_seconds()) // 60, 60)
    if hours >= 24:
        return tr("{d} 天").format(d=(local(now).date() - local(due_at).date()).days)
    return (tr("{h} 小时 ").format(h=hours) if hours else "") + tr("{m} 分").format(m=minutes)


class WorkTable(RowTable[TodayRow]):
    """Letters are no typing here; left and right go from one kind of work to the next.

    Signals:
        turned: so many kinds on (back when below zero).
    """

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.turned.emit(step)
        elif event.text().isalnum() and event.key() not in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TodayBoard(Page):
    """See the module. It looks at the clock every minute."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: list[TodayRow] = []
        self._kind = ""
        self.picture = Picture(self.open_figure)
        self._most = MOST_KINDS[0][1]
        self.kinds = Strip(most=self._most)
        self.kinds.chosen.connect(self._narrow)
        self.table = WorkTable(tr("今日待办"), self._columns(), _key)
        self.table.opened.connect(self.open_row)
        self.table.turned.connect(self.turn)
        self.empty = EmptyState()
        self.empty.clear.hide()
        self.steps = FirstSteps(context)
        self.empty.add_below(self.steps)
        self.drafts = UnfinishedLine(self)
        self._begun = False  # once there was a consignment nobody looks again
        self._build()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()

    def refresh(self) -> None:
        desk = self.context.desk

        def asked() -> Found:
            rows, whole = desk.today_at_once()
            return rows, whole, desk.day_picture(), self._begun or has_begun(desk)

        self.context.bridge.later(asked, self._fill, self.context.tell, self)

    def shown(self) -> None:
        super().shown()
        self.drafts.look()
        self.table.setFocus()

    def open_row(self) -> None:
        """Open the page that does the current work."""
        row = self.table.current()
        if row is not None:
            self.context.open_page(row.page, **row.arguments)

    def turn(self, by: int) -> None:
        """Show another kind of work; after the last comes all of it again."""
        kinds = list(self.kinds.chips)
        if kinds:
            self._narrow(kinds[(kinds.index(self._kind) + by) % len(kinds)])

    def open_figure(self, figure: DayFigure) -> None:
        """Open the list a figure was counted from."""
        if figure.page:
            self.context.open_page(figure.page, **figure.arguments)

    # -- inside -----------------------------------------------------------------------------------

    def _fill(self, found: Found) -> None:
        rows, whole, picture, self._begun = found
        if not self.rows:  # else little of it is another
            paint_in_the_next_turn(self)
        self.picture.show_picture(picture)
        self.picture.setVisible(self._begun)
        self._take(rows)
        if not whole:  # work that takes longer to find follows
            self.context.bridge.later(self.context.desk.today, self._take, self.context.tell, self)

    def _take(self, rows: list[TodayRow]) -> None:
        self.rows = rows
        self._show()
        if self.isVisible() and self.window().focusWidget() in (None, self):
            self.table.setFocus()  # the first work has come: Enter opens it

    def _show(self) -> None:
        now = local(self.context.desk.now)
        late = [row for row in self.rows if row.due_at is not None and row.due_at < now]
        self.day.setText(tr("{d} 星期{w}").format(d=f"{now:%Y-%m-%d}", w=WEEKDAYS[now.weekday()]))
        words = tr("{n} 项待办").format(n=counted(self.rows))
        self.count.setText(words + (tr(",{n} 项已过时限").format(n=counted(late)) if late else ""))
        named = self._named()
        kinds = defaultdict[str, list[TodayRow]](list)
        for kind, row in zip(named, self.rows, strict=True):
            kinds[kind].append(row)
        if self._kind not in kinds:
            self._kind = ""
        items = [("", tr("全部 {n}").format(n=counted(self.rows)))]
        items += [(kind, f"{kind} {counted(of)}") for kind, of in kinds.items()]
        self.kinds.show_items(items if self.rows else [], self._kind)
        shown = kinds[self._kind] if self._kind else self.rows
        self.table.show_rows(shown)
        if shown and self.table.current() is None:
            self.table.selectRow(0)  # the first Enter opens the most urgent
        self.table.viewport().update()
        self.table.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self.steps.setVisible(not self._begun)
        self.empty.sentence.setText(
            tr("今天没有待办。新到的货、要送的货和要告知的客户会出现在这里。")
            if self._begun
            else tr("这是一个新的办公室。开始使用,请依次做这几件事:")
        )

    def _named(self) -> list[str]:
        """The chip of every row: its kind, and one for the kinds that have no room for their own."""
        kinds = list(dict.fromkeys(row.kind for row in self.rows))
        most = self._most - 1  # one says all
        own = set(kinds if len(kinds) <= most else kinds[: most - 1])
        return [row.kind if row.kind in own else tr("其他") for row in self.rows]

    def _narrow(self, kind: str) -> None:
        self._kind = kind
        self._show()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = event.size().height()
        self.picture.suit(height)
        most = next(most for least, most in MOST_KINDS if height >= least)
        if most != self._most:
            self._most = most
            self._show()

    def _tick(self) -> None:
        if self.isVisible():
            self.notice_day()
            self._show()

    def _columns(self) -> tuple[Column[TodayRow], ...]:
        def now() -> datetime:
            return self.context.desk.now

        return (
            Column(
                "时限",
                lambda r: due_words(r.due_at, now()),
                9,
                chip=lambda r: due_tone(r.due_at, now()),
            ),
            Column("事项", lambda r: r.kind, 9),
            Column("单号", lambda r: r.number, 14),
            Column("内容", lambda r: r.title, 20, stretch=True),
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.normal)
        head = QHBoxLayout()
        head.setSpacing(SPACE.normal)
        head.addWidget(plain_label(tr("今日工作"), "title"))
        self.day = plain_label("", "muted")
        self.count = plain_label("", "muted")
        head.addWidget(self.day)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(keyed_button(self, tr("刷新  F5"), "", self.renew))
        column.addLayout(head)
        column.addWidget(self.drafts)
        column.addWidget(self.picture)
        self.picture.hide()
        column.addWidget(self.kinds)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        column.addWidget(
            plain_label(
                tr(
                    "Enter 去办理 · ←→ 换事项 · Tab 到图和数字,Enter 看清单 · F5 刷新 · F1 使用手册"
                ),
                "small",
            )
        )


def has_begun(desk: Desk) -> bool:
    """Whether the office has a consignment already; who may not see any is told nothing of steps."""
    return not desk.may("consignment.read") or bool(desk.list_ids("consignments", (), limit=1))


def _key(row: TodayRow) -> str:
    return f"{row.kind} {row.number} {row.title} {sorted(row.arguments.items(), key=str)}"
