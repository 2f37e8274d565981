"""自提放货: a number, what is there and owed, who collects, sign."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import IdKind, Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.pickup_queries import PickupCard, pickup_card, storage_fee_of
from desk.freight.delivery.rules import StorageFee
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.errors import Refused, problem
from desk.kernel.moments import local, show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.capitals import capitals_label, show_capitals
from ui.desks.cursor import take_up
from ui.desks.dense import DenseGrid
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.lines import line_editor
from ui.desks.pieces import Card, Chip, Pairs, keyed_button, on_key
from ui.desks.receipts.consent import ConsentCard
from ui.desks.receipts.entry_form import ReceiptFields
from ui.desks.waybill_box import WaybillBox
from ui.editors import editor_for
from ui.registry import Context
from ui.theme import SPACE, Tone

_WHO = (
    Field("picker", "提货人", width=7, required=True),
    Field("relation", "本人/代提", Kind.CHOICE, choices=Relation, width=5),
    Field("picker_id_kind", "证件", Kind.CHOICE, choices=IdKind, width=6),
    Field("picker_id_no", "提货人证件号", width=11),
    Field("proxy_id_no", "代提人身份证号", width=11),
    Field("pieces", "件数", Kind.COUNT, width=4),
    Field("signed_at", "提货时间", Kind.MOMENT, width=9, help="空着就是现在"),
)
_MONEY = (
    Field("freight_paid_fen", "收到付运费", Kind.MONEY, width=6),
    Field("cod_paid_fen", "收代收货款", Kind.MONEY, width=6),
    Field("waived_fen", "减免保管费", Kind.MONEY, width=6),
    Field("waive_reason", "减免原因", width=8),
    Field("storage_paid_fen", "收保管费", Kind.MONEY, width=6),
    Field("method", "收款方式", Kind.CHOICE, choices=PayMethod, width=5),
    Field("receipts_back", "收回回单份数", Kind.COUNT, width=4),
)
_AMOUNTS = ("freight_paid_fen", "cod_paid_fen", "storage_paid_fen")


class SelfPickupDesk(Leaving):
    """See the module."""

    watches = frozenset({"consignment", "self_pickup", "contact_log"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: PickupCard | None = None
        self.storage = StorageFee(None, 0, 0)
        self.box = WaybillBox(context)
        self.box.found.connect(self.take)
        self.fields = ReceiptFields(
            self, aside=frozenset({"picker_id_kind", "pieces", "signed_at", "waive_reason"})
        )
        for field in (*_WHO, *_MONEY):
            self.fields.add(editor_for(field, context))
        line_editor(self.fields, "signed_at").line.setPlaceholderText(tr("空着是现在"))
        self.consent = ConsentCard(context)
        self.kept = KeptFields(
            self,
            tr("一次自提"),
            lambda: self.fields,
            lambda kept: put_fields(self.fields, kept),
            lambda: self.typing,
        )
        self._build()
        self._connect()
        self.clear()

    # -- the goods --------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the consignment ``number``."""
        number = str(arguments.get("number") or "")
        if number:
            self.take(number)

    def shown(self) -> None:
        super().shown()
        if self.card is None:
            self.box.take_focus()
        else:
            take_up(self, self.fields["picker"].control)

    def may_leave(self) -> bool:
        return self.kept.given_up(tr("自提还没有签收,确定离开?"), yes=tr("离开"))

    @property
    def typing(self) -> bool:
        return self.card is not None and self.fields.touched

    def forget_typing(self) -> None:
        self.clear()
        self.box.take_focus()

    def take(self, number: str) -> None:
        """Look up what is there and owed; what is typed about another number is offered there again."""
        self.kept.keep()
        self.context.ask(pickup_card, self._found, self, number=number)

    def clear(self) -> None:
        """Wait for the next customer."""
        self.card = None
        self.storage = StorageFee(None, 0, 0)
        self.fields.clear()
        self.box.set_value(None)
        self._allow(False)
        self._goods.show_pairs(())
        self._sum.setText("")
        self._capitals.setText("")
        self._mark.show_as("", Tone.NEUTRAL)
        self._number.setText(tr("请输入或扫描单号"))
        self.consent.ask_for("", 0, 0)

    def _found(self, card: PickupCard) -> None:
        self.card, self.storage = card, card.storage
        self.fields.clear()
        self.box.set_value(card.number)
        self._number.setText(f"{card.number}  {card.consignee_name}")
        self.fields.fill(
            {
                "relation": Relation.SELF,
                "picker_id_kind": IdKind.ID_CARD,
                "method": PayMethod.CASH,
                "pieces": card.free,
                "freight_paid_fen": card.freight_due_fen,
                "cod_paid_fen": card.cod_due_fen,
                "storage_paid_fen": card.storage.fee_fen,
                "receipts_back": card.receipts_due,
            }
        )
        self._allow(True)
        self.kept.begin(f"self_pickup {card.number}", named=card.number)
        self._show()
        if card.held or not card.free:
            self.box.take_focus()  # nothing can be handed over: the next number
        else:
            self.fields.focus_first()

    def _show(self) -> None:
        card = self.card
        if card is None:
            return
        why = ""
        if card.held:
            why = problem("E144", no=card.number).message
        elif not card.free:
            why = problem("E142", no=card.number, a=card.in_stock, b=1).message
        self._mark.show_as(
            tr("不能放货") if why else tr("可以放货"), Tone.WRONG if why else Tone.DONE
        )
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._goods.show_pairs(_facts(card, self.storage))
        self._show_sum()

    def _show_sum(self) -> None:
        if self.card is None:
            return
        total = sum(self._typed(name) for name in _AMOUNTS)
        self._sum.setText(tr("应收合计 {a} 元").format(a=show_money(total)))
        show_capitals(self._capitals, total)
        lowered = max(0, self.card.cod_due_fen - self._typed("cod_paid_fen"))
        self.consent.ask_for(self.card.number, self.card.cod_due_fen, lowered)

    # -- typing -----------------------------------------------------------------------------------

    def _typed(self, name: str) -> int:
        try:
            return self.fields[name].value() or 0
        except Refused:
            return 0

    def _waived(self) -> None:
        """What is given up is not collected."""
        left = max(0, self.storage.fee_fen - self._typed("waived_fen"))
        self.fields["storage_paid_fen"].set_value(left)
        self._show_sum()

    def _recount(self) -> None:
        """Another day or other pieces: another storage fee."""
        if self.card is None:
            return
        try:
            moment = self.fields["signed_at"].value()
            pieces = self.fields["pieces"].value()
        except Refused:
            return
        self.context.ask(
            storage_fee_of,
            self._recounted,
            self,
            number=self.card.number,
            on=local(moment).date() if moment else None,
            pieces=pieces,
        )

    def _recounted(self, fee: StorageFee) -> None:
        self.storage = fee
        self._allow(True)
        self._waived()
        self._show()

    def _relation(self) -> None:
        proxy = self.fields["relation"].value() is Relation.PROXY
        self.fields["proxy_id_no"].setEnabled(self.card is not None and proxy)

    def _allow(self, open_: bool) -> None:
        for editor in self.fields:
            editor.setEnabled(open_)
        self.fields["waived_fen"].setEnabled(open_ and self.storage.fee_fen > 0)
        self.fields["waive_reason"].setEnabled(open_ and self.storage.fee_fen > 0)
        card = self.card
        for name, due in (
            ("freight_paid_fen", card.freight_due_fen if card else 0),
            ("cod_paid_fen", card.cod_due_fen if card else 0),
            ("storage_paid_fen", card.storage.fee_fen if card else 0),
            ("receipts_back", card.receipts_due if card else 0),
        ):
            self.fields[name].setEnabled(open_ and due > 0)
        self._relation()

    # -- signing ----------------------------------------------------------------------------------

    def sign(self, reason: str = "") -> None:
        """Hand the goods over."""
        card = self.card
        if card is None:
            self.box.take_focus()
            return

        def arguments() -> dict[str, Any]:
            values = self.fields.values()
            for name in (*_AMOUNTS, "waived_fen", "receipts_back"):
                values[name] = values[name] or 0
            values["relation"] = values["relation"] or Relation.SELF
            values["picker_id_kind"] = values["picker_id_kind"] or IdKind.ID_CARD
            values["method"] = values["method"] or PayMethod.CASH
            return {"number": card.number, "entry": PickupEntry(**values)}

        self.context.do(
            sign_self_pickup, arguments, self._signed, fields=self.fields, reason=reason
        )

    def release(self) -> None:
        """The manager lets unpaid goods go (E151)."""
        reason = self.context.asker.reason(tr("未收款放货"))
        if reason:
            self.sign(reason)

    def _signed(self, outcome: Outcome[str]) -> None:
        words = tr("已放货:{no},出库单 {slip}。")
        number = self.card.number if self.card else ""
        self.done.setText(words.format(no=number, slip=outcome.value))
        self.done.show()
        self.context.say(self.done.text())
        self.kept.forget()
        self.clear()
        self.box.take_focus()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        self.done = plain_label("", "good")
        self.done.hide()
        column.addWidget(self.done)
        column.addWidget(self.kept.line)
        column.addWidget(self._facts_card())
        column.addWidget(self._form(tr("提货人"), _WHO))
        column.addWidget(self._form(tr("收款"), _MONEY))
        column.addWidget(self.consent)
        column.addLayout(self._sum_line())
        column.addStretch(1)
        hint = tr("单号 + Enter 查询 · Enter 下一项 · F9 签收放货 · Ctrl+F 下一位")
        column.addWidget(plain_label(hint, "small"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("自提放货"), "title"))
        row.addSpacing(SPACE.wide)
        self.box.setFixedWidth(300)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.released = keyed_button(self, tr("未收款放货"), "", self.release, "danger")
        self.released.hide()
        row.addWidget(self.released)
        row.addWidget(keyed_button(self, tr("打印提货单"), "Ctrl+P", self._print))
        row.addWidget(keyed_button(self, tr("签收放货"), "F9", lambda: self.sign(), "primary"))
        return row

    def _facts_card(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        self._number, self._mark = plain_label("", "strong"), Chip()
        line.addWidget(self._number)
        line.addWidget(self._mark)
        line.addStretch(1)
        card.column.addLayout(line)
        self._why = plain_label("", "problem")
        self._why.hide()
        card.column.addWidget(self._why)
        self._goods = Pairs(columns=4)
        card.column.addWidget(self._goods)
        return card

    def _form(self, heading: str, fields: tuple[Field, ...]) -> Card:
        card = Card(heading)
        grid = DenseGrid(columns=sum(field.width for field in fields))
        grid.line(*((self.fields[field.name], field.width) for field in fields))
        card.column.addWidget(grid)
        return card

    def _sum_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.normal)
        self._sum, self._capitals = plain_label("", "figure"), capitals_label("muted")
        row.addWidget(self._sum)
        row.addWidget(self._capitals)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.fields.finished.connect(self.sign)
        self.fields.edited.connect(self.kept.typed)
        self.fields.unpaid.connect(
            lambda unpaid: self.released.setVisible(unpaid and self.context.may("lien.approve"))
        )
        self.fields["relation"].edited.connect(self._relation)
        self.fields["waived_fen"].edited.connect(self._waived)
        for name in _AMOUNTS:
            self.fields[name].edited.connect(self._show_sum)
        for name in ("pieces", "signed_at"):
            self.fields[name].committed.connect(self._recount)
        on_key(self, "Ctrl+F", self.box.take_focus)
        on_key(self, "F6", self.consent.key)

    def _print(self) -> None:
        if self.card is not None:
            self.context.show_paper("P-33", self.card.number)


def _facts(card: PickupCard, storage: StorageFee) -> list[tuple[str, str]]:
    free = show_date(storage.free_until) if storage.free_until else ""
    return [
        (tr("电话"), card.phone_masked),
        (tr("货物"), card.goods_summary),
        (tr("在库"), tr("{n} 件,可提 {f} 件").format(n=card.in_stock, f=card.free)),
        (tr("库位"), card.bin_code),
        (tr("通知时间"), show_moment(card.notice_at) if card.notice_at else tr("尚未通知")),
        (tr("免费保管到"), free),
        (tr("保管费"), _storage_words(storage)),
        (tr("到付 / 代收"), _dues_words(card)),
    ]


def _storage_words(storage: StorageFee) -> str:
    if not storage.days:
        return tr("不收")
    words = tr("{n} 天 {a} 元")
    return words.format(n=storage.days, a=show_money(storage.fee_fen))


def _dues_words(card: PickupCard) -> str:
    freight = show_money(card.freight_due_fen)
    return f"{freight} / {show_money(card.cod_due_fen)}"
