"""Announcing, listing, correcting and calling off a truck."""

from dataclasses import replace
from typing import Any

import pytest

from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.commands import accept_consignment, void_consignment
from desk.freight.consignments.queries import consignment_card
from desk.freight.inbound.booking import book_inbound_rows, undo_inbound_import
from desk.freight.inbound.choices import CostBasis, ManifestState
from desk.freight.inbound.commands import (
    add_manifest,
    add_to_manifest,
    close_manifest,
    expect_manifest,
    remove_from_manifest,
    update_manifest,
    void_manifest,
)
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.drafts import ManifestDraft, ManifestHead
from desk.freight.inbound.queries import ManifestCard, manifest_card
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.inbound.truck import (
    BEARINGS,
    HEAD,
    MANIFEST,
    N1,
    N2,
    N3,
    N4,
    PUMPS,
    TROLLEYS,
    WIGS,
    announced,
    count,
    stocked,
    unloading,
)
from tests.freight.permissions import assert_matrix


def card(office: Office, number: str = MANIFEST) -> ManifestCard:
    return office.as_("in").ask(manifest_card, number=number)


def state_of(office: Office, number: str) -> ConsignmentState:
    return office.as_("in").ask(consignment_card, number=number).state


def refused(office: Office, function: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        office.as_("in").run(function, **arguments)
    return caught.value


def test_tickets_of_a_truck_are_under_way(office: Office) -> None:
    assert announced(office) == MANIFEST
    assert card(office).state is ManifestState.EXPECTED
    assert {state_of(office, n) for n in (N1, N2, N3, N4)} == {ConsignmentState.EXPECTED}


def test_a_new_ticket_without_a_time_was_accepted_when_the_truck_left(office: Office) -> None:
    announced(office, replace(PUMPS, accept_at=None))
    assert office.as_("in").ask(consignment_card, number=N1).accept_at == HEAD.depart_at


def test_every_fault_of_the_head_is_said_at_once(office: Office) -> None:
    head = ManifestHead(
        origin_station=" ",
        plate="新I12345",
        driver_phone="1380000",
        driver="赵\u0007",
        remark="长" * 201,
        depart_at=at("2026-11-17 10:00"),
        linehaul_cost_fen=-1,
    )
    fault = refused(office, add_manifest, draft=ManifestDraft(head=head))
    assert sorted(fault.codes) == [
        "E001",
        "E001",
        "E003",
        "E004",
        "E012",
        "E102",
        "E106",
        "E171",
    ]
    assert "车牌「新I12345」校验不通过,请核对。" in str(fault)
    late = replace(HEAD, eta_at=at("2026-11-16 01:00"), depart_at=at("2026-11-16 02:00"))
    assert refused(office, add_manifest, draft=ManifestDraft(head=late)).codes == ("E170",)


def test_every_bad_ticket_is_named_and_nothing_is_saved(office: Office) -> None:
    office.at("2026-11-18 10:00")
    outbound = replace(PUMPS, direction=Direction.OUTBOUND)
    number = office.as_("out").run(accept_consignment, draft=outbound).value
    draft = ManifestDraft(
        head=HEAD,
        waybills=("YD1", number),
        drafts=(replace(TROLLEYS, consignee_phone="1390000000"), BEARINGS),
    )
    assert refused(office, add_manifest, draft=draft).codes == ("E006", "E019")
    problems = refused(office, add_manifest, draft=replace(draft, waybills=())).problems
    assert [(p.code, p.field) for p in problems] == [("E102", "drafts.0.consignee_phone")]
    assert len(office.desk.list_ids("inbound_manifests", ())) == 0
    assert announced(office, BEARINGS) == MANIFEST


def test_a_ticket_is_on_one_truck_only(office: Office) -> None:
    announced(office)
    again = ManifestDraft(head=HEAD, waybills=(N1,))
    fault = refused(office, add_manifest, draft=again)
    assert str(fault) == "E008 运单当前为「待到货」,不能编入进港清单。"
    assert refused(office, add_to_manifest, number=MANIFEST, waybills=(N1,)).codes == ("E017",)


def test_a_draft_has_no_number_and_holds_no_ticket_back(office: Office) -> None:
    office.at("2026-11-18 10:00")
    desk = office.as_("in")
    office.as_("jia").run(accept_consignment, draft=PUMPS)
    draft = ManifestDraft(head=HEAD, waybills=(N1,))
    first = office.as_("in").run(add_manifest, draft=draft, keep_draft=True).value
    second = desk.run(add_manifest, draft=draft, keep_draft=True).value
    assert (first, second) == ("草稿-1", "草稿-2")
    assert card(office, first).state is ManifestState.DRAFT
    assert state_of(office, N1) is ConsignmentState.ACCEPTED
    (paper,) = desk.paper("P-01", first)
    assert (paper.number, paper.barcode, paper.watermark) == (None, None, "草稿")

    assert desk.run(expect_manifest, number=first).value == MANIFEST
    assert state_of(office, N1) is ConsignmentState.EXPECTED
    assert refused(office, expect_manifest, number=second).codes == ("E008",)
    desk.run(remove_from_manifest, number=second, waybill=N1)
    assert state_of(office, N1) is ConsignmentState.EXPECTED
    assert refused(office, expect_manifest, number=second).codes == ("E001",)
    assert refused(office, expect_manifest, number=MANIFEST).codes == ("E008",)
    assert refused(office, expect_manifest, number=first).codes == ("E006",)


def test_tickets_join_and_leave(office: Office) -> None:
    announced(office, PUMPS)
    desk = office.as_("in")
    desk.run(add_to_manifest, number=MANIFEST, drafts=(TROLLEYS,))
    assert [line.number for line in card(office).lines] == [N2, N1]
    desk.run(remove_from_manifest, number=MANIFEST, waybill=N1)
    assert state_of(office, N1) is ConsignmentState.ACCEPTED
    assert refused(office, remove_from_manifest, number=MANIFEST, waybill=N1).codes == ("E006",)
    assert refused(office, add_to_manifest, number=MANIFEST).codes == ("E001",)
    desk.run(add_to_manifest, number=MANIFEST, waybills=(N1,))
    assert state_of(office, N1) is ConsignmentState.EXPECTED


def test_the_list_is_fixed_by_unloading(office: Office) -> None:
    unloading(office, PUMPS)
    office.as_("in").run(add_to_manifest, number=MANIFEST, drafts=(BEARINGS,))
    assert refused(office, remove_from_manifest, number=MANIFEST, waybill=N1).codes == ("E008",)
    count(office, N1, 12)
    count(office, N2, 8)
    office.as_("in").run(finish_unloading, number=MANIFEST)
    found = refused(office, add_to_manifest, number=MANIFEST, drafts=(WIGS,))
    assert str(found) == "E008 进港清单当前为「已入库」,不能加票。"


def test_a_corrected_cost_is_shared_anew(office: Office) -> None:
    stocked(office)
    version = card(office).version
    head = replace(HEAD, linehaul_cost_fen=10_000, cost_basis=CostBasis.TICKET, driver="钱师傅")
    office.as_("in").run(update_manifest, number=MANIFEST, version=version, head=head)
    changed = card(office)
    assert [line.linehaul_cost_fen for line in changed.lines] == [2_500] * 4
    assert (changed.driver, changed.linehaul_cost_fen) == ("钱师傅", 10_000)
    fault = refused(office, update_manifest, number=MANIFEST, version=version, head=head)
    assert fault.codes == ("E211",)
    late = replace(HEAD, depart_at=at("2026-11-18 16:25"), eta_at=at("2026-11-18 17:00"))
    found = refused(office, update_manifest, number=MANIFEST, version=None, head=late)
    assert found.codes == ("E170",)
    office.as_("in").run(close_manifest, number=MANIFEST)
    found = refused(office, update_manifest, number=MANIFEST, version=None, head=head)
    assert found.codes == ("E008",)


def test_a_truck_that_does_not_come_gives_its_tickets_back(office: Office) -> None:
    announced(office)
    assert refused(office, void_manifest, number=MANIFEST, reason=" ").codes == ("E009",)
    office.as_("boss").run(void_manifest, number=MANIFEST, reason="车辆改线")
    assert card(office).state is ManifestState.VOID
    assert {state_of(office, n) for n in (N1, N4)} == {ConsignmentState.ACCEPTED}
    (paper,) = office.desk.paper("P-01", MANIFEST)
    assert paper.watermark == "作废"
    assert len(office.desk.list_ids("inbound_manifests")) == 0
    again = ManifestDraft(head=HEAD, waybills=(N1,))
    assert office.as_("in").run(add_manifest, draft=again).value == "JG261118-002"


def test_a_truck_in_the_yard_cannot_be_called_off(office: Office) -> None:
    unloading(office)
    fault = refused(office, void_manifest, number=MANIFEST, reason="错")
    assert str(fault) == "E008 进港清单当前为「卸车点收」,不能作废。"


def test_a_voided_ticket_leaves_the_list(office: Office) -> None:
    announced(office)
    office.as_("boss").run(void_consignment, number=N4, reason="客户取消")
    assert [line.number for line in card(office).lines] == [N2, N3, N1]
    assert state_of(office, N4) is ConsignmentState.VOID


def test_costs_are_hidden_from_the_counter(office: Office) -> None:
    stocked(office)
    seen = office.as_("jia").ask(manifest_card, number=MANIFEST)
    assert seen.linehaul_cost_fen is None
    assert {line.linehaul_cost_fen for line in seen.lines} == {None}
    assert office.as_("out").ask(manifest_card, number=MANIFEST).linehaul_cost_fen == 93_000


def test_lists_show_figures_and_mask_phones(office: Office) -> None:
    stocked(office)
    desk = office.as_("jia")
    (manifest_id,) = desk.list_ids("inbound_manifests")
    spec = desk.list_spec("inbound_manifests")
    names = [field.name for field in spec.fields]
    row = dict(zip(names, desk.list_rows(spec.name, [manifest_id])[manifest_id], strict=True))
    assert (row["tickets"], row["pieces_declared"], row["pieces_received"]) == (4, 70, 69)
    assert (row["collect_fen"], row["cod_fen"]) == (218_200, 800_000)
    assert row["driver_phone"] == "137****0009"
    totals = desk.list_totals("manifest_lines")
    assert (totals["count"], totals["short"], totals["damaged_pieces"]) == (4, 1, 1)
    assert len(desk.list_ids("manifest_lines", search="美丽屋")) == 1


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (update_manifest, {"version": None, "head": HEAD}),
        (add_to_manifest, {"waybills": ("YD1",)}),
        (remove_from_manifest, {"waybill": "YD1"}),
        (close_manifest, {}),
        (void_manifest, {"reason": "错"}),
        (arrive_truck, {}),
        (start_unloading, {}),
        (finish_unloading, {}),
        (count_line, {"waybill": "YD1", "pieces": 1}),
        (undo_inbound_import, {"reason": "错"}),
    ],
)
def test_an_unknown_manifest_is_refused(office: Office, function: Any, arguments: Any) -> None:
    for number in ("JG1", "草稿-9", "草稿-x", ""):
        assert refused(office, function, number=number, **arguments).codes == ("E006",)


def test_who_may_do_what_with_trucks(office: Office) -> None:
    creating = dict.fromkeys((add_manifest, book_inbound_rows), "IN")
    changing = (
        update_manifest,
        expect_manifest,
        add_to_manifest,
        remove_from_manifest,
        close_manifest,
        arrive_truck,
        start_unloading,
        count_line,
        finish_unloading,
        void_manifest,
        undo_inbound_import,
    )
    assert_matrix(office, creating | dict.fromkeys(changing, "IN MGR"))


def test_the_manager_may_not_book_stock(office: Office) -> None:
    unloading(office, PUMPS)
    count(office, N1, 12)
    with pytest.raises(Refused) as caught:
        office.as_("boss").run(finish_unloading, number=MANIFEST)
    assert caught.value.codes == ("E210",)
    assert "登记出入库" in str(caught.value)
