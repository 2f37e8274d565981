"""What an inbound list does not say row by row: the truck, typed as options of ``import``."""

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
from desk.kernel.quantities import parse_money
from desk.kernel.text import tr

KIND = "inbound"
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


def add_head_arguments(parser: ArgumentParser) -> None:
    """Declare the options of the truck."""
    group = parser.add_argument_group(tr("进港清单的车辆"))
    for option in _OPTIONS:
        group.add_argument(f"--{option.flag}", metavar=tr(option.label), help=tr(option.label))
    group.add_argument(
        "--certified", action="store_true", help=tr("始发站已核验身份、验视货物并签认限额条款")
    )


def head_of(given: Namespace, kind: str) -> dict[str, Any]:
    """The arguments of the booking beside its rows.

    Raises:
        UsageFault: needed options are missing, or the kind has no truck. Refused: E002, E005.
    """
    named = {o: getattr(given, o.flag) for o in _OPTIONS if getattr(given, o.flag) is not None}
    if kind != KIND:
        if named or given.certified:
            flags = "、".join(f"--{o.flag}" for o in named) or "--certified"
            raise UsageFault(tr("{flags} 只用于进港清单(inbound)。").format(flags=flags))
        return {}
    if given.dry_run or given.template:
        return {}
    missing = [f"--{flag}" for flag in NEEDED if not getattr(given, flag)]
    if missing:
        raise UsageFault(tr("导入进港清单还缺少 {flags}。").format(flags="、".join(missing)))
    fields = {o.field: o.read(text, o.label, o.field) for o, text in named.items()}
    return {"head": ManifestHead(**fields), "origin_certified": given.certified}
