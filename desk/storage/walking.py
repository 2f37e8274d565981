"""The first rows of a list that contain a frequent word, without finding all of them before.

A word that few records contain is found by the index, and the few are sorted. One that many contain is
only looked at while the rows come in the list's own order: enough of them have it soon.
"""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from desk.kernel.grams import question, words_typed
from desk.screens.lists import Filter, ListSpec, Sort
from desk.storage.base import Record
from desk.storage.finding import SOME, Words, contains, texts_of, words_of
from desk.storage.listing import ids_in_order, source_of
from desk.storage.plain_lists import PlainReading
from desk.storage.search_index import first_row
from desk.storage.ways import MANY

STEP, LARGEST_STEP = 128, 2_048
TRIED, MOST_WALKED = 800, 20_000
"""Rows looked at before it is asked whether the word is frequent, and before the index is asked after
all: the filters leave out what has the word."""
APART = 8
"""Ids stand close together where no more than so many of a span are passed over for each."""
_FREQUENT = (
    "SELECT count(*) FROM (SELECT 1 FROM record_grams WHERE record_grams MATCH ?"
    " AND rowid >= ? AND rowid < ? LIMIT ?)"
)

_SPAN = "SELECT rowid FROM record_grams WHERE record_grams MATCH ? AND rowid BETWEEN ? AND ?"


@dataclass(frozen=True)
class _Search:
    """What is looked for, and in which record's texts."""

    model: type[Record]
    words: Words


def first_walked(
    reading: PlainReading,
    spec: ListSpec,
    filters: Sequence[Filter],
    search: str,
    sort: Sort | None,
    limit: int,
) -> "array[int] | None":
    """The first ids of what a text finds; None where another way is shorter."""
    wanted = _searched(spec, search)
    if wanted is None:
        return None
    found: array[int] = array("q")
    walked, size = 0, STEP
    ids = ids_in_order(reading, spec, filters, sort)
    while block := ids.fetchmany(size):
        found.extend(_with_words(reading, wanted, [row[0] for row in block]))
        if len(found) >= limit or len(block) < size:
            return found[:limit]
        walked += size
        rare = walked - size < TRIED <= walked and not _is_frequent(reading, wanted)
        if rare or walked > MOST_WALKED:
            return None
        size = min(2 * size, LARGEST_STEP)
    return found


def _searched(spec: ListSpec, search: str) -> _Search | None:
    """Nothing where the rows are not the very records the index knows, or it does not know a word.

    Letters are left to the index: it takes é for e.
    """
    source, typed = source_of(spec.source), words_typed(search)
    if [column.key for column in source.indexed] != ["id"]:
        return None
    known = all(question(word) for word in typed)
    if not typed or not known or any(sign.isascii() and sign.isalpha() for sign in search):
        return None
    return _Search(source.indexed[0].class_, words_of(search))


def _is_frequent(reading: PlainReading, wanted: _Search) -> bool:
    assert wanted.model.searched is not None
    low = first_row(wanted.model.searched.kind)
    asked = (wanted.words.asked, low, low + first_row(1), MANY + 1)
    found = reading.connection.execute(_FREQUENT, asked).fetchone()
    return bool(found[0] > MANY)


def _with_words(reading: PlainReading, wanted: _Search, ids: list[int]) -> list[int]:
    """Those of some rows whose texts contain every word, in their order.

    Where the order is nearly that of the ids, the index says which of a span are worth a look.
    """
    if max(ids) - min(ids) <= APART * len(ids):
        ids = _in_span(reading, wanted, ids)
        if wanted.words.exact or not ids:
            return ids
    rows = reading.connection.execute(texts_of(wanted.model, SOME), (json.dumps(ids),))
    right = {row[0] for row in rows if contains(row, wanted.words.signs, wanted.model)}
    return [number for number in ids if number in right]


def _in_span(reading: PlainReading, wanted: _Search, ids: list[int]) -> list[int]:
    assert wanted.model.searched is not None
    low = first_row(wanted.model.searched.kind)
    span = (wanted.words.asked, low + min(ids), low + max(ids))
    seen = {row[0] - low for row in reading.connection.execute(_SPAN, span)}
    return [number for number in ids if number in seen]
