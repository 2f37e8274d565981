"""A list booked by mistake is taken back while nothing of it has moved."""

import pytest

from desk.freight.consignments.choices import (
    ConsignmentState,
    MoneyKind,
    PayMethod,
)
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.money import take_money
from desk.freight.consignments.voiding import voiding_of
from desk.freight.inbound.booking import undo_inbound_import
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.commands import add_to_manifest
from desk.freight.inbound.counting import arrive_truck, finish_unloading, start_unloading
from desk.freight.inbound.queries import manifest_card
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.inbound.sender_list import N, book, draft_of, look, row
from tests.freight.inbound.truck import MANIFEST, PUMPS, count


def test_an_import_is_undone_while_nothing_has_moved(office: Office) -> None:
    book(office, [draft_of(office), draft_of(office, 手工单号="Z2")])
    desk = office.as_("in")
    desk.run(add_to_manifest, number=MANIFEST, drafts=(PUMPS,))
    kept = "YD2611160003"
    with pytest.raises(Refused) as caught:
        desk.run(undo_inbound_import, number=MANIFEST, reason="")
    assert caught.value.codes == ("E009",)
    desk.run(undo_inbound_import, number=MANIFEST, reason="发错清单")
    card = desk.ask(manifest_card, number=MANIFEST)
    assert (card.state, card.void_reason, len(card.lines)) == (
        ManifestState.VOID,
        "发错清单",
        3,
    )
    states = {line.number: line.state for line in card.lines}
    assert states[N] is ConsignmentState.VOID
    assert states[kept] is ConsignmentState.ACCEPTED
    voiding = desk.ask(voiding_of, number=N)
    assert voiding is not None
    assert (voiding.who, voiding.reason) == ("进港调度", "发错清单")
    assert look(office, row()).rows[0].is_good
    with pytest.raises(Refused) as caught:
        desk.run(undo_inbound_import, number=MANIFEST, reason="再撤")
    assert caught.value.codes == ("E008",)


def test_what_has_moved_cannot_be_undone(office: Office) -> None:
    book(office, [draft_of(office), draft_of(office, 手工单号="Z2", 收货人="二号")])
    desk = office.as_("in")
    desk.run(arrive_truck, number=MANIFEST)
    with pytest.raises(Refused) as caught:
        desk.run(undo_inbound_import, number=MANIFEST, reason="错")
    assert caught.value.codes == ("E008",)
    desk.run(start_unloading, number=MANIFEST)
    count(office, N, 8)
    count(office, "YD2611160002", 0)
    desk.run(finish_unloading, number=MANIFEST)
    with pytest.raises(Refused) as caught:
        desk.run(undo_inbound_import, number=MANIFEST, reason="错")
    expected = f"E021 {MANIFEST}已经有货物移动,不能撤销导入:{N}。"
    assert str(caught.value) == expected


def test_a_ticket_with_money_cannot_be_undone(office: Office) -> None:
    book(office, [draft_of(office)])

    @command("office.read", "收款(仅测试)")
    def pay(work: Work) -> None:
        consignment = by_number(work, N)
        take_money(work, consignment, MoneyKind.FREIGHT, 100, PayMethod.CASH, "SK-1")

    office.as_("in").run(pay)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(undo_inbound_import, number=MANIFEST, reason="错")
    assert caught.value.codes == ("E135",)


def test_only_an_imported_list_can_be_undone(office: Office) -> None:
    from tests.freight.inbound.truck import announced

    announced(office)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(undo_inbound_import, number=MANIFEST, reason="错")
    assert caught.value.codes == ("E019",)
