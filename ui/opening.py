"""Choosing an office file: one of the last ones, another one, or a new one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from desk.kernel.errors import Problems, Refused
from desk.kernel.settings import Firm
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import Box, DialogAsker, plain_label
from ui.beside import beside
from ui.editors import PasswordEditor
from ui.editors.line import TextEditor
from ui.errors_shown import shown
from ui.icons import icon
from ui.local_settings import LocalSettings
from ui.login import WRONG, Gatehouse
from ui.theme import SIZES

if TYPE_CHECKING:
    from desk.app import Desk

PATTERN = tr("办公室数据文件") + " (*.office)"
SUFFIX = ".office"


class OpenDialog(Box):
    """Which office today? `path` is the answer; `desk` is set when a new one was made."""

    heading_role = "title"

    def __init__(self, settings: LocalSettings, window: QWidget | None = None) -> None:
        super().__init__(window, tr("打开办公室数据文件"))
        self.path: Path | None = None
        self.desk: Desk | None = None
        self._last_user = settings.last_user
        self.setMinimumWidth(560)
        known, lost = settings.existing_files(), settings.lost_files()
        self.files = QListWidget()
        self.files.setAccessibleName(tr("最近使用"))
        gone = tr("{name}(文件不见了,可从备份恢复)")
        named = [(path, path.name) for path in known]
        for path, name in [*named, *((path, gone.format(name=path.name)) for path in lost)]:
            item = QListWidgetItem(f"{name}    {path.parent}", self.files)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
        self.files.setFixedHeight(max(2, min(6, len(known + lost))) * SIZES.row + 4)
        self.files.itemActivated.connect(lambda item: self._take(item))
        if known or lost:
            self.body.addWidget(plain_label(tr("最近使用"), "label"))
            self.body.addWidget(self.files)
            self.files.setCurrentRow(0)
            self.files.setFocus()
        else:
            first = plain_label(tr("第一次使用:请新建一个数据文件,或打开已有的文件。"), "muted")
            self.body.addWidget(first)
        ways = [
            (tr("打开其他文件…"), "folder-open", self._other),
            (tr("新建办公室…"), "file-plus", self._new),
        ]
        for word, name, does in ways if known or lost else reversed(ways):
            button = QPushButton(icon(name), word)
            button.setAutoDefault(False)
            button.clicked.connect(does)
            self.body.addWidget(button)
        back = QPushButton(icon("refresh-cw"), tr("从备份恢复…"))
        back.setAutoDefault(False)
        back.clicked.connect(self._restore)
        self.body.addWidget(back)
        accept = self.buttons(tr("打开"), tr("退出"))
        accept.setVisible(bool(known or lost))

    def accept(self) -> None:
        item = self.files.currentItem()
        if self.path is None and item is not None:
            self.path = Path(str(item.data(Qt.ItemDataRole.UserRole)))
        if self.path is not None:
            super().accept()

    def _take(self, item: QListWidgetItem) -> None:
        self.path = Path(str(item.data(Qt.ItemDataRole.UserRole)))
        self.accept()

    def _other(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("打开办公室数据文件"), "", PATTERN)
        if chosen:
            self.path = Path(chosen)
            self.accept()

    def _restore(self) -> None:
        """Put a backup in the place of the chosen office; of one that is not known here, it is asked for."""
        from ui.restoring import RestoreDialog, chosen_backup, restored

        backup: Path | None = None
        if self.files.currentRow() < 0:
            found = chosen_backup(self)
            if found is None:
                return
            backup, office = found
        else:
            office = Path(str(self.files.currentItem().data(Qt.ItemDataRole.UserRole)))
        dialog = RestoreDialog(office, self._last_user, self, chosen=backup)
        if restored(dialog, DialogAsker(self)):
            self.path = office
            self.accept()

    def _new(self) -> None:
        target, _ = QFileDialog.getSaveFileName(self, tr("新建办公室"), f"office{SUFFIX}", PATTERN)
        if not target:
            return
        path = Path(target)
        path = path if path.suffix else path.with_suffix(SUFFIX)
        dialog = FoundingDialog(path, self)
        if dialog.answered() and dialog.desk is not None:
            from ui.recovery_sheet import RecoveryBox

            self.path, self.desk = path, dialog.desk
            RecoveryBox(dialog.desk, self).answered()
            self.accept()


class FoundingDialog(Gatehouse):
    """Whose office it is, as its papers will say, and its first user, the manager."""

    def __init__(self, path: Path, window: QWidget | None = None) -> None:
        under = tr("公司名称、电话、地址印在单据上。第一位用户是经理。") + f"\n{path}"
        super().__init__(tr("新建办公室"), under, tr("建立"), window)
        self.path = path
        self.desk: Desk | None = None
        self.fields.add(TextEditor(Field("firm_name", tr("公司名称"), required=True)))
        self.fields.add(TextEditor(Field("firm_phone", tr("公司电话"))))
        self.fields.add(TextEditor(Field("firm_address", tr("公司地址"))))
        self.fields.add(TextEditor(Field("login", tr("登录名"), required=True)))
        self.fields.add(TextEditor(Field("name", tr("姓名"), required=True)))
        self.fields.add(PasswordEditor(Field("password", tr("密码"), required=True)))
        self.fields.add(PasswordEditor(Field("again", tr("再输一次"), required=True)))
        self.grid.place(self.fields)
        self.fields.focus_first()

    def go(self) -> None:
        """Make the file; nothing is left behind when it is refused."""
        from desk.app import Desk

        self.tell("")
        try:
            values = self.fields.values()
            _check(values)
            given = values["login"], values["name"], values["password"]
            firm = _firm(values)
            self.desk = beside(lambda: Desk.create(self.path, *given, firm=firm))
        except Refused as refused:
            rest = self.fields.show_problems(refused.problems)
            self.tell("\n".join(p.message for p in rest))
        except WRONG as fault:
            self.tell(shown(fault).text)
        else:
            self.accept()


def _firm(values: dict[str, str]) -> Firm:
    return Firm(values["firm_name"], values["firm_phone"], values["firm_address"])


def _check(values: dict[str, str]) -> None:
    """Everything that would be refused, before a file is made."""
    from desk.office.settings.firm import check_firm
    from desk.office.users.rules import check_login, check_password

    problems = Problems()
    check_login(problems, values["login"].strip(), values["name"].strip())
    check_password(problems, values["password"])
    check_firm(problems, _firm(values))
    why = tr("两次输入的密码不一样")
    same = values["password"] == values["again"]
    problems.check(same, "E019", "again", label=tr("密码"), why=why)
    problems.raise_if_any()
