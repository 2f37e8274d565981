"""What became of a pile, held against what stands on its pages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from desk.app import Desk
from desk.filing.scans.choices import ScanState
from desk.filing.scans.queries import ScanRow, scan_pages
from tests.documents.scans.pile import PileFile
from tests.filing.scans.office_papers import Signed


@dataclass
class Score:
    """Papers of ours in the pile, how many were filed without a hand, and what was filed wrong."""

    expected: int = 0
    filed: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        return self.filed / self.expected


def scored(desk: Desk, pile: Sequence[PileFile], signed: Sequence[Signed]) -> Score:
    """Look at every page of the pile in the records."""
    waybill_of = {s.receipt_no: s.waybill for s in signed} | {s.waybill: s.waybill for s in signed}
    rows: dict[tuple[str, int], list[ScanRow]] = {}
    for row in desk.ask(scan_pages, state=None):
        rows.setdefault((row.file, row.page_no), []).append(row)
    score = Score()
    for file in pile:
        for page_no, (kind, numbers) in enumerate(file.pages, 1):
            where = f"{file.path.name}#{page_no} {kind}"
            found = rows.get((file.path.name, page_no), [])
            _count(score, where, {waybill_of[n] for n in numbers if n in waybill_of}, found)
    return score


def _count(score: Score, where: str, wanted: set[str], found: Sequence[ScanRow]) -> None:
    filed = {row.waybill for row in found if row.state is ScanState.FILED}
    score.states.update(row.state.label for row in found)
    score.expected += len(wanted)
    score.filed += len(filed & wanted)
    score.wrong += [f"{where} {waybill}" for waybill in filed - wanted]
    shown = ";".join(f"{row.state.label} {row.reason}" for row in found)
    score.missed += [f"{where} {waybill} {shown}" for waybill in wanted - filed]
