"""A draft with other values, also one that was decoded from what somebody sent."""

from dataclasses import replace

import msgspec
import pytest

from desk.freight.consignments.drafts import ConsignmentDraft

SENT = {
    "direction": "OUTBOUND",
    "origin_station": "乌鲁木齐",
    "destination": "郑州",
    "shipper_name": "洛城轴承",
    "consignee_name": "天果园果品",
    "lines": [{"goods_name": "轴承", "pieces": 8, "weight_g": 320_000, "volume_cm3": 400_000}],
}


def test_a_decoded_draft_takes_a_value_nobody_sent() -> None:
    sent = msgspec.convert(SENT, ConsignmentDraft)
    changed = sent.but(transit_days=3)
    assert (changed.transit_days, sent.transit_days) == (3, None)
    assert changed == replace(sent, transit_days=3)
    assert changed.but(transit_days=None) == sent


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="no fields of a draft"):
        msgspec.convert(SENT, ConsignmentDraft).but(wrong=1)
