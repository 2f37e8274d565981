"""受控文件: the documents with their gaps at the left, one of them with all its revisions at the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.filing.documents.choices import DocumentType
from desk.filing.documents.distributing import recall_copies
from desk.filing.documents.overview import OverviewRow, document_text
from desk.filing.documents.queries import (
    CopyRow,
    DocumentCard,
    RevisionRow,
    document_difference,
)
from desk.filing.documents.rules import DiffLine
from desk.kernel.commands import entry_of
from desk.kernel.errors import FileRefused, Refused
from desk.kernel.text import tr
from desk.storage.cabinet import cabinet_of, place_of
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.document_desk.actions import STEPS, Step, StepForm, fits, said, standing_of, state_of
from ui.desks.document_desk.reading import Documents, documents_of
from ui.desks.document_desk.tables import (
    COPY_COLUMNS,
    LIST_COLUMNS,
    REVISION_COLUMNS,
    facts_of,
    key_of,
    revision_tone,
)
from ui.desks.document_desk.text_view import TextView
from ui.desks.pieces import Card, Chip, Pairs, fit_rows, keyed_button, on_key
from ui.desks.row_table import RowTable
from ui.desks.strip import Strip
from ui.desks.texts import Elided
from ui.pages.flow import Flow
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone

LIST_WIDTH, COPIES_WIDTH, MOST_REVISIONS = 256, 316, 4
TEXT, CHANGES = "text", "changes"


class DocumentDesk(Page):
    """See the module.

    Attributes:
        ask_target: asks where a copy of the file is to be put; tests put their own in.
    """

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"controlled_document", "document_revision", "document_copy"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number, self.showing = "", TEXT
        self.card: DocumentCard | None = None
        self._asked, self._begun = "", False
        self._reading: Job | None = None
        self.ask_target: Callable[[str], Path | None] = self._choose_target
        self.buttons: dict[str, QPushButton] = {}
        self.list: RowTable[OverviewRow] = RowTable(tr("文件清单"), LIST_COLUMNS, key_of)
        self.revisions: RowTable[RevisionRow] = RowTable(
            tr("版次"), REVISION_COLUMNS, lambda row: row.edition
        )
        self.copies: RowTable[CopyRow] = RowTable(
            tr("发放记录"), COPY_COLUMNS, lambda row: str(row.copy_no)
        )
        self.text = TextView()
        self._build()
        self.list.went.connect(self._chosen)
        self.list.opened.connect(self._open)
        self.revisions.went.connect(self._revision_changed)
        self._show_card(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Show the document ``number``."""
        self.number = str(arguments.get("number") or "") or self.number
        self.renew()

    def shown(self) -> None:
        super().shown()
        self.list.setFocus()

    def refresh(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        ask = partial(documents_of, self.context.desk, self.number)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    @property
    def revision(self) -> RevisionRow | None:
        """The revision that is looked at."""
        return self.revisions.current()

    def turn(self) -> None:
        """The whole text, or what was changed."""
        self._turn_to(CHANGES if self.showing == TEXT else TEXT)

    # -- doing it ---------------------------------------------------------------------------------

    def take(self, step: Step) -> None:
        """Carry out a step: through a form, a reason, or at once."""
        number = self.number
        if step.fields:
            self._form(step)
            return
        takes = entry_of(step.command).argument_types()
        arguments: dict[str, Any] = {"number": number} if "number" in takes else {}
        if step.reason:
            reason = self.context.asker.reason(f"{tr(entry_of(step.command).label)} {number}")
            if not reason:
                return
            arguments["reason"] = reason
        self.context.do(
            step.command, arguments, lambda _: self.context.say(said(step, number)), window=self
        )

    def _form(self, step: Step) -> None:
        fresh = step.name == "register"
        row = self.list.current()
        values: dict[str, Any] = {}
        if fresh and row is not None and row.state is None:
            values = {"document_type": row.document_type, "title": row.title}
        fields = tuple(
            replace(f, label=tr(f.label), choices=DocumentType)
            if f.name == "document_type"
            else replace(f, label=tr(f.label))
            for f in step.fields
        )

        def done(outcome: Any) -> None:
            if fresh:
                self.number = outcome.value
            self.context.say(said(step, self.number))
            self.renew()

        fixed = {} if fresh else {"number": self.number}
        form = StepForm(
            self.context, entry_of(step.command), fields, fixed, values, self.window(), done
        )
        form.show()

    def recall_copies(self) -> None:
        """Note that the chosen copy is back, or all copies that are out."""
        revision, chosen = self.revision, self.copies.current()
        if revision is None:
            return
        out = [copy for copy in revision.copies if copy.recalled_on is None]
        if self.copies.hasFocus() and chosen is not None:
            out = [copy for copy in out if copy.copy_no == chosen.copy_no]
        if not out:
            self.context.say(tr("这一版没有在外的文件。"))
            return
        points = [tr("{n} 号 {who}").format(n=copy.copy_no, who=copy.holder) for copy in out]
        if self.context.sure(tr("下列文件已经收回?"), *points, yes=tr("收回")):
            arguments = {
                "number": self.number,
                "edition": revision.edition,
                "copies": tuple(copy.copy_no for copy in out),
            }
            words = tr("已收回 {n} 份。").format(n=len(out))
            self.context.do(recall_copies, arguments, lambda _: self.context.say(words))

    def print_document(self) -> None:
        """Show P-13."""
        if self.card is not None:
            self.context.show_paper("P-13", self.number)

    def save_file(self) -> None:
        """Put a copy of the file where the user wants it."""
        revision = self.revision
        if revision is None:
            return
        target = self.ask_target(revision.file_label)
        if target is None:
            return
        place = place_of(cabinet_of(self.context.desk.path), revision.file_sha256)

        def copy() -> Path:
            try:
                target.write_bytes(place.read_bytes())
            except OSError as fault:
                raise FileRefused(tr("文件写不进去,请换一个地方再试。")) from fault
            return target

        words = tr("文件已存到 {p}。")
        done = lambda path: self.context.say(words.format(p=path))  # noqa: E731
        self.context.bridge.later(copy, done, self.context.tell, owner=self)

    # -- inside -----------------------------------------------------------------------------------

    def _came(self, found: Documents) -> None:
        self._fill_list(found.rows)
        self._nothing.setVisible(not found.rows)
        gaps = sum(row.state is None for row in found.rows)
        self._gaps.setText(tr("必备文件还缺 {n} 份").format(n=gaps) if gaps else "")
        self._gaps.setVisible(bool(gaps))
        self._show_card(found.card)
        if not self._begun and found.rows and not self.number:
            first = next((row for row in found.rows if row.to_read), found.rows[0])
            self.list.go_to(key_of(first))
            self._chosen()
        self._begun = True

    def _fill_list(self, rows: list[OverviewRow]) -> None:
        """Show the rows without the list choosing one of them by itself."""
        self.list.blockSignals(True)
        self.list.show_rows(rows)
        if self.number:
            self.list.go_to(self.number)
        self.list.blockSignals(False)

    def _chosen(self) -> None:
        row = self.list.current()
        number = row.doc_no if row else ""
        if number != self.number:
            self.number = number
            self.renew()

    def _open(self) -> None:
        """Enter on a missing document registers it."""
        row = self.list.current()
        register = STEPS[0]
        if row is not None and row.state is None and self.context.may(register.right):
            self.take(register)

    def _show_card(self, card: DocumentCard | None) -> None:
        self.card = card
        row = self.list.current()
        missing = card is None and row is not None and row.state is None
        self._body.setVisible(card is not None)
        self._title.setText(tr("《{t}》").format(t=card.title) if card else tr("受控文件"))
        state = state_of(card)
        tone = revision_tone(state) if state else Tone.NEUTRAL
        self._state.show_as(standing_of(card), tone)
        lacking = tr("《{t}》是必备文件,还没有登记。按 Enter 或 Ctrl+N 登记第一稿。")
        words = lacking.format(t=row.title) if missing and row else tr("左边选一份文件。")
        self._hint.setText(words)
        self._hint.setVisible(card is None and bool(self.list.rows))
        may = self.context.may
        for step in STEPS:
            shown = may(step.right) and fits(step, card)
            if step.name == "read":
                shown = shown and row is not None and row.to_read
            self.buttons[step.name].setVisible(shown)
        for name in ("print", "save"):
            self.buttons[name].setVisible(card is not None and may("document.read"))
        if card is not None:
            self._facts.show_pairs(facts_of(card))
            self.revisions.show_rows(card.revisions)
            fit_rows(self.revisions, len(card.revisions), MOST_REVISIONS)
            if self.revisions.current() is None:
                self.revisions.selectRow(0)
            self._revision_changed()

    def _revision_changed(self) -> None:
        revision = self.revision
        if revision is None or self.card is None:
            return
        self.copies.show_rows(revision.copies)
        self._no_copies.setVisible(not revision.copies)
        out = any(copy.recalled_on is None for copy in revision.copies)
        self.buttons["back"].setVisible(out and self.context.may("document.approve"))
        self._turn_to(self.showing)

    def _turn_to(self, showing: str) -> None:
        self.showing = showing
        words = {TEXT: tr("全文"), CHANGES: tr("修改对照")}
        key = {name: "" if name == showing else "  F6" for name in words}
        items = [(name, word + key[name]) for name, word in words.items()]
        self._strip.show_items(items, showing)
        revision = self.revision
        if revision is None:
            return
        number, edition = self.number, revision.edition
        self._asked = asked = f"{number} {edition} {showing}"
        desk = self.context.desk

        def came(found: str | tuple[DiffLine, ...]) -> None:
            if asked != self._asked:
                return
            if isinstance(found, str):
                none = tr("这一版是 {f},不能在这里显示。按 Ctrl+S 存出来看。")
                self.text.show_text(found or none.format(f=revision.file_label))
            elif found:
                self.text.show_difference(found)
            else:
                self.text.show_text(tr("与上一版没有不同。"))

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Refused):
                self.text.show_text("\n".join(p.message for p in fault.problems))
            else:
                self.context.tell(fault)

        query: Callable[..., Any] = document_text if showing == TEXT else document_difference
        ask = partial(desk.ask, query, number=number, edition=edition)
        self.context.bridge.later(ask, came, failed, owner=self)

    def _choose_target(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("存文件"), name)
        return Path(chosen) if chosen else None

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        self._title, self._state = Elided("title"), Chip()
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._buttons())
        sides, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        sides.setSpacing(SPACE.small)
        self._gaps, self._hint = plain_label("", "warning"), plain_label("", "muted")
        self._nothing = plain_label(tr("还没有生效的文件,批准生效后列在这里。"), "muted")
        self._nothing.setWordWrap(True)
        self.list.setFixedWidth(LIST_WIDTH)
        for part in (self._gaps, self._nothing):
            left.addWidget(part)
        left.addWidget(self.list, 1)
        self._hint.setWordWrap(True)
        right.addWidget(self._hint)
        right.addWidget(self._build_body(), 1)
        right.addStretch(0)
        sides.addLayout(left)
        sides.addLayout(right, 1)
        column.addLayout(sides, 1)
        words = tr("↑↓ 选文件 · Enter 登记缺的 · F6 全文/修改对照 · Ctrl+B 回清单")
        column.addWidget(plain_label(words, "small"))
        on_key(self, "F6", self.turn)
        on_key(self, "Ctrl+B", self.list.setFocus)

    def _buttons(self) -> QWidget:
        place = QWidget()
        flow = Flow(place)
        for step in STEPS:
            role = "primary" if step.name in ("read", "approve", "submit") else ""
            role = "danger" if step.name in ("withdraw", "reject") else role
            button = keyed_button(self, tr(step.word), step.key, partial(self.take, step), role)
            self.buttons[step.name] = button
            flow.addWidget(button)
        for name, word, key, does in (
            ("print", tr("打印"), "Ctrl+P", self.print_document),
            ("save", tr("存出文件"), "Ctrl+S", self.save_file),
        ):
            self.buttons[name] = keyed_button(self, word, key, does)
            flow.addWidget(self.buttons[name])
        return place

    def _build_body(self) -> QWidget:
        self._body = QWidget()
        column, lower = QVBoxLayout(self._body), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self._facts = Pairs(5)
        column.addWidget(self._facts)
        column.addWidget(self.revisions)
        texts, copies = Card(), Card(tr("发放与阅读"))
        self._strip = Strip()
        self._strip.chosen.connect(self._turn_to)
        texts.column.addWidget(self._strip)
        texts.column.addWidget(self.text, 1)
        copies.setFixedWidth(COPIES_WIDTH)
        self._no_copies = plain_label(tr("这一版还没有发放。"), "muted")
        self.buttons["back"] = keyed_button(self, tr("收回"), "Ctrl+R", self.recall_copies)
        for part in (self._no_copies, self.copies, self.buttons["back"]):
            copies.column.addWidget(part)
        lower.setSpacing(SPACE.small)
        lower.addWidget(texts, 1)
        lower.addWidget(copies)
        column.addLayout(lower, 1)
        return self._body
