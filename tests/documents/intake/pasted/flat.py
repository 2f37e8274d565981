"""A read message as lines, to be compared at a glance."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from desk.documents.intake.pasted import Found, PastedOrder
from desk.kernel.divisions import Division


def every_field(order: PastedOrder) -> Iterator[tuple[str, Found[Any]]]:
    """Every field that is there, by its name."""
    parts: list[tuple[str, Any]] = [("shipper.", order.shipper), ("consignee.", order.consignee)]
    parts += [(f"goods{place}.", line) for place, line in enumerate(order.goods, 1)]
    for prefix, part in (*parts, ("total.", order.total), ("", order)):
        for each in fields(part):
            found = getattr(part, each.name)
            if isinstance(found, Found) and found.there:
                yield prefix + each.name, found


def flat(order: PastedOrder) -> list[str]:
    """One line for each field that is there, and one for each word of the rest."""
    lines = [
        " ".join([f"{name}{'?' if found.unsure else ''}", _shown(found.value), *_others(found)])
        for name, found in every_field(order)
    ]
    return [*lines, *(f"rest {word}" for word in order.rest)]


def _shown(value: Any) -> str:
    return f"{value.city}{value.county or ''}" if isinstance(value, Division) else str(value)


def _others(found: Found[Any]) -> list[str]:
    return [f"|{candidate}" for candidate in found.candidates]
