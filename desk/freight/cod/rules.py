"""What follows from the entries of a COD. Pure; no database, clock or file.

Source: spec 3.23, 5.16, A-08.
"""

from desk.freight.cod.choices import CodState
from desk.kernel.states import Move, StateTable, moves_from

_S = CodState
STATES: StateTable[CodState] = StateTable(
    obj="代收货款",
    initial=_S.DUE,
    moves=(
        Move("enter_receipt", moves_from(_S.DUE), _S.COLLECTED, "派送收款"),
        Move("sign_self_pickup", moves_from(_S.DUE), _S.COLLECTED, "自提收款"),
        Move("withdraw_receipt", moves_from(_S.COLLECTED), _S.DUE, "撤销签收", True),
        Move("settle_run", moves_from(_S.COLLECTED), _S.BANKED, "派送结单"),
        Move("bank_cod", moves_from(_S.COLLECTED), _S.BANKED, "缴存"),
        Move("remit_cod", moves_from(_S.BANKED), _S.REMITTED, "返款"),
        Move("withdraw_remittance", moves_from(_S.REMITTED), _S.BANKED, "撤销返款", True),
    ),
    final=frozenset(),
)


def derive_state(
    collected_fen: int, banked_fen: int, remitted_fen: int = 0, fee_fen: int = 0
) -> CodState:
    """How far the money has come; it is banked only when all that was collected is."""
    if not collected_fen:
        return _S.DUE
    if remitted_fen + fee_fen:
        return _S.REMITTED
    return _S.BANKED if banked_fen == collected_fen else _S.COLLECTED


def fee_and_rest(collected_fen: int, fee_fen: int) -> tuple[int, int]:
    """The fee that is kept and what goes to the shipper; the fee never exceeds what came in."""
    kept = min(fee_fen, collected_fen)
    return kept, collected_fen - kept
