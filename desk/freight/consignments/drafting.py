"""Drafts: an unfinished order is kept as typed, without a number, until someone accepts it."""

import msgspec
from sqlalchemy import select

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import accept_into
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import STATES, derive_state
from desk.kernel.commands import command, query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

_SHOWN = (
    "direction",
    "origin_station",
    "dest_station",
    "destination",
    "shipper_id",
    "shipper_name",
    "shipper_phone",
    "consignee_id",
    "consignee_name",
    "consignee_phone",
    "delivery_mode",
    "urgent",
    "pay_terms",
    "total_fen",
    "cod_amount_fen",
    "weight_g",
    "volume_cm3",
    "paper_no",
    "remark",
)


@command(
    "consignment.create",
    "保存草稿",
    example='{"draft": {"direction": "OUTBOUND", "origin_station": "乌鲁木齐", "destination": "郑州", '
    '"shipper_name": "天果园果品", "lines": []}}',
)
def save_draft(work: Work, *, draft: ConsignmentDraft, draft_id: int | None = None) -> int:
    """Keep an unfinished consignment as it is typed; nothing is checked and no number is used.

    Returns:
        The draft's id.

    Raises:
        Refused: E006 for an unknown draft, E008 when it has been accepted meanwhile.

    Source: spec 3.3 (DRAFT).
    """
    consignment = _draft(work, draft_id) if draft_id else Consignment()
    for name in _SHOWN:
        setattr(consignment, name, getattr(draft, name))
    consignment.declared = draft.pieces
    consignment.goods_summary = draft.lines[0].goods_name[:60] if draft.lines else ""
    consignment.accept_at = draft.accept_at or work.now
    consignment.draft_json = msgspec.json.encode(draft).decode()
    for bucket in ("received", "in_stock", "on_run", "at_partner", "shipped_out"):
        setattr(consignment, bucket, 0)
    for bucket in ("signed", "returned", "written_off", "receipts_back"):
        setattr(consignment, bucket, 0)
    consignment.voided = consignment.refusal_open = consignment.expected = False
    consignment.state = derive_state(consignment)
    return work.add(consignment).id


@command("consignment.create", "受理草稿", example='{"draft_id": 12}')
def accept_draft(work: Work, *, draft_id: int, draft: ConsignmentDraft | None = None) -> str:
    """Accept a draft, with the last corrections if any; it gets its number now.

    Returns:
        The consignment's number.

    Raises:
        Refused: E006, E008, and everything accepting refuses.
    """
    consignment = _draft(work, draft_id)
    STATES.step(consignment.state, "accept_draft")
    chosen = draft or draft_of(consignment)
    consignment.direction = chosen.direction
    consignment.draft_json = ""
    accept_into(work, consignment, chosen)
    assert consignment.number is not None
    return consignment.number


@command("consignment.create", "放弃草稿", example='{"draft_id": 12, "reason": "客户取消"}')
def discard_draft(work: Work, *, draft_id: int, reason: str) -> None:
    """Give a draft up; it stays as void.

    Raises:
        Refused: E006, E008, E009.
    """
    consignment = _draft(work, draft_id)
    STATES.step(consignment.state, "discard_draft", reason)
    consignment.voided, consignment.void_reason = True, reason.strip()
    consignment.state = derive_state(consignment)


@query("consignment.read", "草稿内容")
def saved_draft(read: Reader, *, draft_id: int) -> ConsignmentDraft:
    """A draft as it was typed.

    Raises:
        Refused: E006.
    """
    return draft_of(_draft(read, draft_id))


@query("consignment.read", "草稿清单")
def open_drafts(read: Reader) -> list[int]:
    """Ids of the drafts that wait, oldest first."""
    waiting = select(Consignment.id).where(Consignment.state == ConsignmentState.DRAFT)
    return list(read.session.scalars(waiting.order_by(Consignment.id)))


def draft_of(consignment: Consignment) -> ConsignmentDraft:
    """The typed draft behind a record."""
    return msgspec.json.decode(consignment.draft_json, type=ConsignmentDraft)


def _draft(read: Reader, draft_id: int) -> Consignment:
    consignment = read.get(Consignment, draft_id, tr("草稿"))
    if consignment.state is not ConsignmentState.DRAFT:
        state = consignment.state.label
        raise refuse("E008", obj=tr("草稿"), state=state, action=tr("修改"))
    return consignment
