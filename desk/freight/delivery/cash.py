"""The cash sheet of a run: what each stop brought, how it was paid, what is to be handed in."""

from dataclasses import dataclass

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import RunState, SignResult
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.settling import expected_cash_fen
from desk.kernel.commands import query
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader


@dataclass(frozen=True)
class CashRow:
    """One stop, in fen. Before its paper is entered `result` is None and what is due stands."""

    receipt_no: str
    number: str
    consignee_name: str
    result: SignResult | None
    freight_fen: int
    cod_fen: int
    method: PayMethod
    needs_paper: bool
    handed_in: bool


@dataclass(frozen=True)
class CashSheet:
    """What a run's driver has to hand in, in fen.

    Attributes:
        expected_fen: cash; `on_account_fen` came by transfer or code and is not handed in.
        difference_fen: expected less handed in; None until settled.
    """

    number: str
    state: RunState
    rows: tuple[CashRow, ...]
    freight_fen: int
    cod_fen: int
    on_account_fen: int
    expected_fen: int
    expected_in_words: str
    handed_in_fen: int | None
    difference_fen: int | None
    difference_reason: str


@query("delivery_run.read", "派送缴款单")
def cash_sheet(read: Reader, *, number: str) -> CashSheet:
    """What the driver of a run has to hand in, stop by stop.

    Raises:
        Refused: E006.
    """
    return sheet_of(run_by_number(read, number))


def sheet_of(run: DeliveryRun) -> CashSheet:
    """The cash sheet of a loaded run."""
    rows = tuple(_row(line) for line in run.lines)
    expected = expected_cash_fen(run)
    freight, cod = sum(row.freight_fen for row in rows), sum(row.cod_fen for row in rows)
    handed_in = run.cash_handed_in_fen
    return CashSheet(
        number=run.number,
        state=run.state,
        rows=rows,
        freight_fen=freight,
        cod_fen=cod,
        on_account_fen=freight + cod - expected,
        expected_fen=expected,
        expected_in_words=amount_in_words(expected),
        handed_in_fen=handed_in,
        difference_fen=None if handed_in is None else expected - handed_in,
        difference_reason=run.difference_reason,
    )


def _row(line: RunLine) -> CashRow:
    receipt = line.receipt
    return CashRow(
        receipt_no=line.receipt_no,
        number=line.consignment.label,
        consignee_name=line.consignment.consignee_name,
        result=receipt.result if receipt else None,
        freight_fen=receipt.cash_freight_fen if receipt else line.freight_due_fen,
        cod_fen=receipt.cash_cod_fen if receipt else line.cod_due_fen,
        method=receipt.pay_method if receipt else PayMethod.CASH,
        needs_paper=receipt is None or receipt.pieces_signed > 0,
        handed_in=receipt is not None and receipt.handed_in,
    )
