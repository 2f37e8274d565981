"""Goods for a partner are listed with their price; the list is changed or given up."""

from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.recording import forget_checks
from desk.freight.transit.drafts import TransitGoods, TransitPlan
from desk.freight.transit.filling import check_prices, check_text, fill_head, fill_lines
from desk.freight.transit.finding import line_of, manifest_by_number
from desk.freight.transit.model import TransitManifest
from desk.freight.transit.pricing import price_line
from desk.freight.transit.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work

_PLAN = '"plan": {"partner": "P001", "dest": "喀什"}'
_GOODS = '"goods": [{"waybill": "YD2611160001"}]'


@command("transit_manifest.create", "开中转单", example=f"{{{_PLAN}, {_GOODS}}}")
def add_transit(work: Work, *, plan: TransitPlan, goods: tuple[TransitGoods, ...]) -> str:
    """List goods for a partner at his valid rate, or at a one-off price that needs approval.

    Every line's price is checked at once; what must be explained or approved waits in the list of
    price checks and stops the hand-over, not the draft.

    Returns:
        The manifest's number, ``ZZ261119-001``.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E017 a ticket twice, E019 goods that do not go
            to a partner, E142, E143, E144, E160, E161, E162: everything wrong at once.

    Source: spec 3.7, AT-04.
    """
    manifest = TransitManifest(state=STATES.initial, number="")
    with work.session.no_autoflush:
        problems = fill_head(work, manifest, plan)
        problems.require(goods, "goods", tr("中转的运单"))
        problems.extend(fill_lines(work, manifest, goods).found)
    problems.raise_if_any()
    manifest.number = work.number("transit_manifest")
    work.add(manifest)
    check_prices(work, manifest, goods)
    return manifest.number


@command(
    "transit_manifest.update",
    "修改中转单",
    example=f'{{"number": "ZZ261119-001", "version": 1, {_PLAN}, {_GOODS}}}',
)
def update_transit(
    work: Work,
    *,
    number: str,
    version: int | None,
    plan: TransitPlan,
    goods: tuple[TransitGoods, ...],
) -> None:
    """Change a manifest before the hand-over: partner and all goods as they shall be.

    Raises:
        Refused: E006, E008, E211, and whatever a new manifest refuses.
    """
    manifest = manifest_by_number(work, number)
    work.expect_version(manifest, version)
    manifest.state = STATES.step(manifest.state, "update_transit")
    manifest.lines = []
    work.session.flush()
    problems = fill_head(work, manifest, plan)
    problems.require(goods, "goods", tr("中转的运单"))
    problems.extend(fill_lines(work, manifest, goods).found)
    problems.raise_if_any()
    work.session.flush()
    check_prices(work, manifest, goods)


@command(
    "transit_manifest.update",
    "加入中转单",
    example=f'{{"number": "ZZ261119-001", {_GOODS}}}',
)
def add_to_transit(work: Work, *, number: str, goods: tuple[TransitGoods, ...]) -> None:
    """Put more tickets on a manifest that was not handed over.

    Raises:
        Refused: E006, E008, and whatever a new manifest refuses of its goods.
    """
    manifest = manifest_by_number(work, number)
    manifest.state = STATES.step(manifest.state, "update_transit")
    problems = fill_lines(work, manifest, goods)
    problems.raise_if_any()
    work.session.flush()
    check_prices(work, manifest, goods)


@command(
    "transit_manifest.update",
    "移出中转单",
    example='{"number": "ZZ261119-001", "waybills": ["YD2611160001"]}',
)
def take_off_transit(work: Work, *, number: str, waybills: tuple[str, ...]) -> None:
    """Take tickets off a manifest that was not handed over; at least one stays.

    Raises:
        Refused: E001 when nothing would be left, E006, E008.
    """
    manifest = manifest_by_number(work, number)
    manifest.state = STATES.step(manifest.state, "update_transit")
    leaving = {line_of(manifest, waybill, "waybills") for waybill in waybills}
    staying = [line for line in manifest.lines if line not in leaving]
    problems = Problems()
    problems.require(staying, "waybills", tr("中转的运单"))
    problems.raise_if_any()
    manifest.lines = staying
    for seq, line in enumerate(staying, 1):
        line.seq = seq
    work.session.flush()
    check_prices(work, manifest)


@command("transit_manifest.update", "重新核价", example='{"number": "ZZ261119-001"}')
def reprice_transit(work: Work, *, number: str) -> None:
    """Price and check every line anew by the rates of today.

    Raises:
        Refused: E006, E008, E162.
    """
    manifest = manifest_by_number(work, number)
    STATES.step(manifest.state, "hand_over_transit")
    for line in manifest.lines:
        price_line(work, line, manifest.partner, work.today)
    check_prices(work, manifest)


@command(
    "transit_manifest.void",
    "作废中转单",
    example='{"number": "ZZ261119-001", "reason": "改派其他合作商"}',
)
def void_transit(work: Work, *, number: str, reason: str) -> None:
    """Give a manifest up before the hand-over; its goods are free again.

    Raises:
        Refused: E004, E006, E008 handed over, E009, E012.
    """
    manifest = manifest_by_number(work, number)
    problems = Problems()
    check_text(problems, reason, "reason", tr("作废原因"), 200)
    problems.raise_if_any()
    manifest.state = STATES.step(manifest.state, "void_transit", reason)
    manifest.end_reason = clean_text(reason)
    forget_checks(work, CheckedPaper.TRANSIT, manifest.number)
