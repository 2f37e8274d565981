"""The tickets a partner was handed: one row a line of a manifest, read as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from desk.evaluation.measures.rows import TicketBehind
from desk.evaluation.measures.rules import day_of, day_that_counts
from desk.freight.consignments.model import Consignment
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.kernel.moments import show_date
from desk.kernel.periods import moments_of
from desk.kernel.text import tr
from desk.partners.rates.rules import MOST_DAYS
from desk.storage.work import Reader


@dataclass(frozen=True, slots=True)
class Handed:
    """Pieces of one ticket handed over by one manifest, with what became of them."""

    consignment_id: int
    number: str
    manifest: str
    handed_at: datetime
    pieces: int
    pieces_signed: int
    pieces_back: int
    signed_at: datetime | None
    line_due_on: date | None
    transit_days: int
    door: bool
    transit_fee_fen: int
    door_fee_fen: int
    destination: str
    weight_g: int
    volume_cm3: int
    declared: int
    force_majeure: bool
    due_before_on: date | None
    ticket_due_on: date | None

    @property
    def handed_on(self) -> date:
        return day_of(self.handed_at)

    @property
    def due_on(self) -> date:
        """The day that counts."""
        return day_that_counts(
            self.handed_on,
            self.transit_days,
            self.line_due_on,
            put_off_from=self.due_before_on,
            put_off_to=self.ticket_due_on,
        )

    @property
    def cost_fen(self) -> int:
        return self.transit_fee_fen + self.door_fee_fen

    @property
    def all_back(self) -> bool:
        """Everything came back and nothing was signed for."""
        return not self.pieces_signed and self.pieces_back == self.pieces

    @property
    def recalled(self) -> bool:
        """Fetched back by the office before the partner earned anything: no business at all."""
        return self.all_back and not self.cost_fen

    @property
    def signed_on(self) -> date | None:
        """The day of the last signature, once the partner has nothing of it left."""
        outstanding = self.pieces - self.pieces_signed - self.pieces_back
        if outstanding or self.signed_at is None:
            return None
        return day_of(self.signed_at)

    def row(
        self, *, on: date, numerator: int = 0, denominator: int = 0, words: str = ""
    ) -> TicketBehind:
        return TicketBehind(
            consignment_id=self.consignment_id,
            number=self.number,
            on=on,
            numerator=numerator,
            denominator=denominator,
            words=words,
        )

    def aside(self, on: date, why: str, words: str = "") -> TicketBehind:
        """The same ticket, left out."""
        return TicketBehind(
            consignment_id=self.consignment_id,
            number=self.number,
            on=on,
            words=words or self.handed_words,
            left_out=why,
        )

    @property
    def handed_words(self) -> str:
        words = tr("{d} 交接 {n} 件({m})")
        return words.format(d=show_date(self.handed_on), n=self.pieces, m=self.manifest)


def handed_statement() -> "Select[*tuple[Any, ...]]":
    """Every line that was handed to a partner, whenever."""
    line, c, m = TransitLine, Consignment, TransitManifest
    return (
        select(
            c.id,
            c.number,
            m.number,
            m.handover_at,
            line.pieces,
            line.pieces_signed,
            line.pieces_back,
            line.signed_at,
            line.due_on,
            line.transit_days,
            line.door,
            line.transit_fee_fen,
            line.door_fee_fen,
            c.destination,
            c.weight_g,
            c.volume_cm3,
            c.declared,
            c.force_majeure,
            c.due_before_on,
            c.due_on,
        )
        .select_from(m)
        .join(line, line.manifest_id == m.id)
        .join(c, c.id == line.consignment_id)
        .where(m.handover_at.is_not(None))
        .order_by(m.handover_at, line.id)
    )


def handed_over(read: Reader, partner_id: int, first: date, last: date) -> tuple[Handed, ...]:
    """The lines handed over in a period, recalled ones too."""
    start, end = moments_of(first, last)
    m = TransitManifest
    within = (m.handover_at >= start, m.handover_at < end)
    return _read(read, handed_statement().where(m.partner_id == partner_id, *within))


def due_in(read: Reader, partner_id: int, first: date, last: date) -> tuple[Handed, ...]:
    """The lines whose day that counts lies in a period, whenever they were handed over.

    No partner has more than `MOST_DAYS` for a ticket, but a closed road may put a day off further.
    """
    early = handed_over(read, partner_id, first - timedelta(days=MOST_DAYS), last)
    c = Consignment
    # Tickets put off are few: the sum keeps SQLite from walking through all the partner ever had.
    late = handed_statement().where(
        c.due_before_on.is_not(None),
        c.due_on.between(first, last),
        TransitManifest.partner_id + 0 == partner_id,
    )
    found = {(h.manifest, h.consignment_id): h for h in (*early, *_read(read, late))}
    return tuple(h for h in found.values() if first <= h.due_on <= last)


def _read(read: Reader, wanted: "Select[*tuple[Any, ...]]") -> tuple[Handed, ...]:
    return tuple(Handed(*row) for row in read.session.execute(wanted))


def business(handed: Iterable[Handed]) -> tuple[list[Handed], list[TicketBehind]]:
    """What was really carried, and the rows of what was fetched back before."""
    lines = list(handed)
    back = [h.aside(h.handed_on, tr("已追回,未计费")) for h in lines if h.recalled]
    return [h for h in lines if not h.recalled], back
