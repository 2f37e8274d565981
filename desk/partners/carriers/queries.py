"""Reading partners: the search of the dispatchers, the card, papers that run out."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from desk.kernel.commands import query
from desk.kernel.expiry import WARN_DAYS, ExpiryStage
from desk.kernel.identity import mask_phone
from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus
from desk.partners.carriers.finding import RECORD, check_usable, partner_of
from desk.partners.carriers.model import Partner
from desk.partners.carriers.rules import WORKING, papers_of, status_on
from desk.storage.cabinet import attachments_of
from desk.storage.expiry import papers_due
from desk.storage.listing import escape_like
from desk.storage.work import Reader

MOST_HITS = 20
_SAME = (
    "id",
    "code",
    "name",
    "scope",
    "areas",
    "uscc",
    "light_only",
    "operating_licence_no",
    "licence_valid_to",
    "insurance_policy",
    "insurance_valid_to",
    "contact",
    "address",
    "schedule",
    "cooperation_since",
    "contract_no",
    "contract_valid_to",
    "settlement_days",
    "deposit_fen",
    "data_clause",
    "status_reason",
    "provisional_until",
    "rectify_until",
    "grade",
    "evaluation_no",
    "remark",
)


@dataclass(frozen=True, kw_only=True)
class PartnerRow:
    """One partner as of today.

    Attributes:
        dispatch_phone: masked for those who may not change partners.
        status: what counts today; a provisional approval that ran out shows as 待评.
        objection: why he may not be given goods today, empty when he may.
    """

    id: int
    version: int
    code: str
    name: str
    scope: PartnerScope
    areas: str
    uscc: str
    light_only: bool
    operating_licence_no: str
    licence_valid_to: date | None
    insurance_policy: str
    insurance_valid_to: date | None
    contact: str
    dispatch_phone: str
    address: str
    schedule: str
    cooperation_since: date | None
    contract_no: str
    contract_valid_to: date | None
    settlement_days: int
    deposit_fen: int
    data_clause: bool
    status: PartnerStatus
    status_reason: str
    provisional_until: date | None
    rectify_until: date | None
    grade: Grade | None
    evaluation_no: str
    remark: str
    objection: str


@dataclass(frozen=True)
class FiledPaper:
    """A scan that hangs on a partner; its bytes lie in the cabinet under the digest."""

    label: str
    sha256: str


@dataclass(frozen=True)
class PartnerCard:
    """A partner with his filed papers."""

    partner: PartnerRow
    papers: tuple[FiledPaper, ...]


@dataclass(frozen=True)
class ExpiringPaper:
    """A paper of a partner that runs out soon or did."""

    partner_id: int
    partner_code: str
    partner_name: str
    paper: str
    valid_to: date
    days_left: int
    stage: ExpiryStage


@query("partner.read", "合作商档案")
def partner_card(read: Reader, *, partner: int | str) -> PartnerCard:
    """One partner by id or code, with the scans that were filed.

    Raises:
        Refused: E006.
    """
    found = partner_of(read, partner)
    filed = attachments_of(read.session, RECORD, found.id)
    return PartnerCard(
        partner_row(read, found), tuple(FiledPaper(paper.label, paper.sha256) for paper in filed)
    )


@query("partner.read", "查找合作商")
def find_partners(read: Reader, *, text: str = "") -> list[PartnerRow]:
    """Partners by part of the name, initials, code, area or the tail of the phone, by name.

    Those whose cooperation ended are left out.
    """
    typed = escape_like(text.strip())
    hits = select(Partner).where(
        Partner.status != PartnerStatus.TERMINATED,
        or_(
            Partner.name.like(f"%{typed}%", escape="\\"),
            Partner.initials.like(f"{typed.lower()}%", escape="\\"),
            Partner.areas.like(f"%{typed}%", escape="\\"),
            Partner.dispatch_phone.like(f"%{typed}", escape="\\"),
            Partner.code == text.strip().upper(),
        ),
    )
    found = read.session.scalars(hits.order_by(Partner.name, Partner.id).limit(MOST_HITS))
    return [partner_row(read, partner) for partner in found]


@query("partner.read", "到期的合作商证照")
def expiring_partner_papers(read: Reader) -> list[ExpiringPaper]:
    """Papers of working and waiting partners that ran out or will within 60 days, soonest first."""
    last = read.today + timedelta(days=max(WARN_DAYS))
    asked = select(Partner).where(
        Partner.status.in_([*WORKING, PartnerStatus.CANDIDATE]),
        or_(
            Partner.licence_valid_to <= last,
            Partner.insurance_valid_to <= last,
            Partner.contract_valid_to <= last,
            Partner.provisional_until <= last,
            Partner.rectify_until <= last,
        ),
    )
    found = [row for p in read.session.scalars(asked) for row in _expiring(read, p)]
    return sorted(found, key=lambda row: (row.valid_to, row.partner_code, row.paper))


def _expiring(read: Reader, partner: Partner) -> list[ExpiringPaper]:
    who = (partner.id, partner.code, partner.name)
    return [
        ExpiringPaper(*who, due.paper, due.valid_to, due.days_left, due.stage)
        for due in papers_due(papers_of(partner), read.today)
    ]


def partner_row(read: Reader, partner: Partner) -> PartnerRow:
    """A partner as a reader may see him today."""
    full = read.may("partner.update")
    return PartnerRow(
        version=partner.row_version,
        status=status_on(partner, read.today),
        dispatch_phone=partner.dispatch_phone if full else mask_phone(partner.dispatch_phone),
        objection="\n".join(p.message for p in check_usable(read, partner).found),
        **{name: getattr(partner, name) for name in _SAME},
    )
