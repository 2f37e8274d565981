"""A list without an index of its own finds what is typed as the search box does."""

import pytest

from desk.storage.listing import source_of
from desk.tables import list_table
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted

PLAIN = "tracking_events"


@pytest.mark.parametrize(
    "typed",
    [
        "买买提·阿不都",
        "买买提阿不都",
        "买买提•阿",
        "提．阿不",
        "買買提",
        "ＹＤ２６１１１６０００１",
        "yd261116-0001",
        "０１",
        "MMTABD",
        "ｍｍｔ",
    ],
)
def test_separators_width_and_old_signs_find_the_same(office: Office, typed: str) -> None:
    assert not source_of(list_table()[PLAIN].source).indexed
    accepted(office.as_("jia"), consignee_name="买买提·阿不都")
    accepted(office.desk, consignee_name="王伟 路88")
    found = office.desk.list_ids(PLAIN, (), typed)
    named = office.desk.list_ids(PLAIN, (), "买买提")
    assert list(found) == list(named) != []


@pytest.mark.parametrize("typed", ["买买提都", "提买买", "YD2611169", "%"])
def test_what_is_not_there_in_one_piece_is_not_found(office: Office, typed: str) -> None:
    accepted(office.as_("jia"), consignee_name="买买提·阿不都")
    assert not office.desk.list_ids(PLAIN, (), typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("買買提·阿不都", "买买提"),
        ("張 偉", "张伟"),
        ("ＡＢＣ公司", "abc公司"),
        ("ａＢｃ－１２", "ABC12"),
        ("张伟㎏", "伟㎏"),
        ("彊龢", "强和"),
        ("ИВАНОВ Пётр", "ИВАНОВПётр"),
    ],
)
def test_what_was_written_in_old_or_full_width_signs_is_found(
    office: Office, written: str, typed: str
) -> None:
    accepted(office.as_("jia"), consignee_name=written)
    assert len(office.desk.list_ids(PLAIN, (), typed))
