"""The lists of manifests and of the tickets on them."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from desk.freight.consignments.model import Consignment
from desk.freight.transit.choices import TransitState
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.partners.carriers.model import Partner
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

MANIFESTS = (
    Field("number", "中转单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=TransitState, width=5),
    Field("partner_name", "合作商", width=8),
    Field("dest", "中转地", Kind.DIVISION, width=6),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("pieces", "件数", Kind.COUNT, width=4, total=True),
    Field("handover_at", "交接时间", Kind.MOMENT, width=8),
    Field("received_by", "接货人", width=5),
    Field("plate_no", "车牌号", width=5),
    Field("partner_bill_no", "合作商单号", Kind.NUMBER, width=7),
    Field("due_on", "应到日期", Kind.DATE, width=6),
    Field("arrived_at", "到达时间", Kind.MOMENT, width=8),
    Field("delivered_at", "签收完成", Kind.MOMENT, width=8),
    Field("settled_at", "结算时间", Kind.MOMENT, width=8),
    Field("slip_no", "出库单号", Kind.NUMBER, width=7, hidden=True),
    Field("handed_by", "交货人", width=5, hidden=True),
    Field("end_reason", "退回/作废原因", width=8, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)


def _of_lines(value: ColumnElement[Any]) -> ColumnElement[Any]:
    lines = select(value).where(TransitLine.manifest_id == TransitManifest.id)
    return lines.correlate(TransitManifest).scalar_subquery()


def _manifests() -> ListSource:
    elsewhere = {
        "partner_name": Partner.name,
        "tickets": _of_lines(func.count()),
        "pieces": func.coalesce(_of_lines(func.sum(TransitLine.pieces)), 0),
        "due_on": _of_lines(func.min(TransitLine.__table__.c.due_on)),
    }
    own = {f.name: getattr(TransitManifest, f.name) for f in MANIFESTS if f.name not in elsewhere}
    return ListSource(
        base=select(TransitManifest).join(Partner, Partner.id == TransitManifest.partner_id),
        id=TransitManifest.id,
        columns={**own, **elsewhere},
        search=(
            TransitManifest.number,
            TransitManifest.partner_bill_no,
            TransitManifest.plate_no,
            TransitManifest.dest,
            Partner.name,
        ),
        initials=(Partner.initials,),
    )


TRANSIT_MANIFESTS = ListSpec(
    name="transit_manifests",
    title="中转单",
    right="transit_manifest.read",
    found=("number", "partner_name", "partner_bill_no", "state"),
    fields=MANIFESTS,
    source=_manifests,
    sort=Sort("number", descending=True),
    filters=(Filter("state", "not", TransitState.VOID),),
    actions=(
        Action("page:transit_board", "新中转单", "Ctrl+N", "transit_manifest.create"),
        Action("report_transit_arrival", "到达", "F7", "transit_manifest.update", per_row=True),
        Action("settle_transit", "结算", "", "transit_manifest.update", per_row=True),
        Action("print:P-05", "打印清单", "Ctrl+P", "cost.read", per_row=True),
        Action("reprice_transit", "重新核价", "", "transit_manifest.update", per_row=True),
        Action("recall_transit", "追回", "", "transit_manifest.update", per_row=True),
        Action("void_transit", "作废", "", "transit_manifest.void", per_row=True),
    ),
    open="page:transit_board",
    empty="没有中转单。交合作商的货物按 Ctrl+N 开单。",
)

LINES = (
    Field("manifest_no", "中转单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=TransitState, width=5),
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("partner_name", "合作商", width=8),
    Field("destination", "目的地", Kind.DIVISION, width=6),
    Field("consignee_name", "收货人", width=8),
    Field("consignee_phone", "收货电话", Kind.PHONE, width=7, personal=True),
    Field("goods_summary", "品名", width=6),
    Field("pieces", "件数", Kind.COUNT, width=4, total=True),
    Field("chargeable_kg", "计费重量", Kind.COUNT, width=4, total=True),
    Field("handover_at", "交接时间", Kind.MOMENT, width=8),
    Field("handover_due_at", "交接期限", Kind.MOMENT, width=8),
    Field("due_on", "应到日期", Kind.DATE, width=6),
    Field("pieces_signed", "签收件数", Kind.COUNT, width=4, total=True),
    Field("pieces_back", "退回件数", Kind.COUNT, width=4, total=True),
    Field("signed_at", "签收时间", Kind.MOMENT, width=8),
    Field("signer", "签收人", width=5),
    Field("late_days", "晚到天数", Kind.COUNT, width=4),
    Field("collect_for_us_fen", "代收运费", Kind.MONEY, width=5, total=True),
    Field("cod_for_us_fen", "代收货款", Kind.MONEY, width=5, total=True),
    Field("note", "备注", width=8, hidden=True),
)
_OF_TICKET = ("destination", "consignee_name", "consignee_phone", "goods_summary")


def _lines() -> ListSource:
    elsewhere = {
        "manifest_no": TransitManifest.number,
        "state": TransitManifest.state,
        "handover_at": TransitManifest.handover_at,
        "number": Consignment.number,
        "partner_name": Partner.name,
        **{name: getattr(Consignment, name) for name in _OF_TICKET},
    }
    own = {f.name: getattr(TransitLine, f.name) for f in LINES if f.name not in elsewhere}
    return ListSource(
        base=select(TransitLine)
        .join(TransitManifest, TransitManifest.id == TransitLine.manifest_id)
        .join(Partner, Partner.id == TransitManifest.partner_id)
        .join(Consignment, Consignment.id == TransitLine.consignment_id),
        id=TransitLine.id,
        columns={**own, **elsewhere},
        search=(
            TransitManifest.number,
            Consignment.number,
            Consignment.consignee_name,
            Partner.name,
        ),
        initials=(Consignment.consignee_initials, Partner.initials),
    )


TRANSIT_LINES = ListSpec(
    name="transit_lines",
    title="中转明细",
    right="transit_manifest.read",
    fields=LINES,
    source=_lines,
    sort=Sort("due_on"),
    filters=(Filter("state", "not", TransitState.VOID),),
    actions=(
        Action("sign_remote", "外地签收", "F9", "signoff.create", per_row=True),
        Action("withdraw_remote_signature", "撤销签收", "", "stock.create", per_row=True),
        Action("report_transit_refusal", "外地拒收", "", "transit_manifest.update", per_row=True),
    ),
    open="page:transit_board",
    empty="没有中转货物。货物交合作商后列在这里。",
)
