"""The sums of selected rows leave no row out in silence."""

import pytest

from ui.desks.row_model import Column
from ui.desks.row_words import sum_words


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["5/10", "3"], "件数 8"),
        (["8 拒2", "1,200", ""], "件数 1,208"),
        (["3 复印", "—", "2"], "件数 5"),
        (["全部", "12", "全部"], "件数 12(另有 2 行「全部」)"),
        (["-5", "1,234.50"], "件数 1,229.50"),
        (["全部", ""], ""),
    ],
)
def test_the_first_figure_of_a_cell_counts(texts: list[str], said: str) -> None:
    columns: tuple[Column[str], ...] = (
        Column("件数", str, total=True),
        Column("品名", lambda _: "9"),
    )
    assert sum_words(columns, texts) == "   ".join(filter(None, (f"已选 {len(texts)} 行", said)))
