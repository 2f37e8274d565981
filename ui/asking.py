"""Questions to the user: one seam, so that tests answer without a modal window."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.kernel.text import tr
from ui.dialog import Dialog
from ui.errors_shown import Shown
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.desks.side_by_side import Difference


_ANSWERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F9, Qt.Key.Key_Escape})


class Asker(Protocol):
    """Whoever answers questions: the user through dialogs, or a test."""

    def sure(
        self,
        question: str,
        points: Sequence[str] = (),
        yes: str = "",
        no: str = "",
        careful: bool = False,
    ) -> bool:
        """Ask one yes-or-no question about all points at once; when `careful`, Enter means no."""
        ...

    def reason(self, action: str) -> str | None:
        """Ask for the reason of an action; None when the user turns back."""
        ...

    def password(self, action: str, wrong: Callable[[str], str]) -> bool:
        """Ask for the password again, to sign an action; False when the user turns back.

        `wrong` says what is wrong with a password, or nothing.
        """
        ...

    def sides(self, heading: str, differences: Sequence["Difference"]) -> frozenset[str] | None:
        """Show two versions of a record field by field.

        Returns:
            The names of the fields that are taken from the other; None to look it over first.
        """
        ...

    def tell(self, message: Shown) -> None:
        """Show a message that must be read."""
        ...


class DialogAsker:
    """Asks through modal dialogs over a window, or over the preview of it that is in front."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def sure(
        self,
        question: str,
        points: Sequence[str] = (),
        yes: str = "",
        no: str = "",
        careful: bool = False,
    ) -> bool:
        box = Box(self._front(), question)
        box.sentences(points)
        box.buttons(yes or tr("继续"), no or tr("返回修改"), careful=careful)
        return _accepted(box)

    def reason(self, action: str) -> str | None:
        box = ReasonBox(self._front(), action)
        return box.reason if _accepted(box) else None

    def password(self, action: str, wrong: Callable[[str], str]) -> bool:
        return _accepted(PasswordBox(self._front(), action, wrong))

    def sides(self, heading: str, differences: Sequence["Difference"]) -> frozenset[str] | None:
        from ui.desks.side_by_side import SideBySide

        box = SideBySide(self._front(), heading, differences)
        return box.table.theirs() if _accepted(box) else None

    def tell(self, message: Shown) -> None:
        _accepted(told_box(self._front(), message))

    def _front(self) -> QWidget:
        """A window of this one's that is in front gets the question, and the keyboard back after it."""
        front = QApplication.activeWindow()
        owned = front is not None and front.parentWidget() is self.window
        if front is not None and owned and front.windowType() == Qt.WindowType.Window:
            return front
        return self.window


def told_box(window: QWidget | None, message: Shown) -> "Box":
    """The dialog of a message that must be read, with a button that copies it."""
    box = Box(window, message.title)
    box.sentences(message.sentences)
    if message.small:
        small = plain_label(message.small, "small")
        small.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.body.addWidget(small)
    whole = f"{message.title}\n{message.text}\n{message.small}"
    box.buttons(tr("知道了"), copied=message.copied or whole, also=message.also)
    return box


def _is_held(event: QEvent) -> bool:
    """Whether a key is still held from before the question: it must not answer it unread."""
    return isinstance(event, QKeyEvent) and event.isAutoRepeat() and event.key() in _ANSWERS


def _accepted(box: Dialog) -> bool:
    """Show a question until it is answered."""
    return box.answered() == Dialog.DialogCode.Accepted


def plain_label(text: str, role: str = "") -> QLabel:
    """A label that shows its text as typed, never as HTML or with a mnemonic."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setProperty("role", role)
    return label


def button_text(text: str) -> str:
    """A text for buttons, menus and tabs, where 「&」 would be eaten as a mnemonic."""
    return text.replace("&", "&&")


class Box(Dialog):
    """A small dialog: a heading, sentences, buttons.

    Attributes:
        heading_role: how the heading is set: a question in text, the name of a form as a title.
    """

    heading_role = "strong"

    def __init__(self, window: QWidget | None, heading: str) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("货运客服台"))
        self.setMinimumWidth(420)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE.page, SPACE.page, SPACE.page, SPACE.wide)
        outer.setSpacing(SPACE.normal)
        title = plain_label(heading, self.heading_role)
        title.setWordWrap(True)
        outer.addWidget(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE.small)
        outer.addLayout(self.body)
        self._outer = outer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_held(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return _is_held(event) or super().eventFilter(watched, event)

    def sentences(self, sentences: Sequence[str]) -> None:
        """Show sentences; several become numbered points."""
        for index, sentence in enumerate(sentences, 1):
            label = plain_label(f"{index}. {sentence}" if len(sentences) > 1 else sentence)
            label.setWordWrap(True)
            self.body.addWidget(label)

    def buttons(
        self,
        yes: str,
        no: str = "",
        copied: str = "",
        careful: bool = False,
        also: tuple[str, Callable[[], None]] | None = None,
    ) -> QPushButton:
        """Add the buttons and return the accepting one, which Enter presses unless it is `careful`."""
        row = QHBoxLayout()
        if copied:
            copy = QPushButton(tr("复制"))
            copy.setAutoDefault(False)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied))
            row.addWidget(copy)
        if also:
            word, does = also
            more = QPushButton(word)
            more.setAutoDefault(False)
            more.clicked.connect(lambda: does())
            row.addWidget(more)
        row.addStretch(1)
        if no:
            back = QPushButton(f"{button_text(no)}  Esc")
            back.setAutoDefault(False)
            back.setDefault(careful)
            back.clicked.connect(self.reject)
            row.addWidget(back)
        accept = QPushButton(button_text(yes) if careful else f"{button_text(yes)}  Enter")
        accept.setAutoDefault(False)
        accept.setDefault(not careful)
        accept.setProperty("role", "danger" if careful else "primary")
        accept.clicked.connect(self.accept)
        row.addWidget(accept)
        self._outer.addSpacing(SPACE.tight)
        self._outer.addLayout(row)
        if careful:
            back.setFocus()
        elif copied:
            accept.setFocus()  # what Enter presses, not the copying that stands first
        for button in self.findChildren(QPushButton):
            button.installEventFilter(self)
        return accept


class ReasonBox(Box):
    """Asks why something is done; Enter does it, as in every other question."""

    def __init__(self, window: QWidget | None, action: str) -> None:
        from ui.editors.picked import Note

        super().__init__(window, tr("请填写「{action}」的原因").format(action=action))
        self.entry = Note()
        self.entry.setPlaceholderText(tr("写好按 Enter · Ctrl+Enter 换行"))
        self.entry.setFixedHeight(72)
        self.entry.setAccessibleName(tr("原因"))
        self.body.addWidget(self.entry)
        accept = self.buttons(action, tr("返回"))
        accept.setEnabled(False)
        self.entry.textChanged.connect(lambda: accept.setEnabled(self.typing))
        self.entry.walked.connect(self._answered)

    def _answered(self, forwards: bool) -> None:
        if forwards and self.typing:
            self.accept()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.entry.toPlainText().strip()

    @property
    def typing(self) -> bool:
        return bool(self.reason)


class PasswordBox(Box):
    """Asks for the password again to sign an approval; it stays until the password fits."""

    def __init__(self, window: QWidget | None, action: str, wrong: Callable[[str], str]) -> None:
        super().__init__(window, tr("再次输入登录密码,签署「{action}」").format(action=action))
        self._wrong = wrong
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(tr("密码"))
        self.body.addWidget(self.line)
        self.sentence = plain_label("", "problem")
        self.sentence.setWordWrap(True)
        self.sentence.hide()
        self.body.addWidget(self.sentence)
        self.body.addWidget(plain_label(tr("这次决定以您的密钥签名,事后改动可以查出。"), "muted"))
        self.buttons(tr("签署"), tr("返回"))
        self.line.setFocus()

    def accept(self) -> None:
        """Close only on the right password."""
        fault = self._wrong(self.line.text()) if self.line.text() else tr("请输入密码。")
        if not fault:
            super().accept()
            return
        self.sentence.setText(fault)
        self.sentence.show()
        self.line.clear()
        self.line.setFocus()
