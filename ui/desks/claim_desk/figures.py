"""Limit, actual loss and proposal side by side, with the formula and the law they stand on."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.care.claims.rules import Reckoning
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.texts import readable
from ui.theme import SPACE

FIGURES = (
    ("limit", tr("责任限额")),
    ("actual", tr("实际损失")),
    ("proposed", tr("计算赔付")),
    ("agreed", tr("核定金额")),
)


class Figures(Card):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(SPACE.page)
        self.figures = {name: plain_label("—", "title") for name, _ in FIGURES}
        for name, label in FIGURES:
            block = QVBoxLayout()
            block.setSpacing(SPACE.hair)
            block.addWidget(plain_label(label, "label"))
            block.addWidget(self.figures[name])
            line.addLayout(block, 1)
        self.column.addLayout(line)
        self.formula, self.law = readable(""), readable("", "muted")
        self.column.addWidget(self.formula)
        self.column.addWidget(self.law)
        self.forget()

    def forget(self) -> None:
        """Nothing is reckoned yet."""
        for label in self.figures.values():
            label.setText("—")
        self.formula.setText(tr("填写运单、类型、件数和损失,这里随时算出限额和赔付。"))
        self.law.setText("")

    def show_reckoning(self, found: Reckoning, agreed_fen: int | None) -> None:
        """Show a reckoning; without another amount the proposal is agreed."""
        none = tr("不适用")
        limit = none if found.limit_fen is None else _money(found.limit_fen)
        agreed = found.proposed_fen if agreed_fen is None else agreed_fen
        words = {
            "limit": limit,
            "actual": _money(found.actual_fen),
            "proposed": _money(found.proposed_fen),
            "agreed": _money(agreed),
        }
        for name, label in FIGURES:
            self.figures[name].setText(words[name])
            self.figures[name].setAccessibleName(f"{label} {words[name]}")
        self.formula.setText(found.reason)
        self.law.setText(tr("依据:{law}").format(law=found.law))


def _money(fen: int) -> str:
    return show_money(fen)
