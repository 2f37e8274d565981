"""新客户 / 修改客户."""

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.archive.customers.cards import CustomerCard, CustomerTwin
from desk.archive.customers.choices import CustomerType, PayTerms
from desk.archive.customers.commands import add_customer, update_customer
from desk.archive.customers.queries import customer_card, similar_customers
from desk.kernel.errors import Problem, Problems, Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.consignment_entry.goods import read
from ui.desks.customer_entry.form import CustomerForm
from ui.desks.customer_entry.reading import (
    addresses_from,
    contact_from,
    customer_from,
    flat,
    label_of,
    other_problems,
    shown_as,
    shown_values,
)
from ui.desks.keep_soon import KeepSoon
from ui.desks.keeping import Keeper, can_keep, put_raw, raw_of
from ui.desks.kept_line import KeptLine
from ui.desks.merging import merge
from ui.desks.pieces import FollowingArea, keyed_button, on_key
from ui.desks.stale import who_saved
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE

_USUAL: dict[str, Any] = {"customer_type": CustomerType.COMPANY, "settlement": PayTerms.PREPAID}


class CustomerEntryPage(Page):
    """One customer: new, or being corrected."""

    watches: ClassVar[frozenset[str] | None] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: CustomerCard | None = None
        self.form = CustomerForm(context)
        self.fields = self.form.fields
        self._offered = self._just_opened = False
        self._keep_soon = KeepSoon(self, self.keep)
        self._build()
        self.fields.edited.connect(self._keep_soon.typed)
        self.fields.finished.connect(self.save)
        self.fields.stale.connect(self._stale)
        for name in ("name", "contacts.0.mobile", "contacts.0.phone"):
            self.fields[name].committed.connect(self._look_for_twins)
        self._begin(None)

    # -- opening ----------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """``id`` of the customer to correct; without one a new customer."""
        self._just_opened = True
        wanted = arguments.get("id")
        if self.card is not None and self.card.id == wanted and self.fields.touched:
            return
        if self._gives_up():
            try:
                found = self.context.look_up(customer_card, customer=wanted) if wanted else None
            except Refused as refused:
                self.context.tell(refused)
                return
            self._begin(found)
            self._offer_kept()

    def shown(self) -> None:
        super().shown()
        looked_at = self.card is not None and not self.fields.touched
        if looked_at and not self._just_opened:  # called by the navigation: a new one is meant
            self._begin(None)
        self._just_opened = False
        if not self._offered:
            self._offer_kept()
        if not self.fields.touched:
            self.fields.focus_first()

    def _begin(self, card: CustomerCard | None) -> None:
        self.card = card
        self._keeper = Keeper(self.context, f"customer {card.code if card else ''}")
        self.kept_line.close_offer()
        self._keep_soon.stop()
        self.fields.clear()
        self.form.show_as_new(card is None)
        self.fields.fill(shown_values(card.entry) if card else _USUAL)
        title = (
            tr("修改客户 {v}").format(v=f"{card.code} {card.entry.name}") if card else tr("新客户")
        )
        self._title.setText(title)

    # -- saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Save, and show the customer's record."""
        if self.card is None:
            self.context.do(add_customer, self._new, self._added, fields=self.fields)
        else:
            self.context.do(update_customer, self._corrected, self._updated, fields=self.fields)

    def _new(self) -> dict[str, Any]:
        values = self._values()
        return {
            "customer": customer_from(values, None),
            "contacts": (contact_from(values),),
            "addresses": addresses_from(values),
            "duplicate_reason": values["duplicate_reason"] or "",
        }

    def _corrected(self) -> dict[str, Any]:
        assert self.card is not None
        values = self._values()
        arguments: dict[str, Any] = {
            "customer_id": self.card.id,
            "row_version": self.card.row_version,
            "customer": customer_from(values, self.card.entry.owner_id),
            "evidence": values["evidence"] or "",
        }
        source = values["change_source"]
        return arguments | ({"source": source} if source is not None else {})

    def _values(self) -> dict[str, Any]:
        """Every value on the screen.

        Raises:
            Refused: what cannot be read and what is missing, all at once.
        """
        found: dict[str, Any] = {}
        problems = Problems()
        for editor in self.fields:
            try:
                found[editor.name] = value = editor.value()
            except Refused as refused:
                found[editor.name] = None
                problems.extend(refused.problems)
                continue
            if editor.field.required and not editor.isHidden():
                problems.require(value, editor.name, editor.field.label)
        if problems.found:
            told = {problem.field for problem in problems.found}
            now = self.context.desk.now
            more = other_problems(found, now, local(now).date(), new=self.card is None)
            problems.extend(problem for problem in more if problem.field not in told)
        problems.raise_if_any()
        return found

    def _added(self, outcome: Outcome[int]) -> None:
        self._leave_for(outcome.value, tr("客户已建档。"))

    def _updated(self, outcome: Outcome[tuple[int, ...]]) -> None:
        assert self.card is not None
        waiting = len(outcome.value)
        words = tr("已保存。{n} 项变更已提交,待经理核实。").format(n=waiting)
        self._leave_for(self.card.id, words if waiting else tr("客户资料已保存。"))

    def _leave_for(self, customer_id: int, words: str) -> None:
        self._forget()
        self._begin(None)
        self.context.say(words)
        self.context.open_page("customer", id=customer_id)

    # -- somebody else saved meanwhile ------------------------------------------------------------

    def _stale(self, problem: Problem) -> None:
        assert self.card is not None
        now = self.context.look_up(customer_card, customer=self.card.id)
        owner = self.card.entry.owner_id
        mine = customer_from({e.name: read(e) for e in self.fields}, owner)
        merged = merge(flat(self.card.entry), flat(now.entry), flat(mine))
        told = merged.differences(label_of, shown_as)
        theirs = self.context.asker.sides(who_saved(problem), told)
        self.card = now
        values = merged.answered(theirs, label_of)
        for name, value in shown_values(replace(mine, **values)).items():
            if name in self.fields and value != read(self.fields[name]):
                self.fields[name].set_value(value)
        if theirs is not None:
            self.save()

    # -- twins ------------------------------------------------------------------------------------

    def _look_for_twins(self) -> None:
        """Say while he is typed that a new customer may be known already."""
        name = str(read(self.fields["name"]) or "").strip()
        phones = (read(self.fields[f"contacts.0.{n}"]) for n in ("mobile", "phone"))
        phone = next((str(p) for p in phones if p), "")
        if self.card is None and (name or phone):
            self.context.ask(similar_customers, self._show_twins, self, name=name, phone=phone)

    def _show_twins(self, twins: list[CustomerTwin]) -> None:
        known = "、".join(f"{t.code} {t.name}({t.why})" for t in twins[:3])
        self.form.twins.setText(tr("可能已有:{v}").format(v=known))
        self.form.twins.setVisible(bool(twins))

    # -- keeping and leaving ------------------------------------------------------------------------

    def keep(self) -> None:
        """Write the typing to the user's own folder, without account and identity numbers."""
        self._keep_soon.stop()
        if self.fields.touched:
            new = self.card is None
            typed = {e.name: raw_of(e) for e in self.fields if can_keep(e) and (new or e.touched)}
            version = self.card.row_version if self.card else None
            self._keeper.keep({"fields": typed, "version": version}, self.context.desk.now)

    def _offer_kept(self) -> None:
        self._offered = True
        self.kept_line.look(self._keeper)

    def _restore(self, kept: dict[str, Any]) -> None:
        if self.card is not None and kept.get("version") is not None:
            self.card = replace(self.card, row_version=int(kept["version"]))
        for field, raw in kept.get("fields", {}).items():
            if field in self.fields and raw_of(self.fields[field]) != raw:
                put_raw(self.fields[field], raw)

    def _forget(self) -> None:
        self._keep_soon.stop()
        self._keeper.forget()

    def give_up(self) -> None:
        """Esc: ask once if something was typed, then back to the record or to an empty form."""
        if self._gives_up():
            known = self.card
            self._begin(None)
            if known is not None:
                self.context.open_page("customer", id=known.id)
            else:
                self.fields.focus_first()

    def may_leave(self) -> bool:
        return self._gives_up()

    def _gives_up(self) -> bool:
        if not self.fields.touched:
            return True
        question = tr("放弃「{page}」已填写的内容?").format(page=self._title.text())
        if not self.context.gives_up(question):
            return False
        self._forget()
        return True

    # -- window -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        self._title = plain_label("", "title")
        head.addWidget(self._title, 1)
        head.addWidget(keyed_button(self, tr("保存"), "F9", self.save, "primary"))
        column.addLayout(head)
        self.kept_line = KeptLine(
            self,
            tr("一份客户资料"),
            lambda kept: str(kept.get("fields", {}).get("name", "")),
            self._restore,
            lambda: self.fields.touched,
        )
        column.addWidget(self.kept_line)
        column.addWidget(FollowingArea(self.form), 1)
        hint = tr("Enter 下一栏 · Shift+Enter 上一栏 · 空格打勾 · Esc 放弃")
        column.addWidget(plain_label(hint, "small"))
        on_key(self, "Ctrl+S", self.save)
