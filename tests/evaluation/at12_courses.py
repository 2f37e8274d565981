"""The quarter of AT-12: as many tickets as its figures count, carried by five partners.

Nothing of the evaluation is typed in: 240 tickets of P001 and 120 of P002 are handed over, signed for,
damaged, complained of and filed so that the figures of the scenario come out of the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, groupby
from typing import Any

from desk.freight.exceptions.choices import ExceptionKind
from desk.partners.carriers.choices import Grade
from desk.partners.carriers.commands import add_partner
from desk.partners.carriers.standing import admit_partner, suspend_partner
from desk.partners.rates.commands import add_rate
from tests.conftest import Office
from tests.evaluation.playing import (
    CONFIRMED,
    Book,
    Step,
    broken,
    claim_settled,
    claimed,
    complained,
    hand,
    hour,
    in_stock,
    paper_back,
    play,
    settled,
    signed,
)
from tests.partners.firms import BAZHOU, KASHI, KASHI_RATE, KORLA, SHUNDA

Q2 = date(2026, 4, 1), date(2026, 6, 30)
Q3 = date(2026, 7, 1), date(2026, 9, 30)
AKSU = KASHI | {"name": "阿克苏通达", "areas": "阿克苏", "dispatch_phone": "13800000035"}
PRICES = {
    "喀什": {1: 1016, 2: 980, 4: 1000},
    "库尔勒": {3: 994, 4: 1000, 5: 1006},
    "阿克苏": {5: 900, 3: 1000, 4: 1000},
}
"""Per kg in 1/1000 yuan. The middle price of a ton is always 1,000 yuan, so a price is an index."""
A_LOAD, EVERY_DAYS = 20, 5
COD: dict[str, Any] = {
    "cod_amount_fen": 500_000,
    "cod_payee": "中原厨具",
    "cod_bank": "郑州银行",
    "cod_account": "6222000011112222",
}


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a partner did in a quarter, as counts.

    Attributes:
        pieces: of every ticket in turn.
        late: tickets signed for two days after they were due.
        unheard: tickets of which the office heard only after 30 hours.
        receipts, receipts_late: signed papers wanted, and those that came after their day.
        damaged, lost: pieces, one exception each.
        claims_late: of the claims, those settled after their fifteenth day.
        cod_days: how long he kept the cash of his first ticket; None without any.
    """

    name: str
    partner: str
    dest: str
    start_on: date
    tickets: int
    pieces: tuple[int, ...] = (10,)
    late: int = 0
    unheard: int = 0
    receipts: int = 0
    receipts_late: int = 0
    damaged: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    complaints: int = 0
    claims: int = 0
    claims_late: int = 0
    cod_days: int | None = None


@dataclass(frozen=True)
class Life:
    """One ticket: handed over with its load, signed for, told of, its paper back."""

    key: str
    load: int
    on: date
    pieces: int
    signed_at: datetime
    known_at: datetime
    back_on: date | None
    with_cod: bool


COURSES = (
    Course(
        name="a", partner="P001", dest="喀什", start_on=Q3[0], tickets=240, pieces=(20, 10, 10),
        late=9, unheard=19, receipts=200, receipts_late=8, damaged=(4, 2), lost=(1,),
        complaints=3, claims=4, claims_late=1,
    ),
    Course(
        name="b", partner="P002", dest="喀什", start_on=Q3[0], tickets=120, pieces=(15, 10),
        late=12, unheard=16, receipts=100, receipts_late=11, damaged=(3, 2), lost=(1,),
        complaints=2, claims=2,
    ),
    Course(
        name="c", partner="P003", dest="库尔勒", start_on=Q3[0], tickets=12, receipts=12,
        claims=1, cod_days=17,
    ),
    Course(name="e", partner="P005", dest="阿克苏", start_on=Q3[0], tickets=6, receipts=6),
)  # fmt: skip
BEFORE = Course(
    name="q2", partner="P001", dest="喀什", start_on=Q2[0], tickets=20, unheard=3, receipts=20,
    complaints=1, claims=1,
)  # fmt: skip
"""The quarter before, by which P001 has 64.70 hard points."""


def admitted(office: Office) -> None:
    """P001 to P005 with their prices of the year; P004 has been suspended since."""
    for draft in (KASHI, SHUNDA, KORLA, BAZHOU, AKSU):
        office.as_("in").run(add_partner, **draft)
    desk = office.as_("boss")
    for partner_id, grade in enumerate((Grade.B, Grade.C, Grade.B, Grade.C, Grade.C), 1):
        no = f"PG2025-P00{partner_id}"
        desk.run(admit_partner, partner_id=partner_id, grade=grade, evaluation_no=no)
    desk = office.as_("in")
    for dest, prices in PRICES.items():
        for partner_id, price in prices.items():
            rate = {"partner_id": partner_id, "to_place": dest, "price_kg_mill": price}
            terms = {"door_fee_fen": 0, "transit_days": 3, "valid_to": None}
            desk.run(add_rate, **(KASHI_RATE | rate | terms))
    office.as_("boss").with_(reason="扣压代收货款").run(suspend_partner, partner_id=4)


def played(office: Office, *courses: Course) -> Book:
    """Play courses step by step with the real commands; a0 is the first ticket of course a."""
    book = Book()
    steps = [step for course in courses for step in (*_steps(course), *troubles_of(course))]
    office.as_("in").with_(confirmed=CONFIRMED).run(play, steps=steps, book=book)
    return book


def lives_of(course: Course) -> Iterator[Life]:
    """The tickets of a course, 20 a load; the late ones are the last, those unheard of the first."""
    for n in range(course.tickets):
        on = course.start_on + timedelta(days=n // A_LOAD * EVERY_DAYS)
        days = 5 if n >= course.tickets - course.late else 2
        signed_at = hour(on + timedelta(days=days))
        back_days = 25 if n < course.receipts_late else 12
        yield Life(
            key=f"{course.name}{n}",
            load=n // A_LOAD,
            on=on,
            pieces=course.pieces[n % len(course.pieces)],
            signed_at=signed_at,
            known_at=signed_at + timedelta(hours=30 if n < course.unheard else 2),
            back_on=on + timedelta(days=back_days) if n < course.receipts else None,
            with_cod=course.cod_days is not None and n == 0,
        )


def _steps(course: Course) -> Iterator[Step]:
    for (_, on), lives in groupby(lives_of(course), key=lambda life: (life.load, life.on)):
        keys = []
        for life in lives:
            keys.append(life.key)
            paper, cod = life.back_on is not None, COD if life.with_cod else {}
            goods = in_stock(life.key, dest=course.dest, pieces=life.pieces, receipt=paper, **cod)
            yield hour(on, 10), goods
            yield life.known_at, signed(life.key, life.pieces, life.signed_at)
            if life.back_on is not None:
                yield hour(life.back_on), paper_back(life.key)
        yield hour(on, 15), hand(*keys, partner=course.partner)


def troubles_of(course: Course) -> Iterator[Step]:
    """What went wrong ten days later: each with a ticket of its own."""
    on = course.start_on + timedelta(days=10)
    spare = (f"{course.name}{n}" for n in count())
    for kind, parts in (
        (ExceptionKind.DAMAGE, course.damaged[:1]),
        (ExceptionKind.WET, course.damaged[1:]),
        (ExceptionKind.SHORTAGE, course.lost),
    ):
        for pieces in parts:
            yield hour(on, 11), broken(next(spare), kind, pieces, named=True)
    for _ in range(course.complaints):
        yield hour(on, 14), complained(next(spare), course.partner)
    for n in range(course.claims):
        key, days = next(spare), 20 if n < course.claims_late else 10
        yield hour(on, 16), claimed(key, course.partner)
        yield hour(on + timedelta(days=days), 16), claim_settled(key)
    if course.cod_days is not None:
        kept = timedelta(days=2 + course.cod_days)
        yield hour(course.start_on + kept, 17), settled(f"{course.name}0")
