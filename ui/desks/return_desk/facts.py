"""What the desk of a return reads: the goods, the order, the charges, all gathered in one go."""

from dataclasses import dataclass

from desk.app import Desk
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from desk.freight.returns.charging import ReturnCharges
from desk.freight.returns.choices import ReturnState
from desk.freight.returns.queries import ReturnCard, return_card
from desk.kernel.errors import Refused
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money, show_weight
from desk.kernel.text import tr

Pair = tuple[str, str]


@dataclass(frozen=True)
class Going:
    """An original and its return, as far as there is one."""

    original: ConsignmentCard
    back: ReturnCard | None

    @property
    def state(self) -> ReturnState | None:
        """None as long as the goods may be ordered back."""
        if self.back is None or self.back.state is ReturnState.VOID:
            return None
        return self.back.state


def going_back(desk: Desk, number: str) -> Going:
    """By the number of the original or of the return consignment.

    Raises:
        Refused: E006 for a number that is unknown.
    """
    try:
        back = desk.ask(return_card, number=number)
    except Refused as refused:
        if refused.codes != ("E006",):
            raise
        return Going(desk.ask(consignment_card, number=number), None)
    return Going(desk.ask(consignment_card, number=back.number), back)


def of_goods(card: ConsignmentCard) -> list[Pair]:
    """Whose goods they are and where they lie."""
    there = card.quantities
    words = tr("{g} {n} 件 {w} kg")
    lies = tr("在库 {a} 件,在合作商 {b} 件")
    return [
        (tr("原运单"), f"{card.number}  {card.state.label}"),
        (tr("发货人"), f"{card.shipper.name}  {card.shipper.phone}"),
        (tr("收货人"), f"{card.consignee.name}  {card.consignee.phone}"),
        (tr("线路"), f"{card.origin_station} → {card.destination}"),
        (
            tr("货物"),
            words.format(g=card.goods_summary, n=card.declared, w=show_weight(card.weight_g)),
        ),
        (tr("现在"), lies.format(a=there["in_stock"], b=there["at_partner"])),
    ]


def of_order(back: ReturnCard) -> list[Pair]:
    """What the shipper ordered, and how far it went."""
    when = show_moment(back.ordered_at)
    told = f"{when}  {back.ordered_by}({back.channel.label})"
    pairs = [
        (tr("指示"), told),
        (tr("内容"), back.content),
        (tr("原因"), back.reason),
        (tr("返货件数"), tr("{n} 件").format(n=back.pieces)),
    ]
    if back.letters:
        pairs.append((tr("函件"), "、".join(back.letters)))
    if back.shipped_at:
        pairs.append((tr("发运"), f"{show_moment(back.shipped_at)}  {back.slip_no}"))
    if back.settled_at:
        pairs.append((tr("结清"), show_moment(back.settled_at)))
    if back.missing:
        pairs.append((tr("还差"), "、".join(back.missing)))
    return pairs


def of_charges(charges: ReturnCharges) -> list[Pair]:
    """The lines of the note before it is made."""
    freight = charges.freight_fen
    return [
        (tr("原到付转发货人"), _money(charges.collect_fen)),
        (tr("返程中转"), _money(charges.partner_cost_fen)),
        (tr("返程干线"), charges.why or tr("请填写") if freight is None else _money(freight)),
        (tr("应付合计"), _money(charges.due_fen)),
        (tr("大写"), charges.due_in_words),
    ]


def of_note(back: ReturnCard) -> list[Pair]:
    """The lines of the note as they stand."""
    pairs = [
        (tr("原到付转发货人"), _money(back.collect_fen)),
        (tr("返程中转"), _money(back.partner_cost_fen)),
        (tr("返程干线"), _money(back.freight_fen)),
        (tr("应付合计"), _money(back.due_fen)),
        (tr("大写"), back.due_in_words),
    ]
    if back.cod_cancelled_fen:
        pairs.append((tr("代收货款"), tr("取消 {a}").format(a=_money(back.cod_cancelled_fen))))
    return pairs


def _money(fen: int) -> str:
    return tr("{a} 元").format(a=show_money(fen))
