"""Exceptions: photos, the clock for telling the customer, handling, closing."""

import pytest

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.commands import (
    accept_consignment,
    by_number,
    close_consignment,
)
from desk.freight.consignments.ledger import move_pieces
from desk.freight.exceptions.choices import (
    ExceptionKind,
    ExceptionState,
    LiableParty,
    Stage,
)
from desk.freight.exceptions.commands import (
    add_exception_photos,
    close_exception,
    escalate_exception,
    handle_exception,
    report_exception,
    resolve_exception,
    tell_customer,
)
from desk.freight.exceptions.opening import has_open_overage, overage_pieces
from desk.freight.exceptions.queries import (
    ExceptionRow,
    exception_card,
    exceptions_of,
    exceptions_to_tell,
)
from desk.freight.tracking.choices import Channel, PartyKind
from desk.freight.tracking.queries import contacts_of
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.freight.inbound.truck import BEARINGS, PHOTO
from tests.freight.permissions import assert_matrix

FIRST = "YC261118-001"


def ticket(office: Office) -> str:
    office.at("2026-11-18 17:30")
    return office.as_("jia").run(accept_consignment, draft=BEARINGS).value


def report(office: Office, kind: ExceptionKind = ExceptionKind.LABEL, **fields: object) -> str:
    number = ticket(office)
    given = {"stage": Stage.STORAGE, **fields}
    return office.as_("jia").run(report_exception, number=number, kind=kind, **given).value


def card(office: Office) -> ExceptionRow:
    return office.as_("jia").ask(exception_card, number=FIRST)


@pytest.mark.parametrize("kind", [ExceptionKind.DAMAGE, ExceptionKind.WET])
@pytest.mark.parametrize("photos", [(), (Upload("说明.txt", "没有图".encode()),)])
def test_damage_needs_a_picture(
    office: Office, kind: ExceptionKind, photos: tuple[Upload, ...]
) -> None:
    with pytest.raises(Refused) as caught:
        report(office, kind, pieces=1, photos=photos)
    assert str(caught.value) == "E180 破损/受潮异常须上传至少 1 张照片。"
    assert report(office, kind, pieces=1, photos=(PHOTO, *photos)) == FIRST
    assert [photo.label for photo in card(office).photos] == [p.label for p in (PHOTO, *photos)]


def test_a_file_that_cannot_be_kept_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        report(office, photos=(Upload("x.exe", b"MZ\x90\x00"),))
    assert caught.value.codes == ("E025",)


def test_everything_wrong_is_said_at_once(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        report(
            office,
            ExceptionKind.DAMAGE,
            pieces=10_000,
            estimated_loss_fen=-1,
            found_at=at("2026-11-19 09:00"),
            note="长" * 201,
            found_by="甲\u0007",
        )
    assert caught.value.codes == ("E003", "E003", "E171", "E004", "E012", "E180")
    for kind in (ExceptionKind.SHORTAGE, ExceptionKind.OVERAGE):
        with pytest.raises(Refused) as caught:
            report(office, kind)
        assert caught.value.codes == ("E003",)


@pytest.mark.parametrize("told", ["2026-11-18 19:30", "2026-11-18 19:31"])
def test_the_clock_for_telling_runs_in_working_hours(office: Office, told: str) -> None:
    report(office)
    case = card(office)
    assert (case.tell_due_at, case.told_in_time) == (at("2026-11-18 19:30"), True)
    office.at(told)
    said = {"number": FIRST, "channel": Channel.PHONE}
    office.as_("jia").run(tell_customer, who="兴疆机电", party_kind=PartyKind.SHIPPER, **said)
    office.at("2026-11-20 10:00")
    office.as_("yi").run(tell_customer, who="又一次", content="补充说明", **said)
    case = card(office)
    assert (case.customer_notified_at, case.notified_who) == (at(told), "兴疆机电")
    assert case.told_in_time is (told == "2026-11-18 19:30")
    talks = office.as_("jia").ask(contacts_of, number=case.consignment_no)
    assert [talk.content for talk in talks] == [f"{FIRST} 补充说明", f"{FIRST} 标签差错 0 件"]


def test_an_untold_customer_becomes_late(office: Office) -> None:
    report(office)
    assert [c.number for c in office.as_("jia").ask(exceptions_to_tell)] == [FIRST]
    assert [row.number for row in office.desk.today() if row.due_at] == [FIRST]
    office.at("2026-11-18 19:31")
    assert card(office).told_in_time is False


def test_reported_in_time_means_half_an_hour(office: Office) -> None:
    report(office, found_at=at("2026-11-18 17:00"))
    assert card(office).reported_in_time is True
    assert card(office).tell_due_at == at("2026-11-18 19:00")
    late = report(office, found_at=at("2026-11-18 16:59"))
    assert office.as_("jia").ask(exception_card, number=late).reported_in_time is False


def test_it_is_handled_escalated_resolved_and_closed(office: Office) -> None:
    report(office)
    desk = office.as_("jia")
    desk.run(
        handle_exception,
        number=FIRST,
        version=card(office).version,
        measures="联系始发站",
        liable_party=LiableParty.LINEHAUL,
        estimated_loss_fen=100_000,
    )
    desk.run(escalate_exception, number=FIRST, to="王经理", reason="始发站不认")
    assert (card(office).state, card(office).escalated_to) == (ExceptionState.ESCALATED, "王经理")
    assert card(office).measures == "联系始发站\n始发站不认"
    desk.run(handle_exception, number=FIRST, measures="经理已与始发站谈妥")
    desk.run(resolve_exception, number=FIRST, result="始发站补贴标签")
    desk.run(close_exception, number=FIRST)
    case = card(office)
    assert (case.state, case.result) == (ExceptionState.CLOSED, "始发站补贴标签")
    assert (case.liable_party, case.estimated_loss_fen) == (LiableParty.LINEHAUL, 100_000)
    assert len(office.desk.list_ids("exceptions")) == 0
    assert len(office.desk.list_ids("exceptions", ())) == 1


def test_a_large_loss_is_closed_by_the_manager(office: Office) -> None:
    report(office)
    desk = office.as_("jia")
    desk.run(handle_exception, number=FIRST, measures="查", estimated_loss_fen=100_001)
    desk.run(resolve_exception, number=FIRST, result="赔")
    with pytest.raises(Refused) as caught:
        desk.run(close_exception, number=FIRST)
    assert caught.value.codes == ("E210",)
    office.as_("boss").run(close_exception, number=FIRST)


def test_wrong_steps_are_refused(office: Office) -> None:
    report(office)
    desk = office.as_("jia")
    for function, fields in (
        (resolve_exception, {"result": "好"}),
        (close_exception, {}),
    ):
        with pytest.raises(Refused) as caught:
            desk.run(function, number=FIRST, **fields)
        assert caught.value.codes == ("E008",)
    with pytest.raises(Refused) as caught:
        desk.run(escalate_exception, number=FIRST, to="王经理", reason=" ")
    assert caught.value.codes == ("E009",)
    with pytest.raises(Refused) as caught:
        desk.run(escalate_exception, number=FIRST, to="", reason="难")
    assert caught.value.codes == ("E001",)
    with pytest.raises(Refused) as caught:
        desk.run(handle_exception, number=FIRST, measures="", estimated_loss_fen=-1)
    assert caught.value.codes == ("E001", "E003")
    desk.run(handle_exception, number=FIRST, measures="查")
    with pytest.raises(Refused) as caught:
        desk.run(handle_exception, number=FIRST, measures="再查", version=1)
    assert caught.value.codes == ("E211",)
    with pytest.raises(Refused) as caught:
        desk.run(resolve_exception, number=FIRST, result="\u0000")
    assert "E012" in caught.value.codes
    with pytest.raises(Refused) as caught:
        desk.run(tell_customer, number=FIRST, channel=Channel.SMS, who="")
    assert caught.value.codes == ("E001",)


def test_unknown_numbers_are_refused(office: Office) -> None:
    desk = office.as_("jia")
    said = {"channel": Channel.SMS, "who": "甲"}
    for function, fields in (
        (tell_customer, said),
        (close_exception, {}),
        (add_exception_photos, {"photos": (PHOTO,)}),
    ):
        with pytest.raises(Refused) as caught:
            desk.run(function, number="YC1", **fields)
        assert caught.value.codes == ("E006",)
    for query in (exception_card, exceptions_of):
        with pytest.raises(Refused) as caught:
            desk.ask(query, number="YC1")
        assert caught.value.codes == ("E006",)
    with pytest.raises(Refused) as caught:
        desk.run(report_exception, number="YD1", kind=ExceptionKind.OTHER, stage=Stage.PAPERS)
    assert caught.value.codes == ("E006",)


def test_pictures_can_follow(office: Office) -> None:
    report(office)
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(add_exception_photos, number=FIRST, photos=())
    assert caught.value.codes == ("E001",)
    office.as_("jia").run(add_exception_photos, number=FIRST, photos=(PHOTO,))
    assert len(card(office).photos) == 1


def test_a_registered_overage_lets_more_in_until_it_is_closed(office: Office) -> None:
    report(office, ExceptionKind.OVERAGE, pieces=2)

    def overage() -> tuple[bool, int]:
        with office.desk.reading() as read:
            return has_open_overage(read.session, 1), overage_pieces(read.session, 1)

    assert overage() == (True, 2)
    desk = office.as_("jia")
    desk.run(handle_exception, number=FIRST, measures="核对")
    desk.run(resolve_exception, number=FIRST, result="退回始发站")
    assert overage() == (True, 2)
    desk.run(close_exception, number=FIRST)
    assert overage() == (False, 0)


def test_a_ticket_with_an_open_exception_cannot_be_closed(office: Office) -> None:
    report(office)
    report_second = {"kind": ExceptionKind.DELAY, "stage": Stage.LINEHAUL}
    desk = office.as_("jia")
    number = desk.ask(exception_card, number=FIRST).consignment_no
    desk.run(report_exception, number=number, **report_second)

    @command("office.read", "签收(仅测试)")
    def sign(work: Work) -> None:
        consignment = by_number(work, number)
        move_pieces(work, consignment, MoveReason.ARRIVAL, 8, "JG261118-001")
        move_pieces(work, consignment, MoveReason.SELF_PICKUP, 8, "ZT261118-001")

    desk.run(sign)
    with pytest.raises(Refused) as caught:
        desk.run(close_consignment, number=number)
    assert "E032" in caught.value.codes
    assert f"异常 {FIRST}、YC261118-002 尚未结案" in str(caught.value)


def test_who_may_handle_exceptions(office: Office) -> None:
    desk_roles = "CS IN OUT MGR"
    functions = (
        report_exception,
        add_exception_photos,
        tell_customer,
        handle_exception,
        escalate_exception,
        resolve_exception,
        close_exception,
    )
    assert_matrix(office, dict.fromkeys(functions, desk_roles))
