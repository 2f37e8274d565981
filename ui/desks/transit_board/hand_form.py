"""The form of the hand-over: who gave what to whom, every ticket counted."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.freight.transit.drafts import Counted, HandOver
from desk.freight.transit.handing import hand_over_transit
from desk.kernel.commands import entry_of
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.transit_board.facts import Followed
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

_HEAD = (
    Field("handed_by", tr("交货人"), width=8, required=True),
    Field("received_by", tr("接货人"), width=8, required=True),
    Field("plate_no", tr("车牌号"), width=8),
    Field("partner_bill_no", tr("合作商单号"), width=8),
    Field("at", tr("交接时间"), Kind.MOMENT, width=8),
)
NOTE = "counted"  # the name refusals of a short count give


class HandOverForm(FormDialog):
    """See the module."""

    hint = tr("双方当面点件:实收与单上不符的改件数并写少件说明;时间空着为现在。")

    def __init__(
        self,
        context: Context,
        followed: Followed,
        window: QWidget,
        done: Callable[[Any], None],
    ) -> None:
        self._followed = followed
        lines = followed.card.lines
        words = tr("{no} 实收件数")
        counts = [
            Field(
                f"pieces_{line.seq}",
                words.format(no=line.waybill),
                Kind.COUNT,
                width=5,
                required=True,
            )
            for line in lines
        ]
        fields = (*_HEAD, *counts, Field(NOTE, tr("少件说明"), width=14))
        values = {f"pieces_{line.seq}": line.pieces for line in lines}
        super().__init__(context, entry_of(hand_over_transit), fields, None, values, window, done)

    @property
    def about(self) -> str:
        return self._followed.card.number

    def arguments(self) -> dict[str, Any]:
        """The hand-over as typed; only tickets that are short are told of.

        Raises:
            Refused: what cannot be read, and a short count without a word (E009).
        """
        typed = self.fields.values()
        names = [field.name for field in _HEAD if field.name != "at"]
        short = any(typed[f"pieces_{n.seq}"] < n.pieces for n in self._followed.card.lines)
        if short and not typed[NOTE]:
            raise refuse("E009", NOTE, action=tr("少件交接"))
        return {
            "number": self._followed.card.number,
            "hand": HandOver(**{name: typed[name] for name in names}, at=typed["at"]),
            "counted": tuple(
                Counted(
                    waybill=line.waybill,
                    handed=line.pieces,
                    received=typed[f"pieces_{line.seq}"],
                    note=typed[NOTE],
                )
                for line in self._followed.card.lines
                if typed[f"pieces_{line.seq}"] != line.pieces
            ),
        }
