"""Type, go down, Enter copies: the search for phrases and solved cases."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.care.knowledge.choices import CardKind
from desk.care.knowledge.commands import use_card
from desk.care.knowledge.queries import FoundCard, find_knowledge
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, FollowingArea, Pairs
from ui.desks.row_table import Column, RowTable
from ui.pages.search_box import SearchBox
from ui.registry import Context
from ui.theme import SPACE, Tone

COLUMNS: tuple[Column[FoundCard], ...] = (
    Column(
        tr("场景"),
        lambda row: row.topic or row.situation.label,
        5,
        chip=lambda row: Tone.ACTIVE if row.kind is CardKind.PHRASE else Tone.DONE,
    ),
    Column(
        tr("用语或案例"),
        lambda row: row.said if row.kind is CardKind.PHRASE else row.title,
        14,
        stretch=True,
        below=lambda row: row.title if row.kind is CardKind.PHRASE else row.text,
    ),
)
READ_HEIGHT = 200


class KnowledgeSearch(QWidget):
    """A box, what was found, and the current card in full.

    Signals:
        copied: a card's words are on the clipboard.
    """

    copied = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.box = SearchBox(tr("输入词、拼音首字母或场景,如:道歉、dh"))
        self.box.asked.connect(lambda _text: self.ask())
        self.box.went_down.connect(self._go_down)
        self.table: RowTable[FoundCard] = RowTable(
            tr("用语和案例"), COLUMNS, lambda row: str(row.card_id)
        )
        self.table.opened.connect(self.copy)
        self.table.went.connect(self._show)
        self.table.typed.connect(self._typed)
        self.whole = Pairs()
        self.none = plain_label("", "muted")
        self.none.setWordWrap(True)
        inside = QWidget()
        reading = QVBoxLayout(inside)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.addWidget(self.whole)
        reading.addStretch(1)
        card = Card(tr("全文"))
        card.column.addWidget(FollowingArea(inside))
        card.setFixedHeight(READ_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        for part in (self.box, self.none, self.table, card):
            column.addWidget(part)
        column.addWidget(plain_label(tr("↓ 选择 · Enter 复制 · Esc 返回"), "muted"))
        self._found([])

    def ask(self) -> None:
        """Search for what stands in the box."""
        self._context.ask(find_knowledge, self._found, self, text=self.box.text())

    def copy(self) -> None:
        """Put the current card's words on the clipboard and count the use."""
        row = self.table.current()
        if row is None:
            return
        QGuiApplication.clipboard().setText(row.said)
        self._context.say(tr("已复制:{text}").format(text=row.said[:40].replace("\n", " ")))
        if self._context.may("knowledge.update"):
            self._context.do(use_card, {"card_id": row.card_id})
        self.copied.emit()

    def _found(self, rows: list[FoundCard]) -> None:
        self.table.show_rows(rows)
        asked = self.box.text().strip()
        words = tr("没有找到「{text}」。换一个词,或用拼音首字母。").format(text=quoted(asked))
        empty = tr("还没有用语卡。在「知识卡管理」中新增,或从受控文件更新。")
        self.none.setText(words if asked else empty)
        self.none.setVisible(not rows)
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        self._show()

    def _go_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, sign: str) -> None:
        self.box.setFocus()
        self.box.setText(self.box.text() + sign)

    def _show(self) -> None:
        row = self.table.current()
        if row is None:
            self.whole.show_pairs(())
        elif row.kind is CardKind.PHRASE:
            uses = tr("{n} 次").format(n=row.uses)
            self.whole.show_pairs(
                ((tr("用语"), row.text), (tr("来源"), row.source), (tr("使用"), uses))
            )
        else:
            self.whole.show_pairs(
                (
                    (tr("问题"), row.text),
                    (tr("原因"), row.cause),
                    (tr("处理"), row.solution),
                    (tr("来源"), row.source),
                )
            )
