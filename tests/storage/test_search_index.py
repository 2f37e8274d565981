"""Whatever the gate saves is found at once, what is gone is not, and the index can be made anew."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from desk.archive.customers.contacts import remove_contact, update_contact
from desk.checking import check
from desk.freight.consignments.commands import update_consignment, void_consignment
from desk.freight.consignments.lookups import consignment_as_typed
from desk.kernel.grams import plain
from desk.storage.search_index import bring_up_to_date, index_faults, searched_models
from desk.storage.tables import SearchKind
from tests.archive.customers.makers import AYGUL, LIU, added, card
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted

NAMES = ("买买提·阿不都", "兴疆机电", "兴疆机械", "王伟", "天山区王伟商店", "Ali Express 88")
EVERY_TEXT = text(
    "SELECT number, paper_no, shipper_name, consignee_name, consignee_phone, shipper_phone,"
    " destination, consignee_address FROM consignment"
)
TOWNS = ("喀什地区中山路88号", "喀什市中山8路", "中山南路188号")


def seen(office: Office, text: str, page: str = "consignments") -> int:
    return len(office.desk.list_ids(page, filters=(), search=text))


def sound(office: Office) -> bool:
    with Session(office.desk.engine) as session:
        assert index_faults(session) == []
        return True


@pytest.mark.parametrize(
    "typed",
    [
        "YD2611160001",
        "0001",
        "买买提阿不都",
        "買買提 阿不都",
        "买买提•阿",
        "mmtabd",
        "abd",
        "5550456",
        "0991 5550456",
        "中山路88",
        "８８号",
        "喀",
        "兴 88号",
    ],
)
def test_a_consignment_is_found_by_any_fragment(office: Office, typed: str) -> None:
    accepted(
        office.as_("jia"),
        consignee_name="买买提·阿不都",
        shipper_name="兴疆机电",
        consignee_address="喀什地区中山路88号",
    )
    assert seen(office, typed) == 1


@pytest.mark.parametrize("typed", ["路中山", "0002", "王", "88号中山", "tabd", "bd"])
def test_what_is_not_in_it_is_not_found(office: Office, typed: str) -> None:
    accepted(office.as_("jia"), consignee_name="买买提·阿不都", consignee_address="中山路88号")
    assert seen(office, typed) == 0


def test_the_index_follows_every_save(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    typed = desk.ask(consignment_as_typed, number=number).draft
    assert (seen(office, "兴疆机电"), seen(office, "昆仑")) == (1, 0)
    other = replace(typed, consignee_name="昆仑商贸")
    desk.run(update_consignment, number=number, version=None, draft=other)
    assert (seen(office, "兴疆机电"), seen(office, "昆仑")) == (0, 1)
    desk.run(void_consignment, number=number, reason="重复开单")
    assert seen(office, "昆仑") == 1
    assert sound(office)


def test_a_customer_is_found_by_his_people(office: Office) -> None:
    desk = office.as_("jia")
    number = added(desk, contacts=(LIU, AYGUL))
    for typed in ("天果", "tgy", "K00001", "13800000001", "0001", "1234567", "依古丽", "劉建國"):
        assert seen(office, typed, "customers") == 1, typed
    liu, aygul = (contact.id for contact in card(desk, number).contacts)
    other = replace(LIU, mobile="13911112222")
    desk.run(update_contact, contact_id=liu, row_version=None, contact=other)
    desk.run(remove_contact, contact_id=aygul)
    left = [seen(office, typed, "customers") for typed in ("13800000001", "1112222", "依古丽")]
    assert left == [0, 1, 0]
    assert sound(office)


def test_the_hits_are_those_of_a_slow_look_at_every_row(office: Office) -> None:
    chance = random.Random(20261116)
    for _ in range(12):
        name, town = chance.choice(NAMES), chance.choice(TOWNS)
        accepted(office.as_("jia"), consignee_name=name, consignee_address=town)
    with office.desk.engine.connect() as connection:
        rows = connection.execute(EVERY_TEXT).all()
    for _ in range(300):
        word = "".join(chance.choices("买提阿不王伟兴疆机电中山路8号 ", k=chance.randint(1, 4)))
        words = [plain(part) for part in word.split()]
        slow = sum(all(any(w in plain(v or "") for v in row) for w in words) for row in rows)
        assert seen(office, word) == slow, word


def test_an_index_made_in_another_way_is_made_anew(office: Office) -> None:
    accepted(office.as_("jia"))
    engine = office.desk.engine
    assert not bring_up_to_date(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO record_grams(record_grams) VALUES ('delete-all')")
    assert seen(office, "轴承") == 0
    lines = {line.name: line for line in check(office.desk).lines}
    assert not lines["查找索引"].ok
    assert "reindex" in lines["查找索引"].text
    with engine.begin() as connection:
        connection.execute(delete(SearchKind).where(SearchKind.kind == 1))
    assert bring_up_to_date(engine)
    assert seen(office, "轴承") == 1
    assert {line.name: line for line in check(office.desk).lines}["查找索引"].ok


def test_every_kind_has_its_own_number() -> None:
    kinds = [model.searched.kind for model in searched_models() if model.searched]
    assert len(set(kinds)) == len(kinds)
