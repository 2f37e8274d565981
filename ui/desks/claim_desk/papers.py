"""The papers of a claim as a check-list: what is there, what is missing; files are chosen or dropped."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.claims.choices import ClaimPaper, ClaimState
from desk.care.claims.commands import file_claim_papers
from desk.care.claims.queries import ClaimCard
from desk.care.claims.rules import days_to_decide
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from ui.asking import button_text, plain_label
from ui.desks.photos import FilesEditor
from ui.desks.pieces import Card, Chip, empty_layout
from ui.desks.texts import Elided
from ui.registry import Context
from ui.theme import SIZES, SPACE, Tone

BUTTON_WIDTH, LABEL_WIDTH = 9 * SIZES.em, 8 * SIZES.em


class FilesButton(FilesEditor):
    """Chooses any number of files for one kind of paper."""

    def _show(self) -> None:
        self.button.empty = True
        self.button.setText(button_text(self._words(0)))


class PaperLine(QWidget):
    """One kind of paper.

    Signals:
        chosen: files for it were read (`ClaimPaper`, uploads).
    """

    chosen = Signal(object, object)

    def __init__(self, context: Context, paper: ClaimPaper, files: Sequence[str]) -> None:
        super().__init__()
        self.paper, self.there = paper, bool(files)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        name = plain_label(paper.label)
        name.setFixedWidth(LABEL_WIDTH)
        word = tr("✓ {n} 份").format(n=len(files)) if files else tr("缺")
        self.chip = Chip(word, Tone.DONE if files else Tone.WAITING)
        self.button = FilesButton(context, paper.value)
        self.button.control.setAccessibleName(f"{paper.label} {word}")
        self.button.setFixedWidth(BUTTON_WIDTH)
        self.button.edited.connect(self._read)
        labels = Elided("muted")
        labels.setText("、".join(files))
        for part in (name, self.chip):
            row.addWidget(part)
        row.addWidget(labels, 1)
        row.addWidget(self.button)

    def take(self, paths: Sequence[Path]) -> None:
        """Read files that were dropped here."""
        self.button.choose = lambda: paths
        self.button.add()

    def _read(self) -> None:
        self.chosen.emit(self.paper, self.button.value())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)


class Papers(Card):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("理赔资料(可把文件拖到行上)"))
        self._context, self._number = context, ""
        self.lines: dict[ClaimPaper, PaperLine] = {}
        self.words = plain_label("", "warning")
        self.words.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE.tight)
        self.column.addWidget(self.words)
        self.column.addLayout(self._rows)

    def show_card(self, card: ClaimCard) -> None:
        """Show the papers of a claim."""
        self._number = card.number
        words = standing(card)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        empty_layout(self._rows)
        filed = {row.paper: [label for label, _ in row.files] for row in card.papers}
        wanted = dict.fromkeys((*filed, *card.missing))
        self.lines = {p: PaperLine(self._context, p, filed.get(p, [])) for p in wanted}
        may = self._context.may("claim.create") and card.state is not ClaimState.CLOSED
        for line in self.lines.values():
            line.button.setVisible(may)
            line.chosen.connect(self._file)
            self._rows.addWidget(line)

    def _file(self, paper: ClaimPaper, files: object) -> None:
        arguments = {"number": self._number, "paper": paper, "files": files}
        words = tr("{p}已存入 {no}。").format(p=paper.label, no=self._number)
        self._context.do(file_claim_papers, arguments, lambda _: self._context.say(words))


def standing(card: ClaimCard) -> str:
    """What is missing, or until when it must be decided; nothing once it is."""
    if card.decided_at is not None or card.state is ClaimState.CLOSED:
        return ""
    if card.missing:
        days = days_to_decide(card.agreed_fen)
        within = tr(" {n} 天内裁定").format(n=days) if days else tr("当天裁定")
        list_ = "、".join(paper.label for paper in card.missing)
        return tr("还缺:{list}。资料齐全后{d}。").format(list=list_, d=within)
    if card.papers_complete_on and card.decide_due_on:
        words = tr("资料 {a} 齐全,{b} 前裁定。")
        return words.format(a=show_date(card.papers_complete_on), b=show_date(card.decide_due_on))
    return tr("资料已齐全。")
