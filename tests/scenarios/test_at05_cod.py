"""AT-05, its last line: the cash on delivery of the run goes to the shipper, less the fee, once."""

from datetime import date

import pytest

from desk.documents.text_snapshot import snapshot_text
from desk.freight.cod.choices import CodState
from desk.freight.cod.commands import remit_cod
from desk.freight.cod.ledger import cod_faults
from desk.freight.cod.queries import cod_card, remittances_due
from desk.freight.consignments.choices import PayMethod
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.inbound.truck import N2
from tests.scenarios.test_at05_delivery_run import (
    RUN,
    enter_the_receipts,
    fill_the_warehouse,
    plan_the_run,
    print_its_papers,
    send_it_out,
    settle_it,
)


def test_the_cash_on_delivery_is_remitted_once(office: Office) -> None:
    drive_the_run(office)
    wait_for_the_hand_in(office)
    settle_it(office)
    look_at_what_is_due(office)
    remit_it(office)
    print_the_settlement(office)


def drive_the_run(office: Office) -> None:
    fill_the_warehouse(office)
    plan_the_run(office)
    print_its_papers(office)
    send_it_out(office)
    enter_the_receipts(office)


def wait_for_the_hand_in(office: Office) -> None:
    card = office.as_("in").ask(cod_card, number=N2)
    assert (card.state, card.due_fen, card.collected_fen) == (
        CodState.COLLECTED,
        760_000,
        760_000,
    )
    with pytest.raises(Refused) as early:
        remit(office)
    assert early.value.codes == ("E204",)


def look_at_what_is_due(office: Office) -> None:
    card = office.as_("in").ask(cod_card, number=N2)
    assert (card.state, card.banked_fen) == (CodState.BANKED, 760_000)
    assert (card.fee_fen, card.to_remit_fen) == (2_300, 757_700)
    assert (card.due_on, card.due_on and card.due_on.isoweekday()) == (date(2026, 11, 23), 1)
    (waiting,) = office.as_("boss").ask(remittances_due)
    assert (waiting.number, waiting.due_on) == (N2, date(2026, 11, 23))
    (row,) = (row for row in office.as_("boss").today() if row.kind == "返还代收货款")
    assert (row.number, row.due_at) == (N2, at("2026-11-23 19:30"))


def remit(office: Office) -> int:
    fields = {"method": PayMethod.TRANSFER, "reference": "20261123000127"}
    return office.as_("boss").run(remit_cod, numbers=(N2,), **fields).value  # type: ignore[arg-type]


def remit_it(office: Office) -> None:
    office.at("2026-11-23 11:00")
    with pytest.raises(Refused) as not_his:
        office.as_("in").run(remit_cod, numbers=(N2,), method=PayMethod.TRANSFER, reference="1")
    assert not_his.value.codes == ("E210",)
    assert remit(office) == 757_700
    with pytest.raises(Refused) as twice:
        remit(office)
    assert twice.value.codes == ("E204",)
    card = office.as_("in").ask(cod_card, number=N2)
    assert (card.state, card.remitted_fen, card.remitted_on) == (
        CodState.REMITTED,
        757_700,
        date(2026, 11, 23),
    )
    steps = [(e.step.label, e.amount_fen, e.doc_no or e.reference) for e in card.entries]
    assert steps == [
        ("收款", 760_000, f"{RUN}/01"),
        ("缴存", 760_000, f"{RUN}/01"),
        ("返款", 757_700, "20261123000127"),
        ("手续费", 2_300, "20261123000127"),
    ]
    with office.desk.reading() as read:
        assert cod_faults(read.session) == []


def print_the_settlement(office: Office) -> None:
    (paper,) = office.as_("boss").paper("P-43", "2026-11", print_no=1)
    snapshots.check_snapshot("at05-p43", snapshot_text(paper))
