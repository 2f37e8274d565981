"""What a consignment costs its customers, what was taken, and what is still open."""

from desk.freight.consignments.choices import ConsignmentState, MoneyKind
from desk.kernel.quantities import round_half_up, show_money, show_percent
from desk.kernel.text import tr
from ui.desks.consignment_entry.words import CHARGES, MORE_CHARGES
from ui.desks.consignment_record.story import Story

_FEES = {field.name: field.label for field in (*CHARGES, *MORE_CHARGES)}


def fees(story: Story) -> str:
    """The fees that were charged: 「运费 1,646.00  中转费 330.00」."""
    charged = ((name, fen) for name, fen in story.card.charges.items() if fen)
    return "  ".join(f"{tr(_FEES[name])} {_yuan(fen)}" for name, fen in charged)


def due_and_taken(story: Story) -> list[tuple[str, str]]:
    """Pairs for the money card; what does not apply is left out."""
    card = story.card
    taken = {kind: _taken(story, kind) for kind in MoneyKind}
    return [
        (tr("运费合计"), f"{_yuan(card.total_fen)}  {card.pay_terms.label}"),
        *([(tr("其中"), fees(story))] if card.total_fen else []),
        *_if(card.collect_due_fen, tr("到付应收")),
        *_if(taken[MoneyKind.FREIGHT], tr("已收运费")),
        *_if(card.cod_amount_fen, tr("代收货款")),
        *_if(taken[MoneyKind.COD], tr("已收代收")),
        *_if(card.cod_fee_fen, tr("代收手续费")),
        *_if(taken[MoneyKind.STORAGE], tr("已收保管费")),
        *_if(card.advance_fen, tr("垫付款")),
        *_open(story),
        *_margin(story),
    ]


def _open(story: Story) -> list[tuple[str, str]]:
    """What keeps the ticket from being closed; nothing is owed for a void one."""
    if story.card.state is ConsignmentState.VOID:
        return []
    fen = story.card.unsettled_fen
    return [(tr("未结清"), _yuan(fen) if fen else tr("无"))]


def _margin(story: Story) -> list[tuple[str, str]]:
    """Costs and margin, for those who may see them."""
    cost = sum(story.card.costs.values())
    if not cost:
        return []
    margin, total = story.card.total_fen - cost, story.card.total_fen
    rate = show_percent(round_half_up(margin * 10_000, total) if total else None)
    return [(tr("成本"), _yuan(cost)), (tr("毛利"), f"{_yuan(margin)}  {rate}")]


def _taken(story: Story, kind: MoneyKind) -> int:
    return sum(row.amount_fen for row in story.money if row.kind is kind)


def _if(fen: int, label: str) -> list[tuple[str, str]]:
    return [(label, _yuan(fen))] if fen else []


def _yuan(fen: int) -> str:
    return show_money(fen)
