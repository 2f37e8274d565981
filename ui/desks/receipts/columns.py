"""What the table of stops shows, and what a run's driver has to hand in."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.queries import StopRow
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.row_table import Column
from ui.theme import Tone

RESULT_TONES = {
    SignResult.FULL: Tone.DONE,
    SignResult.PARTIAL: Tone.WAITING,
    SignResult.REFUSED: Tone.WRONG,
    SignResult.FAILED: Tone.WRONG,
}


def result(stop: StopRow) -> str:
    return stop.receipt.result.label if stop.receipt else tr("未登记")


def result_tone(stop: StopRow) -> Tone:
    return RESULT_TONES[stop.receipt.result] if stop.receipt else Tone.NEUTRAL


def _pieces(stop: StopRow) -> str:
    receipt = stop.receipt
    if receipt is None:
        return ""
    signed, refused = receipt.pieces_signed, receipt.pieces_refused
    return tr("{a} 拒{b}").format(a=signed, b=refused) if refused else str(signed)


def _refused_tone(stop: StopRow) -> Tone | None:
    return Tone.WRONG if stop.receipt is not None and stop.receipt.pieces_refused else None


def _money(fen: int) -> str:
    return show_money(fen, "")


def _taken(stop: StopRow) -> str:
    receipt = stop.receipt
    return _money(receipt.cash_freight_fen + receipt.cash_cod_fen) if receipt else ""


def _method(stop: StopRow) -> str:
    receipt = stop.receipt
    paid = receipt is not None and receipt.cash_freight_fen + receipt.cash_cod_fen
    return receipt.pay_method.label if receipt is not None and paid else ""


COLUMNS: tuple[Column[StopRow], ...] = (
    Column("序", lambda s: str(s.seq), 1, right=True),
    Column("运单号", lambda s: s.number, 7),
    Column("收货人", lambda s: s.consignee_name, 9, stretch=True),
    Column("件", lambda s: str(s.pieces), 2, right=True, total=True),
    Column("应收运费", lambda s: _money(s.freight_due_fen), 5, right=True, total=True),
    Column("应收代收", lambda s: _money(s.cod_due_fen), 6, right=True, total=True),
    Column("结果", result, 4, chip=result_tone),
    Column("签收件", _pieces, 4, right=True, total=True, ink=_refused_tone),
    Column("实收", _taken, 6, right=True, total=True),
    Column("方式", _method, 3),
)


@dataclass(frozen=True)
class TypedMoney:
    """What is typed for a stop that is not saved yet, in fen."""

    number: str
    freight_fen: int
    cod_fen: int
    in_cash: bool


@dataclass(frozen=True)
class Takings:
    """What a run brings in fen: cash to be handed in, and money that came by transfer or code."""

    freight_fen: int
    cod_fen: int
    cash_fen: int

    @property
    def on_account_fen(self) -> int:
        return self.freight_fen + self.cod_fen - self.cash_fen


def takings(stops: Iterable[StopRow], typed: TypedMoney | None = None) -> Takings:
    """Add up a run: entered stops as entered, the one being typed as typed, the others as due."""
    rows = [_money_of(stop, typed) for stop in stops]
    return Takings(
        sum(freight for freight, _, _ in rows),
        sum(cod for _, cod, _ in rows),
        sum(freight + cod for freight, cod, in_cash in rows if in_cash),
    )


def _money_of(stop: StopRow, typed: TypedMoney | None) -> tuple[int, int, bool]:
    receipt = stop.receipt
    if receipt is not None:
        in_cash = receipt.pay_method is PayMethod.CASH
        return receipt.cash_freight_fen, receipt.cash_cod_fen, in_cash
    if typed is not None and typed.number == stop.number:
        return typed.freight_fen, typed.cod_fen, typed.in_cash
    return stop.freight_due_fen, stop.cod_due_fen, True
