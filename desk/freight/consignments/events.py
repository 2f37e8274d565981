"""What happens to a consignment, for the rooms above."""

from dataclasses import dataclass, field

from desk.freight.consignments.model import Consignment, MoneyRow, StockMove
from desk.kernel.errors import Problems


@dataclass(frozen=True)
class Accepted:
    """A consignment got its number."""

    consignment: Consignment


@dataclass(frozen=True)
class Corrected:
    """A consignment was corrected after it was accepted."""

    consignment: Consignment


@dataclass(frozen=True)
class PiecesMoved:
    """A ledger row was booked."""

    consignment: Consignment
    move: StockMove


@dataclass(frozen=True)
class MoneyTaken:
    """A money row was booked."""

    consignment: Consignment
    row: MoneyRow


@dataclass(frozen=True)
class NoticeSent:
    """The consignee was told that his goods are here (spec A-30, 5.16)."""

    consignment: Consignment
    channel: str
    told: str


@dataclass(frozen=True)
class ClosingAsked:
    """Someone wants to close a consignment; a room that objects adds a problem."""

    consignment: Consignment
    problems: Problems = field(default_factory=Problems)


@dataclass(frozen=True)
class Voided:
    """A consignment was voided."""

    consignment: Consignment
