"""What follows from a consignment's figures: state, amounts due, chargeable weight.

Pure functions; no database, clock or file. Source: spec 3.3, 5.1 (the weight is reckoned in
`desk.kernel.prices`).
"""

from datetime import datetime
from typing import Protocol

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import ConsignmentState as S
from desk.kernel.prices import chargeable_kg as chargeable_kg
from desk.kernel.states import Move, StateTable, moves_from

CHARGES = (
    "base_freight_fen",
    "pickup_fee_fen",
    "delivery_fee_fen",
    "transit_fee_fen",
    "cover_fee_fen",
    "receipt_fee_fen",
    "handling_fee_fen",
    "stairs_fee_fen",
    "packing_fee_fen",
    "other_fee_fen",
    "discount_fen",
)
COSTS = (
    "linehaul_cost_fen",
    "pickup_cost_fen",
    "transit_cost_fen",
    "delivery_cost_fen",
    "other_cost_fen",
)
MAX_PIECES, MAX_WEIGHT_G, MAX_VOLUME_CM3, MAX_LINES = 9_999, 40_000_000, 120_000_000, 50


class Facts(Protocol):
    """What the state is derived from."""

    number: str | None
    voided: bool
    closed_at: datetime | None
    refusal_open: bool
    expected: bool
    received: int
    in_stock: int
    on_run: int
    at_partner: int
    shipped_out: int
    signed: int
    returned: int
    written_off: int


def derive_state(c: Facts) -> S:
    """The main state; when several rules hold, the first of the order of spec 3.3 wins."""
    done = c.signed + c.returned + c.written_off
    rules = (
        (c.voided, S.VOID),
        (c.closed_at is not None, S.CLOSED),
        (c.refusal_open and c.in_stock + c.at_partner > 0, S.REFUSED),
        (c.on_run > 0, S.ON_RUN),
        (c.at_partner > 0, S.AT_PARTNER),
        (c.shipped_out > 0, S.SHIPPED),
        (c.signed > 0 and done < c.received, S.PART_SIGNED),
        (c.signed > 0, S.SIGNED),
        (c.received > 0 and c.returned == c.received, S.RETURNED),
        (c.in_stock > 0, S.IN_STOCK),
        (c.received > 0, S.RETURNED if c.returned else S.WRITTEN_OFF),
        (c.number is None, S.DRAFT),
        (c.expected, S.EXPECTED),
    )
    return next((state for holds, state in rules if holds), S.ACCEPTED)


class Money(Protocol):
    """The amounts of a consignment."""

    pay_terms: PayTerms
    total_fen: int
    collect_part_fen: int
    cod_amount_fen: int


def collect_due_fen(c: Money) -> int:
    """Freight to be taken from the consignee: all of 到付, the collect part of 三期."""
    if c.pay_terms is PayTerms.COLLECT:
        return c.total_fen
    return c.collect_part_fen if c.pay_terms is PayTerms.SPLIT else 0


def cod_fee_fen(amount_fen: int, bp: int, least_fen: int, most_fen: int) -> int:
    """COD fee on whole yuan, half-up, between its bounds; nothing for nothing (A-08)."""
    if amount_fen <= 0:
        return 0
    whole_yuan = (amount_fen * bp * 2 + 1_000_000) // 2_000_000 * 100
    return min(most_fen, max(least_fen, whole_yuan))


STATES: StateTable[S] = StateTable(
    obj="运单",
    initial=S.DRAFT,
    moves=(
        Move("accept_draft", moves_from(S.DRAFT), S.ACCEPTED, "受理"),
        Move("add_to_manifest", moves_from(S.ACCEPTED), S.EXPECTED, "编入进港清单"),
        Move("receive_goods", moves_from(S.ACCEPTED), S.IN_STOCK, "入库"),
        Move("finish_unloading", moves_from(S.EXPECTED), S.IN_STOCK, "点收入库"),
        Move("depart_run", moves_from(S.IN_STOCK, S.PART_SIGNED, S.REFUSED), S.ON_RUN, "出车派送"),
        Move("issue_goods", moves_from(S.IN_STOCK, S.PART_SIGNED), S.AT_PARTNER, "交合作商"),
        Move("issue_goods", moves_from(S.IN_STOCK, S.PART_SIGNED), S.SHIPPED, "发运"),
        Move("issue_goods", moves_from(S.IN_STOCK, S.REFUSED), S.RETURNED, "返货出库"),
        Move("return_run", moves_from(S.ON_RUN), S.IN_STOCK, "退回仓库"),
        Move("enter_receipt", moves_from(S.ON_RUN), S.SIGNED, "签收"),
        Move("enter_receipt", moves_from(S.ON_RUN), S.PART_SIGNED, "部分签收"),
        Move("enter_receipt", moves_from(S.ON_RUN), S.REFUSED, "拒收"),
        Move("sign_self_pickup", moves_from(S.IN_STOCK, S.PART_SIGNED), S.SIGNED, "自提签收"),
        Move("sign_remote", moves_from(S.AT_PARTNER, S.SHIPPED), S.SIGNED, "外地签收"),
        Move("write_off", moves_from(S.IN_STOCK, S.REFUSED), S.WRITTEN_OFF, "核销"),
        Move(
            "close_consignment",
            moves_from(S.SIGNED, S.RETURNED, S.WRITTEN_OFF),
            S.CLOSED,
            "完结",
        ),
        Move("reopen_consignment", moves_from(S.CLOSED), S.SIGNED, "重新打开", needs_reason=True),
        Move(
            "void_consignment",
            moves_from(S.ACCEPTED, S.EXPECTED),
            S.VOID,
            "作废",
            needs_reason=True,
        ),
        Move("discard_draft", moves_from(S.DRAFT), S.VOID, "放弃", needs_reason=True),
    ),
    final=frozenset({S.VOID}),
)
