"""A truck is typed: its head in one dense form, its tickets by number, one by one or pasted as a column."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.freight.inbound.choices import CostBasis
from desk.freight.inbound.choices import ManifestState as S
from desk.freight.inbound.commands import (
    add_manifest,
    add_to_manifest,
    remove_from_manifest,
    update_manifest,
)
from desk.freight.inbound.drafts import ManifestDraft, ManifestHead
from desk.freight.inbound.queries import ManifestCard, manifest_card
from desk.freight.inbound.ticket_queries import TicketToListRow, tickets_to_list
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.former import Former
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.paste_key import PasteKey
from ui.desks.pieces import Card, keyed_button, on_key
from ui.desks.row_table import Column
from ui.desks.spot import Spot
from ui.desks.stale import StaleAwareFields, Whole
from ui.desks.typed_table import TypedTable
from ui.desks.waybill_box import WaybillBox
from ui.editors import editor_for
from ui.pages.field_grid import FieldGrid
from ui.registry import Context
from ui.theme import SIZES, SPACE, Tone

HEAD = (
    Field("origin_station", "始发站", Kind.STATION, width=6, required=True),
    Field("plate", "车牌", width=7, required=True),
    Field("eta_at", "预计到达", Kind.MOMENT, width=9, required=True),
    Field("depart_at", "发车时间", Kind.MOMENT, width=9),
    Field("line_operator", "承运单位", width=8),
    Field("driver", "司机", width=6),
    Field("driver_phone", "司机电话", Kind.PHONE, width=8),
    Field("seal_no", "铅封号", width=7),
    Field("linehaul_cost_fen", "干线运费", Kind.MONEY, width=7),
    Field("cost_basis", "费用分摊", Kind.CHOICE, choices=CostBasis, width=5),
    Field("remark", "备注", width=14),
)
COLUMNS: tuple[Column[TicketToListRow], ...] = (
    Column("运单号", lambda r: r.number, 9),
    Column("手工单号", lambda r: r.paper_no, 8),
    Column("发货人", lambda r: r.shipper_name, 10),
    Column("收货人", lambda r: r.consignee_name, 10, stretch=True),
    Column("目的地", lambda r: r.destination, 6),
    Column("品名", lambda r: r.goods_summary, 9),
    Column("件数", lambda r: str(r.pieces), 4, right=True, total=True),
    Column("重量kg", lambda r: show_weight(r.weight_g), 6, right=True, total=True),
    Column("体积m³", lambda r: show_volume(r.volume_cm3), 6, right=True, total=True),
    Column("提示", lambda r: r.why_not, 8, chip=lambda _: Tone.WRONG),
)

Numbers = tuple[str, ...]


class ManifestEntry(Leaving):
    """A new manifest, or the head and tickets of one that is not closed."""

    watches = frozenset({"consignment", "inbound_manifest"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: ManifestCard | None = None
        self.tickets: dict[str, TicketToListRow] = {}
        self.fields = StaleAwareFields(self)
        for field in HEAD:
            self.fields.add(editor_for(field, context))
        self.box = WaybillBox(context)
        self.box.found.connect(lambda number: self.add((number,)))
        self.words = plain_label("", "strong")
        self.words.setWordWrap(True)  # beside the buttons of a narrow window it takes two lines
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.spot = Spot("waybills", self.words)
        self.fields.add(self.spot)
        self.fields.finished.connect(self.box.take_focus)
        self.fields.carry(
            "tickets",
            Whole(
                tr("清单上的运单"),
                Numbers,
                lambda: tuple(sorted(self.tickets)),
                self._put,
                "、".join,
            ),
        )
        self.fields.merges(context, self._show_theirs, self.save)
        self.kept = KeptFields(
            self,
            tr("一张进港清单"),
            lambda: self.fields,
            lambda kept: put_fields(self.fields, kept),
            lambda: self.typed,
        )
        self.fields.edited.connect(self.kept.typed)
        self._former: Former[Numbers] = Former()
        self.table: TypedTable[TicketToListRow] = TypedTable(
            tr("清单上的运单"), COLUMNS, lambda row: row.number
        )
        self._build()
        self.clear()

    # -- arguments --------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Correct the manifest ``number``."""
        number = str(arguments.get("number") or "")
        if number:
            self.context.ask(manifest_card, self._loaded, self, number=number)

    def shown(self) -> None:
        super().shown()
        if self.card is None:
            self.fields.focus_first()

    def refresh(self) -> None:
        if self.tickets:
            self.context.ask(tickets_to_list, self._renewed, self, numbers=tuple(self.tickets))

    def may_leave(self) -> bool:
        question = tr("进港清单还没有保存,确定离开?")
        if self.typed and not self.context.gives_up(question, yes=tr("离开")):
            return False
        self.kept.forget()
        return True

    @property
    def typing(self) -> bool:
        return self.typed

    def forget_typing(self) -> None:
        if self.card is None:
            self.clear()
        else:
            self._loaded(self.card)

    @property
    def typed(self) -> bool:
        """Whether something would be lost."""
        listed = {line.number for line in self.card.lines} if self.card else set()
        return self.fields.touched or set(self.tickets) != listed

    def clear(self) -> None:
        """Begin a new truck."""
        self.card = None
        self.fields.clear()
        self.fields["cost_basis"].set_value(CostBasis.WEIGHT)
        self._show_tickets({})
        self._begin("")
        self._title.setText(tr("新进港清单"))
        self._draft.show()

    # -- tickets ----------------------------------------------------------------------------------

    def add(self, numbers: tuple[str, ...]) -> None:
        """Put tickets on the list by number or paper number."""
        wanted = tuple(dict.fromkeys(n.strip() for n in numbers if n.strip()))
        if wanted:
            self.context.ask(
                tickets_to_list, lambda rows: self._found(wanted, rows), self, numbers=wanted
            )

    def add_waiting(self) -> None:
        """Put every ticket on the list that waits for a truck."""
        self.context.ask(tickets_to_list, lambda rows: self._found((), rows), self)

    def paste(self) -> None:
        """Take a copied column of numbers."""
        text = QGuiApplication.clipboard().text()
        self.add(tuple(text.replace("\t", "\n").splitlines()))

    def remove(self) -> None:
        """Take the current ticket off."""
        row = self.table.current()
        if row is not None:
            self._former.remember(self._numbers())
            self._show_tickets({n: t for n, t in self.tickets.items() if n != row.number})

    def _found(self, wanted: tuple[str, ...], rows: list[TicketToListRow]) -> None:
        known = {word for row in rows for word in (row.number, row.paper_no)}
        missing = [number for number in wanted if number not in known]
        self.box.set_value(None)
        if missing:  # nothing is put on the list half
            lost = tr("没有加入,找不到:{list}").format(list="、".join(missing[:8]))
            self.box.problem(lost)
        else:
            self._former.remember(self._numbers())
            self._show_tickets({**self.tickets, **{row.number: row for row in rows}})
        self.box.take_focus()

    def step_back(self, back: bool) -> None:
        """Take the last change of the list back, or make it again."""
        former = self._former.step(self._numbers(), back=back)
        if former is not None:
            self._put(former)

    def _numbers(self) -> Numbers:
        return tuple(self.tickets)

    def _put(self, numbers: Numbers) -> None:
        """Show just these tickets, as they are now."""
        rows = self.context.look_up(tickets_to_list, numbers=numbers) if numbers else []
        found = {row.number: row for row in rows}
        self._show_tickets({number: found[number] for number in numbers if number in found})

    def _show_theirs(self) -> None:
        assert self.card is not None
        card = self.context.look_up(manifest_card, number=self.card.number)
        self._show_head(card)
        self._put(tuple(line.number for line in card.lines))

    def _begin(self, number: str) -> None:
        """A list is shown as it is saved."""
        self._former.forget()
        self.fields.mark()
        self.kept.begin(f"manifest {number}", named=number)

    def _listed(self, card: ManifestCard, rows: list[TicketToListRow]) -> None:
        if self.card is not card:
            return  # it was put away before its tickets came
        self._show_tickets({row.number: row for row in rows})
        self._begin(card.number)

    def _renewed(self, rows: list[TicketToListRow]) -> None:
        fresh = {row.number: row for row in rows}
        self._show_tickets({n: fresh.get(n, old) for n, old in self.tickets.items()})

    def _show_tickets(self, tickets: dict[str, TicketToListRow]) -> None:
        listed = {line.number for line in self.card.lines} if self.card else set()
        self.tickets = {
            n: replace(ticket, why_not="") if n in listed else ticket
            for n, ticket in tickets.items()
        }
        rows = list(self.tickets.values())
        self.table.show_rows(rows)
        words = tr("{t} 票 {n} 件 {w} kg {v} m³").format(
            t=len(rows),
            n=sum(row.pieces for row in rows),
            w=show_weight(sum(row.weight_g for row in rows)),
            v=show_volume(sum(row.volume_cm3 for row in rows)),
        )
        self.words.setText(words)
        self.kept.typed()

    # -- saving -----------------------------------------------------------------------------------

    def save(self, *, draft: bool = False) -> None:
        """Save the truck; its count opens."""
        if self.card is not None:
            self._update(self.card)
            return

        def arguments() -> dict[str, Any]:
            made = ManifestDraft(head=self._head(), waybills=tuple(self.tickets))
            return {"draft": made, "keep_draft": draft}

        self.context.do(add_manifest, arguments, self._saved, fields=self.fields)

    def _update(self, card: ManifestCard) -> None:
        listed = [line.number for line in card.lines]
        new = tuple(number for number in self.tickets if number not in listed)
        gone = [number for number in listed if number not in self.tickets]

        def head() -> dict[str, Any]:
            return {"number": card.number, "version": card.version, "head": self._head()}

        def after_head(_: Outcome[Any]) -> None:
            if gone:  # one after the other: a save may run beside the window
                taken = {"number": card.number, "waybill": gone.pop(0)}
                self.context.do(remove_from_manifest, taken, after_head)
                return
            added = {"number": card.number, "waybills": new}
            if new:
                self.context.do(add_to_manifest, added, finished, fields=self.fields)
            else:
                self._leave(card.number)

        def finished(_: Outcome[Any]) -> None:
            self._leave(card.number)

        self.context.do(update_manifest, head, after_head, fields=self.fields)

    def _head(self) -> ManifestHead:
        values = {name: v for name, v in self.fields.values().items() if name != "waybills"}
        values["linehaul_cost_fen"] = values["linehaul_cost_fen"] or 0
        values["cost_basis"] = values["cost_basis"] or CostBasis.WEIGHT
        return ManifestHead(**values)

    def _saved(self, outcome: Outcome[str]) -> None:
        self._leave(outcome.value)

    def _leave(self, number: str) -> None:
        self.kept.forget()
        self.context.say(tr("进港清单 {no} 已保存。").format(no=number))
        self.clear()
        self.context.open_page("arrival_count", number=number)

    def _show_head(self, card: ManifestCard) -> None:
        self.card = card
        self.fields.clear()
        self.fields.fill({field.name: getattr(card, field.name) for field in HEAD})

    def _loaded(self, card: ManifestCard) -> None:
        self._show_head(card)
        self._title.setText(tr("修改进港清单 {no}").format(no=card.number))
        self._draft.hide()
        self._show_tickets({})
        listed = tuple(line.number for line in card.lines)
        if listed:
            self.context.ask(tickets_to_list, partial(self._listed, card), self, numbers=listed)
        else:
            self._begin(card.number)
        self.box.setEnabled(card.state in (S.DRAFT, S.EXPECTED, S.ARRIVED, S.UNLOADING))
        self.fields.focus_first()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._top())
        column.addWidget(self.kept.line)
        head = Card()
        grid = FieldGrid(columns=4)
        for field in HEAD:
            grid.put(self.fields[field.name], span=2 if field.name == "remark" else 1)
        head.column.addWidget(grid)
        column.addWidget(head)
        column.addLayout(self._ticket_line())
        column.addWidget(self.table, 1)
        hint = tr("单号 + Enter 加一票 · Ctrl+V 粘贴一列单号 · Delete 移出 · Enter 下一项")
        column.addWidget(plain_label(hint, "small"))
        on_key(self, "Delete", self.remove)
        self.table.copied_in.connect(lambda _: self.paste())
        self.table.stepped.connect(self.step_back)
        PasteKey(self.box.line, lambda _: self.paste())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._title = plain_label("", "title")
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(keyed_button(self, tr("清空重录"), "", self.clear))
        self._draft = keyed_button(self, tr("存草稿"), "F8", lambda: self.save(draft=True))
        row.addWidget(self._draft)
        row.addWidget(keyed_button(self, tr("保存"), "F9", self.save, "primary"))
        return row

    def _ticket_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        top = Qt.AlignmentFlag.AlignTop
        label = plain_label(tr("加运单"), "label")
        for words in (label, self.words):
            words.setMinimumHeight(SIZES.control)  # on one line with the buttons
        row.addWidget(label, 0, top)
        self.box.setFixedWidth(210)
        row.addWidget(self.box, 0, top)
        row.addWidget(keyed_button(self, tr("粘贴单号"), "", self.paste), 0, top)
        waiting = keyed_button(self, tr("加入全部未编车"), "Ctrl+L", self.add_waiting)
        row.addWidget(waiting, 0, top)

        def new_ticket() -> None:
            self.context.open_page("consignment_entry")

        row.addWidget(keyed_button(self, tr("录新运单"), "Ctrl+N", new_ticket), 0, top)
        row.addWidget(self.spot, 1, top)
        return row
