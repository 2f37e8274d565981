"""JSON arguments become typed ones; what does not fit is named, field by field.

Unlike a bare decoder this refuses unknown fields inside nested records too: a misspelt weight must not
silently become 0.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from desk.cli.parsing import UsageFault
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import Command, Query
from desk.kernel.text import tr

_KINDS = {
    "int": "整数", "str": "文字", "bool": "true 或 false", "array": "列表", "object": "对象",
    "null": "null", "float": "小数", "date": "日期", "datetime": "时间", "bytes": "base64 文字",
}  # fmt: skip
_WHERE = re.compile(r"(.*?)(?: - at `\$(.*)`)?", re.DOTALL)
_EXPECTED = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_MISSING = re.compile(r"Object missing required field `(.+?)`")
_NO_MEMBER = re.compile(r"Invalid enum value (.+)")


def arguments_of(entry: Command | Query, text: str) -> dict[str, Any]:
    """The arguments of a command or query from JSON.

    Raises:
        UsageFault: not JSON, or fields missing, unknown or of the wrong kind; all are named.
    """
    given = _object(text)
    wanted = entry.argument_types()
    faults = [*_missing(entry.function, wanted, given), *_strangers(given, wanted)]
    found: dict[str, Any] = {}
    for name in given.keys() & wanted.keys():
        faults.extend(_unknown_inside(given[name], wanted[name], name))
        try:
            found[name] = convert(given[name], wanted[name], name)
        except UsageFault as fault:
            faults.append(str(fault))
    if faults:
        known = "、".join(f"{name}({type_name(kind)})" for name, kind in wanted.items())
        raise UsageFault(
            tr("{name} 的参数不对:{faults}。全部参数:{known}").format(
                name=entry.name, faults=";".join(sorted(faults)), known=known or tr("无")
            )
        )
    return found


def convert(value: Any, kind: Any, name: str) -> Any:
    """A plain value as the wanted type; 「5」 is taken for 5, a time without a zone for Beijing time.

    Raises:
        UsageFault: it does not fit; the sentence names the field.
    """
    try:
        return _zoned(msgspec.convert(value, kind, strict=False))
    except msgspec.ValidationError as fault:
        raise UsageFault(_in_chinese(str(fault), name)) from None


def _zoned(value: Any) -> Any:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=BEIJING)
    if isinstance(value, tuple | list):
        return type(value)(_zoned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = {f.name: _zoned(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **inner)
    return value


def _object(text: str) -> dict[str, Any]:
    try:
        given = msgspec.json.decode(text)
    except msgspec.DecodeError as fault:
        raise UsageFault(
            tr("参数不是正确的 JSON({why}):{v}").format(why=fault, v=text[:80])
        ) from None
    if not isinstance(given, dict):
        raise UsageFault(tr("参数应是 JSON 对象,如 {example}。").format(example='{"number": "…"}'))
    return given


def required_names(function: Callable[..., Any]) -> list[str]:
    """Arguments without a default, after the unit of work."""
    code = function.__code__
    names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    return [n for n in names if n not in (function.__kwdefaults__ or {})]


def _missing(
    function: Callable[..., Any], wanted: Mapping[str, Any], given: Mapping[str, Any]
) -> list[str]:
    needed = [name for name in required_names(function) if name in wanted and name not in given]
    return [tr("缺少 {name}").format(name=name) for name in needed]


def _strangers(given: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    return [tr("没有 {name} 这个参数").format(name=name) for name in given.keys() - wanted.keys()]


def _unknown_inside(value: Any, kind: Any, path: str) -> Iterator[str]:
    """Fields of nested records that the record does not have."""
    if isinstance(value, dict):
        for record in _records_in(kind):
            hints = typing.get_type_hints(record)
            for key, inner in value.items():
                if key not in hints:
                    yield tr("没有 {name} 这个字段").format(name=f"{path}.{key}")
                else:
                    yield from _unknown_inside(inner, hints[key], f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            for item in _items_in(kind):
                yield from _unknown_inside(inner, item, f"{path}.{index}")


def _records_in(kind: Any) -> list[type]:
    return [k for k in _members(kind) if isinstance(k, type) and dataclasses.is_dataclass(k)]


def _items_in(kind: Any) -> list[Any]:
    lists = [k for k in _members(kind) if typing.get_origin(k) in (list, tuple)]
    return [arg for k in lists for arg in typing.get_args(k)[:1]]


def _members(kind: Any) -> tuple[Any, ...]:
    union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    return typing.get_args(kind) if union else (kind,)


def _in_chinese(message: str, name: str) -> str:
    found = _WHERE.fullmatch(message)
    text, where = (found[1], found[2] or "") if found else (message, "")
    path = name + re.sub(r"\[(\d+|\.\.\.)\]", r".\1", where)
    expected = _EXPECTED.fullmatch(text)
    if expected:
        wanted = "或".join(_KINDS.get(k.strip(), k.strip()) for k in expected[1].split("|"))
        got = _KINDS.get(expected[2], expected[2])
        return tr("{path} 应是{wanted},现为{got}").format(path=path, wanted=wanted, got=got)
    missing = _MISSING.fullmatch(text)
    if missing:
        return tr("缺少 {name}").format(name=f"{path}.{missing[1]}")
    choice = _NO_MEMBER.fullmatch(text)
    if choice:
        return tr("{path} 没有 {v} 这个选项").format(path=path, v=choice[1])
    return f"{path}: {text}"


def type_name(kind: Any) -> str:
    """A type in a few characters: 「str」, 「int | None」, 「tuple[ContactEntry, …]」."""
    if isinstance(kind, type) and not typing.get_args(kind):
        return kind.__name__
    inner = [type_name(arg) for arg in typing.get_args(kind) if arg is not ...]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return " | ".join("None" if name == "NoneType" else name for name in inner)
    origin = typing.get_origin(kind)
    return f"{getattr(origin, '__name__', kind)}[{', '.join(inner)}]" if inner else str(kind)
