"""What happens to return receipts, for the rooms above."""

from dataclasses import dataclass

from desk.filing.receipts.model import ReturnReceipt


@dataclass(frozen=True)
class ReceiptGoes:
    """The signature was taken back and its receipt is about to be deleted: let go of its pictures."""

    receipt: ReturnReceipt
