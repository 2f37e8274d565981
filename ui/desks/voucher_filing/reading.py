"""What the page shows, read in one go."""

from dataclasses import dataclass

from desk.app import Desk
from desk.filing.vouchers.documents import is_ours
from desk.filing.vouchers.missing import VoucherCheck, voucher_gaps
from desk.filing.vouchers.queries import BoxCard, box_card, boxes_open


@dataclass(frozen=True)
class Box:
    """The open boxes, the one in work, and what its month lacks."""

    boxes: list[BoxCard]
    card: BoxCard | None
    check: VoucherCheck | None


def box_of(desk: Desk, number: str) -> Box:
    """Read everything the page shows."""
    boxes = desk.ask(boxes_open)
    card = desk.ask(box_card, number=number) if number else None
    check = None
    if card is not None and is_ours(card.voucher_type):
        check = desk.ask(voucher_gaps, voucher_type=card.voucher_type, month=card.month)
    return Box(boxes, card, check)
