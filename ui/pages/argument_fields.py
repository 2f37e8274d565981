"""The fields of a command's form, read from its typed arguments.

The label comes from the list the form was opened from, else from a list of the same room, else from
the short table below; the kind from the list's field, else from the type and the unit suffix.
"""

import dataclasses
import types
import typing
from datetime import date, datetime
from functools import cache
from typing import Any

from desk.kernel.choices import Choice
from desk.kernel.commands import Command
from desk.kernel.text import tr
from desk.registry import ROOMS
from desk.screens.fields import Field, Kind
from desk.screens.lists import ListSpec
from desk.storage.cabinet import Upload
from ui.editors.person import PEOPLE

LABELS = {
    "ack_at": "确认时间",
    "loaded_at": "装车时间",
    "bin_code": "库位",
    "login": "登录名",
    "name": "姓名",
    "role": "岗位",
    "password": "初始密码",
    "old": "原密码",
    "new": "新密码",
    "key": "设置项",
    "value": "值",
    "day": "日期",
    "works": "上班",
    "note": "说明",
    "remark": "备注",
    "reason": "原因",
    "new_issue": "换版次",
    "reviewer": "审核人",
    "countersigned_on": "会签日期",
    "next_on": "下次评审",
    "on": "日期",
    "said": "答复",
    "due_on": "应还日期",
    "purpose": "用途",
    "occurred_at": "发生时间",
    "step": "第几步",
    "aftermath": "善后",
    "phone": "电话",
    "address": "地址",
    "at": "时间",
    "channel": "方式",
    "content": "内容",
    "customer_id": "客户",
    "countersigned_by": "副总经理会签",
    "door": "送货上门",
    "effective_on": "新价生效日",
    "ends_on": "新价有效期至",
    "delivery_mode": "交接方式",
    "destination": "目的地",
    "difference_reason": "差异原因",
    "price_reason": "运价说明",
    "by": "告知人",
    "signed_at": "签收时间",
    "signer": "签收人",
    "returned_by": "送回人",
    "keep_cost": "仍计中转费",
    "collect_received_fen": "代收运费实收",
    "cod_received_fen": "代收货款实收",
    "hand": "交接",
    "how": "上报方式",
    "file": "文件",
    "files": "文件",
    "handed_in_fen": "实缴金额",
    "handed_to": "交给",
    "id_card": "身份证号",
    "into_id": "并入",
    "letter": "盖章函件",
    "notice": "书面通知",
    "partner_id": "合作商",
    "party_kind": "对方身份",
    "method": "方式",
    "customer_class": "客户分类",
    "size": "样本数",
    "measures": "改进措施",
    "document_no": "受控文件编号",
    "paid_at": "付款时间",
    "paid_fen": "实收金额",
    "pay_by": "付款方式",
    "person": "上报对象",
    "photos": "照片",
    "pieces": "件数",
    "number": "单号",
    "problem": "问题",
    "repeats": "首次投诉编号",
    "sheet_id": "运价表",
    "reference": "凭证号",
    "report_to": "上报给",
    "text": "说明",
    "to": "上报给",
    "told": "接听人",
    "reply": "合作商意见",
    "replied_on": "答复日期",
    "correction": "更正原因",
    "period": "期间",
    "user_id": "人员",
    "told_by": "告知方式",
    "until": "有效期至",
    "month": "月份",
    "follow_up": "跟进事项",
    "follow_up_on": "跟进期限",
    "until_on": "期限",
    "owner_id": "跟进人",
    "caller_id": "回访人",
    "minutes": "会议纪要",
    "volume_cm3": "体积",
    "weight_g": "重量",
    "who": "谈话人",
}
OF_COMMANDS = {
    ("order_rectification", "until"): "整改期限",
    ("cancel_return", "reason"): "取消原因",
}
"""What an argument is called in one command only."""
NOT_TYPED = frozenset({"version", "row_version", "part_id"})
SECRETS = frozenset({"password", "old", "new"})
PERSONS = frozenset({"owner_id", "caller_id"})
"""Arguments that name somebody of the office."""
FILES: tuple[Any, ...] = (Upload, tuple[Upload, ...])
"""Arguments that are chosen as files: one, or any number."""
NOTES = frozenset({"note", "remark", "reason", "content", "description"})
_SUFFIXES = {
    "_fen": Kind.MONEY,
    "_mill": Kind.PRICE,
    "_g": Kind.WEIGHT,
    "_cm3": Kind.VOLUME,
    "_bp": Kind.PERCENT,
    "_on": Kind.DATE,
    "_at": Kind.MOMENT,
    "phone": Kind.PHONE,
}


def argument_fields(command: Command, spec: ListSpec | None = None) -> tuple[Field, ...]:
    """A field for every argument of a command, in order; a reason last when its move needs one."""
    described = _described(command, spec)
    fields = [
        _field(command, name, kind, described.get(name), spec)
        for name, kind in command.argument_types().items()
        if name not in NOT_TYPED
    ]
    if needs_reason(command) and "reason" not in {field.name for field in fields}:
        fields.append(Field("reason", tr("原因"), Kind.NOTE, required=True))
    return tuple(fields)


def fits_a_form(command: Command) -> bool:
    """Whether every argument has an editor; files too; records need a hand-made screen."""
    rest = {k: v for k, v in command.argument_types().items() if k != row_argument(command)}
    kinds = (unwrapped(kind) for kind in rest.values())
    return all(
        plain in FILES or (isinstance(plain, type) and issubclass(plain, str | int | date))
        for plain, _ in kinds
    )


def row_argument(command: Command) -> str | None:
    """The argument that names what a row action is about: the first ``…_id``, ``no``/``number``.

    ``numbers`` and ``…_ids`` (tuples) take all chosen rows at once.
    """
    for name, kind in command.argument_types().items():
        if name == "numbers" and kind == tuple[str, ...]:
            return name
        if name.endswith("_ids") and kind == tuple[int, ...]:
            return name
        plain, _ = unwrapped(kind)
        if plain is int and name.endswith("id"):
            return name
        if plain is str and (name in ("no", "number") or name.endswith("_no")):
            return name
    return None


def needs_reason(command: Command) -> bool:
    """Whether the state table asks for a reason for this command."""
    tables = (table for room in ROOMS for table in room.states)
    return any(move.needs_reason for t in tables for move in t.by_command().get(command.name, ()))


def unwrapped(kind: Any) -> tuple[Any, bool]:
    """A type without its ``| None``, and whether that was there."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        members = [m for m in typing.get_args(kind) if m is not type(None)]
        if len(members) < len(typing.get_args(kind)):
            return (members[0] if len(members) == 1 else kind), True
    return kind, False


def _field(
    command: Command, name: str, kind: Any, described: Field | None, spec: ListSpec | None
) -> Field:
    plain, optional = unwrapped(kind)
    required = not optional and not _has_default(command, name) and plain is not bool
    own = OF_COMMANDS.get((command.name, name))
    if described is not None:
        label = tr(own) if own else described.label
        return dataclasses.replace(
            described, name=name, label=label, required=required, personal=False
        )
    choices = plain if isinstance(plain, type) and issubclass(plain, Choice) else None
    label = tr(own or LABELS.get(name, name))
    if name in PERSONS:
        return Field(name, label, Kind.REFERENCE, required=required, of=PEOPLE)
    here = spec.name if spec is not None and name.endswith("_id") else ""
    of = (_list_of(name) or here) if plain is int else ""
    return Field(name, label, _kind(name, plain, of), choices, required=required, of=of)


def _kind(name: str, plain: Any, of: str) -> Kind:
    if of:
        return Kind.REFERENCE
    if isinstance(plain, type) and issubclass(plain, Choice):
        return Kind.CHOICE
    if plain is bool:
        return Kind.FLAG
    if plain is datetime:
        return Kind.MOMENT
    if plain is date:
        return Kind.DATE
    for suffix, kind in _SUFFIXES.items():
        if name.endswith(suffix):
            return kind
    if plain is int:
        return Kind.COUNT
    return Kind.NOTE if name in NOTES else Kind.TEXT


def _described(command: Command, spec: ListSpec | None) -> dict[str, Field]:
    """Fields by name: those of the room's lists, the given list's first; a reason is the given list's only."""
    specs = _lists_beside().get(command.name, ())
    found: dict[str, Field] = {}
    for described in (*([spec] if spec else []), *specs):
        for field in described.fields:
            if field.name != "reason" or described is spec:
                found.setdefault(field.name, field)
    return found


@cache
def _lists_beside() -> dict[str, tuple[ListSpec, ...]]:
    """The lists of the room that a command belongs to, by its name."""
    return {command.name: room.lists for room in ROOMS for command in room.commands}


def _list_of(name: str) -> str:
    """The list a ``customer_id`` searches: ``customers``; ``sheet_id`` finds ``tariff_sheets``."""
    if not name.endswith("_id"):
        return ""
    plural = f"{name.removesuffix('_id')}s"
    known = [spec.name for room in ROOMS for spec in room.lists]
    ends = [listed for listed in known if listed.endswith(f"_{plural}")]
    return plural if plural in known else (ends[0] if len(ends) == 1 else "")


def _has_default(command: Command, name: str) -> bool:
    code = command.function
    return name in (code.__kwdefaults__ or {})
