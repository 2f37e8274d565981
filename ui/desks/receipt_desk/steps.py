"""What is typed in each view: the call, the way to the customer, his confirmation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.filing.receipts.chasing import chase_receipts
from desk.filing.receipts.choices import HandoverWay
from desk.filing.receipts.handing import confirm_handover, hand_over_receipts
from desk.freight.tracking.choices import Channel
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.pieces import Card
from ui.desks.spot import Spot
from ui.editors import FieldSet, editor_for
from ui.registry import Context

COLUMNS = 20


@dataclass(frozen=True)
class View:
    """One of the three views.

    Attributes:
        key: its name in the strip.
        label: its words there, with ``{n}``.
        word: what F9 does.
        command: what it runs.
        described: the fields and how wide they stand.
        usual: what the fields show at first.
        empty: what to say when there is nothing, and what to do then.
        hint: what keys do here.
    """

    key: str
    label: str
    word: str
    command: Callable[..., Any]
    described: tuple[tuple[Field, int], ...]
    usual: tuple[tuple[str, Any], ...]
    empty: str
    hint: str


OUTSIDE = View(
    "out",
    "待收回 {n} 票",
    "记催收",
    chase_receipts,
    (
        (Field("who", "联系人", width=10, required=True), 5),
        (Field("channel", "方式", Kind.CHOICE, choices=Channel, width=5, required=True), 3),
        (Field("said", "答复", width=16), 8),
        (Field("promised_on", "答应日期", Kind.DATE, width=6), 4),
    ),
    (("channel", Channel.PHONE),),
    "没有待收回的回单。要求回单的运单签收后自动列在这里;按 F6 看可交付的回单。",
    "空格选票 · Enter 记催收 · Ctrl+F 扫描单号即收回 · F8 撤销收回 · F6 换页",
)
IN_HAND = View(
    "hand",
    "可交付 {n} 票",
    "交付客户",
    hand_over_receipts,
    (
        (Field("way", "方式", Kind.CHOICE, choices=HandoverWay, width=5, required=True), 4),
        (Field("courier_no", "快递单号", width=12), 9),
        (Field("received_by", "接收人", width=8), 7),
    ),
    (("way", HandoverWay.COURIER),),
    "没有可交付的回单。在「待收回」按 Ctrl+F 扫描收回的回单,收回后列在这里。",
    "空格选票 · 扫描单号也选上 · Enter 填交付方式 · F9 出交接清单并打印 · F6 换页",
)
LISTS = View(
    "lists",
    "待确认清单 {n} 张",
    "客户已收",
    confirm_handover,
    (
        (Field("received_by", "接收人", width=8), 6),
        (Field("on", "收到日期", Kind.DATE, width=6), 5),
    ),
    (),
    "没有待客户确认的交接清单。在「可交付」选票后按 F9 交付客户。",
    "Enter 填接收人 · F9 客户已收 · Ctrl+P 打印清单 · F6 换页",
)
VIEWS = (OUTSIDE, IN_HAND, LISTS)


class Step(Card):
    """The fields of a view."""

    def __init__(self, context: Context, view: View, parent: QWidget) -> None:
        super().__init__()
        self.view = view
        self.fields = FieldSet(parent)
        grid = DenseGrid(columns=COLUMNS)
        grid.line(*((self.fields.add(editor_for(f, context)), span) for f, span in view.described))
        self.column.addWidget(grid)
        place = Spot("numbers", plain_label("", "small"), tr("运单"))
        self.column.addWidget(self.fields.add(place))
        place.control.hide()
        self.clear()

    def values(self) -> dict[str, Any]:
        """What is typed.

        Raises:
            Refused: what cannot be read or is missing.
        """
        values = self.fields.values()
        return {field.name: values[field.name] for field, _ in self.view.described}

    def clear(self) -> None:
        """Empty the fields and put the usual in."""
        self.fields.clear()
        self.fields.fill(dict(self.view.usual))

    def suggest(self, name: str, value: Any) -> None:
        """Put a value in unless the clerk typed one."""
        if not self.fields[name].touched:
            self.fields[name].set_value(value)
            self.fields[name].problem(None)


def said(view: View, count: int, value: Any, number: str) -> str:
    """What was done, for the status line."""
    if view is OUTSIDE:
        return tr("已记 {n} 票回单的催收。").format(n=count)
    if view is IN_HAND:
        return tr("{no}:{n} 票回单已交付客户。").format(no=value, n=count)
    return tr("{no}:客户已收到 {n} 票回单。").format(no=number, n=count)
