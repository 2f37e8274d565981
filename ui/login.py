"""Signing in: one dialog for name and password, and the change of an initial password."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.kernel.errors import FileRefused, Refused, SaveFailed
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.beside import beside
from ui.dialog import Dialog
from ui.editors import FieldSet, PasswordEditor
from ui.editors.line import TextEditor
from ui.loading import Opening
from ui.manual.over import FIRST
from ui.pages.field_grid import FieldGrid
from ui.theme import SPACE

if TYPE_CHECKING:
    from desk.app import Desk
    from ui.typed_ahead import TypedAhead

WRONG = (Refused, FileRefused, SaveFailed)
WAIT = "E014"


class Gatehouse(Dialog):
    """A narrow dialog with a heading, fields, one sentence and a main button."""

    chapter = FIRST

    def __init__(self, heading: str, under: str, word: str, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("货运客服台"))
        self.setFixedWidth(400)
        self.fields = FieldSet(self)
        self.fields.finished.connect(self.go)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page + 4, SPACE.page, SPACE.page + 4, SPACE.page)
        column.setSpacing(SPACE.normal)
        column.addWidget(plain_label(heading, "title"))
        note = plain_label(under, "muted")
        note.setWordWrap(True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(note)
        self.grid = FieldGrid()
        column.addWidget(self.grid)
        self.sentence = plain_label("", "problem")
        self.sentence.setWordWrap(True)
        self.sentence.hide()
        column.addWidget(self.sentence)
        self.buttons = row = QHBoxLayout()
        row.addStretch(1)
        self.go_button = QPushButton(f"{word}  Enter")
        self.go_button.setProperty("role", "primary")
        self.go_button.setAutoDefault(False)
        self.go_button.clicked.connect(self.go)
        row.addWidget(self.go_button)
        column.addSpacing(SPACE.tight)
        column.addLayout(row)

    def go(self) -> None:
        """The main button, or Enter in the last field."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Show one sentence above the button."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # only the fields and the button decide what Enter does
        else:
            super().keyPressEvent(event)


class LoginDialog(Gatehouse):
    """Asks who works now. After wrong passwords it counts the seconds of the delay down.

    The office may still be on its way: whoever has typed his password by then is signed in when it
    is there; until then Esc takes his Enter back. A file that cannot be used ends the dialog.

    Attributes:
        ahead: what was typed behind that Enter, for the window of whoever has signed in.
    """

    asks = False

    def __init__(
        self, office: "Opening | Desk", last_user: str = "", window: QWidget | None = None
    ) -> None:
        super().__init__(tr("登录"), str(office.path), tr("登录"), window)
        self._opening = office if isinstance(office, Opening) else Opening(office.path, desk=office)
        self._opening.moved.connect(self._moved, Qt.ConnectionType.QueuedConnection)
        self._opening.settled.connect(self._opened, Qt.ConnectionType.QueuedConnection)
        self._waiting = self._busy = False
        self.ahead: TypedAhead | None = None
        self.user = self.fields.add(TextEditor(Field("login", tr("登录名"), required=True)))
        self.password = self.fields.add(
            PasswordEditor(Field("password", tr("密码"), required=True))
        )
        self.grid.place(self.fields)
        self.under_way = plain_label("", "muted")
        self.under_way.setWordWrap(True)
        self.under_way.hide()
        self.column.insertWidget(self.column.indexOf(self.sentence), self.under_way)
        forgotten = QPushButton(tr("忘记密码…"))
        forgotten.setAutoDefault(False)
        forgotten.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        forgotten.clicked.connect(self._recover)
        self.buttons.insertWidget(0, forgotten)
        self.user.set_value(last_user)
        self._left_s = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        (self.password if last_user else self.user).take_focus()

    def go(self) -> None:
        """Sign in; an initial password is changed at once."""
        if self._left_s or self._busy:
            return
        self.tell("")
        try:
            values = self.fields.values()
        except Refused as fault:
            self._refused(fault)
            return
        self._keep_what_is_typed()
        desk = self._opening.desk
        self._wait(desk is None)
        if desk is None:
            return
        self._busy = True
        try:
            actor = beside(partial(desk.login, values["login"], values["password"]))
        except WRONG as fault:
            self._refused(fault)
            return
        finally:
            self._busy = False
        if actor.must_change:
            self._drop_what_is_typed()
            if not self._change(values["password"]):
                desk.logout()
                self.tell(tr("初始密码须先修改,才能使用程序。"))
                return
        self.accept()

    @property
    def desk(self) -> "Desk":
        """The office, once it is open."""
        assert self._opening.desk is not None
        return self._opening.desk

    @property
    def signing_in(self) -> bool:
        """Whether a password is being proved just now."""
        return self._busy

    def accept(self) -> None:
        """Somebody has signed in. Qt would close the dialog, and with it go the keys on their way to it."""
        if self.ahead is None:
            super().accept()
            return
        self.setResult(self.DialogCode.Accepted)
        self.hide()
        self.accepted.emit()
        self.finished.emit(self.result())

    def done(self, result: int) -> None:
        if result != self.DialogCode.Accepted:
            self._drop_what_is_typed()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._waiting and event.key() == Qt.Key.Key_Escape:
            self._drop_what_is_typed()
            self._wait(False)
            return
        super().keyPressEvent(event)

    def _keep_what_is_typed(self) -> None:
        if self.ahead is None:
            from ui.typed_ahead import TypedAhead

            self.ahead = TypedAhead(self)
            self.ahead.ended.connect(self._keys_are_free)

    def _keys_are_free(self) -> None:
        if self.ahead is self.sender():
            self.ahead = None

    def _drop_what_is_typed(self) -> None:
        ahead, self.ahead = self.ahead, None
        if ahead is not None:
            ahead.drop()

    def _wait(self, waiting: bool) -> None:
        if waiting == self._waiting:
            return
        self._waiting = waiting
        self.go_button.setEnabled(not waiting)
        self.go_button.setText(tr("正在打开…") if waiting else f"{tr('登录')}  Enter")
        for editor in self.fields:
            editor.control.setEnabled(not waiting)  # what is typed now is kept for the window
        if not waiting:
            self.password.take_focus()

    def _moved(self, done: int, total: int) -> None:
        """An older file is brought up to date: how far it is, and that one may leave."""
        words = tr("正在为新版本整理搜索索引:{p}%。可以先输入密码;关闭窗口就取消,数据不变。")
        self.under_way.setText(words.format(p=100 * done // max(1, total)))
        if self.under_way.isHidden():
            self.under_way.show()
            self.adjustSize()

    def _opened(self) -> None:
        self.under_way.hide()
        if self._opening.fault is not None:
            self.reject()
        elif self._waiting:
            self.go()

    def _recover(self) -> None:
        if self._opening.desk is None:
            self.tell(tr("数据文件正在打开,请稍候。"))
            return
        from ui.recovering import RecoverDialog

        dialog = RecoverDialog(self.desk, self.user.line.text().strip(), self)
        if dialog.answered() == Dialog.DialogCode.Accepted:
            self.accept()

    def _change(self, old: str) -> bool:
        return PasswordDialog(self.desk, old, self).answered() == Dialog.DialogCode.Accepted

    def _refused(self, fault: Exception) -> None:
        self._drop_what_is_typed()
        self.password.set_value(None)
        if not isinstance(fault, Refused):
            self.tell(str(fault))
            return
        rest = self.fields.show_problems(fault.problems)
        self.tell("\n".join(p.message for p in rest))
        waits = [p for p in fault.problems if p.code == WAIT]
        if waits:
            self._left_s = int(str(waits[0].values.get("s", 1))) + 1
            self.go_button.setEnabled(False)
            self._clock.start()

    def _tick(self) -> None:
        self._left_s -= 1
        if self._left_s > 0:
            self.password.problem(tr("请在 {s} 秒后再试。").format(s=self._left_s))
            return
        self._clock.stop()
        self.password.problem(None)
        self.go_button.setEnabled(True)
        self.password.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._clock.stop()
        super().closeEvent(event)


class PasswordDialog(Gatehouse):
    """Changes the own password: the new one twice; the old one unless it was just typed."""

    def __init__(self, desk: "Desk", old: str | None = None, window: QWidget | None = None) -> None:
        under = tr("新密码至少 8 位,不能与原密码相同。")
        super().__init__(tr("修改密码"), under, tr("修改"), window)
        self.desk, self._old = desk, old
        if old is None:
            self.fields.add(PasswordEditor(Field("old", tr("原密码"), required=True)))
        self.fields.add(PasswordEditor(Field("password", tr("新密码"), required=True)))
        self.fields.add(PasswordEditor(Field("again", tr("再输一次"), required=True)))
        self.grid.place(self.fields)
        self.fields.focus_first()

    def go(self) -> None:
        """Change it; problems stand at their fields."""
        from desk.office.users.commands import change_password

        self.tell("")
        try:
            values = self.fields.values()
            if values["password"] != values["again"]:
                self.fields["again"].problem(tr("两次输入的新密码不一样。"))
                self.fields["again"].take_focus()
                return
            old = str(values.get("old", self._old))
            new = values["password"]
            beside(lambda: self.desk.run(change_password, old=old, new=new))
        except Refused as refused:
            rest = self.fields.show_problems(refused.problems)
            self.tell("\n".join(p.message for p in rest))
        except SaveFailed as fault:
            self.tell(str(fault))
        else:
            self.accept()
