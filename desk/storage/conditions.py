"""What a list's rows come from, and what narrows them: described filters and the words typed.

Sorting and filtering go by described fields only, so no text of the user ever becomes SQL.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Text, and_, func, or_, select
from sqlalchemy.orm import QueryableAttribute

from desk.kernel.errors import refuse
from desk.kernel.grams import (
    any_spelling,
    is_exact,
    letter_runs,
    plain,
    question,
    read_question,
    spelt_question,
    words_typed,
)
from desk.screens.lists import Filter
from desk.storage.base import Record
from desk.storage.search_index import asked_of, hits

MOST_SIGNS, MOST_FRAGMENT = 1_000, 10_000
MOST_WORDS = 12
_FEW = 4
"""Two or three letters or digits stand in too many texts to look at each."""


@dataclass(frozen=True)
class ListSource:
    """Where a list's rows come from.

    Attributes:
        base: a select whose FROM joins everything the columns need.
        id: the id column.
        columns: field name → column expression.
        search: columns in which a typed fragment is looked for.
        initials: columns holding pinyin initials, matched from a word's beginning.
        indexed: columns holding the list's id, of records whose texts in the search index are all
            those of `search`: the list's own id, or a foreign key to it.
        names: columns of Chinese names of a record of `indexed`, which the search index knows by
            initials and whole pinyin (`Searched.names`), as it does those among `search`.
        led_by: the same rows, joined from the documents they are lines of; taken where the order is
            a column of the documents that an index of theirs gives.
    """

    base: Select[Any]
    id: Any
    columns: Mapping[str, Any]
    search: tuple[Any, ...] = ()
    initials: tuple[Any, ...] = ()
    indexed: tuple[Any, ...] = ()
    names: tuple[Any, ...] = ()
    led_by: Select[Any] | None = None


def with_pattern(wanted: Filter) -> Filter:
    if wanted.op != "contains":
        return wanted
    return replace(wanted, value=pattern_of(str(wanted.value)))


def column_of(source: ListSource, name: str, where: str) -> Any:
    if name not in source.columns:
        raise refuse("E011", where, v=name, label="列", choices="、".join(source.columns))
    return source.columns[name]


def conditions_of(
    source: ListSource, filters: Sequence[Filter], search: str
) -> list[ColumnElement[bool]]:
    conditions = [
        condition(source, column_of(source, wanted.field, "filter"), with_pattern(wanted))
        for wanted in filters
    ]
    if search.strip():
        conditions.append(_search(source, search.strip()))
    return conditions


def condition(source: ListSource, column: ColumnElement[Any], wanted: Filter) -> Any:
    match wanted.op:
        case "is":
            return column == wanted.value
        case "not":
            return column != wanted.value
        case "in":
            values = list(wanted.value)  # one value as =, so that a partial index fits
            return column == values[0] if len(values) == 1 else column.in_(values)
        case "ids":
            return source.id.in_(select(func.json_each(wanted.value).table_valued("value").c.value))
        case "from":
            return column >= wanted.value
        case "to":
            return column <= wanted.value
        case "empty":
            blank = [column == ""] if type(column.type) in (String, Text) else []
            return or_(column.is_(None), *blank)
        case "contains":
            return _like(column, wanted.value)
    raise refuse("E011", "filter", v=wanted.op, label="筛选方式", choices="is in from to contains")


def _search(source: ListSource, text: str) -> ColumnElement[bool]:
    words = words_typed(text)[:MOST_WORDS]  # SQLite ends a statement of thousands of conditions
    if len(source.indexed) != 1:
        return and_(*(_run(source, run) for run in letter_runs(words)))
    known = [word for word in words if question(word)]
    found = [_word(source, word) for word in words if word not in known]
    if known:  # one short list of the index instead of several long ones
        found.insert(0, source.id.in_(_ids_with(source.indexed[0], known)))
    found += [_compared(source, word) for word in known if not is_exact(word)]
    return and_(*found)


def _run(source: ListSource, run: Sequence[str]) -> ColumnElement[bool]:
    """Words in letters side by side may also be one name: 「zhang san」."""
    each = and_(*(_word(source, word) for word in run))
    return or_(each, *_named(source, "".join(run))) if len(run) > 1 else each


def _named(source: ListSource, word: str) -> list[ColumnElement[bool]]:
    """Whether the index knows a name of the row by initials or whole pinyin; whole pinyin is sure."""
    signs, read, spelt = plain(word), read_question(word), spelt_question(word)
    found = []
    for column in names_known(source):
        row, owner = _whose(source, column)
        known = [row.in_(asked_of(row.class_, read))] if read else []
        if spelt:
            heads = func.initials_of(column)
            begins = or_(heads.like(f"{signs}%"), heads.like(f"% {signs}%"))
            known.append(and_(row.in_(asked_of(row.class_, spelt)), begins))
        found += [source.id.in_(select(owner).where(one)) if owner else one for one in known]
    return found


def names_known(source: ListSource) -> list[Any]:
    """The columns of a list's search that the index knows by initials and whole pinyin."""
    written = [column for column in source.search if isinstance(column, QueryableAttribute)]
    models = [(column, column.parent.mapper.class_) for column in written]
    known = [column for column, model in models if _is_name(model, column.key)]
    return [*source.names, *known]


def _is_name(model: type[Any], key: str) -> bool:
    of = model.searched if issubclass(model, Record) else None
    return of is not None and key in of.names


def _whose(source: ListSource, column: Any) -> tuple[Any, Any]:
    """The id of a name's record; which column of it says the list's id, unless it stands in the row itself."""
    row = column.parent.entity.id
    owners = (way for way in source.indexed if way.class_ is row.class_ and way.key != "id")
    return row, next(owners, None)


def _word(source: ListSource, word: str) -> ColumnElement[bool]:
    named = _named(source, word)
    if source.indexed and question(word):
        compared = [] if is_exact(word) else [_compared(source, word)]
        ways = (source.id.in_(_ids_with(column, [word])) for column in source.indexed)
        return or_(*(and_(way, *compared) for way in ways), *named)
    signs = plain(word)
    hits = [_read_for(column, word, signs) for column in source.search]
    for column in source.initials if signs and signs.isascii() else ():
        hits += [column.like(f"{signs}%"), column.like(f"% {signs}%")]
    return or_(*hits, *named)


def _read_for(column: Any, word: str, signs: str) -> ColumnElement[bool]:
    """Whether a text that no index knows has a word, as it was typed or sign by sign.

    Few texts have all its signs in their order, so few are freed of separators to be compared.
    """
    typed = _contains(column, word)
    if len(signs) < (_FEW if signs.isascii() else 2):
        return or_(typed, _contains(column, signs)) if signs else typed
    all_there = func.glob(any_spelling(signs[:MOST_SIGNS]), column)
    found = and_(all_there == 1, func.instr(func.plain_signs(column), signs) > 0)
    usual = unicodedata.is_normalized("NFKC", word)  # then it is found wherever it stands as typed
    return found if usual else or_(typed, found)


def _ids_with(column: Any, words: Sequence[str]) -> Select[Any]:
    """What the column says in the records that may contain some words."""
    model: type[Record] = column.class_
    found = hits(model, words)
    return found if column.key == "id" else select(column).where(model.__table__.c.id.in_(found))


def _compared(source: ListSource, word: str) -> ColumnElement[bool]:
    """All pieces of a word may stand apart in a row: its texts are looked at themselves."""
    signs = plain(word)
    found = [_contains(column, signs) for column in source.search]  # most hits stand there so
    found += [func.instr(func.plain_signs(column), signs) > 0 for column in source.search]
    for column in source.initials if signs.isascii() else ():
        found += [column.like(f"{signs}%"), column.like(f"% {signs}%")]
    return or_(*found)


def _contains(column: Any, fragment: str) -> ColumnElement[bool]:
    return _like(column, pattern_of(fragment))


def _like(column: Any, pattern: Any) -> ColumnElement[bool]:
    """SQLite's LIKE takes a for A by itself; folding every value first would double the time."""
    found: ColumnElement[bool] = column.like(pattern, escape="\\")
    return found


def pattern_of(fragment: str) -> str:
    """The LIKE pattern of a fragment of the user's text, taken literally."""
    return f"%{escape_like(fragment)}%"


def escape_like(text: str) -> str:
    """A fragment of the user's text inside a LIKE pattern; SQLite ends a statement with one of 50,000 bytes."""
    return text[:MOST_FRAGMENT].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
