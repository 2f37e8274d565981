"""The kinds of lists that can be imported; each room brings columns, check, booking and undoing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.archive.customers import imports as customers
from desk.archive.customers.undoing import undo_customer_import
from desk.documents.intake.mapping import Column
from desk.documents.intake.preview import CheckRow, RowResult
from desk.freight.inbound import booking as inbound_booking
from desk.freight.inbound import imports as inbound
from desk.kernel.commands import Command, entry_of
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.partners.rates import imports as partner_rates
from desk.pricing.tariffs import imports as tariffs
from desk.storage.work import Reader, Work


@dataclass(frozen=True)
class BookedRows:
    """What a room's booking command returned, as the batch keeps it.

    Attributes:
        count: rows booked.
        number: document that holds them, or empty.
        created: arguments of the undo command.
    """

    count: int
    number: str = ""
    created: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportKind:
    """One kind of list.

    Attributes:
        name: ``customers``; what the command line says.
        title: Chinese name.
        columns: the columns wanted.
        checker: makes the check of one row after the other.
        to_row: a good row as the booking command wants it.
        book: command function of the room; takes ``rows`` and the arguments of the head.
        result: what its value means, given the value and how many rows it got.
        undo: command function of the room, or None when a list cannot be taken back as a whole.
        totals: columns whose sums the preview shows.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    checker: Callable[[Reader], CheckRow]
    to_row: Callable[[RowResult], Any]
    book: Callable[..., Any]
    result: Callable[[Any, int], BookedRows]
    undo: Callable[..., Any] | None = None
    totals: tuple[str, ...] = ()

    def book_rows(
        self, work: Work, rows: Sequence[Any], head: Mapping[str, Any], file_name: str
    ) -> BookedRows:
        """Run the room's booking inside the caller's transaction."""
        entry: Command = entry_of(self.book)
        named = {"file_name": file_name} if "file_name" in entry.argument_types() else {}
        return self.result(entry.function(work, rows=rows, **named, **head), len(rows))

    def take_back(self, work: Work, created: Mapping[str, Any], reason: str) -> None:
        """Run the room's undoing inside the caller's transaction."""
        assert self.undo is not None, self.name
        entry: Command = entry_of(self.undo)
        why = {"reason": reason} if "reason" in entry.argument_types() else {}
        entry.function(work, **created, **why)


def import_kinds() -> dict[str, ImportKind]:
    """Every kind by name."""
    return {kind.name: kind for kind in _KINDS}


def import_kind(name: str) -> ImportKind:
    """Raises: Refused E011 for an unknown kind."""
    known = import_kinds()
    if name not in known:
        raise refuse("E011", "kind", label=tr("导入种类"), v=name, choices="、".join(known))
    return known[name]


_KINDS: tuple[ImportKind, ...] = (
    ImportKind(
        name="inbound",
        title="进港清单",
        columns=inbound.COLUMNS,
        checker=inbound.row_checker,
        to_row=lambda result: inbound.to_draft(result.values),
        book=inbound_booking.book_inbound_rows,
        result=lambda number, count: BookedRows(count, number, {"number": number}),
        undo=inbound_booking.undo_inbound_import,
        totals=("pieces", "weight_g", "volume_cm3"),
    ),
    ImportKind(
        name="customers",
        title="客户",
        columns=customers.COLUMNS,
        checker=customers.row_checker,
        to_row=lambda result: customers.to_row(result.values),
        book=customers.import_customers,
        result=lambda value, _count: BookedRows(value.added, created={"ids": value.ids}),
        undo=undo_customer_import,
    ),
    ImportKind(
        name="partner_rates",
        title="合作商运价",
        columns=partner_rates.COLUMNS,
        checker=partner_rates.row_checker,
        to_row=lambda result: partner_rates.to_row(result.values),
        book=partner_rates.import_partner_rates,
        result=lambda value, _count: BookedRows(value.added),
    ),
    ImportKind(
        name="tariff",
        title="运价表",
        columns=tariffs.COLUMNS,
        checker=tariffs.row_checker,
        to_row=lambda result: tariffs.to_row(result.values),
        book=tariffs.import_tariff_lines,
        result=lambda value, _count: BookedRows(value.added),
    ),
)
