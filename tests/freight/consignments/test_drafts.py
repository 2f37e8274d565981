"""A draft with other values is the one that `dataclasses.replace` makes."""

from dataclasses import replace

import msgspec
import pytest

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.drafts import CargoDraft, ConsignmentDraft

TYPED = ConsignmentDraft(
    direction=Direction.INBOUND,
    origin_station="郑州",
    destination="喀什",
    lines=(CargoDraft(goods_name="轴承", pieces=8, weight_g=320_000, volume_cm3=400_000),),
)
SENT = msgspec.convert(
    {
        "direction": "INBOUND",
        "origin_station": "郑州",
        "destination": "喀什",
        "lines": [{"goods_name": "轴承", "pieces": 8, "weight_g": 320000, "volume_cm3": 400000}],
    },
    ConsignmentDraft,
)


@pytest.mark.parametrize("draft", [TYPED, SENT], ids=["typed", "sent as JSON"])
def test_another_value_and_all_others_as_they_were(draft: ConsignmentDraft) -> None:
    other = draft.but(transit_days=5, remark="易碎")
    assert other == replace(draft, transit_days=5, remark="易碎")
    assert (draft.transit_days, draft.remark) == (None, "")
    assert other.but(transit_days=None, remark="") == TYPED


def test_what_a_draft_has_not_is_no_value() -> None:
    with pytest.raises(TypeError, match="pace"):
        TYPED.but(pace=1)
