"""新运单 / 修改运单: typed, saved and printed from the keyboard."""

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.freight.consignments.commands import accept_consignment, update_consignment
from desk.freight.consignments.drafting import accept_draft, save_draft, saved_draft
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.lookups import TypedConsignment, consignment_as_typed
from desk.freight.consignments.quoting import draft_of_quote
from desk.kernel.errors import Problem, Refused
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.consignment_entry.form import EntryForm
from ui.desks.consignment_entry.merging import (
    label_of,
    merge_drafts,
    shown_as,
    with_values,
)
from ui.desks.consignment_entry.saved_bar import SavedBar
from ui.desks.keep_soon import KeepSoon
from ui.desks.keeping import Keeper
from ui.desks.kept_line import KeptLine
from ui.desks.pasted_bar import PastedBar
from ui.desks.pieces import FollowingArea, keyed_button, on_key
from ui.desks.stale import who_saved
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn


class ConsignmentEntry(Page):
    """The entry screen: a new consignment, an unfinished draft, or the correction of a numbered one."""

    watches: ClassVar[frozenset[str] | None] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.base: TypedConsignment | None = None
        self.draft_id: int | None = None
        self.form = EntryForm(context)
        next_turn()
        self.saved_bar = SavedBar(self)
        self._keeper = Keeper(context, "consignment")
        self._asked = self._just_opened = False
        self._keep_soon = KeepSoon(self, self.keep)
        self.form.edited.connect(self._keep_soon.typed)
        self.form.fields.finished.connect(self.save)
        self.form.fields.stale.connect(self._stale)
        self.pasted_bar = PastedBar(self, self.form.pasted)
        self.kept_line = KeptLine(
            self, tr("一张运单"), _described, self._restore, lambda: self.form.fields.touched
        )
        self._build()

    # -- opening ----------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """``number`` to correct, ``draft_id`` to finish, ``quote_no`` to ship on; none for a new one."""
        self._just_opened = True
        if arguments.get("number"):
            self._edit(str(arguments["number"]))
        elif arguments.get("draft_id"):
            self._finish_draft(int(arguments["draft_id"]))
        elif arguments.get("quote_no"):
            self._on_quote(str(arguments["quote_no"]))
        elif self.base is not None or self.draft_id is not None or self.form.quote_no:
            self._new()

    def shown(self) -> None:
        super().shown()
        looked_at = self.base is not None and not self.form.fields.touched
        if looked_at and not self._just_opened:  # called by the navigation: a new one is meant
            self._begin(None, None)
            self.form.clear()
        self._just_opened = False
        if not self._asked:
            self._asked = True
            self._offer_kept()
        if self.base is None and not self.form.fields.touched and not self.form.quote_no:
            self.form.start()

    def _edit(self, number: str) -> None:
        if self.base is not None and self.base.number == number and self.form.fields.touched:
            return
        if self._gives_up():
            try:
                typed = self.context.look_up(consignment_as_typed, number=number)
            except Refused as refused:
                self.context.tell(refused)
                return
            self._begin(typed, None)
            self.form.show_draft(typed.draft, typed.number)
            self.form.shipper["name"].take_focus()
            self._offer_kept()

    def _finish_draft(self, draft_id: int) -> None:
        if self._gives_up():
            try:
                draft = self.context.look_up(saved_draft, draft_id=draft_id)
            except Refused as refused:
                self.context.tell(refused)
                return
            self._begin(None, draft_id)
            self.form.show_draft(draft)
            self.form.start()

    def _on_quote(self, quote_no: str) -> None:
        """Start from an accepted quote: everything agreed is there, unsaved."""
        if self._gives_up():
            try:
                draft = self.context.look_up(draft_of_quote, quote_no=quote_no)
            except Refused as refused:
                self.context.tell(refused)
                return
            self._begin(None, None)
            self._asked = True
            self.form.show_draft(draft)
            self._title.setText(tr("新运单(按报价 {no})").format(no=quote_no))
            self.form.go_to_missing()

    def _new(self) -> None:
        if self._gives_up():
            self._begin(None, None)
            self.form.clear()
            self.form.start()

    def _begin(self, base: TypedConsignment | None, draft_id: int | None) -> None:
        self.base, self.draft_id = base, draft_id
        self._asked = base is not None or draft_id is not None
        self._keep_soon.stop()
        form = f"consignment {base.number}" if base else "consignment"
        self._keeper = Keeper(self.context, form)
        self.kept_line.close_offer()
        number = base.number if base else ""
        self._title.setText(tr("修改运单 {no}").format(no=number) if base else tr("新运单"))
        self._next.setVisible(base is None)
        self._put_aside.setVisible(base is None)
        self.saved_bar.empty()

    # -- saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Save; a new ticket then starts empty."""
        self._save(keep=False)

    def save_and_next(self) -> None:
        """Save; the next ticket starts from the same origin and shipper."""
        self._save(keep=True)

    def _save(self, *, keep: bool) -> None:
        fields = self.form.fields
        if self.base is not None:
            self.context.do(update_consignment, self._correction, self._corrected, fields=fields)
        elif self.draft_id is not None:
            self.context.do(
                accept_draft,
                lambda: {"draft_id": self.draft_id, "draft": self.form.draft()},
                lambda outcome: self._accepted(outcome, keep),
                fields=fields,
            )
        else:
            self.context.do(
                accept_consignment,
                lambda: {"draft": self.form.draft()},
                lambda outcome: self._accepted(outcome, keep),
                fields=fields,
            )

    def _correction(self) -> dict[str, Any]:
        assert self.base is not None
        draft = self.form.draft()
        return {"number": self.base.number, "version": self.base.version, "draft": draft}

    def _accepted(self, outcome: Outcome[str], keep: bool) -> None:
        draft = self.form.readable()
        self._forget()
        self.draft_id = None
        self._title.setText(tr("新运单"))
        if keep:
            self.form.keep_for_next()
        else:
            self.form.clear()
        self.saved_bar.tell(outcome.value, draft)
        self.context.say(tr("已受理 {no}。").format(no=outcome.value))
        self.form.start()

    def _corrected(self, _outcome: Outcome[None]) -> None:
        assert self.base is not None
        number = self.base.number
        self._forget()
        self._begin(None, None)
        self.form.clear()
        self.context.say(tr("{no} 已修改。").format(no=number))
        self.context.open_page("consignment", number=number)

    def put_aside(self) -> None:
        """Keep the unfinished ticket in the office as a draft; nothing is checked."""
        self.context.do(
            save_draft,
            lambda: {"draft": self.form.unfinished(), "draft_id": self.draft_id},
            self._put_aside_done,
            fields=self.form.fields,
        )

    def _put_aside_done(self, _outcome: Outcome[int]) -> None:
        self._forget()
        self.draft_id = None
        self._title.setText(tr("新运单"))
        self.form.clear()
        self.form.start()
        self.context.say(tr("已存为草稿,可在运单列表中打开续填。"))

    # -- somebody else saved meanwhile ------------------------------------------------------------

    def _stale(self, problem: Problem) -> None:
        assert self.base is not None
        now = self.context.look_up(consignment_as_typed, number=self.base.number)
        mine = self.form.readable()
        merged, _ = merge_drafts(self.base.draft, now.draft, mine)
        told = merged.differences(label_of, shown_as)
        theirs = self.context.asker.sides(who_saved(problem), told)
        self._take_over(now, with_values(mine, merged.answered(theirs, label_of)))
        if theirs is not None:
            self.save()

    def _take_over(self, now: TypedConsignment, draft: ConsignmentDraft) -> None:
        self.base = now
        self.form.show_draft(draft, now.number)
        self.form.fields["remark"].touched = True  # not saved yet

    # -- keeping what is typed ----------------------------------------------------------------------

    def keep(self) -> None:
        """Write the typing to the user's own folder."""
        self._keep_soon.stop()
        if self.form.fields.touched:
            version = self.base.version if self.base else None
            typed = self.form.raw(changed_only=self.base is not None)
            typed |= {"version": version, "draft_id": self.draft_id}
            self._keeper.keep(typed, self.context.desk.now)

    def _offer_kept(self) -> None:
        self.kept_line.look(self._keeper)

    def _restore(self, kept: dict[str, Any]) -> None:
        if self.base is None:
            self.draft_id = kept.get("draft_id")
        elif kept.get("version") is not None:  # somebody may have saved since it was typed
            self.base = replace(self.base, version=int(kept["version"]))
        self.form.put_raw(kept)
        self.form.go_to_missing()

    def _forget(self) -> None:
        self._keep_soon.stop()
        self._keeper.forget()

    # -- leaving ----------------------------------------------------------------------------------

    def give_up(self) -> None:
        """Esc: ask once if something was typed, then start anew (or back to the record)."""
        if not self._gives_up():
            return
        number = self.base.number if self.base else ""
        self._begin(None, None)
        self.form.clear()
        if number:
            self.context.open_page("consignment", number=number)
        else:
            self.form.start()

    def may_leave(self) -> bool:
        return self._gives_up()

    def _gives_up(self) -> bool:
        """Whether nothing would be lost, or the clerk agrees to lose it."""
        if not self.form.fields.touched:
            return True
        if self._is_blank():
            self._forget()
            return True
        question = tr("放弃「{page}」已填写的内容?").format(page=self._title.text())
        if not self.context.gives_up(question):
            return False
        self._forget()
        return True

    def _is_blank(self) -> bool:
        """Whether a new ticket holds nothing: what was typed was all taken back."""
        new = self.base is None and self.draft_id is None
        return new and all(e.is_empty() for e in self.form.fields if e.touched)

    # -- window -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def toggle_more(self) -> None:
        """Show the seldom fields, or hide them again."""
        on = not self.form.more_shown
        self.form.show_more(on)
        if on:
            self.form.fields["receipt_fee_fen"].take_focus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.saved_bar)
        column.addWidget(self.kept_line)
        column.addWidget(self.pasted_bar)
        column.addWidget(FollowingArea(self.form), 1)
        column.addLayout(self._foot())
        for key, do in (
            ("Ctrl+S", self.save),
            ("Ctrl+Enter", self.save_and_next),
            ("PgDown", lambda: self.form.jump(1)),
            ("PgUp", lambda: self.form.jump(-1)),
            ("Ctrl+Delete", self.form.goods.remove_current),
        ):
            on_key(self, key, do)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title = plain_label(tr("新运单"), "title")
        line.addWidget(self._title)
        line.addStretch(1)
        self._put_aside = keyed_button(self, tr("存草稿"), "F4", self.put_aside)
        self._next = keyed_button(self, tr("保存再开"), "Ctrl+Return", self.save_and_next)
        paste = self.pasted_bar.paste
        line.addWidget(keyed_button(self, tr("粘贴订单"), "Ctrl+Shift+V", paste))
        line.addWidget(keyed_button(self, tr("更多栏目"), "F6", self.toggle_more))
        line.addWidget(self._put_aside)
        line.addWidget(self._next)
        line.addWidget(keyed_button(self, tr("保存"), "F9", self.save, "primary"))
        return line

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        keys = tr("Enter 下一栏 · Shift+Enter 上一栏 · PgDn/PgUp 换一块 · 空格打勾 · Esc 放弃")
        line.addWidget(plain_label(keys, "small"))
        line.addStretch(1)
        return line


def _described(kept: dict[str, Any]) -> str:
    """Which ticket it was: from whom, to whom."""
    fields = kept.get("fields", {})
    names = [str(fields.get(name, "")) for name in ("shipper_name", "consignee_name")]
    return " → ".join(filter(None, names))
