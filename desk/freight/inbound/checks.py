"""Everything that can be wrong with a typed truck, found at once; and loading manifests."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from desk.freight.consignments.model import Consignment
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.drafts import ManifestHead
from desk.freight.inbound.model import DRAFT_MARK, InboundManifest, ManifestLine
from desk.freight.tracking.rules import in_future
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters, is_phone, is_plate
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

_TEXTS = (
    ("origin_station", "始发站", 40),
    ("line_operator", "承运单位", 60),
    ("driver", "司机", 60),
    ("seal_no", "铅封号", 40),
    ("remark", "备注", 200),
)


def check_head(head: ManifestHead, now: datetime) -> Problems:
    """Return every problem of a truck's head."""
    problems = Problems()
    problems.require(head.origin_station, "head.origin_station", tr("始发站"))
    problems.require(head.eta_at, "head.eta_at", tr("预计到达"))
    if problems.require(head.plate, "head.plate", tr("车牌")):
        ok = is_plate(head.plate)
        problems.check(ok, "E106", "head.plate", label=tr("车牌"), v=head.plate)
    phone = head.driver_phone
    ok = not phone.strip() or is_phone(phone)
    problems.check(ok, "E102", "head.driver_phone", v=phone)
    for name, label, longest in _TEXTS:
        text = getattr(head, name)
        size = len(clean_text(text))
        path = f"head.{name}"
        problems.check(size <= longest, "E004", path, label=tr(label), n=longest, v=size)
        problems.check(not has_control_characters(text), "E012", path, label=tr(label))
    cost = head.linehaul_cost_fen
    ok = 0 <= cost <= 99_999_999
    label = tr("干线运费")
    shown = show_money(cost)
    problems.check(
        ok, "E003", "head.linehaul_cost_fen", label=label, lo="0", hi="999999.99", v=shown
    )
    left = head.depart_at
    problems.check(left is None or not in_future(left, now), "E171", "head.depart_at")
    if left and head.eta_at and head.eta_at < left:
        eta, since = show_moment(head.eta_at), show_moment(left)
        problems.add("E170", "head.eta_at", t=eta, u=since)
    return problems


def manifest_by_number(read: Reader, number: str) -> InboundManifest:
    """Load a manifest by its number, or a draft by its label 「草稿-12」.

    Raises:
        Refused: E006.
    """
    wanted = number.strip()
    condition = InboundManifest.number == wanted
    draft_id = wanted.removeprefix(DRAFT_MARK)
    if wanted.startswith(DRAFT_MARK) and draft_id.isdecimal():
        condition = (InboundManifest.id == int(draft_id)) & InboundManifest.number.is_(None)
    tickets = selectinload(InboundManifest.lines).selectinload(ManifestLine.consignment)
    without_goods = tickets.lazyload(Consignment.lines)
    found = read.session.scalar(select(InboundManifest).where(condition).options(without_goods))
    if found is None:
        raise refuse("E006", "number", label=tr("进港清单"), v=number)
    return found


def line_of(manifest: InboundManifest, waybill: str) -> ManifestLine:
    """The line of a ticket on a manifest.

    Raises:
        Refused: E006.
    """
    for line in manifest.lines:
        if line.consignment.number == waybill.strip():
            return line
    raise refuse("E006", "waybill", label=manifest.label + tr(" 上的运单"), v=waybill)


def require_state(
    manifest: InboundManifest, states: Collection[ManifestState], action: str
) -> None:
    """Raises: Refused E008 when the manifest stands elsewhere."""
    if manifest.state not in states:
        raise refuse("E008", obj=tr("进港清单"), state=manifest.state.label, action=action)


def moment_after(work: Work, at: datetime | None, before: datetime | None) -> datetime:
    """The moment of a step (now unless said), neither in the future nor before the step before.

    Raises:
        Refused: E171, E170.
    """
    moment = at or work.now
    if in_future(moment, work.now):
        raise refuse("E171", "at")
    if before is not None and moment < before:
        raise refuse("E170", "at", t=show_moment(moment), u=show_moment(before))
    return moment
