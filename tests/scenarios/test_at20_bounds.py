"""AT-20, last line: weights, counts, names and times outside the bounds of spec 3.0, each at its edge."""

from datetime import timedelta
from typing import Any

import pytest

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.commands import accept_consignment
from desk.freight.tracking.choices import EventKind, EventSource
from desk.freight.tracking.commands import report_event
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.errors import NeedsConfirmation, Refused
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, line, move, ticket
from tests.freight.delivery.yard import CLOTH, in_stock

ALL_DOUBTS = {"E030", "E031", "E134"}


def goods(**changes: Any) -> dict[str, Any]:
    return {"lines": (line(**changes),)}


SMALL = line(pieces=1, weight_g=1_000, volume_cm3=5_000)
INSIDE: dict[str, dict[str, Any]] = {
    "9,999 pieces": goods(pieces=9_999),
    "40,000 kg": goods(weight_g=40_000_000, volume_cm3=100_000_000),
    "120 m³": goods(weight_g=30_000_000, volume_cm3=120_000_000),
    "50 lines": {"lines": (SMALL,) * 50},
    "a name of 2": {"consignee_name": "王军"},
    "a name of 60": {"consignee_name": "长" * 60},
    "0.1 kg": goods(pieces=1, weight_g=100, volume_cm3=1_000),
}
OUTSIDE: dict[str, tuple[dict[str, Any], str]] = {
    "10,000 pieces": (
        {"lines": (line(pieces=9_999), line(pieces=1))},
        "E003 总件数应在 1 到 9999 之间,现为 10000。",
    ),
    "40,000.1 kg": (
        goods(weight_g=40_000_100, volume_cm3=100_000_000),
        "E003 总重量(公斤)应在 0.1 到 40000.0 之间,现为 40000.1。",
    ),
    "120.001 m³": (
        goods(weight_g=30_000_000, volume_cm3=120_001_000),
        "E003 总体积(立方米)应在 0.001 到 120.000 之间,现为 120.001。",
    ),
    "51 lines": ({"lines": (SMALL,) * 51}, "E003 货物明细行数应在 1 到 50 之间,现为 51。"),
    "no piece": (goods(pieces=0), "E003 件数应在 1 到 9999 之间,现为 0。"),
    "no weight": (goods(weight_g=0), "E001 重量必填。"),
    "no volume": (goods(volume_cm3=0), "E001 体积必填。"),
    "a name of 1": ({"consignee_name": "王"}, "E019 收货人不合规则:至少 2 个字。"),
    "a shipper of 1": ({"shipper_name": "王"}, "E019 发货人不合规则:至少 2 个字。"),
    "a name of 61": (
        {"consignee_name": "长" * 61},
        "E004 收货人太长:最多 60 个字,现有 61 个字。",
    ),
    "a control character": (
        {"consignee_name": "兴疆\a机电"},
        "E012 收货人含有不能使用的控制字符,请删除后再保存。",
    ),
}
USUAL: dict[str, dict[str, Any]] = {
    "3,000 kg": goods(weight_g=3_000_000, volume_cm3=9_000_000),
    "15 m³": goods(weight_g=2_000_000, volume_cm3=15_000_000),
    "20 kg/m³": goods(weight_g=20_000, volume_cm3=1_000_000),
    "8,000 kg/m³": goods(weight_g=800_000, volume_cm3=100_000),
}
UNUSUAL: dict[str, tuple[dict[str, Any], str]] = {
    "3,000.1 kg": (
        goods(weight_g=3_000_100, volume_cm3=9_000_000),
        "E030 重量已超出零担常规(3000.1 公斤),是否整车?确认后继续。",
    ),
    "15.001 m³": (
        goods(weight_g=2_000_000, volume_cm3=15_001_000),
        "E030 体积已超出零担常规(15.001 立方米),是否整车?确认后继续。",
    ),
    "19.9 kg/m³": (
        goods(weight_g=19_900, volume_cm3=1_000_000),
        "E031 「轴承」每立方米 19 公斤,与常见货物差别很大,请核对重量和体积;确认后继续。",
    ),
    "8,001 kg/m³": (
        goods(weight_g=800_100, volume_cm3=100_000),
        "E031 「轴承」每立方米 8001 公斤,与常见货物差别很大,请核对重量和体积;确认后继续。",
    ),
}


@pytest.mark.parametrize("edge", INSIDE)
def test_at_the_edge_it_is_taken(office: Office, edge: str) -> None:
    desk = office.as_("jia").with_(confirmed=ALL_DOUBTS)
    assert desk.run(accept_consignment, draft=ticket(**INSIDE[edge])).value


@pytest.mark.parametrize("edge", OUTSIDE)
def test_beyond_the_edge_it_is_refused(office: Office, edge: str) -> None:
    changes, sentence = OUTSIDE[edge]
    desk = office.as_("jia").with_(confirmed=ALL_DOUBTS)
    with pytest.raises(Refused) as caught:
        desk.run(accept_consignment, draft=ticket(**changes))
    assert str(caught.value) == sentence


@pytest.mark.parametrize("edge", USUAL)
def test_usual_goods_are_not_asked_about(office: Office, edge: str) -> None:
    assert accepted(office.as_("jia"), **USUAL[edge])


@pytest.mark.parametrize("edge", UNUSUAL)
def test_unusual_goods_are_asked_about(office: Office, edge: str) -> None:
    changes, question = UNUSUAL[edge]
    with pytest.raises(NeedsConfirmation) as asked:
        accepted(office.as_("jia"), **changes)
    assert str(asked.value) == question


def test_an_event_lies_at_most_five_minutes_ahead(office: Office) -> None:
    number = in_stock(office, CLOTH)
    desk, now = office.as_("in"), office.clock.now()
    passed: dict[str, Any] = {"number": number, "kind": EventKind.PASSED, "place": "哈密"}
    passed["source"] = EventSource.DRIVER
    with pytest.raises(Refused) as caught:
        desk.run(report_event, **passed, at=now + timedelta(minutes=6))
    assert str(caught.value) == "E171 时间不能晚于当前时间。"
    desk.run(report_event, **passed, at=now + timedelta(minutes=5))


def test_an_event_is_not_before_the_one_before(office: Office) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, CLOTH)
    office.as_("in").run(move, number=number, reason=MoveReason.TRANSIT_OUT, pieces=15)
    now = office.clock.now()
    signed: dict[str, Any] = {"number": number, "pieces": 15, "signer": "陈会计", "by": "电话"}
    with pytest.raises(Refused) as caught:
        office.desk.run(sign_remote, **signed, signed_at=now - timedelta(minutes=1))
    assert caught.value.codes == ("E170",)
    office.desk.run(sign_remote, **signed, signed_at=now)
