"""What is wrong with the rows of a table: the same thing is said once, for all of its rows."""

from collections.abc import Iterable

from desk.kernel.text import tr

LEAST = 3
"""So many rows that follow each other are told as from–to."""


def in_rows(reasons: Iterable[tuple[int, str]]) -> list[str]:
    """Each reason once, with the numbers of its rows, in the order of the first of them.

    Returns:
        Sentences like 「第 3、4、7–19 行:重量必填。」
    """
    rows: dict[str, dict[int, None]] = {}
    for row, why in reasons:
        rows.setdefault(why, {})[row] = None
    words = tr("第 {n} 行:{why}")
    return [words.format(n=rows_words(found), why=why) for why, found in rows.items()]


def rows_words(rows: Iterable[int]) -> str:
    """Row numbers in few words: 「3、4、7–19」."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return "、".join(_run(run) for run in runs)


def _run(rows: list[int]) -> str:
    return f"{rows[0]}–{rows[-1]}" if len(rows) >= LEAST else "、".join(map(str, rows))
