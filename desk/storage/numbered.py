"""The records of a list by their numbers, many at once, without a limit of parameters.

Source: issue (a pasted column of numbers).
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.kernel.grams import plain
from desk.screens.fields import Kind
from desk.screens.lists import ListSpec
from desk.storage.finding import newest_with, words_of
from desk.storage.listing import ListSource, source_of

MOST_ALIKE = 8


def number_fields(spec: ListSpec) -> tuple[str, ...]:
    """The fields of a list that hold a document number."""
    return tuple(field.name for field in spec.fields if field.kind is Kind.NUMBER)


def ids_by_number(session: Session, spec: ListSpec, numbers: Sequence[str]) -> dict[str, list[int]]:
    """Which rows of a list have which number: number as given → ids; unknown ones are left out.

    What is not there letter by letter is looked for without separators, case and width.
    """
    source = source_of(spec.source)
    columns = [source.columns[name] for name in number_fields(spec)]
    wanted: dict[str, list[str]] = {}
    for number in numbers:
        wanted.setdefault(plain(number), []).append(number)
    found: dict[str, dict[int, None]] = {}

    def note(rows: Iterable[Any]) -> None:
        for record_id, value in rows:
            for number in wanted.get(plain(value or ""), ()):
                found.setdefault(number, {})[record_id] = None

    spelt = {way for number in numbers for way in (number, number.upper(), number.replace(" ", ""))}
    for column in columns:
        note(_rows(session, source, column, column.in_(_each(sorted(spelt)))))
    for number in numbers:
        alike = _alike(session, source, number) if number not in found else []
        for column in columns if alike else ():
            note(_rows(session, source, column, source.id.in_(_each(alike))))
    return {number: list(found[number]) for number in numbers if number in found}


def _rows(session: Session, source: ListSource, column: Any, where: Any) -> Iterable[Any]:
    shown = source.base.with_only_columns(source.id, column, maintain_column_froms=True)
    return session.execute(shown.where(where).order_by(source.id)).all()


def _each(values: Sequence[Any]) -> Any:
    return select(func.json_each(json.dumps(values)).table_valued("value").c.value)


def _alike(session: Session, source: ListSource, number: str) -> list[int]:
    """The records in whose texts the number stands, whatever separates its signs."""
    model = source.id.class_
    if model.searched is None:
        return []
    words = words_of(plain(number))
    return newest_with(session.connection(), model, words, MOST_ALIKE) if words.asked else []
