"""Goods are handed over at the counter: who collects, what he owes, what is let go."""

from datetime import datetime

from desk.freight.consignments.choices import Direction, MoneyKind, MoveReason
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.ledger import move_pieces
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.money import take_money
from desk.freight.delivery.choices import IdKind, Relation
from desk.freight.delivery.collecting import (
    Bill,
    check_cod,
    check_not_over,
    check_paid,
    lower_cod,
)
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.dues import Dues, dues_of
from desk.freight.delivery.loading import check_pieces, check_released
from desk.freight.delivery.model import SelfPickup
from desk.freight.delivery.rules import StorageFee, part_of, storage_fee
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, has_control_characters, is_id_card, normal_id_card
from desk.kernel.moments import local, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.users.keys import encrypt_text
from desk.storage.work import Reader, Work


def fee_of(read: Reader, consignment: Consignment, pieces: int, at: datetime) -> StorageFee:
    """Storage fee of some pieces of a consignment if they are collected at a moment."""
    notice = local(consignment.notice_at).date() if consignment.notice_at else None
    weight_g = part_of(consignment.weight_g, pieces, consignment.declared)
    return storage_fee(weight_g, notice, local(at).date(), read.settings)


@command(
    "signoff.create",
    "登记自提",
    example='{"number": "YD2611160003", "entry": {"picker": "王强", "relation": "PROXY", '
    '"proxy_id_no": "650101199003071239", "storage_paid_fen": 7600, "waived_fen": 2000, '
    '"waive_reason": "老客户"}}',
)
def sign_self_pickup(work: Work, *, number: str, entry: PickupEntry) -> str:
    """Hand goods over at the counter against everything that is owed.

    Freight and storage may stay owed only when the manager releases the goods with a reason.

    Returns:
        The stock-out slip, ``CK261124-001``.

    Raises:
        Refused: E001, E003, E004, E006, E012, E019, E022, E023, E024, E106, E142, E143, E144, E151,
            E170, E171.
    """
    consignment = by_number(work, number)
    moment = entry.signed_at or work.now
    problems = Problems()
    _check_goods(problems, work, consignment, moment)
    pieces = check_pieces(problems, work.session, consignment, entry.pieces, "entry.pieces")
    _check_words(problems, entry)
    _check_identity(problems, entry)
    dues = dues_of(work.session, consignment)
    fee = fee_of(work, consignment, pieces, moment)
    _check_waiver(problems, work, entry, fee)
    consent = _check_money(problems, work, consignment, entry, dues, fee)
    _check_receipts(problems, entry, dues)
    problems.raise_if_any()
    pickup = _write(work, consignment, entry, moment, pieces, fee, consent)
    _book(work, consignment, pickup)
    return pickup.number


def _check_goods(
    problems: Problems, work: Work, consignment: Consignment, moment: datetime
) -> None:
    if consignment.direction is not Direction.INBOUND:
        why = tr("{no} 是{d}货物,不走自提").format(
            no=consignment.label, d=consignment.direction.label
        )
        problems.add("E019", "number", label=tr("运单"), why=why)
    check_released(problems, consignment, "number")
    problems.check(not in_future(moment, work.now), "E171", "entry.signed_at")
    stocked = consignment.stocked_at
    if stocked is not None and moment < stocked:
        problems.add("E170", "entry.signed_at", t=show_moment(moment), u=show_moment(stocked))


def _check_words(problems: Problems, entry: PickupEntry) -> None:
    problems.require(entry.picker, "entry.picker", tr("提货人"))
    for name, label, longest in (("picker", "提货人", 60), ("waive_reason", "减免原因", 200)):
        text = clean_text(getattr(entry, name))
        problems.fits(text, longest, f"entry.{name}", tr(label))
        clean = not has_control_characters(text)
        problems.check(clean, "E012", f"entry.{name}", label=tr(label))


def _check_identity(problems: Problems, entry: PickupEntry) -> None:
    proxy, own = entry.proxy_id_no.strip(), entry.picker_id_no.strip()
    if entry.relation is Relation.PROXY and not proxy:
        problems.add("E023", "entry.proxy_id_no")
    if proxy:
        label = tr("代提人身份证")
        problems.check(is_id_card(proxy), "E106", "entry.proxy_id_no", label=label, v=proxy)
    if own and entry.picker_id_kind is IdKind.ID_CARD:
        label = tr("提货人身份证")
        problems.check(is_id_card(own), "E106", "entry.picker_id_no", label=label, v=own)
    problems.fits(own, 40, "entry.picker_id_no", tr("证件号码"))


def _check_waiver(problems: Problems, work: Work, entry: PickupEntry, fee: StorageFee) -> None:
    waived, limit = entry.waived_fen, work.settings.waive_limit_fen
    if not check_not_over(
        problems, Bill(tr("减免保管费"), "entry.waived_fen", fee.fee_fen, waived)
    ):
        return
    if waived > limit and not work.may("storage_fee.waive"):
        problems.add("E024", "entry.waived_fen", a=show_money(waived), lim=show_money(limit))
    if waived > limit:
        given = bool(entry.waive_reason.strip())
        problems.check(given, "E009", "entry.waive_reason", action=tr("减免保管费"))


def _check_money(
    problems: Problems,
    work: Work,
    consignment: Consignment,
    entry: PickupEntry,
    dues: Dues,
    fee: StorageFee,
) -> int | None:
    storage_due = max(0, fee.fee_fen - max(0, entry.waived_fen))
    check_paid(
        work,
        problems,
        Bill(tr("到付运费"), "entry.freight_paid_fen", dues.freight_fen, entry.freight_paid_fen),
        Bill(tr("保管费"), "entry.storage_paid_fen", storage_due, entry.storage_paid_fen),
    )
    cod = Bill(tr("代收货款"), "entry.cod_paid_fen", dues.cod_fen, entry.cod_paid_fen)
    return check_cod(work, problems, consignment, cod)


def _check_receipts(problems: Problems, entry: PickupEntry, dues: Dues) -> None:
    ok = 0 <= entry.receipts_back <= dues.receipts
    problems.check(
        ok,
        "E003",
        "entry.receipts_back",
        label=tr("回单份数"),
        lo=0,
        hi=dues.receipts,
        v=entry.receipts_back,
    )


def _write(
    work: Work,
    consignment: Consignment,
    entry: PickupEntry,
    moment: datetime,
    pieces: int,
    fee: StorageFee,
    consent: int | None,
) -> SelfPickup:
    return work.add(
        SelfPickup(
            number=work.number("stock_out", local(moment).date()),
            consignment=consignment,
            pieces=pieces,
            notice_at=consignment.notice_at,
            signed_at=moment,
            picker=clean_text(entry.picker),
            relation=entry.relation,
            picker_id_kind=entry.picker_id_kind,
            picker_id_no=_sealed(work, entry.picker_id_no),
            proxy_id_no=_sealed(work, entry.proxy_id_no),
            storage_fee_fen=fee.fee_fen,
            waived_fen=entry.waived_fen,
            waive_reason=clean_text(entry.waive_reason),
            storage_paid_fen=entry.storage_paid_fen,
            freight_paid_fen=entry.freight_paid_fen,
            cod_paid_fen=entry.cod_paid_fen,
            method=entry.method,
            cod_consent_id=consent,
            receipts_back=entry.receipts_back,
        )
    )


def _sealed(work: Work, number: str) -> bytes | None:
    typed = normal_id_card(number)
    return encrypt_text(work.actor.data_key, typed) if typed and work.actor.data_key else None


def _book(work: Work, consignment: Consignment, pickup: SelfPickup) -> None:
    amounts = (
        (MoneyKind.FREIGHT, pickup.freight_paid_fen),
        (MoneyKind.COD, pickup.cod_paid_fen),
        (MoneyKind.STORAGE, pickup.storage_paid_fen),
    )
    at = pickup.signed_at
    for kind, amount in amounts:
        take_money(work, consignment, kind, amount, pickup.method, pickup.number, at=at)
    if pickup.cod_consent_id is not None:
        lower_cod(work, consignment)
    consignment.receipts_back += pickup.receipts_back
    consignment.refusal_open = False
    move_pieces(
        work,
        consignment,
        MoveReason.SELF_PICKUP,
        pickup.pieces,
        pickup.number,
        at=at,
        slip_no=pickup.number,
        note=pickup.picker,
    )
