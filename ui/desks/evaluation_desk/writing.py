"""What is written: the vetoes looked into with their evidence, defects, suggestions, conclusion."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk.evaluation.reports.queries import ReportPage, VetoRow
from desk.evaluation.reports.rules import MOST_EVIDENCE, TEXTS, VetoDraft
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.pieces import FollowingArea, empty_layout
from ui.desks.stale import StaleAwareFields
from ui.desks.texts import readable
from ui.editors.line import TextEditor
from ui.editors.picked import FlagEditor, NoteEditor
from ui.theme import SIZES, SPACE

LINES = 3


class Writing(QWidget):
    """See the module.

    Attributes:
        fields: the vetoes in order, then the texts.

    Signals:
        done: Enter in the last field.
        edited: something was typed for the first time.
        typed: something was typed.
        stale: somebody else has saved the report meanwhile.
    """

    done = Signal()
    edited = Signal()
    typed = Signal()
    stale = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.report: ReportPage | None = None
        self.fields = StaleAwareFields(self)
        self.touched = self._saved = self._editable = False
        inside = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.normal)
        self._grid.setVerticalSpacing(SPACE.tight)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 4)
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, SPACE.small, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FollowingArea(inside))

    def renew(self, page: ReportPage | None, *, editable: bool) -> None:
        """Show a report that was read again; what is typed about the same version stays."""
        same = page and self.report and page.number == self.report.number
        if same and self.touched and editable:
            self.report = page if self._saved else self.report  # else it is somebody else's change
            self._saved = False
            return
        if same and page and editable and editable == self._editable and self._shows(page):
            self.report, self._saved = page, False  # the cursor stays where it is
            return
        self._editable = editable
        self.report, self.touched, self._saved = page, False, False
        empty_layout(self._grid)
        self.fields.deleteLater()
        self.fields = StaleAwareFields(self)
        self.fields.finished.connect(self.done)
        self.fields.stale.connect(self.stale)
        if page is None:
            return
        for at, veto in enumerate(page.vetoes):
            self._veto(at, veto)
        top = len(page.vetoes)
        for at, (name, label) in enumerate(TEXTS):
            self._text(top + at, name, tr(label), getattr(page, name))
        reply = [(tr("合作商意见"), page.partner_reply), (tr("更正原因"), page.correction)]
        for at, (label, words) in enumerate(reply):
            if words:
                self._grid.addWidget(plain_label(label, "label"), top + len(TEXTS) + at, 0)
                self._grid.addWidget(readable(words), top + len(TEXTS) + at, 1, 1, 2)
        for editor in self.fields:
            editor.setEnabled(editable)
            editor.show()  # the layout would do so later than a quick key
        self.fields.edited.connect(self._touch)
        self.fields.mark()

    def show_theirs(self, page: ReportPage) -> None:
        """Show what somebody else has saved of the same report, in the same fields."""
        self.report, self.touched = page, False
        self.fields.fill(_written(page))
        self.fields.mark()

    def _shows(self, page: ReportPage) -> bool:
        """Whether the fields hold just what was saved."""
        return {editor.name: editor.value() for editor in self.fields} == _written(page)

    def note_saved(self) -> None:
        """It was saved; what is typed from now on belongs to the version that comes back."""
        self.touched, self._saved = False, True

    def arguments(self) -> dict[str, Any]:
        """The arguments of `write_report`.

        Raises:
            Refused: what cannot be read.
        """
        page, values = self.report, self.fields.values()
        assert page is not None
        vetoes = tuple(
            VetoDraft(
                code=veto.code,
                found=values[f"vetoes.{at}.found"],
                evidence=values[f"vetoes.{at}.evidence"],
            )
            for at, veto in enumerate(page.vetoes)
        )
        texts = {name: values[name] for name, _ in TEXTS}
        return {"number": page.number, "version": page.version, "vetoes": vetoes, **texts}

    def _veto(self, at: int, veto: VetoRow) -> None:
        name = f"{veto.code} {veto.name}"
        found = FlagEditor(Field(f"vetoes.{at}.found", name, Kind.FLAG))
        found.check.setText(tr("有"))
        found.setFixedWidth(4 * SIZES.em)
        found.set_value(veto.found)
        evidence = TextEditor(Field(f"vetoes.{at}.evidence", tr("{v}的依据").format(v=veto.code)))
        evidence.line.setMaxLength(MOST_EVIDENCE)
        evidence.line.setPlaceholderText(tr("查明有此情况的,须写依据"))
        evidence.set_value(veto.evidence)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(readable(name), at, 0)
        self._grid.addWidget(self.fields.add(found), at, 1, top)
        self._grid.addWidget(self.fields.add(evidence), at, 2, top)

    def _text(self, row: int, name: str, label: str, words: str) -> None:
        editor = NoteEditor(Field(name, label, Kind.NOTE, width=20), LINES)
        editor.set_value(words)
        self._grid.addWidget(plain_label(label, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.fields.add(editor), row, 1, 1, 2)

    def _touch(self) -> None:
        self.typed.emit()
        if not self.touched:
            self.touched = True
            self.edited.emit()


def _written(page: ReportPage) -> dict[str, Any]:
    """What is saved, by field."""
    saved: dict[str, Any] = {name: getattr(page, name) for name, _ in TEXTS}
    for at, veto in enumerate(page.vetoes):
        saved |= {f"vetoes.{at}.found": veto.found, f"vetoes.{at}.evidence": veto.evidence}
    return saved
