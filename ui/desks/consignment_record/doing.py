"""What can be done with a consignment from its page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.freight.changes.commands import FIXED
from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.commands import (
    close_consignment,
    release_goods,
    reopen_consignment,
    send_notice,
    void_consignment,
)
from desk.freight.consignments.queries import ConsignmentCard
from desk.freight.consignments.rules import STATES
from desk.freight.exceptions.choices import Stage
from desk.freight.exceptions.commands import report_exception
from desk.freight.tracking.choices import CallDirection, Channel, Party, PartyKind, Topic
from desk.freight.tracking.commands import log_contact
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.consignment_record.changing import change
from ui.desks.telling import copy_and_log
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

CHANNEL = Field("channel", "方式", Kind.CHOICE, choices=Channel, required=True)
NOTICE = (CHANNEL, Field("told", "接听人", required=True))
RELEASE = (CHANNEL, Field("who", "通知人", required=True, help="发货人一方谁同意放货"))
CONTACT = (
    Field("party_kind", "对方", Kind.CHOICE, choices=PartyKind, required=True),
    Field("who", "谈话人", required=True),
    CHANNEL,
    Field("direction", "呼入呼出", Kind.CHOICE, choices=CallDirection, required=True),
    Field("topic", "事由", Kind.CHOICE, choices=Topic, required=True),
    Field("content", "内容", Kind.NOTE, required=True),
    Field("at", "时间", Kind.MOMENT, help="空着为现在"),
    Field("next_action_at", "下次联系", Kind.MOMENT),
)


class WordsDialog(FormDialog):
    """A form whose command wants the way of telling as a word (电话), not as a code."""

    def _typed(self, values: dict[str, Any]) -> dict[str, Any]:
        typed = super()._typed(values)
        return typed | {"channel": typed["channel"].label}


@dataclass(frozen=True)
class Deed:
    """A button of the page: its word, its key, when it is offered and what it does."""

    word: str
    key: str
    right: str
    fits: Callable[[ConsignmentCard], bool]
    does: Callable[[Context, ConsignmentCard, QWidget], None]
    role: str = ""


def may_move(command: str) -> Callable[[ConsignmentCard], bool]:
    """Whether the state table lets the consignment make the move."""
    return lambda card: any(move.command == command for move in STATES.from_(card.state))


def _always(_card: ConsignmentCard) -> bool:
    return True


def _open_to_changes(card: ConsignmentCard) -> bool:
    return card.state not in (ConsignmentState.VOID, ConsignmentState.CLOSED)


def _can_be_sent_elsewhere(card: ConsignmentCard) -> bool:
    return card.state not in FIXED


def _may_go_back(card: ConsignmentCard) -> bool:
    """Whether something undelivered may go back, or went back already."""
    there = card.quantities["in_stock"] + card.quantities["at_partner"]
    inbound = card.direction is Direction.INBOUND
    return card.direction is Direction.RETURN or (
        inbound and bool(there or card.quantities["returned"])
    )


def _held(card: ConsignmentCard) -> bool:
    return card.hold_release and card.released_at is None


def _in_stock(card: ConsignmentCard) -> bool:
    return card.quantities["in_stock"] > 0


def edit(context: Context, card: ConsignmentCard, _window: QWidget) -> None:
    context.open_page("consignment_entry", number=card.number)


def print_form(code: str) -> Callable[[Context, ConsignmentCard, QWidget], None]:
    return lambda context, card, _window: context.show_paper(code, card.number)


def tell_consignee(context: Context, card: ConsignmentCard, window: QWidget) -> None:
    """Note that the consignee was told of the arrival."""
    values = {"channel": Channel.PHONE, "told": card.consignee.contact or card.consignee.name}
    _form(WordsDialog, context, send_notice, NOTICE, card, values, window)


def note_release(context: Context, card: ConsignmentCard, window: QWidget) -> None:
    """Note that the shipper released the goods."""
    values = {"channel": Channel.PHONE, "who": card.shipper.contact}
    _form(WordsDialog, context, release_goods, RELEASE, card, values, window)


def note_talk(context: Context, card: ConsignmentCard, window: QWidget) -> None:
    """Note a talk with shipper or consignee."""
    values = {
        "party_kind": PartyKind.CONSIGNEE,
        "who": card.consignee.contact or card.consignee.name,
        "channel": Channel.PHONE,
        "direction": CallDirection.OUT,
        "topic": Topic.GENERAL,
    }
    fixed = {"party": Party.CUSTOMER}
    _form(FormDialog, context, log_contact, CONTACT, card, values, window, fixed)


def report(context: Context, card: ConsignmentCard, window: QWidget) -> None:
    """Register an exception with its pictures."""
    beside = ("number", "doc_no")
    fields = [f for f in argument_fields(entry_of(report_exception)) if f.name not in beside]
    stage = Stage.STORAGE if _in_stock(card) else None
    _form(FormDialog, context, report_exception, fields, card, {"stage": stage}, window)


def send_back(context: Context, card: ConsignmentCard, _window: QWidget) -> None:
    context.open_page("return_desk", number=card.number)


def tell_story(context: Context, card: ConsignmentCard, _window: QWidget) -> None:
    context.open_page("story", number=card.number)


def tell_customer(context: Context, card: ConsignmentCard, _window: QWidget) -> None:
    copy_and_log(context, card.number)


def close(context: Context, card: ConsignmentCard, window: QWidget) -> None:
    question = tr("完结运单 {no}?").format(no=card.number)
    if context.sure(question, yes=tr("完结"), no=tr("返回")):
        context.do(close_consignment, {"number": card.number}, window=window)


def with_reason(
    command: Callable[..., None], word: str
) -> Callable[[Context, ConsignmentCard, QWidget], None]:
    """A command that needs a reason, which is asked for first."""

    def do(context: Context, card: ConsignmentCard, window: QWidget) -> None:
        reason = context.asker.reason(f"{tr(word)} {card.number}")
        if reason:
            context.do(command, {"number": card.number, "reason": reason}, window=window)

    return do


def _form(
    make: type[FormDialog],
    context: Context,
    command: Callable[..., Any],
    fields: Sequence[Field],
    card: ConsignmentCard,
    values: dict[str, Any],
    window: QWidget,
    fixed: dict[str, Any] | None = None,
) -> None:
    given = {"number": card.number, **(fixed or {})}
    make(context, entry_of(command), fields, given, values, window.window()).show()


DEEDS = (
    Deed("修改", "F2", "consignment.update", _open_to_changes, edit),
    Deed("打印运单", "Ctrl+P", "print.create", _always, print_form("P-25")),
    Deed("打印标签", "Ctrl+L", "print.create", _always, print_form("P-32")),
    Deed("打印提货单", "Ctrl+T", "print.create", _in_stock, print_form("P-33")),
    Deed("登记沟通", "F6", "tracking.create", _always, note_talk),
    Deed("登记到货通知", "F8", "tracking.create", _in_stock, tell_consignee),
    Deed("一票到底  F11", "", "consignment.read", _always, tell_story),
    Deed("告知客户  Ctrl+G", "", "tracking.create", _always, tell_customer),
    Deed("登记异常", "Alt+Y", "exception.create", _always, report),
    Deed("变更收货人", "Ctrl+B", "consignee.change", _can_be_sent_elsewhere, change),
    Deed("返货", "Ctrl+R", "return.read", _may_go_back, send_back),
    Deed("登记放货", "F7", "consignment.update", _held, note_release),
    Deed("完结", "Ctrl+E", "consignment.update", may_move("close_consignment"), close),
    Deed(
        "重新打开",
        "Ctrl+Shift+E",
        "consignment.void",
        may_move("reopen_consignment"),
        with_reason(reopen_consignment, "重新打开"),
    ),
    Deed(
        "作废",
        "Ctrl+Delete",
        "consignment.void",
        may_move("void_consignment"),
        with_reason(void_consignment, "作废"),
        "danger",
    ),
)
