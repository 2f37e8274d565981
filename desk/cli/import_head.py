"""What a list does not say row by row, typed as options of ``import``.

The truck of an inbound list; the draft that a rate table fills and where its lanes begin.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.cli.parsing import UsageFault
from desk.freight.inbound.choices import CostBasis
from desk.freight.inbound.drafts import ManifestHead
from desk.kernel.clock import SystemClock
from desk.kernel.errors import refuse
from desk.kernel.moments import local, parse_moment
from desk.kernel.quantities import parse_count, parse_money
from desk.kernel.text import tr

KIND, TARIFF = "inbound", "tariff"
NEEDED = ("origin", "plate")


@dataclass(frozen=True)
class _Option:
    """One option: its flag, the field of the head it fills, its label and how it is read."""

    flag: str
    field: str
    label: str
    read: Callable[[str, str, str], Any]


def _text(value: str, _label: str, _field: str) -> str:
    return value


def _moment(value: str, label: str, field: str) -> datetime:
    today = local(SystemClock().now()).date()
    return parse_moment(value, today, label=label, field=field)


def _basis(value: str, label: str, field: str) -> CostBasis:
    found = CostBasis.from_word(value)
    if found is None:
        words = "、".join(basis.label for basis in CostBasis)
        raise refuse("E005", field, label=label, v=value, choices=words)
    return found


_OPTIONS = (
    _Option("origin", "origin_station", "始发站", _text),
    _Option("plate", "plate", "车牌", _text),
    _Option("eta", "eta_at", "预计到达", _moment),
    _Option("driver", "driver", "司机", _text),
    _Option("phone", "driver_phone", "司机电话", _text),
    _Option("operator", "line_operator", "承运单位", _text),
    _Option("depart", "depart_at", "发车时间", _moment),
    _Option("seal", "seal_no", "铅封号", _text),
    _Option("cost", "linehaul_cost_fen", "干线运费", parse_money),
    _Option("basis", "cost_basis", "分摊方式", _basis),
    _Option("remark", "remark", "备注", _text),
)
_OF_TARIFF = (
    _Option("into", "sheet_id", "运价表编号(草稿);不写则新建", parse_count),
    _Option("least", "min_charge_fen", "没有写明的最低收费(元)", parse_money),
)
_SHARED = "origin"


def add_head_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the truck."""
    group = parser.add_argument_group(tr("进港清单的车辆"))
    for option in _OPTIONS:
        group.add_argument(f"--{option.flag}", metavar=tr(option.label), help=tr(option.label))
    group.add_argument(
        "--certified", action="store_true", help=tr("始发站已核验身份、验视货物并签认限额条款")
    )
    tariff = parser.add_argument_group(tr("运价表"))
    for option in _OF_TARIFF:
        tariff.add_argument(f"--{option.flag}", metavar=tr("数"), help=tr(option.label))


def head_of(given: Namespace, kind: str) -> dict[str, Any]:
    """The arguments of the booking beside its rows.

    Raises:
        UsageFault: needed options are missing, or the kind has no such option. Refused: E002, E005.
    """
    truck, tariff = _named(given, _OPTIONS), _named(given, _OF_TARIFF)
    if kind != KIND:
        _refuse_foreign(given, truck, kind)
    if kind != TARIFF and tariff:
        raise UsageFault(tr("{flags} 只用于运价表(tariff)。").format(flags=_flags(tariff)))
    if given.dry_run or given.template:
        return {}
    if kind == KIND:
        return _truck_head(given, truck)
    origin = {_SHARED: given.origin} if given.origin and kind == TARIFF else {}
    return origin | {o.field: o.read(text, o.label, o.field) for o, text in tariff.items()}


def _named(given: Namespace, options: tuple[_Option, ...]) -> dict[_Option, str]:
    return {o: getattr(given, o.flag) for o in options if getattr(given, o.flag) is not None}


def _flags(named: dict[_Option, str]) -> str:
    return "、".join(f"--{option.flag}" for option in named)


def _refuse_foreign(given: Namespace, truck: dict[_Option, str], kind: str) -> None:
    """A rate table may name its origin; everything else of a truck belongs to an inbound list."""
    foreign = {o: t for o, t in truck.items() if kind != TARIFF or o.flag != _SHARED}
    if foreign or given.certified:
        flags = _flags(foreign) or "--certified"
        raise UsageFault(tr("{flags} 只用于进港清单(inbound)。").format(flags=flags))


def _truck_head(given: Namespace, truck: dict[_Option, str]) -> dict[str, Any]:
    missing = [f"--{flag}" for flag in NEEDED if not getattr(given, flag)]
    if missing:
        raise UsageFault(tr("导入进港清单还缺少 {flags}。").format(flags="、".join(missing)))
    fields = {o.field: o.read(text, o.label, o.field) for o, text in truck.items()}
    return {"head": ManifestHead(**fields), "origin_certified": given.certified}
