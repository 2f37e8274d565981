"""What the office itself knows of a document that is to be filed: its date and its ticket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import select

from desk.filing.receipts.model import ReturnReceipt
from desk.filing.vouchers.choices import VoucherType
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun, SelfPickup
from desk.freight.inbound.model import InboundManifest
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.transit.model import TransitManifest
from desk.kernel.moments import local
from desk.storage.work import Reader


@dataclass(frozen=True)
class KnownDocument:
    """Date (None while it has none) and ticket (None when it is about several)."""

    dated: date | None
    consignment: Consignment | None = None


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None


def _waybill(read: Reader, number: str) -> KnownDocument | None:
    c = read.session.scalar(select(Consignment).where(Consignment.number == number))
    return KnownDocument(_day(c.accept_at), c) if c else None


def _receipt(read: Reader, number: str) -> KnownDocument | None:
    wanted = select(ReturnReceipt).join(ReturnReceipt.consignment)
    found = read.session.scalar(wanted.where(Consignment.number == number))
    return KnownDocument(found.signed_on, found.consignment) if found else None


def _signed_slip(read: Reader, number: str) -> KnownDocument | None:
    slip = read.session.scalar(select(DeliveryReceipt).where(DeliveryReceipt.number == number))
    if slip is not None:
        return KnownDocument(_day(slip.signed_at), slip.line.consignment)
    taken = read.session.scalar(select(SelfPickup).where(SelfPickup.number == number))
    return KnownDocument(_day(taken.signed_at), taken.consignment) if taken else None


def _run(read: Reader, number: str) -> KnownDocument | None:
    run = read.session.scalar(select(DeliveryRun).where(DeliveryRun.number == number))
    return KnownDocument(run.run_on) if run else None


def _transit(read: Reader, number: str) -> KnownDocument | None:
    found = read.session.scalar(select(TransitManifest).where(TransitManifest.number == number))
    return KnownDocument(_day(found.handover_at)) if found else None


def _truck(read: Reader, number: str) -> KnownDocument | None:
    found = read.session.scalar(select(InboundManifest).where(InboundManifest.number == number))
    return KnownDocument(_day(found.arrived_at or found.eta_at)) if found else None


def _dispatch(read: Reader, number: str) -> KnownDocument | None:
    found = read.session.scalar(select(OutboundPreadvice).where(OutboundPreadvice.number == number))
    return KnownDocument(_day(found.depart_at or found.depart_plan_at)) if found else None


def _slip(read: Reader, number: str) -> KnownDocument | None:
    move = read.session.scalar(select(StockMove).where(StockMove.slip_no == number).limit(1))
    return KnownDocument(_day(move.at)) if move else None


_KNOWN: Mapping[VoucherType, Callable[[Reader, str], KnownDocument | None]] = MappingProxyType(
    {
        VoucherType.WAYBILL: _waybill,
        VoucherType.RECEIPT: _receipt,
        VoucherType.SIGNED_SLIP: _signed_slip,
        VoucherType.RUN: _run,
        VoucherType.TRANSIT: _transit,
        VoucherType.TRUCK: _truck,
        VoucherType.DISPATCH: _dispatch,
        VoucherType.STOCK: _slip,
    }
)


def is_ours(voucher_type: VoucherType) -> bool:
    """Whether the office numbers such papers itself, so that a number can be wrong."""
    return voucher_type in _KNOWN


def known_document(read: Reader, voucher_type: VoucherType, number: str) -> KnownDocument | None:
    """What is known of a document; None when it is not one of ours or does not exist."""
    look = _KNOWN.get(voucher_type)
    return look(read, number) if look else None
