"""The recovery sheet of a new office, shown once: saved or copied by hand before the work begins."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget

from desk.app import Desk
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.office.users.sheet import key_rows
from desk.recovery import save_sheet
from ui.asking import Box, plain_label
from ui.theme import SPACE

WORDS = tr(
    "经理都忘记密码或离职时,只有凭这张恢复表才能重设密码。它只显示这一次,程序和数据文件里都没有。"
    "请存成 PDF 打印(印好后删除文件),或照抄在纸上,封好交总经理或锁入保险柜。"
)


class RecoveryBox(Box):
    """The key of the sheet; the work begins when the user says that it is put away."""

    def __init__(self, desk: Desk, window: QWidget | None = None) -> None:
        super().__init__(window, tr("恢复表:请现在打印或抄下"))
        self.desk = desk
        words = plain_label(WORDS)
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.key = plain_label("\n".join(key_rows(desk.owner_key or b"")))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(15)
        self.key.setFont(font)
        self.key.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.normal)
        self.body.addWidget(self.key)
        save = QPushButton(tr("存成 PDF…"))
        save.setAutoDefault(False)
        save.clicked.connect(self._choose)
        self.body.addWidget(save)
        self.told = plain_label("", "muted")
        self.told.setWordWrap(True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.kept = QCheckBox(tr("已打印或抄下,并已妥善存放"))
        self.body.addWidget(self.kept)
        go_on = self.buttons(tr("开始使用"))
        go_on.setEnabled(False)
        self.kept.toggled.connect(go_on.setEnabled)

    def _choose(self) -> None:
        name = str(self.desk.path.with_name(tr("恢复表-印好后删除.pdf")))
        chosen, _ = QFileDialog.getSaveFileName(self, tr("存成 PDF"), name, "PDF (*.pdf)")
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, out: Path) -> None:
        """Write the sheet; say where it lies, or why not."""
        try:
            save_sheet(self.desk, out)
        except FileRefused as fault:
            self.told.setText(str(fault))
        else:
            self.told.setText(tr("已存到 {path}。印好后请删除这个文件。").format(path=out))
        self.told.show()

    def accept(self) -> None:
        """The key is forgotten with the box."""
        if self.kept.isChecked():
            self.desk.owner_key = None
            super().accept()

    def reject(self) -> None:
        """Nobody closes it by accident: the key would be lost for good."""
        self.kept.setFocus()
