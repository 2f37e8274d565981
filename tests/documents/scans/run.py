"""``python -m tests.documents.scans.run 500``: make the pile, read it, print the figures."""

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.documents.scans.numbers import NumberOnPaper, papers_on_page
from desk.documents.scans.reading import PageRead, read_pile
from tests.documents.scans.pile import SEED, PileFile, make_page, own_signs, written

LIMIT_SECONDS_PER_500 = 300
LEAST_SHARE = 0.99


class Score:
    """What was read of what stands on the pages."""

    def __init__(self) -> None:
        self.signs = own_signs()
        self.expected = self.read = self.by_bars = self.conflicts = 0
        self.wrong: list[str] = []
        self.missed: list[str] = []
        self.kinds: Counter[str] = Counter()

    def count(self, page: PageRead, kind: str, numbers: tuple[str, ...]) -> None:
        says = [paper.says for paper in papers_on_page(page.codes, self.signs)]
        found = {s.number for s in says if isinstance(s, NumberOnPaper)}
        self.by_bars += sum(isinstance(s, NumberOnPaper) and not s.certain for s in says)
        self.conflicts += sum(not isinstance(s, NumberOnPaper) for s in says)
        self.kinds[kind] += 1
        self.expected += len(numbers)
        self.read += len(found & set(numbers))
        where = f"{page.file.name}#{page.page_no} {kind}"
        self.wrong += [f"{where} {n}" for n in found - set(numbers)]
        self.missed += [f"{where} {n} views {page.views}" for n in set(numbers) - found]

    @property
    def share(self) -> float:
        return self.read / self.expected if self.expected else 1.0


def judged(pile: list[PileFile], score: Score, tell: bool = False) -> list[PageRead]:
    """Read a pile and count."""
    kinds = [page for file in pile for page in file.pages]
    pages = []
    tick = (
        (lambda done, known: print(f"\r{done}/{known}", end="", file=sys.stderr)) if tell else None
    )
    for page, (kind, numbers) in zip(
        read_pile([file.path for file in pile], progress=tick), kinds, strict=True
    ):
        score.count(page, kind, numbers)
        pages.append(page)
    return pages


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with TemporaryDirectory() as folder, ProcessPoolExecutor(2) as makers:
        into = given.folder or Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        count = given.pages
        made = makers.map(make_page, range(count), [given.seed] * count, chunksize=4)
        pile = list(written(into, made))
        score, before, start = Score(), _of_children(), time.perf_counter()
        pages = judged(pile, score, tell=True)
        seconds = time.perf_counter() - start
        print(f"processor seconds of the readers {_of_children() - before:.1f}")
    return _tell(score, pages, seconds)


def _of_children() -> float:
    """Processor time of the processes that have ended; other programs on the machine do not count."""
    times = os.times()
    return times.children_user + times.children_system


def _tell(score: Score, pages: list[PageRead], seconds: float) -> int:
    limit = LIMIT_SECONDS_PER_500 * len(pages) / 500
    for line in (*(f"wrong {w}" for w in score.wrong), *(f"missed {m}" for m in score.missed)):
        print(line)
    print(
        f"kinds {dict(score.kinds)}  views {dict(sorted(Counter(p.views for p in pages).items()))}"
    )
    print(
        f"pages {len(pages)}  seconds {seconds:.1f}  limit {limit:.0f}  ratio {seconds / limit:.2f}"
    )
    print(
        f"papers {score.expected}  read {score.read} ({score.share:.2%})  by bars alone"
        f" {score.by_bars}  conflicts {score.conflicts}  wrong {len(score.wrong)}"
    )
    is_good = score.share >= LEAST_SHARE and not score.wrong and seconds <= limit
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
