"""The list of changed consignees."""

from sqlalchemy import select

from desk.freight.changes.model import ConsigneeChange
from desk.freight.consignments.model import Consignment
from desk.screens.fields import Field, Kind
from desk.screens.lists import ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("old_name", "原收货人", width=8),
    Field("old_phone", "原电话", Kind.PHONE, width=7, personal=True),
    Field("old_destination", "原目的地", Kind.DIVISION, width=5),
    Field("new_name", "新收货人", width=8),
    Field("new_phone", "新电话", Kind.PHONE, width=7, personal=True),
    Field("new_destination", "新目的地", Kind.DIVISION, width=5),
    Field("new_address", "新地址", width=12),
    Field("fee_fen", "变更费", Kind.MONEY, width=5, total=True),
    Field("user_name", "经办人", width=5),
)


def _changes() -> ListSource:
    own = {f.name: getattr(ConsigneeChange, f.name) for f in FIELDS if f.name != "number"}
    return ListSource(
        base=select(ConsigneeChange).join(
            Consignment, Consignment.id == ConsigneeChange.consignment_id
        ),
        id=ConsigneeChange.id,
        columns={**own, "number": Consignment.number},
        search=(Consignment.number, ConsigneeChange.old_name, ConsigneeChange.new_name),
    )


CONSIGNEE_CHANGES = ListSpec(
    name="consignee_changes",
    title="收货人变更",
    right="consignment.read",
    fields=FIELDS,
    source=_changes,
    sort=Sort("at", descending=True),
    open="page:consignment",
    empty="没有收货人变更。要变更时打开运单,按 Ctrl+B。",
)
