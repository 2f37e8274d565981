"""Numbers without a filed paper: gaps between two filed ones, and what is not filed yet (E215)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, select

from desk.filing.receipts.model import ReturnReceipt
from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.model import Voucher
from desk.filing.vouchers.rules import NumberGap, gaps, month_days, unfiled_after
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import InboundManifest
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.transit.choices import TransitState
from desk.freight.transit.model import TransitManifest
from desk.kernel.commands import query
from desk.kernel.errors import Problem, problem, refuse
from desk.kernel.numbers import NUMBER_RULES
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class VoucherCheck:
    """What a month of one type lacks.

    Attributes:
        wanted: documents there should be papers of (void ones need none).
        filed: how many are filed.
        gaps: numbers missing between two filed ones.
        unfiled: numbers before the first or after the last filed one.
        warnings: E215, one for each gap.
    """

    voucher_type: VoucherType
    month: str
    wanted: int
    filed: int
    gaps: tuple[NumberGap, ...]
    unfiled: tuple[str, ...]
    warnings: tuple[Problem, ...]


def _of_day(prefix: str, month: str) -> str:
    return f"{prefix}{month[2:4]}{month[5:7]}%"


def _waybills(month: str) -> Select[Any]:
    numbers = Consignment.number.like(_of_day(NUMBER_RULES["consignment"].prefix, month))
    return select(Consignment.number).where(numbers, Consignment.state != ConsignmentState.VOID)


def _receipts(month: str) -> Select[Any]:
    wanted = select(Consignment.number).join(
        ReturnReceipt, ReturnReceipt.consignment_id == Consignment.id
    )
    first, last = month_days(month)
    return wanted.where(ReturnReceipt.signed_on.between(first, last))


def _slips(month: str) -> Select[Any]:
    prefix = NUMBER_RULES["delivery_run"].prefix
    return select(DeliveryReceipt.number).where(DeliveryReceipt.number.like(_of_day(prefix, month)))


def _runs(month: str) -> Select[Any]:
    prefix = NUMBER_RULES["delivery_run"].prefix
    return select(DeliveryRun.number).where(
        DeliveryRun.number.like(_of_day(prefix, month)), DeliveryRun.state != RunState.VOID
    )


def _transit(month: str) -> Select[Any]:
    prefix = NUMBER_RULES["transit_manifest"].prefix
    return select(TransitManifest.number).where(
        TransitManifest.number.like(_of_day(prefix, month)),
        TransitManifest.state != TransitState.VOID,
    )


def _trucks(month: str) -> Select[Any]:
    prefix = NUMBER_RULES["inbound_manifest"].prefix
    return select(InboundManifest.number).where(
        InboundManifest.number.like(_of_day(prefix, month)),
        InboundManifest.state != ManifestState.VOID,
    )


def _dispatches(month: str) -> Select[Any]:
    prefix = NUMBER_RULES["outbound_preadvice"].prefix
    return select(OutboundPreadvice.number).where(
        OutboundPreadvice.number.like(_of_day(prefix, month)),
        OutboundPreadvice.state != PreadviceState.VOID,
    )


def _stock(month: str) -> Select[Any]:
    prefixes = [NUMBER_RULES[name].prefix for name in ("stock_in", "stock_out")]
    ours = [StockMove.slip_no.like(_of_day(prefix, month)) for prefix in prefixes]
    return select(StockMove.slip_no).distinct().where(ours[0] | ours[1])


_WANTED: Mapping[VoucherType, Callable[[str], Select[Any]]] = MappingProxyType(
    {
        VoucherType.WAYBILL: _waybills,
        VoucherType.RECEIPT: _receipts,
        VoucherType.SIGNED_SLIP: _slips,
        VoucherType.RUN: _runs,
        VoucherType.TRANSIT: _transit,
        VoucherType.TRUCK: _trucks,
        VoucherType.DISPATCH: _dispatches,
        VoucherType.STOCK: _stock,
    }
)


@query("voucher.read", "断号检查")
def voucher_gaps(read: Reader, *, voucher_type: VoucherType, month: str) -> VoucherCheck:
    """Compare a month's documents with the papers that are filed.

    Args:
        read: reading view.
        voucher_type: which papers.
        month: ``2026-11``.

    Raises:
        Refused: E011 for a type the office does not number.

    Source: spec 3.22, 3.27 E215.
    """
    if voucher_type not in _WANTED:
        choices = "、".join(kind.label for kind in _WANTED)
        raise refuse(
            "E011", "voucher_type", label=tr("有编号的单据"), v=voucher_type.label, choices=choices
        )
    wanted = sorted(n for n in read.session.scalars(_WANTED[voucher_type](month)) if n)
    papers = select(Voucher.doc_no).where(Voucher.voucher_type == voucher_type)
    filed = set(read.session.scalars(papers)) & set(wanted)
    found = gaps(wanted, filed)
    return VoucherCheck(
        voucher_type,
        month,
        len(wanted),
        len(filed),
        tuple(found),
        unfiled_after(wanted, filed),
        tuple(problem("E215", a=g.after, b=g.before, n=len(g.missing)) for g in found),
    )
