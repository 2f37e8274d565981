"""The ways of a scanned paper and of a pile. Pure.

Source: assumed; the paper's own ways are those of the receipt (spec 3.22).
"""

from desk.filing.scans.choices import PileState, ScanState
from desk.kernel.states import Move, StateTable, moves_from

_S, _P = ScanState, PileState
ON_RECORD = frozenset({_S.FILED, _S.PLACED})
"""States in which the picture hangs on a receipt or consignment."""

STATES: StateTable[ScanState] = StateTable(
    obj="扫描件",
    initial=_S.WAITING,
    moves=(
        Move("book_scan_page", moves_from(_S.WAITING), _S.FILED, "自动归档"),
        Move("book_scan_page", moves_from(_S.WAITING), _S.DUPLICATE, "记为重复"),
        Move("retry_scans", moves_from(_S.WAITING), _S.FILED, "重新归档"),
        Move("place_scan", moves_from(_S.WAITING, _S.DUPLICATE, _S.DISCARDED), _S.PLACED, "归档"),
        Move("discard_scan", moves_from(_S.WAITING, _S.DUPLICATE), _S.DISCARDED, "不归档", True),
        Move("take_back_scan", moves_from(*ON_RECORD, _S.DISCARDED), _S.WAITING, "取回", True),
    ),
    final=frozenset(),
)
PILE_STATES: StateTable[PileState] = StateTable(
    obj="扫描批次",
    initial=_P.READING,
    moves=(Move("finish_pile", moves_from(_P.READING), _P.DONE, "读完"),),
    final=frozenset({_P.DONE}),
)
