"""Partner rates are recorded, changed, confirmed, prolonged and withdrawn."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.prices import Basis
from desk.kernel.text import tr
from desk.partners.carriers.finding import partner_of
from desk.partners.rates.booking import (
    check_new_rate,
    check_overlap,
    end_before,
    write_rate,
)
from desk.partners.rates.choices import RateSource
from desk.partners.rates.drafts import RateDraft, RateTerms
from desk.partners.rates.finding import rate_of
from desk.partners.rates.model import PartnerRate, RateChangeNotice
from desk.partners.rates.rules import check_rate_draft
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

RECORD = PartnerRate.__tablename__
FURTHEST_DAYS = 366


@command(
    "partner_rate.create",
    "登记合作商运价",
    example='{"partner_id": 1, "from_place": "乌鲁木齐", "to_place": "喀什", "price_kg_mill": 950, '
    '"min_charge_fen": 8000, "door_fee_fen": 10000, "transit_days": 3, '
    '"valid_from": "2026-01-01", "source": "CONTRACT"}',
)
def add_rate(
    work: Work,
    *,
    partner_id: int,
    from_place: str,
    to_place: str,
    min_charge_fen: int,
    transit_days: int,
    valid_from: date,
    source: RateSource,
    basis: Basis = Basis.W,
    price_kg_mill: int = 0,
    price_m3_fen: int = 0,
    price_piece_fen: int = 0,
    lump_fen: int = 0,
    ratio: int = 333,
    door_fee_fen: int = 0,
    return_price_kg_mill: int = 0,
    valid_to: date | None = None,
    note: str = "",
) -> int:
    """Record what a partner charges on a lane; prices per kg in 1/1000 yuan.

    A rate that follows another one at a different price makes a notice to finance as well.

    Returns:
        The rate's id.

    Raises:
        Refused: E001, E003, E004, E006, E007, E012, E019, E122 another rate counts on such a day.
    """
    draft = RateDraft(
        partner_id=partner_of(work, partner_id).id,
        from_place=from_place,
        to_place=to_place,
        terms=RateTerms(
            basis=basis,
            price_kg_mill=price_kg_mill,
            price_m3_fen=price_m3_fen,
            price_piece_fen=price_piece_fen,
            lump_fen=lump_fen,
            ratio=ratio,
            min_charge_fen=min_charge_fen,
            door_fee_fen=door_fee_fen,
            return_price_kg_mill=return_price_kg_mill,
            transit_days=transit_days,
        ),
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        note=note,
    )
    check_new_rate(work, draft).raise_if_any()
    return write_rate(work, draft)[0].id


@command(
    "partner_rate.update",
    "变更合作商运价",
    example='{"rate_id": 1, "effective_on": "2026-12-01", "source": "WECHAT", '
    '"price_kg_mill": 1020}',
)
def change_rate(
    work: Work,
    *,
    rate_id: int,
    effective_on: date,
    source: RateSource,
    basis: Basis | None = None,
    price_kg_mill: int | None = None,
    price_m3_fen: int | None = None,
    price_piece_fen: int | None = None,
    lump_fen: int | None = None,
    ratio: int | None = None,
    min_charge_fen: int | None = None,
    door_fee_fen: int | None = None,
    return_price_kg_mill: int | None = None,
    transit_days: int | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> str:
    """End a rate and let another follow; what is not given stays. Finance must be told in time.

    Returns:
        The notice's number, empty when only the transit time changed.

    Raises:
        Refused: E001, E003, E004, E006, E007, E008 withdrawn, E012, E019 nothing changed, E122.

    Source: spec 3.11, A-23, AT-11.
    """
    old = _standing(work, rate_id, tr("变更"))
    given: dict[str, Any] = {
        "basis": basis,
        "price_kg_mill": price_kg_mill,
        "price_m3_fen": price_m3_fen,
        "price_piece_fen": price_piece_fen,
        "lump_fen": lump_fen,
        "ratio": ratio,
        "min_charge_fen": min_charge_fen,
        "door_fee_fen": door_fee_fen,
        "return_price_kg_mill": return_price_kg_mill,
        "transit_days": transit_days,
    }
    draft = _follower(old, {k: v for k, v in given.items() if v is not None}, effective_on)
    draft = replace(draft, valid_to=ends_on, source=source, note=note)
    _check_change(work, old, draft)
    end_before(old, effective_on)
    work.session.flush()
    notice = write_rate(work, draft)[1]
    return notice.number if notice else ""


def _follower(old: PartnerRate, given: dict[str, Any], effective_on: date) -> RateDraft:
    return RateDraft(
        partner_id=old.partner_id,
        from_place=old.from_place,
        to_place=old.to_place,
        terms=replace(old.terms, **given),
        valid_from=effective_on,
        valid_to=None,
        source=old.source,
    )


def _check_change(work: Work, old: PartnerRate, draft: RateDraft) -> None:
    problems = Problems()
    why = tr("与原价相同,没有变更")
    changed = draft.terms != old.terms
    problems.check(changed, "E019", "price_kg_mill", label=tr("运价"), why=why)
    lo = max(work.today, old.valid_from + timedelta(days=1))
    hi = work.today + timedelta(days=FURTHEST_DAYS)
    shown = {"lo": show_date(lo), "hi": show_date(hi), "v": show_date(draft.valid_from)}
    fits = lo <= draft.valid_from <= hi
    problems.check(fits, "E003", "effective_on", label=tr("生效日"), **shown)
    found = check_new_rate(work, draft, leaving_out=old.id).found
    names = {"valid_from": "effective_on", "valid_to": "ends_on"}
    for p in found:
        problems.add(p.code, names.get(p.field or "", p.field), **p.values)
    problems.raise_if_any()


@command(
    "partner_rate.update",
    "修改运价有效期",
    example='{"rate_id": 1, "transit_days": 3, "valid_to": "2027-12-31"}',
)
def update_rate(
    work: Work,
    *,
    rate_id: int,
    transit_days: int,
    valid_to: date | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """Prolong or shorten a rate, correct its transit time; prices are changed by a change only.

    Raises:
        Refused: E001, E003 it would end before yesterday, E004, E006, E008, E012, E019, E122, E211.
    """
    rate = _standing(work, rate_id, tr("修改"))
    work.expect_version(rate, version)
    draft = _follower(rate, {"transit_days": transit_days}, rate.valid_from)
    draft = replace(draft, valid_to=valid_to, note=note)
    problems = check_rate_draft(draft)
    yesterday = work.today - timedelta(days=1)
    if valid_to not in (None, rate.valid_to) and valid_to < yesterday:
        shown = {"lo": show_date(yesterday), "hi": tr("长期"), "v": show_date(valid_to)}
        problems.add("E003", "valid_to", label=tr("有效期至"), **shown)
    problems.raise_if_any()
    check_overlap(problems, work, draft, rate.id)
    problems.raise_if_any()
    rate.valid_to, rate.transit_days, rate.note = valid_to, transit_days, clean_text(note)


@command("partner_rate.update", "确认合作商运价", example='{"rate_id": 1}')
def confirm_rate(work: Work, *, rate_id: int) -> None:
    """Note that the partner confirmed today that his rate still stands.

    Raises:
        Refused: E006, E008 withdrawn.
    """
    _standing(work, rate_id, tr("确认")).confirmed_at = work.now


@command("partner_rate.update", "存运价依据", example='{"rate_id": 1, "files": []}')
def file_rate_evidence(work: Work, *, rate_id: int, files: tuple[Upload, ...]) -> None:
    """Keep the letter, contract page or chat picture a rate comes from.

    Raises:
        Refused: E001 without any, E006, E025.
    """
    rate = rate_of(work, rate_id)
    if not files:
        raise refuse("E001", "files", label=tr("依据附件"))
    for upload in files:
        file_away(work, RECORD, rate.id, upload)


@command("partner_rate.approve", "作废合作商运价", example='{"rate_id": 1}')
def withdraw_rate(work: Work, *, rate_id: int) -> None:
    """Withdraw a rate that was entered by mistake; it counts on no day. The reason is the command's.

    Raises:
        Refused: E006, E008 withdrawn, E009, E019 finance is being told of it: change it again.
    """
    rate = _standing(work, rate_id, tr("作废"))
    if not work.reason.strip():
        raise refuse("E009", "reason", action=tr("作废运价"))
    told = work.session.scalar(
        select(RateChangeNotice.number).where(RateChangeNotice.new_rate_id == rate.id)
    )
    if told is not None:
        why = tr("已有变更通知 {no},请再次变更运价").format(no=told)
        raise refuse("E019", "rate_id", label=tr("作废运价"), why=why)
    rate.withdrawn_at = work.now


def _standing(work: Work, rate_id: int, action: str) -> PartnerRate:
    rate = rate_of(work, rate_id)
    if rate.withdrawn_at is not None:
        raise refuse("E008", obj=tr("合作商运价"), state=tr("已作废"), action=action)
    return rate
