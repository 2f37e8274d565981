"""``--where field=value`` and ``--sort field`` become conditions on a described list."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from desk.cli.parsing import UsageFault
from desk.kernel.calendar import BEIJING
from desk.kernel.errors import Refused, refuse
from desk.kernel.moments import parse_date, parse_moment
from desk.kernel.prices import parse_price
from desk.kernel.quantities import (
    parse_count,
    parse_money,
    parse_percent,
    parse_volume,
    parse_weight,
)
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter, ListSpec, Sort

_SHAPE = re.compile(r"\s*(\w+)\s*(>=|<=|!=|~|=)(.*)", re.DOTALL)
_OPS = {">=": "from", "<=": "to", "!=": "not", "~": "contains"}
_PARSERS: dict[Kind, Callable[..., int]] = {
    Kind.COUNT: parse_count,
    Kind.REFERENCE: parse_count,
    Kind.MONEY: parse_money,
    Kind.PRICE: parse_price,
    Kind.WEIGHT: parse_weight,
    Kind.VOLUME: parse_volume,
    Kind.PERCENT: parse_percent,
}
_YES, _NO = ("是", "true", "1", "yes"), ("否", "false", "0", "no")


def filters(spec: ListSpec, given: Sequence[str] | None, today: date) -> list[Filter] | None:
    """The conditions; None when none are given, so that the list's own apply.

    ``state=在库`` ``state=在库,派送中`` ``number~0001`` ``accept_at>=2026-11-01`` ``paper_no=`` (empty)

    Raises:
        UsageFault: not of that shape. Refused: E011 unknown field, E002 or E005 unreadable value.
    """
    if not given:
        return None
    return [part for text in given for part in _filters(spec, text, today)]


def _filters(spec: ListSpec, text: str, today: date) -> list[Filter]:
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise UsageFault(
            tr("--where 要写成「列=值」「列~值」「列>=值」,现为「{v}」。").format(v=quoted(text))
        )
    name, sign, value = found[1], found[2], found[3].strip()
    field = field_of(spec, name)
    if sign == "=" and value in ("", tr("(空)")):
        return [Filter(name, "empty")]
    if sign == "~":
        return [Filter(name, "contains", value)]
    if field.kind is Kind.MOMENT:
        return _moment_filters(field, sign, value, today)
    if sign == "=" and field.kind not in _PARSERS:  # the comma of 1,000.50 divides nothing
        parts = value.replace("，", ",").split(",")
        if len(parts) > 1:
            return [Filter(name, "in", tuple(_value(field, part, today) for part in parts))]
    return [Filter(name, _OPS.get(sign, "is"), _value(field, value, today))]


def _moment_filters(field: Field, sign: str, value: str, today: date) -> list[Filter]:
    """A whole day when only a day is named; else the moment."""
    try:
        moment = parse_moment(value, today, label=field.label, field=field.name)
        return [Filter(field.name, _OPS.get(sign, "is"), moment)]
    except Refused:
        day = parse_date(value, today, label=field.label, field=field.name)
    start = datetime.combine(day, time(), BEIJING)
    last = start + timedelta(days=1, seconds=-1)
    bounds = {">=": [("from", start)], "<=": [("to", last)], "=": [("from", start), ("to", last)]}
    if sign not in bounds:
        raise UsageFault(tr("时间列只能用 = >= <=:{v}").format(v=f"{field.name}{sign}{value}"))
    return [Filter(field.name, op, moment) for op, moment in bounds[sign]]


def field_of(spec: ListSpec, name: str) -> Field:
    """Raises: Refused E011 for a field the list does not have."""
    known = {f.name: f for f in spec.fields}
    if name not in known:
        raise refuse("E011", name, label=tr("列"), v=name, choices="、".join(known))
    return known[name]


def _value(field: Field, text: str, today: date) -> Any:
    text = text.strip()
    if field.kind is Kind.CHOICE and field.choices is not None:
        chosen = field.choices.from_word(text)
        if chosen is None:
            words = "、".join(choice.label for choice in field.choices)
            raise refuse("E005", field.name, label=tr(field.label), v=text, choices=words)
        return chosen
    if field.kind is Kind.FLAG:
        if text.lower() not in (*_YES, *_NO):
            raise refuse("E005", field.name, label=tr(field.label), v=text, choices="是、否")
        return text.lower() in _YES
    if field.kind is Kind.DATE:
        return parse_date(text, today, label=field.label, field=field.name)
    parse = _PARSERS.get(field.kind)
    return parse(text, field.label, field.name) if parse else text


def sort(spec: ListSpec, given: str | None) -> Sort | None:
    """``accept_at`` ascending, ``-accept_at`` descending; None keeps the list's own order.

    Raises:
        Refused: E011 unknown field.
    """
    if not given:
        return None
    return Sort(field_of(spec, given.removeprefix("-")).name, given.startswith("-"))
