"""What the customer answered: questions, score, wishes, what was done and what is promised."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desk.care.callbacks.choices import Channel, Purpose
from desk.care.callbacks.drafts import CallbackDraft, FollowUpDraft
from desk.care.callbacks.questions import purpose_of
from desk.care.callbacks.rules import FOLLOW_UP_HOURS, LOW_SCORE
from desk.care.callbacks.sheet import CallSheet, SheetContact
from desk.kernel.errors import Problem
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.callback_desk import words as w
from ui.desks.callback_desk.asking import ANSWER, Asking
from ui.desks.dense import DenseGrid
from ui.desks.keeping import put_raw, raw_of
from ui.desks.pieces import Card
from ui.desks.promise_line import PromiseLine
from ui.desks.spot import PassingFields
from ui.editors import editor_for
from ui.editors.drop_down import Suggestion
from ui.editors.picked import NoteEditor
from ui.editors.suggesting import SuggestingEditor

if TYPE_CHECKING:
    from ui.registry import Context

COLUMNS, NOTE_LINES = 12, 2


class CallFields(PassingFields):
    """A refusal of an answer goes to the line of its question."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, w.ASIDE)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return super().show_problems(_placed(problem) for problem in problems)


def _placed(problem: Problem) -> Problem:
    path = (problem.field or "").split(".")
    if "answers" not in path[:-1]:
        return problem
    return dataclasses.replace(problem, field=f"{ANSWER}{path[path.index('answers') + 1]}")


class SpeakerEditor(SuggestingEditor):
    """Who spoke: one of the customer's contacts, or anybody else by name."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.contacts: tuple[SheetContact, ...] = ()

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        return text

    def show_as(self, value: object) -> str:
        return str(value)

    def look(self) -> None:
        self.offer([_contact_line(contact) for contact in self.contacts])

    def known(self) -> SheetContact | None:
        """The contact on file of that name."""
        name = self.value()
        return next((contact for contact in self.contacts if contact.name == name), None)


def _contact_line(contact: SheetContact) -> Suggestion:
    role = contact.role.label if contact.role else ""
    return Suggestion(contact.name, contact.name, f"{role}  {contact.phone_masked}".strip())


class CallForm(Card):
    """See the module; `asking` stands elsewhere on the page."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context = context
        self.fields = CallFields(self)
        self.asking = Asking(self.fields)
        self.score = self.fields.add(editor_for(w.SCORE, context))
        self.suggestion = self.fields.add(NoteEditor(w.SUGGESTION, NOTE_LINES))
        self.handled = self.fields.add(NoteEditor(w.HANDLED, NOTE_LINES))
        self.promise = PromiseLine(context, self.fields)
        self.purpose = self.fields.add(editor_for(w.PURPOSE, context))
        self.channel = self.fields.add(editor_for(w.CHANNEL, context))
        self.speaker = self.fields.add(SpeakerEditor(w.CONTACT))
        self.low = plain_label("", "warning")
        self.purpose.edited.connect(self._other_purpose)
        self.score.edited.connect(self._scored)
        self._build()

    @property
    def touched(self) -> bool:
        return self.fields.touched

    def show_call(self, sheet: CallSheet, purpose: Purpose, channel: Channel) -> None:
        """An empty form for a customer."""
        self.asking.clear()
        self.fields.clear()
        item = sheet.item
        self.speaker.contacts = sheet.contacts
        name = item.contact if item and item.contact else ""
        first = sheet.contacts[0].name if sheet.contacts else ""
        self.speaker.set_value(name or first)
        self.channel.set_value(channel)
        self.purpose.set_value(purpose)
        self.asking.show_purpose(purpose)
        self._scored()
        self.promise.propose()

    def draft(self, customer_id: int) -> CallbackDraft:
        """What is typed.

        Raises:
            Refused: what cannot be read, E001 for what must be filled.
        """
        values = self.fields.values()
        known = self.speaker.known()
        score = values["score"]
        return CallbackDraft(
            purpose=values["purpose"],
            customer_id=customer_id,
            contact_id=known.contact_id if known else None,
            contact=values["contact"],
            channel=values["channel"],
            answers=self.asking.answers(),
            score=int(score.value) if score is not None else None,
            suggestion=values["suggestion"],
            handled=values["handled"],
            follow_up=_promise(values),
        )

    def raw(self) -> dict[str, Any]:
        """What stands in the fields, readable or not."""
        return {editor.name: raw_of(editor) for editor in self.fields if editor.touched}

    def put_raw(self, raw: dict[str, Any]) -> None:
        """Put back what stood in the fields; the purpose first, for it brings the questions."""
        for name in sorted(raw, key=lambda name: name != w.PURPOSE.name):
            if name in self.fields:
                self.fields[name].set_value(None)  # a person proposed before must not stay picked
                put_raw(self.fields[name], raw[name])

    def missed(self) -> dict[str, Any]:
        """What is told about a call nobody answered."""
        return {
            "channel": self.channel.value() or Channel.PHONE,
            "note": self.handled.value(),
        }

    @property
    def answered(self) -> bool:
        """Whether more than the note of a missed call is typed."""
        beside = ("handled", "channel", "contact", "purpose")
        return any(editor.touched for editor in self.fields if editor.name not in beside)

    def _other_purpose(self) -> None:
        purpose = self.purpose.value()
        if purpose is not None:
            self.asking.show_purpose(purpose)

    def _scored(self) -> None:
        score = self.score.value()
        low = score is not None and int(score.value) <= LOW_SCORE
        until = show_moment(self._soon())[5:] if low else ""
        words = tr("评价低:保存后自动建跟进任务,须在 {t} 前回电。").format(t=until)
        self.low.setText(words if low else "")
        self.low.setVisible(low)

    def _soon(self) -> datetime:
        desk = self._context.desk
        return desk.calendar.deadline(desk.now, hours=FOLLOW_UP_HOURS)

    def _build(self) -> None:
        grid = DenseGrid(columns=COLUMNS)
        grid.line((self.score, 3), (self.speaker, 3), (self.channel, 3), (self.purpose, 3))
        grid.line((self.suggestion, 6), (self.handled, 6))
        task, owner, due = self.promise.editors
        grid.line((task, 6), (owner, 3), (due, 3))
        self.column.addWidget(grid)
        self.column.addWidget(self.low)


def _promise(values: dict[str, Any]) -> FollowUpDraft | None:
    if not values["task"]:
        return None
    return FollowUpDraft(task=values["task"], owner_id=values["owner_id"], due_on=values["due_on"])


def usual_purpose(sheet: CallSheet, channel: Channel) -> Purpose:
    """What the call is about: its cause, a complaint that waits, or the routine."""
    if sheet.item is not None:
        return purpose_of(sheet.item.cause)
    waits = any(case.call_due_at for case in sheet.complaints)
    return Purpose.COMPLAINT if waits and channel is Channel.PHONE else Purpose.ROUTINE
