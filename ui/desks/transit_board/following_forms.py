"""The forms of what comes after the hand-over: arrival, signature, refusal, recall, settlement."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.freight.transit.following import (
    report_transit_arrival,
    report_transit_refusal,
    settle_transit,
)
from desk.freight.transit.handing import recall_transit
from desk.freight.transit.queries import TransitLineRow
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from ui.desks.transit_board.facts import Followed, money
from ui.desks.transit_board.lines import outstanding
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

Done = Callable[[Any], None]


def _form(
    context: Context,
    command: Callable[..., Any],
    number: str,
    hint: str,
    window: QWidget,
    done: Done,
    values: Mapping[str, Any] | None = None,
) -> FormDialog:
    """The form of a command about one manifest or ticket; its number is not typed."""
    entry = entry_of(command)
    fields = [field for field in argument_fields(entry) if field.name != "number"]
    return FormDialog(context, entry, fields, {"number": number}, values, window, done, hint)


def arrival_form(context: Context, followed: Followed, window: QWidget, done: Done) -> FormDialog:
    hint = _of(followed, tr("时间空着为现在。"))
    number = followed.card.number
    return _form(context, report_transit_arrival, number, hint, window, done)


def signing_form(
    context: Context, followed: Followed, line: TransitLineRow, window: QWidget, done: Done
) -> FormDialog:
    words = tr("{no} {who} {n} 件在合作商处,应到 {d}。")
    due = f"{line.due_on:%Y-%m-%d}" if line.due_on else tr("未定")
    hint = words.format(no=line.waybill, who=line.consignee_name, n=outstanding(line), d=due)
    by = tr("{p} 电话").format(p=followed.card.partner_name)
    values = {"pieces": outstanding(line), "by": by}
    return _form(context, sign_remote, line.waybill, hint, window, done, values)


def refusal_form(context: Context, line: TransitLineRow, window: QWidget, done: Done) -> FormDialog:
    hint = tr("{no} {who} 拒收:登记后开异常,并按时告知发货人。")
    hint = hint.format(no=line.waybill, who=line.consignee_name)
    return _form(context, report_transit_refusal, line.waybill, hint, window, done)


def recall_form(context: Context, followed: Followed, window: QWidget, done: Done) -> FormDialog:
    pieces = sum(outstanding(line) for line in followed.card.lines)
    hint = _of(followed, tr("{n} 件退回入库;仍计中转费的请勾选。").format(n=pieces))
    return _form(context, recall_transit, followed.card.number, hint, window, done)


def settling_form(context: Context, followed: Followed, window: QWidget, done: Done) -> FormDialog:
    card = followed.card
    hint = tr("代收须如数交来。")
    if card.net_fen is not None:
        net = tr("应付合作商 {a} 元。") if card.net_fen >= 0 else tr("合作商应交 {a} 元。")
        hint += net.format(a=money(abs(card.net_fen)))
    values = {"collect_received_fen": card.collect_fen, "cod_received_fen": card.cod_fen}
    return _form(context, settle_transit, card.number, _of(followed, hint), window, done, values)


def _of(followed: Followed, words: str) -> str:
    return f"{followed.card.number} {followed.card.partner_name}。{words}"
