"""Consignments are accepted, corrected, voided, closed; the goods themselves move by the ledger."""

from dataclasses import replace
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, lazyload

from desk.archive.customers.counter import note_ticket
from desk.freight.consignments.accepting import fill, take_number
from desk.freight.consignments.choices import (
    ConsignmentState,
    Direction,
    MoneyKind,
    Place,
)
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.events import (
    Accepted,
    ClosingAsked,
    Corrected,
    NoticeSent,
    Voided,
)
from desk.freight.consignments.model import Consignment, MoneyRow, StockMove
from desk.freight.consignments.money import taken_fen, unsettled_fen
from desk.freight.consignments.rules import CHARGES, STATES, derive_state
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text, normal_phone
from desk.kernel.moments import local
from desk.kernel.quantities import show_money
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

_EXAMPLE = (
    '{"draft": {"direction": "INBOUND", "origin_station": "郑州", "destination": "乌鲁木齐", '
    '"shipper_name": "洛城轴承", "shipper_phone": "13800000003", "shipper_identity_checked": true, '
    '"consignee_name": "兴疆机电", "consignee_phone": "0991-5550123", "dangerous_checked": true, '
    '"open_inspection": true, "cover_clause_ack": true, "pay_terms": "MONTHLY", '
    '"charges": {"base_freight_fen": 48000}, "lines": [{"goods_name": "轴承", "pieces": 8, '
    '"weight_g": 320000, "volume_cm3": 400000}]}}'
)


@command("consignment.create", "受理运单", example=_EXAMPLE)
def accept_consignment(work: Work, *, draft: ConsignmentDraft) -> str:
    """Accept goods for carriage: check everything, give the number, take the parties as they are now.

    Returns:
        The consignment's number.

    Raises:
        Refused: E001–E007, E012, E102, E105, E111–E114, E130–E133; E210 for the other direction.
        NeedsConfirmation: E134, E030, E031.

    Source: spec 3.3, 3.4.
    """
    with work.together():
        consignment = accept(work, draft)
    assert consignment.number is not None
    return consignment.number


def accept(work: Work, draft: ConsignmentDraft, *, expected: bool = False) -> Consignment:
    """Accept a draft inside a running command (entry, import, return)."""
    # What is known to be blank is not asked of the session.
    new = Consignment(direction=draft.direction, number=None, accept_at=None)
    return accept_into(work, new, draft, expected=expected)


def accept_into(
    work: Work, consignment: Consignment, draft: ConsignmentDraft, *, expected: bool = False
) -> Consignment:
    """Turn a new record, or a saved draft, into an accepted consignment.

    `expected`: it is written as one that is on a truck under way already.
    """
    _require_direction(work, draft.direction, "create")
    fill(work, consignment, draft)
    take_number(work, consignment, expected=expected)
    if consignment.shipper_id is not None:
        note_ticket(work, consignment.shipper_id, local(consignment.accept_at).date())
    work.add(consignment)
    work.emit(Accepted(consignment))
    return consignment


def _require_direction(work: Work, direction: Direction, action: str) -> None:
    side = "inbound" if direction is Direction.INBOUND else "outbound"
    work.require(f"consignment_{side}.{action}")


@command(
    "consignment.update",
    "修改运单",
    example='{"number": "YD2611160001", "version": 1, "draft": {"…": "全部栏目,同受理运单"}}',
)
def update_consignment(
    work: Work, *, number: str, version: int | None, draft: ConsignmentDraft
) -> None:
    """Correct a consignment. Parties and money are free until the first dispatch (spec 3.3).

    Raises:
        Refused: E006, E211, E210 (a clerk after receipt, of outbound goods after dispatch; money
            after dispatch is the manager's and needs a reason), E136 consignee or destination after
            dispatch, E140 fewer pieces than were counted in, E019 another direction or less than was taken,
            E008 when void or closed, and whatever accepting refuses.
    """
    consignment = by_number(work, number)
    _require_direction(work, consignment.direction, "update")
    work.expect_version(consignment, version)
    if consignment.state in (ConsignmentState.VOID, ConsignmentState.CLOSED):
        raise refuse("E008", obj=tr("运单"), state=consignment.state.label, action=tr("修改"))
    if work.actor.role is Role.CS and _out_of_clerks_hands(work, consignment):
        raise _not_allowed(work, consignment.direction)
    _check_after_dispatch(work, consignment, draft)
    _check_pieces(consignment, draft)
    if draft.original_id is None:
        draft = replace(draft, original_id=consignment.original_id)
    _check_direction(consignment, draft)
    _check_taken(work, consignment, draft)
    consignment.lines.clear()
    work.session.flush()
    fill(work, consignment, draft)
    consignment.state = derive_state(consignment)
    work.emit(Corrected(consignment))


_AGREED = (
    "pay_terms",
    "prepaid_part_fen",
    "collect_part_fen",
    "receipt_part_fen",
    "cod_amount_fen",
    "cod_payee",
    "cod_bank",
    "cod_account",
    "declared_value_fen",
    "advance_fen",
)


def _check_after_dispatch(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> None:
    if not was_dispatched(work.session, consignment):
        return
    for name in ("consignee_name", "destination", "consignee_address"):
        if getattr(consignment, name) != clean_text(getattr(draft, name)):
            raise refuse("E136", name)
    if consignment.consignee_phone != normal_phone(draft.consignee_phone):
        raise refuse("E136", "consignee_phone")
    before = [getattr(consignment, name) for name in (*CHARGES, *_AGREED)]
    after = [getattr(draft.charges, name) for name in CHARGES]
    after += [getattr(draft, name) for name in _AGREED]
    if before != after:
        work.require("money.update_dispatched")
        if not work.reason.strip():
            raise refuse("E009", "reason", action=tr("修改费用"))


def _check_pieces(consignment: Consignment, draft: ConsignmentDraft) -> None:
    received, pieces = consignment.received, draft.pieces
    if pieces < min(received, consignment.declared):
        raise refuse("E140", "lines", no=consignment.label, a=received, b=pieces)


def _check_direction(consignment: Consignment, draft: ConsignmentDraft) -> None:
    """A ticket goes its way for good: its number and the return order behind it say which."""
    same = (consignment.direction, consignment.original_id) == (draft.direction, draft.original_id)
    if not same:
        why = tr("{no} 是{d}运单,方向和原运单不能改;录错请作废后重开").format(
            no=consignment.label, d=consignment.direction.label
        )
        raise refuse("E019", "direction", label=tr("方向"), why=why)


def _check_taken(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> None:
    """Nothing is asked for below what was taken already: money is given back by its own paper."""
    for kind, path, amount in (
        (MoneyKind.FREIGHT, "charges.base_freight_fen", draft.total_fen),
        (MoneyKind.COD, "cod_amount_fen", draft.cod_amount_fen),
    ):
        taken = taken_fen(work.session, consignment.id, kind)
        if amount < taken:
            why = tr("已收 {a} 元,不能改为 {b} 元;请先撤销收款").format(
                a=show_money(taken), b=show_money(amount)
            )
            raise refuse("E019", path, label=kind.label, why=why)


def _out_of_clerks_hands(work: Work, consignment: Consignment) -> bool:
    """Inbound goods once they came in, outbound and return goods once they left (spec 3.26)."""
    if consignment.direction is Direction.INBOUND:
        return consignment.received > 0
    return was_dispatched(work.session, consignment)


def was_dispatched(session: Session, consignment: Consignment) -> bool:
    """Whether pieces have ever left the warehouse, even if they came back since."""
    own = StockMove.consignment_id == consignment.id
    undone = select(StockMove.reverses_id).where(own, StockMove.reverses_id.is_not(None))
    left = select(StockMove.id).where(
        own,
        StockMove.place_from == Place.STOCK,
        StockMove.reverses_id.is_(None),
        StockMove.id.not_in(undone),
    )
    return session.scalar(left.limit(1)) is not None


def _not_allowed(work: Work, direction: Direction) -> Exception:
    role, action = work.actor.role.label, tr("修改已入库或已发运的运单")
    dispatcher = Role.IN if direction is Direction.INBOUND else Role.OUT
    who = tr("或").join((dispatcher.label, Role.MGR.label))
    return refuse("E210", role=role, action=action, who=who)


@command("consignment.void", "作废运单", example='{"number": "YD2611160001", "reason": "客户取消"}')
def void_consignment(work: Work, *, number: str, reason: str) -> None:
    """Void a consignment on which nothing has happened; it keeps its number.

    Raises:
        Refused: E006, E008, E009, E135 with goods or money booked, E210 for a clerk unless it is his
            own of the same day.
    """
    consignment = by_number(work, number)
    booked = work.session.scalar(
        select(func.count()).where(MoneyRow.consignment_id == consignment.id)
    )
    if consignment.received or booked:
        raise refuse("E135", no=consignment.label)
    STATES.step(consignment.state, "void_consignment", reason)
    own_today = (
        consignment.created_by == work.actor.user_id
        and local(consignment.created_at).date() == work.today
    )
    if work.actor.role is not Role.MGR and not own_today:
        action = tr("作废他人或往日的运单")
        raise refuse("E210", role=work.actor.role.label, action=action, who=Role.MGR.label)
    consignment.voided, consignment.void_reason = True, reason.strip()
    consignment.state = derive_state(consignment)
    work.emit(Voided(consignment))


@command("consignment.update", "完结运单", example='{"number": "YD2611160001"}')
def close_consignment(work: Work, *, number: str) -> None:
    """Close a consignment: all pieces accounted for, money settled, papers back, nothing open.

    Raises:
        Refused: E006, E008 wrong state, E032 with every reason at once.
    """
    consignment = by_number(work, number)
    STATES.step(consignment.state, "close_consignment")
    asked = ClosingAsked(consignment)
    open_fen = unsettled_fen(work.session, consignment)
    why = tr("尚有 {a} 元未收或未对账").format(a=show_money(open_fen))
    asked.problems.check(open_fen == 0, "E032", no=consignment.label, why=why)
    missing = consignment.receipt_copies - consignment.receipts_back
    papers_back = not consignment.receipt_required or missing <= 0
    why = tr("还有 {n} 份回单未收回").format(n=missing)
    asked.problems.check(papers_back, "E032", no=consignment.label, why=why)
    work.emit(asked)
    asked.problems.raise_if_any()
    consignment.closed_at = work.now
    consignment.state = derive_state(consignment)


@command(
    "consignment.void", "重新打开运单", example='{"number": "YD2611160001", "reason": "漏记费用"}'
)
def reopen_consignment(work: Work, *, number: str, reason: str) -> None:
    """Open a closed consignment again; the manager's decision, with a reason.

    Raises:
        Refused: E006, E008, E009, E210.
    """
    if work.actor.role is not Role.MGR:
        action = tr("重新打开运单")
        raise refuse("E210", role=work.actor.role.label, action=action, who=Role.MGR.label)
    consignment = by_number(work, number)
    STATES.step(consignment.state, "reopen_consignment", reason)
    consignment.closed_at = None
    consignment.state = derive_state(consignment)


@command(
    "tracking.create",
    "登记到货通知",
    example='{"number": "YD2611160003", "channel": "电话", "told": "王经理"}',
)
def send_notice(work: Work, *, number: str, channel: str, told: str) -> None:
    """Note that the consignee was told of the arrival; the storage clock starts (spec 5.16).

    Raises:
        Refused: E001, E006, E008 unless goods are in stock.
    """
    consignment = by_number(work, number)
    if not consignment.in_stock:
        state = consignment.state.label
        raise refuse("E008", obj=tr("运单"), state=state, action=tr("通知提货"))
    if not (channel.strip() and told.strip()):
        raise refuse("E001", "channel", label=tr("通知方式和接听人"))
    consignment.notice_at = consignment.notice_at or work.now
    work.emit(NoticeSent(consignment, channel.strip(), told.strip()))


@command(
    "consignment.update",
    "登记放货通知",
    example='{"number": "YD2611160003", "channel": "微信", "who": "刘工"}',
)
def release_goods(work: Work, *, number: str, channel: str, who: str) -> None:
    """Note that the shipper released goods held for his word (等通知放货).

    Raises:
        Refused: E001, E006, E008 when the goods are not held.
    """
    consignment = by_number(work, number)
    if not consignment.hold_release or consignment.released_at:
        state = consignment.state.label
        raise refuse("E008", obj=tr("运单"), state=state, action=tr("放货"))
    if not (channel.strip() and who.strip()):
        raise refuse("E001", "channel", label=tr("通知方式和通知人"))
    consignment.released_at = work.now
    consignment.release_note = f"{channel.strip()} {who.strip()}"


@cache
def _numbered() -> Select[Consignment]:
    """One consignment without its goods, which most commands do not look at."""
    one = select(Consignment).where(Consignment.number == bindparam("number"))
    return one.options(lazyload(Consignment.lines))


def by_number(work: Work, number: str) -> Consignment:
    """Load a consignment by its number.

    Raises:
        Refused: E006.
    """
    found: Consignment | None = work.session.scalar(_numbered(), {"number": number.strip()})
    if found is None:
        raise refuse("E006", "number", label=tr("运单"), v=number)
    return found
