"""A road is closed: the tickets held up by it are ticked and their due dates put off together."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from desk.freight.tracking.lanes import extend_due
from desk.freight.tracking.on_lane import (
    ClosedLaneRow,
    LaneTicketRow,
    closed_lanes,
    tickets_on_lane,
)
from desk.kernel.errors import Refused
from desk.kernel.moments import local, show_date, show_moment
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.checks import check_box
from ui.desks.dense import DenseGrid
from ui.desks.leaving import Leaving
from ui.desks.pieces import Card, keyed_button, on_key
from ui.desks.row_table import Column
from ui.desks.spot import Spot
from ui.desks.strip import Strip
from ui.desks.tick_table import TickTable
from ui.editors import FieldSet, editor_for
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class DueExtension(Leaving):
    """See the module."""

    watches = frozenset({"lane_note", "consignment"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.note: ClosedLaneRow | None = None
        self.ticked: set[str] = set()
        self._wanted, self._proposes = 0, True
        self._lanes: list[ClosedLaneRow] = []
        self._rows: list[LaneTicketRow] = []
        self.strip = Strip()
        self.strip.chosen.connect(lambda key: self._choose(int(key)))
        self.fields = FieldSet(self)
        self.table = TickTable(tr("封路影响的运单"), self._columns(), lambda row: row.number)
        self.table.ticked_one.connect(self.tick)
        self.every = QCheckBox(tr("显示全部在途运单") + "  Ctrl+D")
        self.every.toggled.connect(lambda _: self._show())
        self.what, self.nothing = plain_label("", "strong"), plain_label("", "muted")
        self.sums = plain_label("", "muted")
        self._build(context)

    def open_with(self, **arguments: Any) -> None:
        """Take the lane note ``id``."""
        self._wanted = int(arguments.get("id") or 0)
        self.renew()

    def shown(self) -> None:
        super().shown()
        self.fields.focus_first()

    def refresh(self) -> None:
        self.context.ask(closed_lanes, self._lanes_came, self)

    def may_leave(self) -> bool:
        return not self.fields.touched or self.context.gives_up(tr("延期还没有保存,确定放弃?"))

    @property
    def typing(self) -> bool:
        return self.fields.touched

    def forget_typing(self) -> None:
        self.fields.clear()
        self._proposes = True
        self.renew()

    def tick(self) -> None:
        """Tick or untick the current row and go on to the next."""
        row = self.table.current()
        if row is None:
            return
        self.ticked ^= {row.number}
        self._show()
        place = self.table.rows.index(row) + 1
        if place < len(self.table.rows):
            self.table.selectRow(place)

    def tick_all(self) -> None:
        """Tick every shown ticket, or none when all are."""
        shown = {row.number for row in self.table.rows}
        self.ticked = self.ticked - shown if shown <= self.ticked else self.ticked | shown
        self._show()

    def save(self) -> None:
        """Put the ticked tickets off."""
        note = self.note
        if note is None:
            return
        chosen = tuple(row.number for row in self._rows if row.number in self.ticked)

        def arguments() -> dict[str, Any]:
            values = self.fields.values()
            return {**values, "lane_note_id": note.id, "numbers": chosen}

        def done(_: object) -> None:
            self.context.say(tr("{n} 票的应到日期已延长。").format(n=len(chosen)))
            self._begin(note)
            self._proposes = False
            self.renew()

        self.context.do(extend_due, arguments, done, fields=self.fields)

    # -- inside -----------------------------------------------------------------------------------

    def _lanes_came(self, lanes: list[ClosedLaneRow]) -> None:
        self._lanes = lanes
        words = tr("{lane}  {a} 至 {b}")
        items = [
            (str(n.id), words.format(lane=n.lane, a=_day(n.from_at), b=_day(n.to_at)))
            for n in lanes
        ]
        wanted = self._wanted or (self.note.id if self.note else lanes[0].id if lanes else 0)
        self.strip.show_items(items, str(wanted))
        self._choose(wanted)

    def _choose(self, note_id: int) -> None:
        note = next((lane for lane in self._lanes if lane.id == note_id), None)
        self._wanted = 0
        if note is None:
            self.note, self._rows = None, []
            self._show()
            return
        if self.note is None or self.note.id != note.id:
            self._begin(note)
        self.context.ask(tickets_on_lane, self._tickets_came, self, lane_note_id=note.id)

    def _begin(self, note: ClosedLaneRow) -> None:
        """The note's words and end are what is proposed."""
        self.note, self._rows, self._proposes = note, [], True
        self.ticked.clear()
        self.fields.clear()
        self.fields.fill({"reason": note.text})
        self.strip.mark(str(note.id))

    def _tickets_came(self, rows: list[LaneTicketRow]) -> None:
        self._rows = rows
        if self._proposes:
            self.ticked = {row.number for row in rows if row.on_lane}
        self.ticked &= {row.number for row in rows}
        self._proposes = False
        self._show()

    def _show(self) -> None:
        every = self.every.isChecked()
        self.table.show_rows(
            [r for r in self._rows if every or r.on_lane or r.number in self.ticked]
        )
        self.table.viewport().update()
        note = self.note
        none = tr("没有封路的途径信息。先在「途径信息」按 Ctrl+N 登记封路。")
        if note is None:
            self.what.setText(none)
        else:
            words = tr("{lane}  {text}  {a} 至 {b}")
            self.what.setText(
                words.format(
                    lane=note.lane,
                    text=note.text,
                    a=show_moment(note.from_at),
                    b=show_moment(note.to_at),
                )
            )
        empty = note is not None and not self.table.rows
        self.nothing.setText(tr("这条路上没有未完的运单。按 Ctrl+D 从全部在途运单里选。"))
        self.nothing.setVisible(empty)
        self.sums.setText(
            tr("在途 {n} 票,已选 {k} 票").format(n=len(self._rows), k=len(self.ticked))
        )

    def _new_due(self, row: LaneTicketRow) -> str:
        if row.number not in self.ticked:
            return ""
        try:
            day = self.fields["due_on"].value()
        except Refused:
            return ""
        return show_date(day) if day is not None else ""

    def _too_early(self, row: LaneTicketRow) -> Tone | None:
        new = self._new_due(row)
        return Tone.WRONG if new and new <= show_date(row.due_on) else Tone.ACTIVE

    def _columns(self) -> tuple[Column[LaneTicketRow], ...]:
        def tick(row: LaneTicketRow) -> str:
            return "✓" if row.number in self.ticked else ""

        def first(row: LaneTicketRow) -> str:
            return show_date(row.due_before_on) if row.due_before_on else ""

        def exempt(row: LaneTicketRow) -> str:
            return tr("不可抗力") if row.force_majeure else ""

        return (
            Column(tr("选"), tick, 1, ink=lambda _: Tone.ACTIVE),
            Column(tr("运单号"), lambda r: r.number, 7),
            Column(tr("状态"), lambda r: r.state.label, 4, chip=lambda r: tone_of(r.state)),
            Column(tr("收货人"), lambda r: r.consignee_name, 8, stretch=True),
            Column(tr("目的地"), lambda r: r.destination, 5),
            Column(tr("品名"), lambda r: r.goods_summary, 6),
            Column(tr("件数"), lambda r: str(r.pieces), 3, right=True, total=True),
            Column(tr("最初应到"), first, 6),
            Column(tr("现应到"), lambda r: show_date(r.due_on), 6),
            Column(tr("延至"), self._new_due, 6, ink=self._too_early),
            Column(tr("免责"), exempt, 5, chip=lambda _: Tone.NEUTRAL),
        )

    def _build(self, context: Context) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.addWidget(plain_label(tr("延长应到日期"), "title"))
        head.addStretch(1)
        head.addWidget(keyed_button(self, tr("全选"), "Ctrl+Shift+A", self.tick_all))
        head.addWidget(keyed_button(self, tr("延长"), "F9", self.save, "primary"))
        column.addLayout(head)
        column.addWidget(self.strip)
        card = Card()
        card.column.addWidget(self.what)
        due = self.fields.add(
            editor_for(Field("due_on", tr("延至"), Kind.DATE, width=6, required=True), context)
        )
        due.edited.connect(lambda: self.table.viewport().update())
        reason = self.fields.add(
            editor_for(Field("reason", tr("原因"), width=18, required=True), context)
        )
        grid = DenseGrid(columns=20)
        grid.line((due, 5), (reason, 15))
        card.column.addWidget(grid)
        card.column.addWidget(
            self.fields.add(
                check_box(Field("force_majeure", tr("不可抗力(不计入准点考核)"), Kind.FLAG))
            )
        )
        column.addWidget(card)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing)
        spot = self.fields.add(Spot("numbers", self.sums, tr("运单")))
        column.addWidget(spot)
        foot = QHBoxLayout()
        foot.addWidget(self.every)
        foot.addStretch(1)
        foot.addWidget(plain_label(tr("空格选票 · Enter 下一项 · F6 到表格 · F9 延长"), "small"))
        column.addLayout(foot)
        self.fields.finished.connect(self.table.setFocus)
        on_key(self, "Ctrl+D", self.every.toggle)
        on_key(self, "F6", self._change_side)

    def _change_side(self) -> None:
        if self.table.hasFocus():
            self.fields.focus_first()
        else:
            self.table.setFocus()


def _day(moment: Any) -> str:
    return show_date(local(moment).date())[5:]
