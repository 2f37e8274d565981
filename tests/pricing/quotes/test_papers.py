"""P-18 with the caller's phone in full: for those who may, once the look is on the trail."""

import pytest
from sqlalchemy import select

from desk.app import Desk
from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import reveal_personal
from desk.documents.text_snapshot import snapshot_text
from desk.kernel.actor import Actor
from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from desk.pricing.quotes.model import Inquiry
from desk.storage.tables import PiiAccessLog
from tests.conftest import Office
from tests.pricing.quotes.calls import QUOTE, quoted, take, with_prices


@pytest.fixture
def desk(office: Office) -> Desk:
    desk = with_prices(office).as_("jia")
    quoted(desk, take(desk).number)
    return desk


def paper(desk: Desk, *, full_phone: bool = True) -> str:
    (made,) = desk.paper("P-18", QUOTE, full_phone=full_phone)
    return snapshot_text(made)


def look(desk: Desk) -> None:
    with desk.reading() as read:
        inquiry_id = read.session.scalars(select(Inquiry.id)).one()
    arguments = {"record": "inquiry", "record_id": inquiry_id, "field": "phone"}
    desk.run(reveal_personal, **arguments, why=RevealReason.OTHER, note="打印报价单 P-18")


def refusal(desk: Desk) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        paper(desk)
    return caught.value.codes


def test_a_full_phone_needs_a_look_on_the_trail(desk: Desk) -> None:
    assert refusal(desk) == ("E009",)
    look(desk)
    assert "13800000001" in paper(desk)
    masked = paper(desk, full_phone=False)
    assert "13800000001" not in masked
    assert "138****0001" in masked
    with desk.reading() as read:
        row = read.session.scalars(select(PiiAccessLog)).one()
    assert (row.record, row.field, row.why) == ("inquiry", "phone", "其他:打印报价单 P-18")


def test_a_look_counts_for_its_day_and_its_user(desk: Desk, office: Office) -> None:
    look(desk)
    assert refusal(office.as_("out")) == ("E009",)
    office.at("2026-11-17 09:00")
    assert refusal(office.as_("jia")) == ("E009",)


def test_a_role_that_may_not_reveal_gets_no_full_phone(desk: Desk) -> None:
    look(desk)
    desk.actor = Actor(9, "fu", "副总", Role.DGM)
    assert refusal(desk) == ("E210",)
