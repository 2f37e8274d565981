"""The newest records that contain what somebody types, list by list: the reading side of the search box.

The index gives candidates newest first and stops at the wanted number, so that frequent words cost
no more than rare ones. What it cannot promise is compared with the record itself. Words that the
index does not know (one letter, one or two digits) are looked for in the newest records only.

Names that are typed as whole pinyin come behind everything else: 「wan」 is 王安娜 by her initials
before it is the beginning of every 王.

Source: performance of the house §2 (search box), §3 (search index).
"""

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desk.kernel.grams import (
    begins_a_reading,
    is_exact,
    letter_runs,
    plain,
    question,
    read_question,
    words_typed,
)
from desk.kernel.pinyin import initials_column
from desk.screens.lists import ListSpec
from desk.storage.base import Record
from desk.storage.listing import MOST_WORDS, source_of
from desk.storage.search_index import first_row, kind_of

GLANCED = 200
MOST_COMPARED = 4_000
"""Records that only seem to contain the words before a search gives up."""
_BLOCK, _LARGEST_BLOCK = 40, 640
_CANDIDATES = (
    "SELECT rowid FROM record_grams WHERE record_grams MATCH ?"
    " AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
)
_BETWEEN = "\ua000"
"""A letter nobody types stands between the texts of a record, so that no word runs across two."""


@dataclass(frozen=True)
class Words:
    """What was typed, ready to be looked for.

    Attributes:
        signs: each word as it is compared.
        asked: the question to the index; empty when it knows none of the words.
        exact: the index alone decides.
        runs: the words typed, those in letters side by side together, where they are looked for in
            whole pinyin as well; asked of kinds only that are found by it.
    """

    signs: tuple[str, ...]
    asked: str
    exact: bool
    runs: tuple[tuple[str, ...], ...] = ()


def words_of(text: str) -> Words:
    """The words of a text; what has no sign to look for is passed over."""
    typed = [word for word in words_typed(text) if plain(word)][:MOST_WORDS]
    known = [f"({asked})" for word in typed if (asked := question(word))]
    exact = all(question(word) and is_exact(word) for word in typed)
    return Words(tuple(map(plain, typed)), " AND ".join(known), exact)


def words_read(text: str) -> Words | None:
    """The same words, each of which may be whole pinyin; words in letters side by side may also be one name.

    None when no word can be whole pinyin.
    """
    typed = [word for word in words_typed(text) if plain(word)][:MOST_WORDS]
    runs = tuple(map(tuple, letter_runs(typed)))
    names = [read_question("".join(run)) for run in runs]
    if not any(names):
        return None
    if len(typed) == 1:
        return Words((), names[0], exact=True, runs=runs)
    asked = filter(None, (_asked_as(*known) for known in zip(runs, names, strict=True)))
    return Words((), " AND ".join(f"({one})" for one in asked), exact=False, runs=runs)


def _asked_as(run: Sequence[str], name: str) -> str:
    """How the index is asked for words each by itself, or all of them as one name."""
    each = [" OR ".join(filter(None, (question(word), read_question(word)))) for word in run]
    apart = " AND ".join(f"({one})" for one in each if one)
    return " OR ".join(f"({one})" for one in dict.fromkeys((apart, name)) if one)


def found_by_list(
    connection: Connection,
    specs: Sequence[ListSpec],
    text: str,
    most: int,
    wanted: Callable[[], bool] = lambda: True,
) -> Iterator[tuple[ListSpec, list[int]]]:
    """The newest ids of each list in turn; lists without any are left out.

    Args:
        connection: reads.
        specs: the lists.
        text: words as typed.
        most: ids of each list.
        wanted: asked between lists; the search ends when nobody waits for it any more.
    """
    words = words_of(text)
    if not words.signs:
        return
    read = words_read(text)
    ways = [
        (way, _kinds_with(connection, way.asked) if way.asked else None)
        for way in (words, read)
        if way is not None
    ]
    for spec in specs:
        if not wanted():
            return
        found = _newest_of_list(connection, spec, ways, most)
        if found:
            yield spec, found


def newest_found(connection: Connection, spec: ListSpec, text: str, most: int) -> list[int]:
    """The newest ids of a list's records that contain every word of a text."""
    words, read = words_of(text), words_read(text)
    ways = [(way, None) for way in (words, read) if way is not None]
    return _newest_of_list(connection, spec, ways, most) if words.signs else []


def _kinds_with(connection: Connection, asked: str) -> frozenset[int]:
    """The kinds of record in which the index sees the words: one step for each, not one search."""
    found: set[int] = set()
    before = 1 << 62
    while row := connection.exec_driver_sql(_CANDIDATES, (asked, 0, before, 1)).fetchone():
        found.add(kind_of(row[0]))
        before = first_row(kind_of(row[0]))
    return frozenset(found)


def _newest_of_list(
    connection: Connection,
    spec: ListSpec,
    ways: Sequence[tuple[Words, frozenset[int] | None]],
    most: int,
) -> list[int]:
    """By one way after the other, until there are enough.

    Args:
        connection: reads.
        spec: the list.
        ways: what is looked for, with the kinds in which the index sees it (None: any).
        most: ids.
    """
    source = source_of(spec.source)
    found: dict[int, None] = {}
    for words, kinds in ways:
        for column in source.indexed or (source.id,) if len(found) < most else ():
            model: type[Record] = column.class_
            of = model.searched
            assert of is not None
            if (kinds is not None and of.kind not in kinds) or (words.runs and not of.names):
                continue
            numbers = newest_with(connection, model, words, most)
            if column.key != "id":
                numbers = _owners(connection, model, column.key, numbers)
            found.update(dict.fromkeys(numbers))
    return list(found)[:most]


def _owners(
    connection: Connection, model: type[Record], column: str, numbers: list[int]
) -> list[int]:
    """Whose parts some records are, in the same order."""
    sql = f"SELECT id, {column} FROM {model.__tablename__} WHERE id IN {_THESE}"
    rows = connection.exec_driver_sql(sql, (json.dumps(numbers),)).all()
    owners = {row[0]: row[1] for row in rows}
    return [owners[number] for number in numbers]


def newest_with(connection: Connection, model: type[Record], words: Words, most: int) -> list[int]:
    """The newest records of a kind that contain every word, newest first."""
    if not words.asked:
        rows = connection.exec_driver_sql(texts_of(model, _NEWEST), (GLANCED,)).all()
        return [row[0] for row in rows if contains(row, words.signs, model)][:most]
    assert model.searched is not None
    low = first_row(model.searched.kind)
    found: list[int] = []
    for block in _candidates(connection, words.asked, low):
        numbers = [row - low for row in block]
        found += numbers if words.exact else _compared(connection, model, numbers, words)
        if len(found) >= most:
            break
    return found[:most]


def _candidates(connection: Connection, asked: str, low: int) -> Iterator[list[int]]:
    """The rows of a kind that the index names, newest first, in growing blocks."""
    before, size, looked = low + first_row(1), _BLOCK, 0
    while looked < MOST_COMPARED:
        rows = connection.exec_driver_sql(_CANDIDATES, (asked, low, before, size))
        block = [row[0] for row in rows]
        if block:
            yield block
        if len(block) < size:
            return
        before, looked = block[-1], looked + size
        size = min(2 * size, _LARGEST_BLOCK)


def _compared(
    connection: Connection, model: type[Record], numbers: list[int], words: Words
) -> list[int]:
    """Those of some records that contain every word."""
    rows = connection.exec_driver_sql(texts_of(model, SOME), (json.dumps(numbers),)).all()
    if words.runs:
        right = {row[0] for row in rows if _is_read(row, words.runs, model)}
    else:
        right = {row[0] for row in rows if contains(row, words.signs, model)}
    return [number for number in numbers if number in right]


_THESE = "(SELECT value FROM json_each(?))"
SOME = f"WHERE id IN {_THESE}"
_NEWEST = "ORDER BY id DESC LIMIT ?"


@functools.cache
def texts_of(model: type[Record], which: str) -> str:
    """The statement for the id and the texts of some records of a kind."""
    assert model.searched is not None
    names = ", ".join(("id", *model.searched.columns))
    return f"SELECT {names} FROM {model.__tablename__} {which}"


def contains(row: Sequence[str | None], signs: Sequence[str], model: type[Record]) -> bool:
    """Whether a record's texts contain every word, or its initials begin with it."""
    of = model.searched
    assert of is not None
    cut = len(of.texts) + 1
    whole = plain(_BETWEEN.join(text or "" for text in row[1:cut]))
    left = [sign for sign in signs if sign not in whole]
    if not left:
        return True
    if not all(map(str.isascii, left)):
        return False
    heads = [head for value in row[cut:] for head in (value or "").split()]
    if any(len(sign) > 1 for sign in left):  # one letter is looked for in many rows
        names = (row[of.texts.index(name) + 1] or "" for name in of.names)
        heads += [head for name in names for head in initials_column(name).split()]
    return all(any(head.startswith(sign) for head in heads) for sign in left)


def _is_read(row: Sequence[str | None], runs: Iterable[Sequence[str]], model: type[Record]) -> bool:
    """Whether a record contains every word, or its names are read so; the words of a run may be one name."""
    assert model.searched is not None
    texts = model.searched.texts
    names = [row[texts.index(name) + 1] or "" for name in model.searched.names]

    def begins(word: str) -> bool:
        return any(begins_a_reading(word, name) for name in names)

    return all(
        begins("".join(run))
        or all(begins(word) or contains(row, (plain(word),), model) for word in run)
        for run in runs
    )
