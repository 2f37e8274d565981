"""The cards of the steps: the order in writing, the charges, the way home, the money."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desk.freight.consignments.choices import DeliveryMode, PayMethod
from desk.freight.returns.rules import WRITTEN
from desk.freight.tracking.choices import Channel
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.photos import file_editor
from ui.desks.pieces import Card, Pairs, aligned_grid
from ui.desks.spot import PassingFields
from ui.editors import editor_for
from ui.registry import Context

_ORDER = (
    Field("who", "指示人(发货人一方)", width=8, required=True),
    Field("channel", "书面方式", Kind.CHOICE, choices=Channel, width=6),
    Field("letter", "盖章函件"),
    Field("content", "指示内容", width=20, required=True),
    Field("reason", "返货原因", width=20, required=True),
    Field("pieces", "件数", Kind.COUNT, width=5),
    Field("ordered_at", "指示时间", Kind.MOMENT, width=8),
)
_CHARGES = (
    Field("destination", "返到", Kind.DIVISION, width=8),
    Field("delivery_mode", "交接方式", Kind.CHOICE, choices=DeliveryMode, width=6),
    Field("partner_cost_fen", "返程中转", Kind.MONEY, width=6),
    Field("freight_fen", "返程干线", Kind.MONEY, width=6),
)
_SHIPPING = (Field("handed_to", "交给", width=12, required=True),)
_SETTLING = (
    Field("paid_fen", "实收", Kind.MONEY, width=6, required=True),
    Field("method", "收款方式", Kind.CHOICE, choices=PayMethod, width=6, required=True),
)


class Step(Card):
    """A heading, fields, a hint; `done` is Enter in the last field.

    Signals:
        done: the step is to be carried out.
    """

    done = Signal()

    def __init__(
        self, context: Context, heading: str, fields: Sequence[Field], hint: str, columns: int = 2
    ) -> None:
        super().__init__(heading)
        self.fields = PassingFields(self, aside=frozenset({"letter", "pieces", "ordered_at"}))
        grid = aligned_grid(columns)
        for field in fields:
            letter = field.name == "letter"
            editor = (
                file_editor(field, context, many=False) if letter else editor_for(field, context)
            )
            grid.put(self.fields.add(editor), columns if field.width == 20 else 1)
        self.column.addWidget(grid)
        self.pairs = Pairs()
        self.column.addWidget(self.pairs)
        words = plain_label(hint, "small")
        words.setWordWrap(True)
        self.column.addWidget(words)
        self.fields.finished.connect(self.done)


def order_step(context: Context) -> Step:
    written = "、".join(channel.label for channel in WRITTEN)
    hint = tr("须有发货人的书面指示:{w},或盖章函件(选文件)。件数空着为全部未交付的货。")
    return Step(context, tr("登记返货指示"), _ORDER, hint.format(w=written))


def charges_step(context: Context) -> Step:
    hint = tr("返到空着为原发站;返程中转空着按合作商返程价;返程干线空着按运价表。")
    return Step(context, tr("开返货单"), _CHARGES, hint)


def shipping_step(context: Context) -> Step:
    hint = tr("发运后货物出库,代收货款不再收取。")
    return Step(context, tr("返货发运"), _SHIPPING, hint, columns=1)


def settling_step(context: Context) -> Step:
    hint = tr("发货人付清原到付与返程费用后结清。")
    return Step(context, tr("结返货费用"), _SETTLING, hint)
