"""One box over everything: by kind, newest first, masked, and only what one may see."""

from dataclasses import replace

import pytest

from desk.app import list_table
from desk.freight.fleet.driver_commands import add_driver
from desk.searching import FoundGroup, search, searched_lists
from desk.storage.listing import source_of
from desk.storage.search_index import searched_models
from tests.archive.customers.makers import AYGUL, FRUIT, LIU, added, another
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted
from tests.pricing.quotes.calls import HONGDA, quoted, take, with_prices


def told(groups: list[FoundGroup]) -> list[tuple[str, int, bool]]:
    return [(group.spec.name, len(group.rows), group.more) for group in groups]


def test_consignments_come_first_and_more_is_said(office: Office) -> None:
    desk = office.as_("jia")
    added(desk, contacts=(LIU, AYGUL))
    numbers = [accepted(desk, consignee_phone="13800000001") for _ in range(3)]
    found = search(desk, "13800000001", most=2)
    assert told(found) == [("consignments", 2, True), ("customers", 1, False)]
    named = [field.name for field in found[0].spec.fields]
    rows = [dict(zip(named, row.values, strict=True)) for row in found[0].rows]
    assert [row["number"] for row in rows] == numbers[:0:-1]
    assert {row["consignee_phone"] for row in rows} == {"138****0001"}


NAMED = ("zs", "zhangsan", "zhang san", "zhangs", "ZHANG", "zhangsan 1390000")


@pytest.mark.parametrize("typed", NAMED)
def test_a_driver_is_found_by_initials_and_whole_pinyin(office: Office, typed: str) -> None:
    desk = office.as_("in")
    for name, mobile in (("张三", "13900000001"), ("李四", "13900000002")):
        desk.run(add_driver, name=name, mobile=mobile)
    assert told(search(desk, typed)) == [("drivers", 1, False)]
    assert len(desk.list_ids("drivers", search=typed)) == 1


@pytest.mark.parametrize("typed", NAMED)
def test_a_customer_is_found_by_how_his_people_are_typed(office: Office, typed: str) -> None:
    desk = office.as_("jia")
    another(desk, "天果园果品", "13900000001")
    added(desk, replace(FRUIT, name="昆仑商贸"), (LIU,))
    assert told(search(desk, typed)) == [("customers", 1, False)]
    assert len(desk.list_ids("customers", search=typed)) == 1


@pytest.mark.parametrize("typed", ["tianguoyuan", "tianguo", "tian guo yuan", "tgygp"])
def test_a_firm_is_found_by_how_it_is_typed(office: Office, typed: str) -> None:
    desk = office.as_("jia")
    added(desk)
    assert told(search(desk, typed)) == [("customers", 1, False)]
    assert len(desk.list_ids("customers", search=typed)) == 1


@pytest.mark.parametrize(
    "typed", ["wl zhangsan", "zhangsan wanli", "wanlishangmao zs", "lv zhangsan", "zhangsan qq"]
)
def test_a_firm_and_its_person_are_typed_side_by_side(office: Office, typed: str) -> None:
    """The list found them; the box took both words for one name, and found nobody."""
    desk = with_prices(office).as_("jia")
    for firm, person in (("万里商贸LV", "张三"), ("万里商贸", "李四"), ("北方物流", "张三")):
        take(desk, replace(HONGDA, caller_company=firm, caller_name=person))
    listed = desk.list_ids("inquiries", search=typed)
    shown = [row.record_id for group in search(desk, typed) for row in group.rows]
    assert sorted(shown) == sorted(listed)
    assert len(shown) == (0 if typed.endswith("q") else 1)


@pytest.mark.parametrize("typed", ["tianguoyuan", "tian guo yuan", "tgy"])
def test_customers_with_gaps_are_found_as_customers_are(office: Office, typed: str) -> None:
    """Of the lists of customers, only the first knew whole pinyin."""
    desk = office.as_("jia")
    added(desk)
    another(desk, "昆仑商贸", "13900000001")
    found = [desk.list_ids(name, search=typed) for name in ("customers", "incomplete_customers")]
    assert list(map(len, found)) == [1, 1]
    assert found[0] == found[1]


@pytest.mark.parametrize("typed", ["henanhongda", "he nan hong da", "hnhd", "hnhdx", "hongda"])
def test_quotes_are_found_by_who_asked(office: Office, typed: str) -> None:
    desk = with_prices(office).as_("jia")
    take(desk)
    quoted(desk)
    found = desk.list_ids("quotes", search=typed)
    assert len(found) == (typed not in ("hnhdx", "hongda"))


def test_initials_come_before_the_beginning_of_whole_pinyin(office: Office) -> None:
    desk = office.as_("in")
    for name, mobile in (("王安娜", "13900000001"), ("王五", "13900000002")):
        desk.run(add_driver, name=name, mobile=mobile)
    (found,) = search(desk, "wan")
    names = [field.name for field in found.spec.fields]
    assert [row.values[names.index("name")] for row in found.rows] == ["王安娜", "王五"]


def test_names_that_are_read_are_texts_that_are_looked_in() -> None:
    for model in searched_models():
        assert model.searched is not None
        assert set(model.searched.names) <= set(model.searched.texts), model


def test_nothing_to_look_for_finds_nothing(office: Office) -> None:
    desk = office.as_("jia")
    accepted(desk)
    assert [search(desk, text) for text in ("", "  ", "·-", "没有的")] == [[], [], [], []]


def test_a_search_nobody_waits_for_ends(office: Office) -> None:
    desk = office.as_("jia")
    accepted(desk)
    assert search(desk, "轴承", wanted=lambda: False) == []


def test_what_one_may_not_see_is_not_found(office: Office) -> None:
    accepted(office.as_("jia"))
    assert all(spec.right for spec in searched_lists(office.desk))
    seen = {spec.name for spec in searched_lists(office.as_("boss"))}
    assert {"consignments", "customers", "vehicles", "complaints"} <= seen
    assert seen == {name for name, spec in list_table().items() if spec.found}


def test_every_list_in_the_box_can_be_searched() -> None:
    for spec in list_table().values():
        if spec.found:
            assert source_of(spec.source).id.class_.searched, spec.name
            assert {spec.field(name).personal for name in spec.found} == {False}, spec.name


def test_a_list_looks_in_every_text_by_which_the_box_finds_its_records() -> None:
    """Else 「全部符合的…」 led to fewer rows than the box had shown, or to none."""
    for spec in list_table().values():
        if not spec.found:
            continue
        source = source_of(spec.source)
        looked_in = {(column.class_, column.key) for column in source.search if column.key}
        for column in source.indexed or (source.id,):
            of = column.class_.searched
            texts = set() if column in source.indexed else {(column.class_, n) for n in of.texts}
            assert texts <= looked_in, (spec.name, texts - looked_in)
