"""What a claim must be before it is written down. Source: spec 3.17, 5.5."""

from sqlalchemy import select

from desk.care.claims.choices import ClaimState, LossKind
from desk.care.claims.drafts import ClaimDraft
from desk.care.claims.model import Claim
from desk.care.complaints.model import Complaint
from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.model import ExceptionCase
from desk.kernel.errors import Problems
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work

MOST_FEN = 1_000_000_000


def check_draft(work: Work, problems: Problems, draft: ClaimDraft, ticket: Consignment) -> None:
    """Pieces, money, days, and that the claim is about its ticket's exception or complaint."""
    most = max(1, ticket.declared)
    delay = draft.loss_kind.value == "DELAY"
    least = 0 if delay else 1
    limits = {"label": tr("受损件数"), "lo": least, "hi": most}
    problems.check(least <= draft.pieces <= most, "E003", "draft.pieces", v=draft.pieces, **limits)
    for name, label, fen, low in (
        ("loss_fen", tr("实际损失"), draft.loss_fen, 0 if delay else 1),
        ("value_fen", tr("货物价值"), draft.value_fen, 0),
        ("agreed_fen", tr("核定金额"), draft.agreed_fen or 0, 0),
    ):
        ok, shown = low <= fen <= MOST_FEN, show_money(fen)
        hi = show_money(MOST_FEN)
        problems.check(ok, "E003", f"draft.{name}", label=label, lo=low / 100, hi=hi, v=shown)
    _check_extent(problems, draft, most)
    days = 1 <= draft.days_late <= 365 or not delay
    label = tr("延误天数")
    problems.check(days, "E003", "draft.days_late", label=label, lo=1, hi=365, v=draft.days_late)
    for name, label, model, typed in (
        ("exception_no", tr("异常"), ExceptionCase, draft.exception_no),
        ("complaint_no", tr("投诉"), Complaint, draft.complaint_no),
    ):
        wanted = typed.strip()
        if not wanted:
            continue
        about = work.session.execute(
            select(model.consignment_id).where(model.number == wanted)
        ).one_or_none()
        problems.check(about is not None, "E006", f"draft.{name}", label=label, v=typed)
        same = about is None or about[0] in (None, ticket.id)
        why = tr("{v} 是另一票的").format(v=wanted)
        problems.check(same, "E019", f"draft.{name}", label=label, why=why)
    problems.fits(draft.claimant.strip(), 60, "draft.claimant", tr("索赔人"))


def check_agreed(
    problems: Problems, work: Work, agreed_fen: int, proposed_fen: int, reason: str
) -> None:
    """More than a fifth above the proposal is the manager's, with a reason."""
    over = agreed_fen * 10 > proposed_fen * 12
    allowed = bool(reason.strip()) and work.may("claim.approve")
    problems.check(
        not over or allowed,
        "E072",
        "draft.agreed_fen",
        a=show_money(agreed_fen),
        b=show_money(proposed_fen),
    )


def _check_extent(problems: Problems, draft: ClaimDraft, ticket_pieces: int) -> None:
    """A total loss is one of every piece, and nobody loses more than the whole is worth."""
    total = draft.loss_kind is LossKind.TOTAL
    why = tr("全损应为全部 {n} 件,部分件数请选部分损或短少").format(n=ticket_pieces)
    whole = not total or draft.pieces == ticket_pieces
    problems.check(whole, "E019", "draft.pieces", label=tr("受损件数"), why=why)
    goods = draft.loss_kind is not LossKind.DELAY
    above = goods and 0 < draft.value_fen < draft.loss_fen
    words = tr("不能大于货物价值 {v} 元").format(v=show_money(draft.value_fen))
    problems.check(not above, "E019", "draft.loss_fen", label=tr("实际损失"), why=words)


def check_claimed_once(
    work: Work, problems: Problems, claim: Claim, draft: ClaimDraft, ticket: Consignment
) -> None:
    """The same loss is claimed once, whoever claims it; a claim that was dropped does not count.

    Two losses of one kind are told apart by their exceptions; all pieces together are no more than
    the ticket has. Source: issue; how losses are told apart is assumed.
    """
    lives = (Claim.state != ClaimState.CLOSED) | Claim.paid_at.is_not(None)
    others = select(Claim).where(
        Claim.consignment_id == ticket.id, lives, Claim.id != (claim.id or 0)
    )
    found = list(work.session.scalars(others.order_by(Claim.id)))
    goods = [o for o in found if o.loss_kind is not LossKind.DELAY]
    if draft.loss_kind is LossKind.DELAY:
        same = next((o for o in found if o.loss_kind is LossKind.DELAY), None)
    else:
        same = next((o for o in goods if _same_loss(o, draft)), None)
        if same is None and goods and sum(o.pieces for o in goods) + draft.pieces > ticket.declared:
            same = goods[-1]
    if same is not None:
        problems.add(
            "E077", "draft.waybill", no=ticket.label, claim=same.number, state=same.state.label
        )


def _same_loss(other: Claim, draft: ClaimDraft) -> bool:
    own = draft.exception_no.strip()
    apart = bool(own) and bool(other.exception_no) and own != other.exception_no
    return other.loss_kind is draft.loss_kind and not apart
