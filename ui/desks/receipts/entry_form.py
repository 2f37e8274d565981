"""One receipt as the paper says it: the result by one key, then only what that result asks for."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import Relation, SignResult
from desk.freight.delivery.drafts import ReceiptEntry
from desk.freight.delivery.queries import StopRow
from desk.kernel.errors import Problem, Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.photos import PhotoEditor
from ui.desks.pieces import Card
from ui.desks.receipts.columns import TypedMoney
from ui.desks.spot import PassingFields
from ui.editors import editor_for
from ui.registry import Context

_FIELDS = (
    Field("result", "结果(按 1–4)", Kind.CHOICE, choices=SignResult, required=True),
    Field("pieces_signed", "签收件数", Kind.COUNT, width=4),
    Field("pieces_refused", "拒收件数", Kind.COUNT, width=4),
    Field("signer", "签收人", width=6),
    Field("relation", "本人/代签", Kind.CHOICE, choices=Relation, width=5),
    Field("signer_id_last4", "证件后四位", width=5),
    Field("signed_at", "签收时间", Kind.MOMENT, width=9, required=True),
    Field("cash_freight_fen", "实收运费", Kind.MONEY, width=6),
    Field("cash_cod_fen", "实收代收货款", Kind.MONEY, width=6),
    Field("pay_method", "收款方式", Kind.CHOICE, choices=PayMethod, width=5),
    Field("reason", "原因", width=10),
    Field("condition_note", "货物状况", width=8),
)
_LINES = (
    (
        ("result", 2),
        ("pieces_signed", 1),
        ("pieces_refused", 1),
        ("signer", 1),
        ("relation", 1),
        ("signer_id_last4", 1),
    ),
    (
        ("signed_at", 2),
        ("cash_freight_fen", 1),
        ("cash_cod_fen", 1),
        ("pay_method", 1),
        ("reason", 2),
    ),
    (("condition_note", 4), ("photos", 2)),
)
_S = SignResult
_DELIVERED = frozenset({_S.FULL, _S.PARTIAL})
_ASKED: dict[str, frozenset[SignResult]] = {
    "pieces_signed": frozenset({_S.PARTIAL}),
    "pieces_refused": frozenset(),
    "signer": _DELIVERED,
    "relation": _DELIVERED,
    "cash_freight_fen": _DELIVERED,
    "cash_cod_fen": _DELIVERED,
    "pay_method": _DELIVERED,
    "reason": frozenset({_S.PARTIAL, _S.REFUSED, _S.FAILED}),
}
_NEEDED = {"pieces_signed": {_S.PARTIAL}, "signer": _DELIVERED, "reason": set(_S) - {_S.FULL}}
_FIRST = {_S.FULL: "signer", _S.PARTIAL: "pieces_signed"}
UNPAID = "E151"


class ReceiptFields(PassingFields):
    """Tells when the goods were refused to go because something is not paid.

    Signals:
        unpaid: whether E151 stands among the refusals.
    """

    unpaid = Signal(bool)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        found = tuple(problems)
        self.unpaid.emit(any(problem.code == UNPAID for problem in found))
        return super().show_problems(found)


class EntryForm(Card):
    """The receipt of the current stop.

    Signals:
        saved: Enter in the last field.
        changed: something was typed.
    """

    saved = Signal()
    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.stop: StopRow | None = None
        self._open = False
        self._context = context
        self._last_at: Any = None
        self.heading = plain_label("", "strong")
        self.column.addWidget(self.heading)
        self.fields = ReceiptFields(self, aside=frozenset({"condition_note", "photos"}))
        for field in _FIELDS:
            self.fields.add(editor_for(field, context))
        self.photos = self.fields.add(PhotoEditor(context))
        self.fields.finished.connect(self.saved)
        self.fields.edited.connect(self.changed)
        self.fields["result"].edited.connect(self._result_typed)
        self.fields["pieces_signed"].edited.connect(self._count_refused)
        self.fields["relation"].edited.connect(self._allow)
        self._place()

    # -- the stop ---------------------------------------------------------------------------------

    def show_stop(self, stop: StopRow | None, *, open_: bool) -> None:
        """Take a stop in; one that was entered is only read."""
        self.stop = stop
        self._open = open_ and stop is not None and stop.receipt is None
        self.fields.clear()
        self.heading.setText(_heading(stop))
        if stop is not None and stop.receipt is not None:
            row = stop.receipt
            self.fields.fill({field.name: getattr(row, field.name) for field in _FIELDS})
        else:
            self.fields.fill(
                {
                    "relation": Relation.SELF,
                    "pay_method": PayMethod.CASH,
                    "signed_at": self._last_at or self._context.desk.now,
                }
            )
        self._allow()

    def choose(self, chosen: SignResult) -> None:
        """Put a result in and go to the first thing it asks for."""
        if not self._open:
            return
        self.fields["result"].set_value(chosen)
        self.fields["result"].touch()
        self.fields[_FIRST.get(chosen, "reason")].take_focus()

    # -- values -----------------------------------------------------------------------------------

    @property
    def result(self) -> SignResult | None:
        value: SignResult | None = self.fields["result"].value()
        return value

    def entry(self) -> ReceiptEntry:
        """The typed receipt.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        values = self.fields.values()
        values["relation"] = values["relation"] or Relation.SELF
        values["pay_method"] = values["pay_method"] or PayMethod.CASH
        return ReceiptEntry(**values)

    def remember(self) -> None:
        """The next stop was signed at about the same time."""
        self._last_at = self.fields["signed_at"].value()

    def typed_money(self) -> TypedMoney | None:
        """The money of this stop as typed; None while no result is chosen."""
        if self.stop is None or self.stop.receipt is not None or self.result is None:
            return None
        return TypedMoney(
            self.stop.number,
            self._typed("cash_freight_fen") or 0,
            self._typed("cash_cod_fen") or 0,
            self.fields["pay_method"].value() in (None, PayMethod.CASH),
        )

    def cod_lowered_fen(self) -> int:
        """How much less cash on delivery is typed than due, in fen."""
        if self.stop is None or self.result not in _DELIVERED or not self._open:
            return 0
        typed = self._typed("cash_cod_fen")
        return 0 if typed is None else max(0, self.stop.cod_due_fen - typed)

    # -- inside -----------------------------------------------------------------------------------

    def _typed(self, name: str) -> int | None:
        try:
            value: int | None = self.fields[name].value()
        except Refused:
            return None
        return value

    def _result_typed(self) -> None:
        """Fill in what the result says by itself."""
        stop, chosen = self.stop, self.result
        if stop is not None:
            delivered = chosen in _DELIVERED
            signed = {_S.FULL: stop.pieces, _S.PARTIAL: None}.get(chosen or _S.FAILED, 0)
            self.fields.fill(
                {
                    "pieces_signed": signed,
                    "pieces_refused": {_S.REFUSED: stop.pieces, _S.PARTIAL: None}.get(
                        chosen or _S.FAILED, 0
                    ),
                    "cash_freight_fen": stop.freight_due_fen if delivered else 0,
                    "cash_cod_fen": stop.cod_due_fen if delivered else 0,
                }
            )
        self.fields.show_problems(())
        self._allow()
        self.changed.emit()

    def _count_refused(self) -> None:
        signed = self._typed("pieces_signed")
        if self.stop is not None and signed is not None:
            self.fields["pieces_refused"].set_value(max(0, self.stop.pieces - signed))

    def _allow(self) -> None:
        chosen = self.result
        for editor in self.fields:
            asked = _ASKED.get(editor.name)
            editor.setEnabled(self._open and (asked is None or chosen in asked))
        proxy = self.fields["relation"].value() is Relation.PROXY
        delivered = chosen in _DELIVERED
        self.fields["signer_id_last4"].setEnabled(self._open and proxy and delivered)
        if self.stop is not None and delivered:
            due = {
                "cash_freight_fen": self.stop.freight_due_fen,
                "cash_cod_fen": self.stop.cod_due_fen,
            }
            for name, amount in due.items():
                self.fields[name].setEnabled(self._open and amount > 0)
            self.fields["pay_method"].setEnabled(self._open and sum(due.values()) > 0)
        self._star()

    def _star(self) -> None:
        """What this result cannot do without."""
        for name, results in _NEEDED.items():
            self._grid.star(self.fields[name], needed=self._open and self.result in results)
        proxy = self.fields["signer_id_last4"]
        money = self.stop is not None and self.stop.freight_due_fen + self.stop.cod_due_fen > 0
        self._grid.star(proxy, needed=proxy.isEnabled() and money)

    def _place(self) -> None:
        self._grid = DenseGrid(columns=7)
        for line in _LINES:
            self._grid.line(*((self.fields[name], span) for name, span in line))
        self.column.addWidget(self._grid)


def _heading(stop: StopRow | None) -> str:
    if stop is None:
        return tr("请在上表选一票")
    words = tr("第 {seq} 票 {no}  {name}  {goods} {n} 件")
    return words.format(
        seq=stop.seq,
        no=stop.number,
        name=stop.consignee_name,
        goods=stop.goods_summary,
        n=stop.pieces,
    )
