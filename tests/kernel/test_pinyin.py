import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel import pinyin
from desk.kernel.pinyin import LONGEST, initials, initials_column, readings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("曾志伟", ("czw", "zzw")),
        ("单田芳", ("dtf", "ctf", "stf")),
        ("朱军", ("zj", "sj")),
        ("刘洋", ("ly",)),
        ("买买提·艾力", ("mmtal", "al")),
        ("艾力·买买提", ("almmt", "ylmmt", "mmt")),
        ("单·艾力•买买提", ("dalmmt", "calmmt", "salmmt", "almmt", "mmt")),
        ("·买买提·", ("mmt",)),
        ("天山通达物流有限公司", ("tstdwlyxgs",)),
        ("Ａ3仓库", ("a3ck",)),
        ("ABC商贸", ("abcsm",)),
        ("𠮷野家", ("yj",)),
        ("", ()),
        ("···", ()),
    ],
)
def test_initials_of_names(name: str, expected: tuple[str, ...]) -> None:
    assert initials(name) == expected


def test_the_usual_reading_of_a_word_is_among_them() -> None:
    assert "cqca" in initials("重庆长安")
    assert "mql" in initials("万俟兰")
    assert "cswj" in initials("长孙无忌") or "zswj" in initials("长孙无忌")


def test_stored_column() -> None:
    assert initials_column("曾志伟") == "czw zzw"
    assert initials_column("") == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("张三", ("zhangsan",)),
        ("单田芳", ("chantianfang", "dantianfang", "shantianfang")),
        ("吕布", ("lubu", "lvbu")),
        ("行李", ("hangli", "hengli", "xingli")),
        ("艾力·买买提", ("ailimaimaiti", "maimaiti", "yilimaimaiti")),
        ("Ａ3仓库", ("a3cangku",)),
        ("Ali Express", ()),
        ("", ()),
        ("··", ()),
    ],
)
def test_whole_readings_of_names(name: str, expected: tuple[str, ...]) -> None:
    assert readings(name) == expected


@given(st.text("单曾吕阿·行A3张", max_size=40))
def test_whole_readings_are_short_and_can_be_typed(name: str) -> None:
    for read in readings(name):
        assert len(read) <= LONGEST
        assert read.isascii()
        assert read == read.lower()


@given(st.text(max_size=12))
def test_initials_are_few_and_can_be_typed(name: str) -> None:
    found = initials(name)
    assert len(found) <= 6
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)


def test_reading_tables_are_not_loaded_at_start() -> None:
    check = "import sys, desk.kernel.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@given(st.text("重庆长安曾单王朝阳行乐解仇尉迟万俟音", min_size=1, max_size=4))
def test_a_name_read_by_characters_is_read_as_a_whole(name: str) -> None:
    assert pinyin._usual_letters(name) == pinyin._read_together(name)
