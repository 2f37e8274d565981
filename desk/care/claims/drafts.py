"""A claim as it is drafted."""

from dataclasses import dataclass

from desk.care.claims.choices import ClaimantKind, Exemption, Fault, LossKind


@dataclass(frozen=True, kw_only=True)
class ClaimDraft:
    """What is claimed, and what is known about it.

    Attributes:
        waybill: the consignment.
        claimant: who claims; the shipper's or consignee's name when empty.
        loss_kind: 全损, 部分损, 短少 or 延误.
        pieces: affected.
        value_fen: V, worth of the whole ticket at its destination; 0 takes the declared value.
        loss_fen: L, the actual loss.
        fault: whose fault it is, as far as it is ours.
        exemption: what frees us, with a proof among the papers.
        days_late: of a delay.
        agreed_fen: what shall be paid; None takes the proposal.
        over_reason: why more than 120 % of the proposal (manager).
        exception_no: the exception it comes from.
        complaint_no: the complaint it comes from.
    """

    waybill: str
    claimant: str = ""
    claimant_kind: ClaimantKind = ClaimantKind.SHIPPER
    loss_kind: LossKind
    pieces: int = 0
    value_fen: int = 0
    loss_fen: int = 0
    fault: Fault = Fault.ORDINARY
    exemption: Exemption | None = None
    days_late: int = 0
    agreed_fen: int | None = None
    over_reason: str = ""
    exception_no: str = ""
    complaint_no: str = ""
