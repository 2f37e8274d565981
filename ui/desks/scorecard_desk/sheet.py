"""The soft items of one partner: anchor words, the score, and the evidence where the score is extreme."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk.evaluation.plans.queries import ScorecardSheet, ScoreRow
from desk.evaluation.plans.rules import ScoreDraft
from desk.evaluation.schemes.scoring import needs_evidence
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.pieces import empty_layout
from ui.desks.scorecard_desk.score_editor import ScoreEditor
from ui.desks.stale import StaleAwareFields
from ui.desks.texts import wrapped
from ui.editors.line import TextEditor
from ui.theme import SIZES, SPACE

SCORE_WIDTH, MOST_EVIDENCE, MOST_REMARK = 6 * SIZES.em, 200, 300


class ScoreSheet(QWidget):
    """See the module.

    Attributes:
        fields: score and evidence of every item, in walking order, then the remark.

    Signals:
        done: Enter in the last field.
        edited: something was typed.
        stale: somebody else has saved the sheet meanwhile.
    """

    done = Signal()
    edited = Signal()
    stale = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sheet: ScorecardSheet | None = None
        self.fields = StaleAwareFields(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE.small, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.normal)
        self._grid.setVerticalSpacing(SPACE.tight)
        self._grid.setColumnStretch(1, 1)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        self.touched = False

    def show_sheet(self, sheet: ScorecardSheet | None) -> None:
        """Show another partner's items, as they were saved."""
        self.sheet, self.touched = sheet, False
        empty_layout(self._grid)
        self.fields.deleteLater()
        self.fields = StaleAwareFields(self)
        self.fields.finished.connect(self.done)
        self.fields.stale.connect(self.stale)
        for at, row in enumerate(sheet.rows if sheet else ()):
            self._item(at, row)
        if sheet is not None:
            self._remark(len(sheet.rows), sheet.remark)
            for editor in self.fields:
                editor.setEnabled(sheet.editable)
                editor.show()  # the layout would do so later than a quick Enter
        self.fields.edited.connect(self._touch)
        self.fields.mark()

    def show_theirs(self, sheet: ScorecardSheet) -> None:
        """Show what somebody else has saved of the same sheet, in the same fields."""
        self.sheet, self.touched = sheet, False
        for at, row in enumerate(sheet.rows):
            self.fields.fill({_score(at): row.score_tenths, _evidence(at): row.evidence})
        self.fields.fill({"remark": sheet.remark})
        self.fields.mark()

    def renew(self, sheet: ScorecardSheet | None) -> None:
        """Show a sheet that was read again; the same one keeps its cursor and what is typed."""
        former = self.sheet
        if sheet is None or former is None or sheet.id != former.id:
            self.show_sheet(sheet)
        elif not self.touched:
            saved = (sheet.rows, sheet.remark, sheet.editable)
            if saved != (former.rows, former.remark, former.editable):
                self.show_sheet(sheet)
            self.sheet = sheet

    def drafts(self) -> tuple[ScoreDraft, ...]:
        """What was given.

        Raises:
            Refused: what cannot be read and what is missing, each at its field.
        """
        values = self.fields.values()
        rows = self.sheet.rows if self.sheet else ()
        return tuple(
            ScoreDraft(
                code=row.code,
                score_tenths=values[_score(at)],
                evidence=values[_evidence(at)],
            )
            for at, row in enumerate(rows)
        )

    @property
    def remark(self) -> str:
        """What is said beside the scores."""
        return str(self.fields["remark"].value()) if "remark" in self.fields else ""

    def _item(self, at: int, row: ScoreRow) -> None:
        label = f"{row.code} {row.name}"
        weight = tr("权重 {w}").format(w=show_money(row.weight_hundredths))
        score = ScoreEditor(Field(_score(at), label, width=4, required=True))
        score.setFixedWidth(SCORE_WIDTH)
        score.set_value(row.score_tenths)
        evidence = TextEditor(Field(_evidence(at), tr("{item} 的依据").format(item=row.name)))
        evidence.line.setMaxLength(MOST_EVIDENCE)
        evidence.set_value(row.evidence)
        score.edited.connect(lambda: _ask_evidence(score, evidence))
        _ask_evidence(score, evidence)
        self.fields.add(score)
        self.fields.add(evidence)
        top = at * 3
        self._grid.addWidget(plain_label(label, "strong"), top, 0, 1, 2)
        self._grid.addWidget(plain_label(weight, "muted"), top, 2)
        anchors = wrapped(_lines(row.anchors))
        anchors.setProperty("role", "muted")
        self._grid.addWidget(anchors, top + 1, 0, 1, 3)
        self._grid.addWidget(score, top + 2, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(evidence, top + 2, 1, 1, 2, Qt.AlignmentFlag.AlignTop)

    def _remark(self, at: int, remark: str) -> None:
        editor = self.fields.add(TextEditor(Field("remark", tr("说明"), width=20)))
        editor.line.setMaxLength(MOST_REMARK)
        editor.line.setPlaceholderText(tr("其他要说的(可不填)"))
        editor.set_value(remark)
        self._grid.addWidget(plain_label(tr("说明"), "strong"), at * 3, 0)
        self._grid.addWidget(editor, at * 3 + 1, 0, 1, 3)

    def _touch(self) -> None:
        self.touched = True
        self.edited.emit()


def _score(at: int) -> str:
    return f"scores.{at}.score_tenths"


def _evidence(at: int) -> str:
    return f"scores.{at}.evidence"


def _lines(anchors: str) -> str:
    """The anchors after each other, told apart."""
    return anchors.replace("\uff1b", ";").replace(";", "  ·  ")


def _ask_evidence(score: ScoreEditor, evidence: TextEditor) -> None:
    """What is extreme wants its evidence, said before anything is saved."""
    tenths = score.score
    extreme = tenths is not None and needs_evidence(tenths)
    words = (
        tr("须填写依据:哪一票、哪一天、什么事")
        if extreme
        else tr("依据(5 分及以下、9.5 分及以上必填)")
    )
    evidence.line.setPlaceholderText(words)
    if not extreme:
        evidence.problem(None)


def arguments_of(sheet: ScoreSheet) -> dict[str, Any]:
    """The arguments of `enter_scorecard`.

    Raises:
        Refused: see `ScoreSheet.drafts`.
    """
    found = sheet.sheet
    assert found is not None
    return {
        "scorecard_id": found.id,
        "scores": sheet.drafts(),
        "remark": sheet.remark,
        "version": found.version,
    }
