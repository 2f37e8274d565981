"""The box finds exactly what a slow look at every row finds, newest first, whatever was done before."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.archive.customers.standing import anonymise_customer, archive_customer, delete_customer
from desk.freight.consignments.commands import update_consignment, void_consignment
from desk.freight.consignments.lookups import consignment_as_typed
from desk.kernel.grams import letter_runs, plain
from desk.kernel.pinyin import initials, readings
from desk.searching import FoundGroup, search, searched_lists
from desk.storage import finding
from desk.storage.base import Record
from desk.storage.finding import GLANCED
from desk.storage.listing import source_of
from tests.archive.customers.makers import AYGUL, FRUIT, LIU, STORE, added, another
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted

MOST = 4
NAMES = ("买买提·阿不都", "兴疆机电", "王伟", "新疆A88商贸", "Ali Express", "曾志伟五金批发部")
PLACES = ("喀什地区中山路88号", "中山8路 288 号楼", "人民路１２３号", "烏魯木齊市长江路 5-1301")
PHONES = ("13800000123", "0991-5550456", "13912345678", "13800012300")
FIXED = (
    "1",
    "12",
    "yd",
    "YD26",
    "a8",
    "88号",
    "路88",
    "0001",
    "中山路 288",
    "zzw",
    "czw",
    "z",
    "路 8",
    "liu",
    "liujg",
    "liujianguo",
    "liu jian guo",
    "ljg",
    "ayigul",
    "li",
    "zhangsan",
    "zhang san",
    "zhangs 139",
    "wangweiwujin",
    "wang wei",
    "zs",
    "zhangming",
    "zhangmingw",
    "zs zhangsan",
    "zhang ming wjd",
    "zhangsan a",
    "zhangsan 1",
    "liujg jianguo",
)

ALIKE = (
    ("买买提阿", "買買提·阿"),
    ("买买提 阿不都", "买买提•阿不都"),
    ("８８号", "88号"),
    ("09915550456", "0991-5550456"),
    ("ＹＤ２６", "yd26"),
    ("乌鲁木齐", "烏魯木齊"),
)


@pytest.fixture
def busy(office: Office) -> Office:
    """Consignments and customers, some changed, voided, deleted and anonymised since."""
    chance = random.Random(7)
    desk = office.as_("jia")
    gone = added(desk, FRUIT, (LIU, AYGUL), (STORE,))
    wrong = another(desk, "王伟五金", "13912345678")
    another(desk, "张敏五金店", "13912345679")
    another(desk, "张明五金店", "13912345670")
    numbers = [
        accepted(
            desk,
            consignee_name=chance.choice(NAMES),
            consignee_phone=chance.choice(PHONES),
            consignee_address=chance.choice(PLACES),
            paper_no=f"{chance.randrange(10**7):07}",
        )
        for _ in range(14)
    ]
    typed = desk.ask(consignment_as_typed, number=numbers[3]).draft
    other = replace(typed, consignee_name="昆仑商贸", consignee_address="中山路 288 号")
    desk.run(update_consignment, number=numbers[3], version=None, draft=other)
    desk.run(void_consignment, number=numbers[5], reason="重复开单")
    boss = office.as_("boss")
    boss.run(delete_customer, customer_id=wrong)
    boss.with_(reason="停业").run(archive_customer, customer_id=gone)
    office.at("2028-01-10 10:00")
    boss.with_(reason="到期").run(anonymise_customer, customer_id=gone)
    return office


def slowly(office: Office, text: str) -> dict[str, list[int]]:
    """What contains every word, by looking at every text of every record."""
    words = [plain(word) for word in text.split() if plain(word)]
    found: dict[str, list[int]] = {}
    with Session(office.desk.engine) as session:
        for spec in searched_lists(office.desk) if words else ():
            source, ids = source_of(spec.source), dict[int, None]()
            for way in (lambda r: contains(r, words), lambda r: is_read(r, text)):
                for column in source.indexed or (source.id,):
                    of = select(column.class_).order_by(column.class_.id.desc())
                    hits = [r for r in session.scalars(of) if way(r)]
                    ids.update(dict.fromkeys(getattr(hit, column.key) for hit in hits[: MOST + 1]))
            if ids:
                found[spec.name] = list(ids)[:MOST]
    return found


def contains(record: Record, words: list[str]) -> bool:
    of = record.searched
    assert of is not None
    texts = [plain(getattr(record, name) or "") for name in of.texts]
    heads = [head for name in of.initials for head in (getattr(record, name) or "").split()]
    if any(len(word) > 1 for word in words):
        heads += [head for name in of.names for head in initials(getattr(record, name) or "")]
    return all(
        any(word in text for text in texts) or any(head.startswith(word) for head in heads)
        for word in words
    )


def is_read(record: Record, text: str) -> bool:
    """Whether every word begins the whole pinyin of a name or stands in the record; a run may be one name."""
    of = record.searched
    assert of is not None
    read = [one for name in of.names for one in readings(getattr(record, name) or "")]

    def can_begin(word: str) -> bool:
        letters = word.isascii() and not word.isdigit()
        return letters and (len(word) > 2 or (len(word) == 2 and word[1] in "aeiouv"))

    def begins(word: str) -> bool:
        return can_begin(word) and any(one.startswith(word) for one in read)

    runs = [[plain(word) for word in run] for run in letter_runs(filter(plain, text.split()))]
    return (
        bool(of.names)
        and any(can_begin("".join(run)) for run in runs)
        and all(
            begins("".join(run)) or all(begins(word) or contains(record, [word]) for word in run)
            for run in runs
        )
    )


def quickly(office: Office, text: str) -> dict[str, list[int]]:
    groups: list[FoundGroup] = search(office.desk, text, most=MOST)
    return {group.spec.name: [row.record_id for row in group.rows] for group in groups}


def fragments(office: Office, chance: random.Random, count: int) -> list[str]:
    """Pieces of what is there, one or two of them, some as somebody else would type them."""
    texts = [*NAMES, *PLACES, *PHONES, "YD2611160007", "K00001", "匿名客户", "天果园", "zzwwj"]
    found = []
    for _ in range(count):
        words = []
        for _ in range(chance.choice((1, 1, 2))):
            text = plain(chance.choice(texts))
            start = chance.randrange(len(text))
            words.append(text[start : start + chance.randint(1, 8)])
        typed = " ".join(words)
        found.append(typed.upper() if chance.random() < 0.2 else typed)
    return found


def test_the_box_finds_what_a_slow_look_finds(busy: Office) -> None:
    chance = random.Random(11)
    typed = [*FIXED, *fragments(busy, chance, 150)]
    assert {t: quickly(busy, t) for t in typed} == {t: slowly(busy, t) for t in typed}
    assert sum(1 for t in typed if quickly(busy, t)) > 80
    for one, same in ALIKE:
        assert quickly(busy, one) == quickly(busy, same) != {}, one


def test_two_digits_are_looked_for_in_the_newest_only(
    busy: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = busy.as_("jia")
    rare = accepted(desk, consignee_address="幸福路 77 号")
    for _ in range(3):
        accepted(desk, consignee_address="幸福路 6 号")
    assert GLANCED > 4
    assert quickly(busy, "77")
    monkeypatch.setattr(finding, "GLANCED", 3)
    assert (quickly(busy, "77"), bool(quickly(busy, "路77"))) == ({}, True)
    assert rare


def test_a_search_that_only_seems_to_find_gives_up(
    busy: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = busy.as_("jia")
    accepted(desk, consignee_address="山路中山")
    for _ in range(3):
        accepted(desk, consignee_address="路中 山路")
    monkeypatch.setattr(finding, "_BLOCK", 1)
    monkeypatch.setattr(finding, "MOST_COMPARED", 1)
    assert "consignments" not in quickly(busy, "山路中")
    monkeypatch.setattr(finding, "MOST_COMPARED", 4_000)
    assert len(quickly(busy, "山路中")["consignments"]) == 1
