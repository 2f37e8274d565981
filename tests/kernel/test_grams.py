"""Whatever fragment somebody types is found by its pieces, and what looks the same is the same."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.kernel.grams import (
    VERSION,
    _simplified,
    grams,
    is_exact,
    letter_runs,
    plain,
    question,
    read_question,
    stands_in,
)
from desk.kernel.pinyin import readings
from desk.kernel.readings import PHRASES_DICT, PINYIN_DICT

SIGNS = st.text(alphabet="中山路8a·买0 -B", max_size=12)


def found(pieces: str, asked: str) -> bool:
    """What the index does with a question, slowly: pieces that must be there."""
    have = pieces.split(" ")
    ways = asked.replace("(", "").replace(")", "").split(" OR ")
    return any(all(word[1:-1] in have for word in way.split(" AND ")) for way in ways)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("买买提·阿不都", "买买提 阿不都"),
        ("买买提．阿不都", "買買提•阿不都"),
        ("买买提ㆍ阿不都", "买买提·阿不都"),
        ("买买提ꞏ阿不都", "买买提ᐧ阿不都"),
        ("买买提ᆞ阿不都", "买买提阿不都"),
        ("烏魯木齊機電", "乌鲁木齐机电"),
        ("王自彊商行、周龢平", "王自强商行 周和平"),
        ("0991-5550123", "09915550123"),
        ("ＹＤ２６", "yd26"),
        ("新A·6B123", "新a6b123"),
    ],
)
def test_what_looks_alike_is_alike(typed: str, same: str) -> None:
    assert plain(typed) == plain(same)


@given(text=SIGNS, start=st.integers(0, 12), length=st.integers(1, 12))
def test_every_fragment_of_a_text_is_found(text: str, start: int, length: int) -> None:
    fragment = text[start : start + length]
    if question(fragment):
        assert found(grams([text]), question(fragment))


@given(text=st.text(max_size=20) | st.text(alphabet="中山路8a·0Bé٣²፩", max_size=20))
def test_the_pieces_are_those_that_the_index_promises(text: str) -> None:
    """As the head of the module says it, run by run."""
    signs = plain(text)
    runs = {signs[at:end] for end in range(len(signs) + 1) for at in range(end)}
    wanted = {r for r in runs if len(r) == 1 and r > "\u00ff" and not signs.isdigit()}
    wanted |= {r for r in runs if len(r) == 2 and not r.isdigit()}
    wanted |= {r for r in runs if len(r) == 3 and min(r) <= "\u00ff"}
    wanted |= {r for r in runs if len(r) == 6 and max(r) <= "\u00ff"}
    assert set(grams([text]).split(" ")) - {""} == wanted


@given(text=SIGNS, word=SIGNS)
@example(text="中中", word="中中中")
@example(text="1000", word="00000")
def test_one_piece_needs_no_second_look(text: str, word: str) -> None:
    if question(word) and is_exact(word):
        assert found(grams([text]), question(word)) == (plain(word) in plain(text))


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        ("喀什", '"喀什"'),
        ("中山路", '"中山" AND "山路"'),
        ("路88号", '"路88" AND "88号"'),
        ("王", '"王"'),
        ("0123", '"012" AND "123"'),
        ("13800000123", '"000123" AND "000001"'),
        ("yd26111", '("d26111" AND "yd2611") OR "\ue000yd26"'),
        ("zw", '("zw") OR "\ue000zw"'),
        ("12", ""),
        ("z", ""),
        ("·-", ""),
    ],
)
def test_how_the_index_is_asked(word: str, asked: str) -> None:
    assert question(word) == asked


def test_initials_are_found_from_their_beginning_only() -> None:
    pieces = grams(["曾志伟"], ["czw zzw"])
    assert found(pieces, question("zz"))
    assert found(pieces, question("czw"))
    assert not found(pieces, question("zw"))


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("li", True),
        ("lin", True),
        ("Lin'dan", True),
        ("lindanwuliu", True),
        ("lindans", False),
        ("dan", False),
        ("l", False),
        ("ln", False),
        ("123", False),
        ("林", False),
        ("ｌｉｎ", True),
        ("LINDAN", True),
    ],
)
def test_names_are_found_by_whole_pinyin_from_its_beginning(typed: str, hit: bool) -> None:
    pieces = grams(["林丹物流"], names=["林丹物流"])
    assert (bool(asked := read_question(typed)) and found(pieces, asked)) is hit
    assert found(pieces, question("ldwl"))


@pytest.mark.parametrize("typed", ["zhangming", "zhangmin", "liuxiaoling", "zhangsanx"])
def test_whole_pinyin_is_compared_to_its_last_letter(typed: str) -> None:
    """By its first eight letters 「zhangming」 was 张敏 (zhangmin) as well."""
    asked = read_question(typed)
    names = ("张敏", "张明", "刘晓林", "刘晓玲", "张三")
    hits = [name for name in names if found(grams([], names=[name]), asked)]
    assert hits == [name for name in names if any(r.startswith(typed) for r in readings(name))]


def test_words_in_letters_that_stand_side_by_side_may_be_one_name() -> None:
    runs = letter_runs(["zhang", "san", "138", "li", "王", "si", "wu", "a8", "b"])
    assert runs == [["zhang", "san"], ["138"], ["li"], ["王"], ["si", "wu"], ["a8"], ["b"]]


def test_letters_of_full_width_are_letters() -> None:
    """A Chinese keyboard is easily left in full width: nothing was found by 「ｚｈａｎｇ　ｓａｎ」."""
    assert letter_runs(["ｚｈａｎｇ", "ｓａｎ", "１３８"]) == [
        ["ｚｈａｎｇ", "ｓａｎ"],
        ["１３８"],
    ]


@pytest.mark.parametrize("typed", ["lü", "LÜ", "lv", "lu", "lübu", "lu\u0308bu"])
def test_u_with_dots_is_typed_in_three_ways(typed: str) -> None:
    asked = read_question(typed)
    assert asked
    assert found(grams([], names=["吕布商行"]), asked)
    assert letter_runs([typed, "bu"]) == [[typed, "bu"]]


def test_the_readings_are_those_the_indexes_were_cut_by() -> None:
    """Other readings give other pieces: then `VERSION` must rise, so that indexes are made anew."""
    words = repr(sorted(PHRASES_DICT.items())).encode()
    signs = repr(sorted(PINYIN_DICT.items())).encode()
    assert (VERSION, hashlib.sha256(words + signs).hexdigest()[:16]) == (4, "cd5663b132c80cb1")


def test_the_table_of_signs_is_the_one_the_indexes_were_cut_by() -> None:
    """Another table gives other pieces: then `VERSION` must rise, so that indexes are made anew."""
    table = repr(sorted(_simplified().items())).encode()
    assert (VERSION, hashlib.sha256(table).hexdigest()[:16]) == (4, "b19ffa613404e74c")


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("", True),
        ("艾力买买提", True),
        ("艾力.買買提", True),
        ("艾力 和田", True),
        ("ＹＤ２６", True),
        ("+86 13800000203", True),
        ("008613800000203", True),
        ("8613800000203", False),
        ("艾力 喀什", False),
        ("··", False),
    ],
)
def test_what_is_typed_is_compared_with_texts_as_in_every_search(typed: str, stands: bool) -> None:
    texts = ("YD2611200014", "艾力·买买提", "和田", "138-0000-0203")
    assert stands_in(typed, *texts) is stands


def test_a_filter_is_read_once_and_an_empty_one_reads_no_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A page may have been pasted above two thousand rows."""
    read: list[str] = []
    monkeypatch.setattr(f"{plain.__module__}.plain", lambda text: read.append(text) or plain(text))
    page = "很长的一页 " * 50
    assert not any(stands_in(page, f"第 {n} 票") for n in range(100))
    assert len(read) == 50
    read.clear()
    assert all(stands_in("", f"第 {n} 票") for n in range(100))
    assert read == []
