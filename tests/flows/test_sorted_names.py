"""A column of names stands as a clerk looks for it: digits, then letters and pinyin in one alphabet."""

import pytest

from desk.app import Desk, list_table
from desk.freight.fleet.driver_commands import add_driver
from desk.freight.fleet.model import Driver
from desk.kernel.pinyin import in_alphabet
from desk.office.users.model import User
from desk.partners.carriers.model import Partner
from desk.screens.lists import Filter, Sort
from desk.storage.base import Record
from desk.storage.listing import _order, source_of
from tests.archive.customers.makers import another
from tests.conftest import Office

NAMES = (
    "朱军物流",
    "阿里商贸",
    "叶城果业",
    "88号仓库",
    "ABC商贸",
    "王伟五金",
    "李四建材",
    "张三饭店",
    "张三百货",
)
IN_ORDER = [
    "88号仓库",
    "ABC商贸",
    "阿里商贸",
    "李四建材",
    "王伟五金",
    "叶城果业",
    "朱军物流",
    "张三百货",
    "张三饭店",
]
"""朱 and 叶 have rare readings (shu, xie) that say nothing here."""


def names(desk: Desk, name: str, sort: Sort) -> list[str]:
    ids = desk.list_ids(name, filters=(), sort=sort)
    rows = desk.list_rows(name, ids)
    place = [field.name for field in desk.list_spec(name).fields].index("name")
    return [rows[number][place] for number in ids]


@pytest.fixture
def desk(office: Office) -> Desk:
    desk = office.as_("jia")
    for tail, name in enumerate(NAMES):
        another(desk, name, f"1390000{tail:04}")
    return desk


def test_customers_are_sorted_by_pinyin(desk: Desk) -> None:
    assert names(desk, "customers", Sort("name")) == IN_ORDER
    assert names(desk, "customers", Sort("name", descending=True)) == IN_ORDER[::-1]


def test_drivers_are_sorted_by_pinyin(office: Office) -> None:
    desk = office.as_("in")
    for tail, name in enumerate(("朱军", "阿里木", "叶青", "王伟", "李四")):
        desk.run(add_driver, name=name, mobile=f"1390000{tail:04}")
    assert names(desk, "drivers", Sort("name")) == ["阿里木", "李四", "王伟", "叶青", "朱军"]


def test_drivers_of_one_surname_stand_together(office: Office) -> None:
    """By initials 周丽 (zl) came first and 赵强 (zq) between 张明 (zm) and 张伟 (zw)."""
    desk = office.as_("in")
    in_order = ["7号车", "阿里木", "B车", "重阳", "王伟", "魏强", "徐八", "许安"]
    in_order += ["张明", "张伟", "章丽", "赵强", "周丽"]
    for tail, name in enumerate(reversed(in_order)):
        desk.run(add_driver, name=name, mobile=f"1390000{tail:04}")
    assert names(desk, "drivers", Sort("name")) == in_order
    assert names(desk, "drivers", Sort("name", descending=True)) == in_order[::-1]


def test_a_name_without_a_letter_stands_last_where_the_list_is_sorted_whole(office: Office) -> None:
    desk = office.as_("in")
    for tail, name in enumerate(("···", "李四")):
        desk.run(add_driver, name=name, mobile=f"1390000{tail:04}")
    assert names(desk, "drivers", Sort("name")) == ["李四", "···"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("filters", [(), (Filter("rfm_label", "empty", None),)])
def test_the_first_page_is_the_beginning_of_the_whole_result(
    office: Office, filters: tuple[Filter, ...], descending: bool
) -> None:
    """Few rows are sorted and many come by the index: a name without a letter stands in one place."""
    desk = office.as_("jia")
    for tail, name in enumerate(("Дружба", "张三饭店", "李四建材")):
        another(desk, name, f"1390000{tail:04}")
    sort = Sort("name", descending)
    page = desk.list_page("customers", filters, sort=sort)
    assert list(page.ids) == list(desk.list_ids("customers", filters, sort=sort))


@pytest.mark.parametrize("model", [Driver, Partner, User])
def test_a_name_stands_in_the_same_order_in_every_list(model: type[Record]) -> None:
    """Partners went by whole pinyin among themselves, by initials on a hand-on; drivers of runs by Unicode."""
    found = 0
    for spec in list_table().values():
        source = source_of(spec.source)
        for name, column in source.columns.items():
            parent = getattr(column, "parent", None)
            if parent is not None and parent.mapper.class_ is model and column.key == "name":
                order = _order(source, Sort(name))
                assert str(order[0]).startswith("nullif(in_alphabet("), (spec.name, name)
                found += 1
    assert found > 2


def test_users_are_sorted_by_pinyin(office: Office) -> None:
    found = names(office.as_("boss"), "users", Sort("name"))
    assert found == sorted(found, key=in_alphabet)
