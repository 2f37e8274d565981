"""Reading runs: what can be loaded, the card of a run, what is to be entered, the cash sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.freight.consignments.choices import (
    PayMethod,
)
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.choices import Relation, RunState, ShareBasis, SignResult
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.loading import is_held, load_g, weight_of
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun, RunLine
from desk.freight.delivery.rules import OPEN, part_of
from desk.freight.delivery.settling import expected_cash_fen
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.kernel.text import tr
from desk.storage.work import Reader

NOT_SETTLED = (*OPEN, RunState.RETURNED)


@dataclass(frozen=True)
class ReceiptRow:
    """What was entered for one stop; money in fen."""

    number: str
    result: SignResult
    pieces_signed: int
    pieces_refused: int
    signer: str
    relation: Relation
    signer_id_last4: str
    signed_at: datetime
    condition_note: str
    cash_freight_fen: int
    cash_cod_fen: int
    cod_lowered_fen: int
    pay_method: PayMethod
    reason: str
    handed_in: bool


@dataclass(frozen=True)
class StopRow:
    """One stop; weight in grams, volume in cm³, money in fen. `receipt` is None until entered."""

    seq: int
    number: str
    receipt_no: str
    consignee_name: str
    phone_masked: str
    address: str
    goods_summary: str
    pieces: int
    weight_g: int
    volume_cm3: int
    freight_due_fen: int
    cod_due_fen: int
    receipts_out: int
    cost_fen: int
    urgent: bool
    held: bool
    wishes: str
    receipt: ReceiptRow | None


@dataclass(frozen=True)
class RunCard:
    """A run with its stops in the order of delivery.

    Attributes:
        load_g: what it carries; `payload_g`: what its vehicle may carry.
        expected_fen: cash the driver has to hand in as things stand.
        vehicle_cost_fen: None for a reader without the right to see costs.
    """

    id: int
    version: int
    number: str
    state: RunState
    run_on: date
    plate_no: str
    driver_no: str
    driver_name: str
    driver_phone_masked: str
    helper: str
    planned_out_at: datetime
    planned_back_at: datetime
    depart_at: datetime | None
    return_at: datetime | None
    vehicle_cost_fen: int | None
    share_basis: ShareBasis
    slip_no: str
    stops: tuple[StopRow, ...]
    pieces: int
    load_g: int
    payload_g: int
    load_cm3: int
    space_cm3: int
    expected_fen: int
    cash_handed_in_fen: int | None
    difference_reason: str
    void_reason: str


@query("delivery_run.read", "派送单详情")
def run_card(read: Reader, *, number: str) -> RunCard:
    """The whole run by its number.

    Raises:
        Refused: E006.
    """
    run = run_by_number(read, number)
    stops = tuple(_stop(line) for line in run.lines)
    return RunCard(
        id=run.id,
        version=run.row_version,
        number=run.number,
        state=run.state,
        run_on=run.run_on,
        plate_no=run.vehicle.plate_no,
        driver_no=run.driver.code,
        driver_name=run.driver.name,
        driver_phone_masked=mask_phone(run.driver.mobile),
        helper=run.helper,
        planned_out_at=run.planned_out_at,
        planned_back_at=run.planned_back_at,
        depart_at=run.depart_at,
        return_at=run.return_at,
        vehicle_cost_fen=run.vehicle_cost_fen if read.may("cost.read") else None,
        share_basis=run.share_basis,
        slip_no=run.slip_no,
        stops=stops,
        pieces=sum(stop.pieces for stop in stops),
        load_g=load_g(run),
        payload_g=run.vehicle.rated_payload_kg * 1000,
        load_cm3=sum(stop.volume_cm3 for stop in stops),
        space_cm3=run.vehicle.volume_cm3,
        expected_fen=expected_cash_fen(run),
        cash_handed_in_fen=run.cash_handed_in_fen,
        difference_reason=run.difference_reason,
        void_reason=run.void_reason,
    )


def _stop(line: RunLine) -> StopRow:
    c = line.consignment
    return StopRow(
        seq=line.seq,
        number=c.label,
        receipt_no=line.receipt_no,
        consignee_name=c.consignee_name,
        phone_masked=mask_phone(c.consignee_phone),
        address=c.consignee_address,
        goods_summary=c.goods_summary,
        pieces=line.pieces,
        weight_g=weight_of(line),
        volume_cm3=part_of(c.volume_cm3, line.pieces, c.declared),
        freight_due_fen=line.freight_due_fen,
        cod_due_fen=line.cod_due_fen,
        receipts_out=line.receipts_out,
        cost_fen=line.cost_fen,
        urgent=c.urgent,
        held=is_held(c),
        wishes=wishes_of(c),
        receipt=_receipt(line.receipt),
    )


def _receipt(receipt: DeliveryReceipt | None) -> ReceiptRow | None:
    if receipt is None:
        return None
    names = ReceiptRow.__dataclass_fields__
    return ReceiptRow(**{name: getattr(receipt, name) for name in names})


def wishes_of(c: Consignment) -> str:
    """What the driver must mind, in a few words."""
    words = [tr("加急")] if c.urgent else []
    if c.receipt_required and c.receipt_requirement:
        words.append(tr("回单") + c.receipt_requirement)
    marks = dict.fromkeys(line.mark for line in c.lines if line.mark)
    return " ".join([*words, *marks, c.remark.replace("\n", " ")]).strip()


@dataclass(frozen=True)
class OpenRunRow:
    """A run that is not settled; load and payload in grams, cash in fen."""

    id: int
    number: str
    state: RunState
    run_on: date
    plate_no: str
    driver_name: str
    planned_out_at: datetime
    planned_back_at: datetime
    tickets: int
    entered: int
    pieces: int
    load_g: int
    payload_g: int
    expected_fen: int


@query("delivery_run.read", "未结派送单")
def open_runs(read: Reader) -> list[OpenRunRow]:
    """Runs that are planned, out or back but not settled, by departure."""
    runs = select(DeliveryRun).where(DeliveryRun.state.in_(NOT_SETTLED))
    order = (DeliveryRun.planned_out_at, DeliveryRun.id)
    return [_open_run(run) for run in read.session.scalars(runs.order_by(*order))]


def _open_run(run: DeliveryRun) -> OpenRunRow:
    return OpenRunRow(
        id=run.id,
        number=run.number,
        state=run.state,
        run_on=run.run_on,
        plate_no=run.vehicle.plate_no,
        driver_name=run.driver.name,
        planned_out_at=run.planned_out_at,
        planned_back_at=run.planned_back_at,
        tickets=len(run.lines),
        entered=sum(line.receipt is not None for line in run.lines),
        pieces=sum(line.pieces for line in run.lines),
        load_g=load_g(run),
        payload_g=run.vehicle.rated_payload_kg * 1000,
        expected_fen=expected_cash_fen(run),
    )


@query("delivery_run.read", "待登记的签收")
def receipts_to_enter(read: Reader, *, number: str) -> list[StopRow]:
    """The stops of a run whose papers have not been entered, in order.

    Raises:
        Refused: E006.
    """
    return [_stop(line) for line in run_by_number(read, number).lines if line.receipt is None]
