"""A small pile of spoilt papers is read nearly whole, and nothing is ever read wrong."""

from pathlib import Path

from tests.documents.scans.pile import make_page, make_pile
from tests.documents.scans.run import LEAST_SHARE, Score, judged

PAGES = 40


def test_a_small_pile_is_read_and_nothing_is_wrong(tmp_path: Path) -> None:
    pile = make_pile(tmp_path, PAGES)
    score = Score()
    pages = judged(pile, score)
    assert len(pages) == PAGES
    assert score.wrong == []
    assert score.expected >= PAGES
    assert score.share >= LEAST_SHARE, score.missed


def test_the_recipe_gives_the_same_page_again() -> None:
    first, again = make_page(3), make_page(3)
    assert first.numbers == again.numbers
    assert first.picture.tobytes() == again.picture.tobytes()
