"""Partners are registered and corrected, the terms are written down, papers are filed."""

from datetime import date
from pathlib import PurePosixPath

from sqlalchemy import select

from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text, mask_phone, name_key, normal_id_card, normal_phone
from desk.kernel.pinyin import initials_column
from desk.kernel.text import tr
from desk.partners.carriers.choices import PartnerPaper, PartnerScope
from desk.partners.carriers.drafts import PartnerDraft, TermsDraft
from desk.partners.carriers.finding import RECORD, partner_of
from desk.partners.carriers.model import Partner
from desk.partners.carriers.rules import (
    PARTNER_STATES,
    check_partner_draft,
    check_terms,
    split_areas,
)
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

_FIELDS = (
    '"name": "喀什鸿运", "scope": "REGION", "areas": "喀什、和田", "contact": "艾力", '
    '"dispatch_phone": "13800000031", "operating_licence_no": "653100000001", '
    '"licence_valid_to": "2027-12-31"'
)


@command("partner.create", "登记合作商", example=f"{{{_FIELDS}}}")
def add_partner(
    work: Work,
    *,
    name: str,
    scope: PartnerScope,
    areas: str,
    contact: str,
    dispatch_phone: str,
    light_only: bool = False,
    operating_licence_no: str = "",
    licence_valid_to: date | None = None,
    uscc: str = "",
    address: str = "",
    schedule: str = "",
    remark: str = "",
) -> str:
    """Register a partner as a candidate; two spellings of one name are one partner.

    Returns:
        The partner's code, ``P001``.

    Raises:
        Refused: E001, E004, E007, E012, E017 the name is known, E019, E102, E106.
    """
    draft = PartnerDraft(
        name=name,
        scope=scope,
        areas=areas,
        contact=contact,
        dispatch_phone=dispatch_phone,
        light_only=light_only,
        operating_licence_no=operating_licence_no,
        licence_valid_to=licence_valid_to,
        uscc=uscc,
        address=address,
        schedule=schedule,
        remark=remark,
    )
    _check(work, draft, None)
    record = Partner(status=PARTNER_STATES.initial)
    _fill(record, draft)
    record.code = work.number("partner")
    return work.add(record).code


@command("partner.update", "修改合作商", example=f'{{"partner_id": 1, {_FIELDS}}}')
def update_partner(
    work: Work,
    *,
    partner_id: int,
    name: str,
    scope: PartnerScope,
    areas: str,
    contact: str,
    dispatch_phone: str,
    light_only: bool = False,
    operating_licence_no: str = "",
    licence_valid_to: date | None = None,
    uscc: str = "",
    address: str = "",
    schedule: str = "",
    remark: str = "",
    version: int | None = None,
) -> None:
    """Correct a partner or renew his licence: all fields as they shall be.

    A phone sent back masked, as lists show it, stays as it is.

    Raises:
        Refused: E006, E211, and whatever registering refuses.
    """
    record = partner_of(work, partner_id)
    work.expect_version(record, version)
    unchanged = dispatch_phone.strip() == mask_phone(record.dispatch_phone)
    draft = PartnerDraft(
        name=name,
        scope=scope,
        areas=areas,
        contact=contact,
        dispatch_phone=record.dispatch_phone if unchanged else dispatch_phone,
        light_only=light_only,
        operating_licence_no=operating_licence_no,
        licence_valid_to=licence_valid_to,
        uscc=uscc,
        address=address,
        schedule=schedule,
        remark=remark,
    )
    _check(work, draft, record.id)
    _fill(record, draft)


def _check(work: Work, draft: PartnerDraft, own_id: int | None) -> None:
    problems = check_partner_draft(draft)
    known = work.session.scalar(select(Partner.id).where(Partner.name_key == name_key(draft.name)))
    shown = clean_text(draft.name)
    problems.check(known in (None, own_id), "E017", "name", label=tr("合作商名称"), v=shown)
    problems.raise_if_any()


def _fill(record: Partner, draft: PartnerDraft) -> None:
    for name in PartnerDraft.__dataclass_fields__:
        value = getattr(draft, name)
        setattr(record, name, clean_text(value) if type(value) is str else value)
    record.name_key, record.initials = name_key(record.name), initials_column(record.name)
    record.areas = "、".join(split_areas(draft.areas))
    record.dispatch_phone = normal_phone(draft.dispatch_phone)
    record.uscc = normal_id_card(draft.uscc)


@command(
    "partner.update",
    "登记合作条件",
    example='{"partner_id": 1, "contract_no": "HZ2026-07", "contract_valid_to": "2027-12-31", '
    '"settlement_days": 30, "deposit_fen": 2000000, "data_clause": true}',
)
def agree_terms(
    work: Work,
    *,
    partner_id: int,
    contract_no: str = "",
    contract_valid_to: date | None = None,
    insurance_policy: str = "",
    insurance_valid_to: date | None = None,
    settlement_days: int = 0,
    deposit_fen: int = 0,
    cooperation_since: date | None = None,
    data_clause: bool = False,
    version: int | None = None,
) -> None:
    """Write down contract, insurance, settlement and deposit: all fields as they shall be.

    Raises:
        Refused: E003, E004, E006, E012, E211.
    """
    record = partner_of(work, partner_id)
    work.expect_version(record, version)
    draft = TermsDraft(
        contract_no=contract_no,
        contract_valid_to=contract_valid_to,
        insurance_policy=insurance_policy,
        insurance_valid_to=insurance_valid_to,
        settlement_days=settlement_days,
        deposit_fen=deposit_fen,
        cooperation_since=cooperation_since,
        data_clause=data_clause,
    )
    check_terms(draft).raise_if_any()
    for name in TermsDraft.__dataclass_fields__:
        value = getattr(draft, name)
        setattr(record, name, clean_text(value) if type(value) is str else value)


@command(
    "partner.update",
    "存合作商证照",
    example='{"partner_id": 1, "paper": "OPERATING_LICENCE", "files": []}',
)
def file_partner_papers(
    work: Work, *, partner_id: int, paper: PartnerPaper, files: tuple[Upload, ...]
) -> None:
    """Keep scans of a partner's licence, policy or contract; the kind stands before the file's name.

    Raises:
        Refused: E001 without any, E006, E025.
    """
    record = partner_of(work, partner_id)
    if not files:
        raise refuse("E001", "files", label=tr("附件"))
    for upload in files:
        name = PurePosixPath(upload.label.replace("\\", "/")).name
        file_away(work, RECORD, record.id, Upload(f"{paper.label} {name}", upload.content))
