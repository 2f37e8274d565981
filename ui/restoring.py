"""A backup put in the place of the office, on a manager's word: which one, whose word, and one question."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desk.kernel.clock import SystemClock
from desk.kernel.errors import FileDamaged, FileRefused, Refused
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.known_backups import KnownBackup, known_backups, office_name_of
from desk.restoring import restore
from desk.screens.fields import Field
from ui.asking import Asker, DialogAsker, plain_label
from ui.beside import beside
from ui.desks.row_table import Column, RowTable
from ui.editors import PasswordEditor
from ui.editors.line import TextEditor
from ui.errors_shown import Shown
from ui.login import Gatehouse
from ui.theme import SIZES

PATTERN = tr("办公室数据文件") + " (*.office)"
WIDE, MOST_ROWS = 680, 8
MEGABYTE = 1_000_000
UNDER = tr(
    "恢复到备份那一刻,之后录入的内容要补录。现在的数据文件改名留在旁边,不会删除。需要经理的密码。"
)
COLUMNS: tuple[Column[KnownBackup], ...] = (
    Column(tr("备份时间"), lambda row: show_moment(row.made_at), 9),
    Column(tr("大小"), lambda row: size_words(row.size_bytes), 5, right=True),
    Column(tr("种类"), lambda row: row.place, 8),
    Column(tr("检查"), lambda row: row.proof, 14, stretch=True),
)


def size_words(size_bytes: int) -> str:
    """A file's size for people: 「12.3 MB」."""
    return f"{size_bytes / MEGABYTE:,.1f} MB"


class BackupTable(RowTable[KnownBackup]):
    """The backups, newest first."""

    sortable = False

    def __init__(self, found: list[KnownBackup]) -> None:
        super().__init__(tr("备份"), COLUMNS, lambda row: str(row.path))
        self.show_rows(found)
        rows = max(2, min(len(found), MOST_ROWS)) + 1
        self.setFixedHeight(rows * SIZES.row + 4)
        self.setVisible(bool(found))
        if found:
            self.selectRow(0)


class RestoreDialog(Gatehouse):
    """The list, another file if it is none of these, and a manager's name and password.

    Attributes:
        aside: where the former file now lies, once a backup has taken its place.
    """

    chapter = "31_check_backup"
    asks = False

    def __init__(
        self,
        office: Path,
        login: str = "",
        window: QWidget | None = None,
        *,
        chosen: Path | None = None,
        asker: Asker | None = None,
    ) -> None:
        super().__init__(tr("从备份恢复"), f"{UNDER}\n{office}", tr("恢复…"), window)
        self.office = office
        self.aside: Path | None = None
        self.asker = asker or DialogAsker(self)
        self._other: Path | None = None
        self.setFixedWidth(WIDE)
        self.table = BackupTable(known_backups(office))
        self.table.opened.connect(self._to_the_fields)
        self.table.went.connect(lambda: self.take_file(None))
        place = self.column.indexOf(self.sentence) - 1  # above the fields
        self.column.insertWidget(place, self.table)
        self.which = plain_label("", "muted")
        self.which.setWordWrap(True)
        self.column.insertWidget(place + 1, self.which)
        other = QPushButton(tr("其他备份文件…"))
        other.setAutoDefault(False)
        other.clicked.connect(self._choose)
        self.buttons.insertWidget(0, other)
        self.fields.add(TextEditor(Field("login", tr("经理登录名"), required=True)))
        self.fields.add(PasswordEditor(Field("password", tr("密码"), required=True)))
        self.grid.place(self.fields)
        self.fields["login"].set_value(login)
        self.take_file(chosen)
        if chosen is None and self.table.rows:
            self.table.setFocus()
        else:
            self.fields.focus_first()

    @property
    def backup(self) -> Path | None:
        """The file that is to take the place."""
        row = self.table.current()
        return self._other or (row.path if row is not None else None)

    def take_file(self, path: Path | None) -> None:
        """Take a file that is not on the list; None for the one of the list."""
        self._other = path
        if path is not None:
            told = tr("用这个文件:{path}(恢复前先检查)").format(path=path)
        elif self.table.rows:
            told = tr("↑↓ 选一份,Enter 填密码。")
        else:
            told = tr("旁边没有找到备份。请点「其他备份文件…」,到移动盘或别的文件夹里选。")
        self.which.setText(told)

    def go(self) -> None:
        """Ask once, then prove the backup and put it in place; what is wrong is said here."""
        self.tell("")
        backup = self.backup
        if backup is None:
            self.tell(tr("请先选一份备份。"))
            return
        try:
            values = self.fields.values()
            if self._sure(backup):
                self._restore(backup, values["login"], values["password"])
        except Refused as refused:
            rest = self.fields.show_problems(refused.problems)
            self.tell("\n".join(p.message for p in rest))
        except FileRefused as fault:
            self.tell(str(fault))

    def _sure(self, backup: Path) -> bool:
        row = self.table.current()
        listed = self._other is None and row is not None
        name = (
            tr("{at} 的备份").format(at=show_moment(row.made_at)) if listed and row else backup.name
        )
        points = (
            tr("现在的数据文件改名为「{stem}-换下-…」,留在旁边。").format(stem=self.office.stem),
            tr("这份备份之后录入的内容不在里面,恢复后要补录。"),
        )
        question = tr("用 {name} 换下 {office} 吗?").format(name=name, office=self.office.name)
        return self.asker.sure(question, points, tr("恢复"), tr("返回"), careful=True)

    def _restore(self, backup: Path, login: str, password: str) -> None:
        self.go_button.setEnabled(False)
        self.which.setText(tr("正在检查并恢复,文件大时要几分钟,请稍候…"))
        try:
            self.aside = beside(
                lambda: restore(backup, self.office, login, password, SystemClock())
            )
        finally:
            self.go_button.setEnabled(True)
            self.take_file(self._other)
        self.accept()

    def _choose(self) -> None:
        title = tr("选择备份文件")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self.office.parent), PATTERN)
        if chosen:
            self.take_file(Path(chosen))
            self.fields.focus_first()

    def _to_the_fields(self) -> None:
        self.fields.focus_first()


def restored(dialog: RestoreDialog, asker: Asker) -> bool:
    """Let the user restore, and say what became of it; False when he turned back."""
    if not dialog.answered():
        return False
    lines = [tr("请登录,核对最后几笔,把备份之后的补录进来。")]
    if dialog.aside is not None:
        lines.insert(0, tr("换下的文件在 {path}。").format(path=dialog.aside))
    asker.tell(Shown(tr("已从备份恢复"), tuple(lines)))
    return True


def wants_backup(fault: FileRefused, asker: Asker) -> bool:
    """Say why a file cannot be used; where a backup helps, ask whether one shall be put in its place."""
    if not isinstance(fault, FileDamaged):
        asker.tell(Shown(tr("这个文件不能使用"), (str(fault),)))
        return False
    question = tr("数据文件损坏,不能使用")
    return asker.sure(question, (str(fault),), tr("从备份恢复…"), tr("返回"))


def chosen_backup(window: QWidget) -> tuple[Path, Path] | None:
    """A backup of an office that is not known here, and where it shall lie."""
    backup, _ = QFileDialog.getOpenFileName(window, tr("选择备份文件"), "", PATTERN)
    if not backup:
        return None
    proposed = office_name_of(Path(backup))
    kept = QFileDialog.Option.DontConfirmOverwrite  # what lies there is put aside
    office, _ = QFileDialog.getSaveFileName(
        window, tr("恢复成哪个文件"), proposed, PATTERN, options=kept
    )
    return (Path(backup), Path(office)) if office else None
