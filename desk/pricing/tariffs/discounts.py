"""How far below the tariff somebody may go (A-31, E121)."""

from desk.kernel.errors import refuse
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from desk.pricing.tariffs.rules import discount_bp
from desk.storage.work import Reader

__all__ = ["check_discount", "discount_bp", "discount_limit_bp"]


def discount_limit_bp(read: Reader) -> int:
    """The authority of the acting user, in basis points of the tariff's base freight."""
    if read.may("tariff.approve"):
        return read.settings.discount_mgr_bp
    return read.settings.discount_cs_bp if read.may("consignment.create") else 0


def check_discount(
    read: Reader,
    tariff_base_fen: int,
    asked_base_fen: int,
    *,
    field: str = "base_freight_fen",
    countersigned_by: str = "",
) -> int:
    """Return the discount in basis points, or refuse one beyond the acting user's authority.

    Args:
        read: reader or running work.
        tariff_base_fen: base freight by the tariff.
        asked_base_fen: base freight asked for, less any discount.
        field: argument at fault.
        countersigned_by: 副总经理 whose decision is recorded; with it the manager may go further.

    Raises:
        Refused: E121.
    """
    asked, limit = discount_bp(tariff_base_fen, asked_base_fen), discount_limit_bp(read)
    signed = bool(countersigned_by.strip()) and read.may("tariff.approve")
    if asked > limit and not signed:
        shown, most = (show_percent(bp).removesuffix("%") for bp in (asked, limit))
        by_manager = read.may("tariff.approve")
        then = tr("请填写会签人") if by_manager else tr("请在「询价来电」报价,按 F7 提交审批")
        raise refuse("E121", field, p=shown, lim=most, next=then)
    return asked
