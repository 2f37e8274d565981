"""The list 「运价不符」: tickets whose freight is not the tariff's (spec 5.4)."""

from sqlalchemy import or_, select

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import Consignment
from desk.pricing.tariffs.choices import PriceLevel
from desk.screens.fields import Field, Kind
from desk.screens.lists import ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("accept_at", "受理时间", Kind.MOMENT, width=8),
    Field("direction", "方向", Kind.CHOICE, choices=Direction, width=3),
    Field("shipper_name", "发货人", width=8),
    Field("destination", "目的地", Kind.DIVISION, width=6),
    Field("chargeable_kg", "计费重量", Kind.COUNT, width=4, total=True),
    Field("price_level", "运价依据", Kind.CHOICE, choices=PriceLevel, width=6),
    Field("tariff_base_fen", "应收运费", Kind.MONEY, width=5, total=True),
    Field("base_freight_fen", "实收运费", Kind.MONEY, width=5, total=True),
    Field("discount_fen", "优惠", Kind.MONEY, width=5, total=True),
    Field("gap_fen", "差额", Kind.MONEY, width=5, total=True),
    Field("discount_reason", "优惠原因", width=8),
)


def _source() -> ListSource:
    asked = Consignment.base_freight_fen + Consignment.discount_fen
    columns = {f.name: getattr(Consignment, f.name) for f in FIELDS if f.name != "gap_fen"}
    columns["gap_fen"] = asked - Consignment.tariff_base_fen
    return ListSource(
        base=select(Consignment).where(
            Consignment.voided.is_(False),
            or_(
                Consignment.price_level == PriceLevel.MANUAL,
                Consignment.tariff_base_fen != asked,
            ),
        ),
        id=Consignment.id,
        columns=columns,
        search=(Consignment.number, Consignment.shipper_name, Consignment.destination),
    )


PRICE_DEVIATIONS = ListSpec(
    name="price_deviations",
    title="运价不符",
    right="consignment.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("accept_at", descending=True),
    open="page:consignment",
    empty="没有与公司运价不符的运单。应收与运价表不同的自动列在这里。",
)
