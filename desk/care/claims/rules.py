"""What a loss is worth by contract and law, with the way it was reckoned. Pure.

Money in fen, half-up. Source: spec 5.5, A-10, A-15; 民法典 506, 832, 833, 835.
"""

from dataclasses import dataclass

from desk.care.claims.choices import ClaimPaper, ClaimState, Exemption, Fault, LossKind
from desk.kernel.quantities import round_half_up, show_money
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

_S, _P = ClaimState, ClaimPaper
STATES: StateTable[ClaimState] = StateTable(
    obj="理赔",
    initial=_S.DRAFT,
    moves=(
        Move("update_claim", moves_from(_S.DRAFT, _S.REJECTED), _S.DRAFT, "修改"),
        Move("submit_claim", moves_from(_S.DRAFT), _S.SUBMITTED, "提交"),
        Move("approve_claim", moves_from(_S.SUBMITTED), _S.APPROVED, "批准"),
        Move("reject_claim", moves_from(_S.SUBMITTED), _S.REJECTED, "驳回"),
        Move("recall_claim", moves_from(_S.SUBMITTED), _S.DRAFT, "撤回"),
        Move("sign_settlement", moves_from(_S.APPROVED), _S.AGREED, "签署协议"),
        Move("pay_claim", moves_from(_S.AGREED), _S.PAID, "付款"),
        Move("close_claim", moves_from(_S.PAID), _S.CLOSED, "结案"),
        Move("drop_claim", moves_from(_S.DRAFT, _S.REJECTED, _S.APPROVED), _S.CLOSED, "撤案", True),
    ),
    final=frozenset({_S.CLOSED}),
)
OPEN = frozenset(_S) - {_S.CLOSED}
FREIGHT_TIMES = 3
DELAY_BP_A_DAY = 500
MGR_LIMIT_FEN, FINANCE_LIMIT_FEN = 100_000, 1_000_000
_TIERS: tuple[tuple[int | None, int, tuple[ClaimPaper, ...]], ...] = (
    (100_000, 0, (_P.PHOTOS,)),
    (300_000, 3, (_P.FORM, _P.LOSS_LIST, _P.ID)),
    (1_000_000, 5, (_P.WAYBILL, _P.VALUE_PROOF, _P.POD)),
    (None, 7, (_P.ORIGINALS,)),
)


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What decides a compensation.

    Attributes:
        value_fen: V, worth of the whole ticket at its destination.
        loss_fen: L, the actual loss.
        declared_fen: D, 0 when uninsured.
        base_freight_fen: of the whole ticket.
        pieces: affected.
        ticket_pieces: of the whole ticket.
        days_late: of a delay.
    """

    kind: LossKind
    value_fen: int
    loss_fen: int
    declared_fen: int
    base_freight_fen: int
    pieces: int
    ticket_pieces: int
    clause_ack: bool
    fault: Fault
    exemption: Exemption | None = None
    days_late: int = 0


@dataclass(frozen=True)
class Reckoning:
    """The limit (None: none holds), the actual loss, the proposal, and why.

    Attributes:
        reason: formula with its numbers.
        law: articles it stands on.
    """

    limit_fen: int | None
    actual_fen: int
    proposed_fen: int
    reason: str
    law: str


def reckon(loss: Loss) -> Reckoning:
    """What is proposed; the person chooses, the program records."""
    if loss.exemption is not None:
        return _exempt(loss, loss.exemption)
    if loss.kind is LossKind.DELAY:
        return _delay(loss)
    return _insured(loss) if loss.declared_fen > 0 else _uninsured(loss)


def _exempt(loss: Loss, exemption: Exemption) -> Reckoning:
    reason = tr("已举证「{why}」,不承担赔偿责任").format(why=exemption.label)
    law = tr("民法典 832")
    if exemption is Exemption.FORCE_MAJEURE and loss.kind is LossKind.TOTAL:
        reason += tr(";货物因不可抗力灭失,未收运费不得收取,已收运费应退还")
        law = tr("民法典 832、835")
    return Reckoning(0, loss.loss_fen, 0, reason, law)


def _delay(loss: Loss) -> Reckoning:
    refund = round_half_up(loss.base_freight_fen * DELAY_BP_A_DAY * loss.days_late, 10_000)
    proposed = min(loss.base_freight_fen, refund)
    reason = tr("延误 {n} 天,按基本运费 {f} 元每天 5% 退还,最高退还全部运费 = {a} 元").format(
        n=loss.days_late, f=show_money(loss.base_freight_fen), a=show_money(proposed)
    )
    return Reckoning(loss.base_freight_fen, loss.loss_fen, proposed, reason, tr("双方约定"))


def _insured(loss: Loss) -> Reckoning:
    d, v, lost = loss.declared_fen, loss.value_fen, loss.loss_fen
    if loss.kind is LossKind.TOTAL:
        proposed = min(d, v)
        reason = tr("保价全损:声明价值 {d} 与实际价值 {v} 取小者 = {a} 元")
    else:
        part = round_half_up(lost * min(d, v), v) if v else lost
        proposed = min(lost, d, part, v or lost)
        reason = tr(
            "保价部分损:损失 {l}、声明价值 {d}、损失按声明价值与实际价值之比 {d}/{v}(最多 1)折算,三者取小者 = {a} 元"
        )
    words = reason.format(
        d=show_money(d), v=show_money(v), l=show_money(lost), a=show_money(proposed)
    )
    return Reckoning(min(d, v), lost, proposed, words, tr("民法典 833 与保价约定"))


def _uninsured(loss: Loss) -> Reckoning:
    limit = freight_limit_fen(loss)
    freight = f"{show_money(loss.base_freight_fen)}×{loss.pieces}/{loss.ticket_pieces}"
    if loss.clause_ack and loss.fault not in (Fault.GROSS, Fault.INTENT):
        proposed = min(loss.loss_fen, limit)
        reason = tr(
            "未保价,限额条款已提示并签认,{why}:损失 {l} 与运费 {f} 的 3 倍取小者 = {a} 元"
        ).replace("{why}", loss.fault.label)
        law, held = tr("民法典 496、833"), limit
    else:
        proposed, held = loss.loss_fen, None
        why = loss.fault.label if loss.clause_ack else tr("限额条款未提示签认")
        reason = tr("未保价,{why},限额不适用,按实际损失 {l} 元").replace("{why}", why)
        law = tr("民法典 506、833") if loss.clause_ack else tr("民法典 496、833")
    words = reason.format(l=show_money(loss.loss_fen), f=freight, a=show_money(proposed))
    return Reckoning(held, loss.loss_fen, proposed, words, law)


def freight_limit_fen(loss: Loss) -> int:
    """Three times the freight of the affected pieces, rounded once, at the end (AT-07: 119.80)."""
    return round_half_up(FREIGHT_TIMES * loss.base_freight_fen * loss.pieces, loss.ticket_pieces)


def papers_wanted(amount_fen: int, by_consignee: bool) -> tuple[ClaimPaper, ...]:
    """The papers of the amount's tier and of all tiers below it."""
    wanted: list[ClaimPaper] = []
    for most, _, papers in _TIERS:
        wanted.extend(papers)
        if ClaimPaper.ID in papers and by_consignee:
            wanted.append(ClaimPaper.ASSIGNMENT)
        if most is not None and amount_fen <= most:
            break
    return tuple(wanted)


def days_to_decide(amount_fen: int) -> int:
    """Natural days from the day the papers are complete: 0, 3, 5 or 7."""
    return next(days for most, days, _ in _TIERS if most is None or amount_fen <= most)
