"""Whatever is handed over, signed, brought or fetched back: manifests and ledger say the same."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.ledger import computed_buckets
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.consignments.rules import derive_state
from desk.freight.transit.commands import add_transit, void_transit
from desk.freight.transit.drafts import Counted, TransitGoods, TransitPlan
from desk.freight.transit.following import report_transit_arrival, settle_transit
from desk.freight.transit.handing import hand_over_transit, recall_transit
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.rules import AWAY
from desk.freight.warehouse.choices import InReason
from desk.freight.warehouse.commands import receive_goods, reverse_slip, sign_remote
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, arrive, ticket
from tests.freight.transit.partner_yard import HAND
from tests.partners.firms import rates

PIECES = st.integers(1, 9)
STEPS = (
    *("list", "list", "hand", "hand", "short", "arrive", "sign", "sign", "back", "back"),
    *("undo", "undo", "recall", "settle", "void"),
)
STEP = st.tuples(st.sampled_from(STEPS), PIECES)


@pytest.fixture
def partnered(office: Office) -> Office:
    rates(office)
    office.at("2026-11-19 10:30")
    return office


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=3, max_size=12))
def test_manifests_and_ledger_agree(partnered: Office, steps: list[tuple[str, int]]) -> None:
    desk = partnered.as_("in")
    draft = ticket(
        delivery_mode=DeliveryMode.TRANSIT, destination="喀什", consignee_address="人民东路 1 号"
    )
    number = accepted(desk, draft)
    desk.run(arrive, number=number, pieces=8)
    play = Play(partnered, number)
    for name, pieces in [("list", 3), ("hand", 1), ("list", 4), ("hand", 1), *steps]:
        with suppress(Refused):
            getattr(play, name)(pieces)
        play.check()


class Play:
    """One ticket and the manifests made for it."""

    def __init__(self, office: Office, number: str) -> None:
        self.office, self.number = office, number
        self.manifests: list[str] = []
        self.slips: list[str] = []

    def run(self, command: Any, **arguments: Any) -> Any:
        return self.office.as_("in").run(command, **arguments).value

    @property
    def last(self) -> str:
        return self.manifests[-1] if self.manifests else "ZZ000000-001"

    def list(self, pieces: int) -> None:
        goods = (TransitGoods(waybill=self.number, pieces=pieces),)
        plan = TransitPlan(partner="P001", dest="喀什")
        self.manifests.append(self.run(add_transit, plan=plan, goods=goods))

    def hand(self, pieces: int) -> None:
        self._hand(())

    def short(self, pieces: int) -> None:
        self._hand((Counted(waybill=self.number, handed=pieces, received=pieces, note="少"),))

    def _hand(self, counted: tuple[Counted, ...]) -> None:
        now = replace(HAND, at=None)
        self.run(
            hand_over_transit, number=self.last, hand=now, counted=counted, price_reason="测试"
        )

    def arrive(self, pieces: int) -> None:
        self.run(report_transit_arrival, number=self.last)

    def sign(self, pieces: int) -> None:
        when = self.office.clock.now()
        self.run(
            sign_remote, number=self.number, pieces=pieces, signer="王", signed_at=when, by="电话"
        )

    def back(self, pieces: int) -> None:
        back: dict[str, Any] = {"pieces": pieces, "reason": InReason.TRANSIT_BACK}
        self.slips.append(self.run(receive_goods, number=self.number, **back))

    def undo(self, pieces: int) -> None:
        slip = self.slips.pop() if self.slips else "RK000000-001"
        self.run(reverse_slip, slip_no=slip, reason="点错")

    def recall(self, pieces: int) -> None:
        self.run(recall_transit, number=self.last, reason="改址", returned_by="艾力")

    def settle(self, pieces: int) -> None:
        received = {"collect_received_fen": 0, "cod_received_fen": 0}
        self.run(settle_transit, number=self.last, **received)

    def void(self, pieces: int) -> None:
        self.run(void_transit, number=self.last, reason="改派")

    def check(self) -> None:
        with self.office.as_("in").reading() as read:
            c = load(read, self.number)
            buckets = computed_buckets(read.session, c.id)
            assert buckets == {name: getattr(c, name) for name in buckets}
            assert c.state is derive_state(c)
            lines = read.session.scalars(
                select(TransitLine).where(TransitLine.consignment_id == c.id)
            ).all()
            self._compare(c, lines)

    def _compare(self, c: Consignment, lines: Any) -> None:
        gone: list[TransitLine] = [line for line in lines if line.manifest.handover_at]
        assert c.at_partner == sum(line.outstanding for line in gone)
        assert c.signed == sum(line.pieces_signed for line in gone)
        assert c.transit_cost_fen == sum(line.total_fen for line in gone)
        for line in gone:
            manifest: TransitManifest = line.manifest
            assert (manifest.state in AWAY) == (line.outstanding > 0)
