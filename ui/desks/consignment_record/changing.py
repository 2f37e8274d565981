"""Another consignee or destination: the new one beside the present one, the notice as a file, the fee."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desk.freight.changes.commands import change_consignee
from desk.freight.changes.drafts import NewConsignee
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from desk.kernel.commands import entry_of
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.beside_form import BesideGrid
from ui.pages.field_grid import FieldGrid
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

_FIELDS = (
    Field("name", "收货人", required=True),
    Field("contact", "联系人"),
    Field("phone", "电话", Kind.PHONE, required=True),
    Field("address", "地址"),
    Field("destination", "目的地", Kind.DIVISION, help="空着为不变"),
    Field("fee_fen", "变更费", Kind.MONEY),
    Field("notice", "书面通知"),
)
_NEW = tuple(NewConsignee.__dataclass_fields__)


class ConsigneeForm(FormDialog):
    """Old beside new; the fee is added to what is to be paid."""

    hint = tr("凭发货人的书面通知办理(扫描件或照片),须收变更费,计入其他费用。")

    def __init__(self, context: Context, card: ConsignmentCard, window: QWidget) -> None:
        self._card = card
        fixed = {"number": card.number, "version": card.version}
        entry, again = entry_of(change_consignee), self._read_again
        super().__init__(
            context, entry, _FIELDS, fixed, window=window, done=self._told, reread=again
        )
        self._mark_present()
        self.resize(680, self.height())

    def _mark_present(self) -> None:
        """What stands beside the fields counts as what was there before, empty as they are."""
        typed = self.fields.stand()
        self.fields.fill(_present(self._card))
        self.fields.mark()
        for name, stood in typed.items():
            self.fields[name].put_held(stood.held)

    def _read_again(self) -> tuple[dict[str, Any], int]:
        """The consignee somebody else may have put in meanwhile; an empty destination stays as it is."""
        self._card = self.context.look_up(consignment_card, number=self._card.number)
        self._beside.show_before(_beside(self._card))
        values = _present(self._card)
        if self.fields["destination"].is_empty():
            del values["destination"], self.fields.saved["destination"]
        return values, self._card.version

    def grid_of(self, columns: int) -> FieldGrid:
        self._beside = BesideGrid(_beside(self._card), (tr("现在"), tr("变更为")))
        return self._beside

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        new = {name: values.pop(name) or "" for name in _NEW}
        values["fee_fen"] = values["fee_fen"] or 0
        return {**values, "consignee": NewConsignee(**new)}

    def _typed(self, values: dict[str, Any]) -> dict[str, Any]:
        return values

    def _told(self, _outcome: Any) -> None:
        words = tr("运单 {no} 的收货人已变更,请重新打印运单和标签。")
        self.context.say(words.format(no=self._card.number))


def _present(card: ConsignmentCard) -> dict[str, str]:
    """The consignee as he stands on the ticket."""
    now = card.consignee
    return {
        "name": now.name,
        "contact": now.contact,
        "phone": now.phone,
        "address": now.address,
        "destination": card.destination,
    }


def _beside(card: ConsignmentCard) -> dict[str, str]:
    total = tr("运费合计 {a} 元").format(a=show_money(card.total_fen))
    return {**_present(card), "fee_fen": total}


def change(context: Context, card: ConsignmentCard, window: QWidget) -> None:
    """Open the form."""
    ConsigneeForm(context, card, window.window()).show()
