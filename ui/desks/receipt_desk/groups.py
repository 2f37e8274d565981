"""What the desk of receipts reads, and how papers stand together: by holder, by customer, by list."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desk.app import Desk
from desk.filing.receipts.ageing import age_labels, receipts_outside, receipts_to_chase
from desk.filing.receipts.queries import HandoverCard, ReceiptRow, handovers_out, receipts_in_hand
from desk.filing.receipts.rules import age_of
from desk.kernel.moments import local
from desk.kernel.text import tr
from ui.theme import Tone

DUE, ALL = "due", "all"


@dataclass(frozen=True)
class Group:
    """Papers that are dealt with together.

    Attributes:
        key: tells it apart within its view.
        name: who has them or gets them.
        below: how many, how old, on which list.
        tone: red when one is overdue, amber when they should have gone, or None.
        rows: the papers.
        number: the hand-over list they stand on.
    """

    key: str
    name: str
    below: str
    tone: Tone | None
    rows: tuple[ReceiptRow, ...]
    number: str = ""

    def has(self, number: str) -> bool:
        """Whether the paper of a consignment is among them."""
        return any(row.number == number for row in self.rows)


@dataclass(frozen=True)
class Papers:
    """Everything the desk shows."""

    today: date
    outside: tuple[Group, ...] = ()
    in_hand: tuple[Group, ...] = ()
    lists: tuple[Group, ...] = ()
    due: frozenset[str] = frozenset()
    counts: tuple[int, int, int] = (0, 0, 0)

    @property
    def views(self) -> tuple[tuple[Group, ...], ...]:
        """The groups of each view, in the order of the views."""
        return self.outside, self.in_hand, self.lists


def papers_of(desk: Desk) -> Papers:
    """Read all three views at once."""
    today = local(desk.now).date()
    outside, in_hand = desk.ask(receipts_outside), desk.ask(receipts_in_hand)
    lists = desk.ask(handovers_out)
    due = [row.number for row in desk.ask(receipts_to_chase)]
    return Papers(
        today,
        by_holder(outside, due, today),
        by_customer(in_hand, today),
        tuple(_listed(card) for card in lists),
        frozenset(due),
        (len(outside), len(in_hand), len(lists)),
    )


def find_group(
    papers: Papers, name: str = "", customer: str = "", number: str = ""
) -> tuple[int, Group] | None:
    """The view and the group of a holder, a customer or a paper."""
    for view, groups in enumerate((papers.outside[2:], papers.in_hand, papers.lists)):
        for group in groups:
            held = view == 0 and group.key == name
            if held or (view == 1 and group.name == customer) or group.has(number):
                return view, group
    return None


def holder_of(row: ReceiptRow) -> str:
    """Who has a paper, in the words of the today board."""
    return row.holder_name or row.holder.label


def by_holder(rows: list[ReceiptRow], due: Iterable[str], today: date) -> tuple[Group, ...]:
    """Papers to ask for today, all papers, then those of each holder, the most overdue first."""
    if not rows:
        return ()
    wanted = set(due)
    asked = tuple(row for row in rows if row.number in wanted)
    held = _split(rows, holder_of)
    groups = [Group(name, name, ages(own, today), _late(own), tuple(own)) for name, own in held]
    groups.sort(key=lambda g: (-sum(r.late_days > 0 for r in g.rows), g.rows[0].due_on, g.name))
    return (
        Group(DUE, tr("今天要催"), _counted(asked), _late(asked), asked),
        Group(ALL, tr("全部待收回"), ages(rows, today), _late(rows), tuple(rows)),
        *groups,
    )


def by_customer(rows: list[ReceiptRow], today: date) -> tuple[Group, ...]:
    """Papers in the office, of one customer and one month of signing together."""
    split = _split(rows, lambda row: f"{row.shipper_name}\n{row.signed_on:%Y-%m}")
    this = f"{today:%Y-%m}"
    return tuple(
        Group(
            key,
            key.split("\n")[0],
            f"{key.split(chr(10))[1]} · {_counted(own)}",
            Tone.WAITING if key.split("\n")[1] < this else None,  # the month is over
            tuple(own),
        )
        for key, own in split
    )


def ages(rows: Iterable[ReceiptRow], today: date) -> str:
    """How many papers are overdue by how long, in words; the oldest first."""
    counts = [0] * len(age_labels())
    for row in rows:
        counts[age_of(row.due_on, today)] += 1
    words = [f"{label} {n}" for label, n in zip(age_labels(), counts, strict=True) if n]
    return " · ".join(reversed(words))


def _listed(card: HandoverCard) -> Group:
    sent = " ".join(filter(None, (card.way.label, card.courier_no or card.received_by)))
    return Group(
        card.number,
        card.customer_name,
        f"{card.number} · {sent}",
        None,
        card.receipts,
        card.number,
    )


def _counted(rows: Iterable[ReceiptRow]) -> str:
    own = tuple(rows)
    return tr("{n} 票 {c} 份").format(n=len(own), c=sum(row.copies for row in own))


def _late(rows: Iterable[ReceiptRow]) -> Tone | None:
    return Tone.WRONG if any(row.late_days > 0 for row in rows) else None


def _split(
    rows: list[ReceiptRow], key: Callable[[ReceiptRow], str]
) -> list[tuple[str, list[ReceiptRow]]]:
    found: dict[str, list[ReceiptRow]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return list(found.items())
