"""The sums of selected rows leave no row out in silence; words stand as a clerk looks for them."""

import pytest

from ui.desks.row_model import Column
from ui.desks.row_words import in_order, sum_words


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


def test_names_stand_by_their_pinyin_and_nothing_last() -> None:
    names = ["赵强", "—", "", "张伟", "A公司", "周丽", "章子怡", "4S店", "阿强"]
    spelt = ["4S店", "阿强", "张伟", "章子怡", "赵强", "周丽", "A公司"]
    assert in_order(names, str, figures=False, descending=False) == [*spelt, "—", ""]
    assert in_order(names, str, figures=False, descending=True) == [*spelt[::-1], "—", ""]


def test_numbers_and_times_stand_in_their_order() -> None:
    rising = ["11-09 23:10", "11-23 09:30", "11-23 10:30", "YD2611180009", "YD2611180010"]
    assert in_order(rising[::-1], str, figures=False, descending=False) == rising


def test_figures_stand_by_their_size() -> None:
    texts = ["1,200", "全部", "9", "-5", ""]
    assert in_order(texts, str, figures=True, descending=False) == ["-5", "9", "1,200", "全部", ""]
