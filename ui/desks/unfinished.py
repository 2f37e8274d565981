"""What the signed-in user began to type and never saved: which form it was, and where it is offered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desk.app import Desk, command_table, list_table
from desk.kernel.text import tr
from desk.storage.pins import state_folder
from ui.desks.keeping import FOLDER, Keeper, content_of
from ui.registry import pages
from ui.written_beside import BESIDE


@dataclass(frozen=True)
class Unfinished:
    """One of them: the page that offers it, how it is opened there, and its name."""

    page: str
    words: str
    kept_at: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Form:
    """A kind of form; `key`: the argument its page takes a record by, or several, a word of it each."""

    page: str
    word: str
    key: str = ""


_FORMS = {
    "consignment": _Form("consignment_entry", "运单", "number"),
    "call_sheet": _Form("call_sheet", "询价来电"),
    "complaint": _Form("complaint_desk", "投诉"),
    "callback": _Form("callback_desk", "回访"),
    "claim": _Form("claim_desk", "理赔"),
    "visit": _Form("visit_entry", "来访"),
    "customer": _Form("customer_entry", "客户", "code"),
    "pickup": _Form("pickup_board", "提货单", "number"),
    "receipt": _Form("run_receipts", "签收", "number waybill"),
    "self_pickup": _Form("self_pickup", "自提", "number"),
    "receipt_desk": _Form("receipt_desk", "回单登记"),
    "run": _Form("run_board", "派送单", "number"),
    "preadvice": _Form("preadvice_board", "出港预报", "number"),
    "manifest": _Form("manifest_entry", "进港清单", "number"),
    "scheme": _Form("scheme_editor", "评估方案", "id"),
    "questionnaire": _Form("questionnaire_editor", "问卷", "id"),
    "evaluation plan": _Form("evaluation_plan", "评估计划", "number"),
    "evaluation report": _Form("evaluation_desk", "评估报告", "number"),
    "scorecard": _Form("scorecard_desk", "评分表", "id"),
}
_DIALOG = "form "


def unfinished(desk: Desk) -> list[Unfinished]:
    """The user's drafts on pages he may open, the latest first."""
    found = [_read(desk, content) for content in _mine(desk)]
    may = [one for one in found if one is not None and desk.may(pages()[one.page].right)]
    return sorted(may, key=lambda one: one.kept_at, reverse=True)


def _mine(desk: Desk) -> Iterator[dict[str, Any]]:
    """What is kept of this user in this office; every other file belongs to somebody else."""
    for path in BESIDE.files(state_folder() / FOLDER):
        content = content_of(path, desk.signed_in().data_key)
        if content is not None and Keeper.place(desk, str(content.get("form", ""))) == path:
            yield content


def _read(desk: Desk, content: dict[str, Any]) -> Unfinished | None:
    form, kept_at = content["form"], content["kept_at"]
    if form.startswith(_DIALOG):
        return _of_dialog(form.removeprefix(_DIALOG).partition(" ")[0], kept_at)
    kind = next((k for k in _FORMS if form == k or form.startswith(f"{k} ")), None)
    if kind is None:
        return None
    shape, record = _FORMS[kind], form.removeprefix(kind).strip()
    if not record:
        new = tr("新{word}") if shape.key else "{word}"
        return Unfinished(shape.page, new.format(word=tr(shape.word)), kept_at)
    named = content.get("named") or ("" if shape.key == "id" else record)
    arguments: dict[str, Any] = dict(zip(shape.key.split(), record.split(), strict=False))
    if shape.key == "code":
        ids = list(desk.list_ids("customers", search=record, limit=2))
        arguments = {"id": ids[0]} if len(ids) == 1 else {}
    return Unfinished(shape.page, f"{tr(shape.word)} {named}".strip(), kept_at, arguments)


def _of_dialog(name: str, kept_at: str) -> Unfinished | None:
    """A form over a list: the list is opened, the form is opened there again."""
    command = command_table().get(name)
    for spec in list_table().values():
        if command is not None and any(action.name == name for action in spec.actions):
            return Unfinished(spec.name, tr(command.label), kept_at)
    return None
