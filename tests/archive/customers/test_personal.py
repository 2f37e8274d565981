"""A masked value is seen with a reason only, for a minute, and it is written down."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from desk.archive.customers.choices import CustomerType, RevealReason
from desk.archive.customers.personal import (
    ManyLooks,
    many_looks,
    reveal_personal,
    revealed_value,
)
from desk.kernel.errors import Refused
from tests.archive.customers.makers import AYGUL, FRUIT, ID_CARD, LIU, STORE, added, card
from tests.conftest import Office


def test_without_a_reason_nothing_is_shown(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    for why, note in ((None, ""), (RevealReason.OTHER, " ")):
        with pytest.raises(Refused) as caught:
            desk.run(
                reveal_personal, record="contact", record_id=1, field="mobile", why=why, note=note
            )
        assert caught.value.codes == ("E009",)


@pytest.mark.parametrize(
    ("record", "record_id", "field", "value"),
    [
        ("contact", 1, "mobile", "13800000001"),
        ("contact", 2, "phone", "0991-1234567"),
        ("contact", 1, "wechat", "liugong"),
        ("customer", 1, "id_card", ID_CARD),
        ("customer", 1, "account", "6222000011112222"),
        ("address", 1, "street", "北京南路 100 号"),
    ],
)
def test_with_a_reason_it_is_shown_for_a_minute_and_logged(
    office: Office, record: str, record_id: int, field: str, value: str
) -> None:
    boss = office.as_("boss")
    private = replace(FRUIT, customer_type=CustomerType.PERSON, account="6222000011112222")
    contacts = (replace(LIU, wechat="liugong"), AYGUL)
    added(boss, replace(private, id_card=ID_CARD), contacts, (STORE,))
    desk = office.as_("jia")
    log_id = desk.run(
        reveal_personal, record=record, record_id=record_id, field=field, why=RevealReason.DELIVERY
    ).value
    assert desk.ask(revealed_value, log_id=log_id) == value
    office.clock.pass_(seconds=60)
    assert desk.ask(revealed_value, log_id=log_id) == value
    office.clock.pass_(seconds=1)
    with pytest.raises(Refused) as caught:
        desk.ask(revealed_value, log_id=log_id)
    assert caught.value.codes == ("E009",)
    with desk.engine.connect() as connection:
        logged = connection.execute(
            text("SELECT record, record_id, field, why, user_id FROM pii_access_log")
        ).all()
        results = connection.execute(text("SELECT group_concat(result) FROM audit_log")).scalar()
    assert [tuple(row) for row in logged] == [(record, record_id, field, "派送", 2)]
    assert value not in str(results), "the audit trail holds no value in clear"


def test_a_look_is_only_for_the_one_who_asked(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    why = RevealReason.OTHER
    log_id = desk.run(
        reveal_personal, record="contact", record_id=1, field="mobile", why=why, note="年检抽查"
    ).value
    with pytest.raises(Refused) as caught:
        office.as_("yi").ask(revealed_value, log_id=log_id)
    assert caught.value.codes == ("E009",)
    with pytest.raises(Refused) as caught:
        office.desk.ask(revealed_value, log_id=99)
    assert caught.value.codes == ("E006",)


def test_what_is_not_masked_or_not_there_is_refused(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    for record, record_id, field, code in (
        ("user", 1, "wrapped_keys", "E011"),
        ("contact", 1, "customer_id", "E011"),
        ("contact", 99, "mobile", "E006"),
        ("customer", 99, "id_card", "E006"),
    ):
        with pytest.raises(Refused) as caught:
            desk.run(
                reveal_personal,
                record=record,
                record_id=record_id,
                field=field,
                why=RevealReason.CALL,
            )
        assert caught.value.codes == (code,)


def test_more_than_thirty_looks_a_day_are_noticed(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    why = RevealReason.CALL
    look = {"record": "contact", "record_id": 1, "field": "mobile", "why": why}
    for _ in range(30):
        desk.run(reveal_personal, **look)  # type: ignore[arg-type]
    boss = office.as_("boss")
    assert boss.ask(many_looks, on=date(2026, 11, 16)) == []
    office.as_("jia").run(reveal_personal, **look)  # type: ignore[arg-type]
    boss = office.as_("boss")
    assert boss.ask(many_looks, on=date(2026, 11, 16)) == [ManyLooks("客服员甲", 31)]
    assert boss.ask(many_looks, on=date(2026, 11, 15)) == []
    with pytest.raises(Refused) as caught:
        office.as_("jia").ask(many_looks, on=date(2026, 11, 16))
    assert caught.value.codes == ("E210",)


def test_a_person_without_an_identity_number_shows_nothing(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    assert card(desk, made).entry.id_card == ""
    log_id = desk.run(
        reveal_personal, record="customer", record_id=made, field="id_card", why=RevealReason.CALL
    ).value
    assert desk.ask(revealed_value, log_id=log_id) == ""
