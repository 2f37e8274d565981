"""Random months of three partners: every turn a ticket can take, by a seed."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from desk.care.complaints.choices import Department
from desk.freight.exceptions.choices import ExceptionKind, LiableParty
from desk.freight.transit.drafts import OneOffPrice
from desk.partners.rates.commands import add_rate
from tests.conftest import Office
from tests.evaluation.at12_courses import COD
from tests.evaluation.playing import (
    CONFIRMED,
    Act,
    Book,
    Step,
    arrived,
    broken,
    brought_back,
    claim_settled,
    claimed,
    complained,
    hand,
    hour,
    in_stock,
    notified,
    paper_back,
    play,
    put_off,
    recalled,
    refused,
    settled,
    signed,
)
from tests.partners.firms import KASHI_RATE, KORLA_RATE, SHUNDA_RATE, partners

START_ON, DAYS = date(2026, 8, 20), 86
KINDS = (ExceptionKind.DAMAGE, ExceptionKind.WET, ExceptionKind.SHORTAGE, ExceptionKind.LOSS)
LIABLE = (LiableParty.PARTNER, LiableParty.PARTNER, LiableParty.UNDECIDED, LiableParty.COMPANY)
BLAMED = (Department.PARTNER, None, Department.INBOUND)
AGREED = OneOffPrice(price_kg_mill=970, door_fee_fen=10_000, transit_days=4)
CARRIERS = {"喀什": ("P001", "P002"), "库尔勒": ("P003", "P001"), "和田": ("P001",)}


def firms(office: Office) -> None:
    """Two partners to 喀什, whose prices change in October; two to 库尔勒, one alone to 和田."""
    partners(office)
    desk = office.as_("in")
    change = date(2026, 10, 10)
    before, same = {"valid_to": change - timedelta(days=1)}, {"door_fee_fen": 10_000}
    for rate in (
        KASHI_RATE | {"valid_to": None},
        SHUNDA_RATE | before | same,
        SHUNDA_RATE | {"price_kg_mill": 930, "valid_from": change} | same,
        KORLA_RATE,
        KORLA_RATE | {"partner_id": 1, "price_kg_mill": 570},
        KASHI_RATE
        | {"to_place": "和田", "price_kg_mill": 1200, "transit_days": 5, "valid_to": None},
    ):
        desk.run(add_rate, **rate)


def months(office: Office, seed: int, tickets: int) -> Book:
    """Play so many tickets of random fate."""
    chance, book = random.Random(seed), Book()
    steps = [step for n in range(tickets) for step in _life(chance, f"t{n}")]
    office.as_("in").with_(confirmed=CONFIRMED).run(play, steps=steps, book=book)
    return book


def _life(chance: random.Random, key: str) -> Iterator[Step]:
    dest = chance.choice(("喀什", "喀什", "喀什", "库尔勒", "和田"))
    on = START_ON + timedelta(days=chance.randrange(DAYS))
    pieces, kg = chance.randint(2, 12), chance.choice((90, 433, 1000, 2750))
    cod = COD if chance.random() < 0.2 else {}
    paper = chance.random() < 0.6
    promised = on + timedelta(days=chance.randint(-3, 4)) if chance.random() < 0.15 else None
    yield (
        hour(on, 9),
        in_stock(key, dest=dest, pieces=pieces, kg=kg, receipt=paper, promised_on=promised, **cod),
    )
    partner = chance.choice(CARRIERS[dest])
    split = chance.randint(1, pieces - 1) if chance.random() < 0.15 else 0
    first, near = pieces - split, dest == "喀什"
    yield from _carried(chance, key, partner, first, on, paper=paper, whole=not split, near=near)
    if split:
        yield from _second(chance, key, chance.choice(CARRIERS[dest]), split, on)
    yield from _troubles(chance, key, partner, on)


def _second(chance: random.Random, key: str, partner: str, pieces: int, on: date) -> Iterator[Step]:
    """The rest follows long after, and is signed for or not."""
    later = on + timedelta(days=30)
    yield hour(later, 14), hand(key, partner=partner, pieces=pieces)
    if chance.random() < 0.7:
        at = hour(later + timedelta(days=chance.randint(1, 5)))
        yield at + timedelta(hours=chance.choice((1, 40))), signed(key, pieces, at)


def _carried(
    chance: random.Random,
    key: str,
    partner: str,
    pieces: int,
    on: date,
    *,
    paper: bool,
    whole: bool,
    near: bool,
) -> Iterator[Step]:
    door = chance.random() < 0.8
    price = AGREED if near and chance.random() < 0.15 else None
    yield hour(on, 14), hand(key, partner=partner, pieces=pieces, door=door, price=price)
    if chance.random() < 0.15:
        to = on + timedelta(days=chance.randint(9, 40))
        yield hour(on, 20), put_off(key, to, force_majeure=chance.random() < 0.5)
    at = hour(on + timedelta(days=1), 10)
    if chance.random() < 0.5:
        yield at + timedelta(hours=chance.choice((1, 24, 25))), arrived(key, at)
    yield from _end(
        chance, key, pieces, on + timedelta(days=3), door=door, paper=paper, whole=whole
    )


def _end(
    chance: random.Random, key: str, pieces: int, on: date, *, door: bool, paper: bool, whole: bool
) -> Iterator[Step]:
    """What came of it, from the third day on."""
    day = on + timedelta(days=chance.choice((0, 0, 0, 1, 2, 4)))
    ends: tuple[Callable[[], Iterator[Step]], ...] = (
        lambda: _all_signed(chance, key, pieces, day, paper=paper and whole),
        lambda: _all_signed(chance, key, pieces, day, paper=paper and whole),
        lambda: _all_signed(chance, key, pieces, day, paper=paper and whole),
        lambda: _in_two_parts(chance, key, pieces, day),
        lambda: _refused(chance, key, pieces, day),
        lambda: _back(chance, key, pieces, day, recalled(key, keep_cost=chance.random() < 0.5)),
        lambda: _back(chance, key, pieces, day, brought_back(key, pieces)),
        lambda: iter(()),
    )
    if not whole:  # a refusal would hold the rest back
        ends = ends[:4]
    if not door and chance.random() < 0.7:
        yield hour(day, 8), notified(key)
    yield from chance.choice(ends)()


def _all_signed(
    chance: random.Random, key: str, pieces: int, day: date, *, paper: bool
) -> Iterator[Step]:
    at = hour(day)
    known = at + timedelta(hours=chance.choice((1, 24, 25, 60)))
    yield known, signed(key, pieces, at)
    if paper and chance.random() < 0.8:
        back = hour(day + timedelta(days=chance.choice((4, 15, 16, 20))), 13)
        yield max(back, known), paper_back(key)
    if chance.random() < 0.5:
        yield max(known, hour(day + timedelta(days=chance.choice((3, 20))), 16)), settled(key)


def _in_two_parts(chance: random.Random, key: str, pieces: int, day: date) -> Iterator[Step]:
    first = chance.randint(1, pieces)
    yield hour(day, 13), signed(key, first, hour(day))
    if first < pieces:
        rest, later = pieces - first, hour(day + timedelta(days=chance.choice((0, 3))), 15)
        back = chance.random() < 0.5
        yield later, brought_back(key, rest) if back else signed(key, rest, later)


def _refused(chance: random.Random, key: str, pieces: int, day: date) -> Iterator[Step]:
    yield hour(day, 11), refused(key)
    if chance.random() < 0.6:
        yield hour(day + timedelta(days=4)), brought_back(key, pieces)


def _back(chance: random.Random, key: str, pieces: int, day: date, coming: Act) -> Iterator[Step]:
    """Everything comes back, and may go to somebody once more."""
    yield hour(day), coming
    if chance.random() < 0.5:
        yield from _second(chance, key, "P001", pieces, day)


def _troubles(chance: random.Random, key: str, partner: str, on: date) -> Iterator[Step]:
    def at(most: int) -> datetime:
        return hour(on + timedelta(days=chance.randint(1, most)), 18)

    while chance.random() < 0.25:
        kind, liable = chance.choice(KINDS), chance.choice(LIABLE)
        named = chance.random() < 0.5
        yield at(40), broken(key, kind, chance.randint(1, 3), liable, named=named)
    while chance.random() < 0.2:
        about = key if chance.random() < 0.8 else ""
        yield at(30), complained(about, partner, chance.choice(BLAMED))
    if chance.random() < 0.15:
        asked = at(20)
        yield asked, claimed(key, partner)
        if chance.random() < 0.7:
            days = timedelta(days=chance.choice((5, 15, 16, 30)))
            yield asked + days, claim_settled(key)
