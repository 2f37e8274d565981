"""打印设置: how each paper, and each form that has its own way, is printed on this computer."""

from dataclasses import dataclass

from desk.documents.papers import SIZES
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui import local_settings
from ui.pages.paper_printing import print_calibration
from ui.pages.print_dialog import CALIBRATE, PrintDialog
from ui.pages.short_list import QuerySource, ShortListPage
from ui.print_profiles import PAPER_NAMES, PrintProfile, keep_profile, key_of, profile_of
from ui.printers import PrintPort, SystemPrinters
from ui.registry import Context

FIELDS = (
    Field("what", tr("单据或纸张"), width=18),
    Field("paper", tr("纸张"), width=9),
    Field("printer", tr("打印机"), width=14),
    Field("copies", tr("份数"), Kind.COUNT, width=4),
    Field("parts", tr("联次"), width=10),
    Field("said", tr("校准和精度"), width=19),
    Field("preprinted", tr("套打"), Kind.FLAG, width=4),
)


@dataclass(frozen=True)
class ProfileRow:
    """A paper, or a form on it that is printed in its own way."""

    code: str
    size_key: str
    what: str
    paper: str
    printer: str
    copies: int
    parts: str
    said: str
    preprinted: bool


class PrintSettingsPage(ShortListPage):
    """Enter or F2 changes the line the cursor is on, Delete makes a form follow its paper again."""

    def __init__(self, context: Context, port: PrintPort | None = None) -> None:
        self.port: PrintPort = port or SystemPrinters()
        super().__init__(context, tr("打印设置"), QuerySource(FIELDS, self.rows))
        self.table.opened.connect(lambda _: self.change())
        self.note.setText(
            tr("只对这台电脑有效。单据没有自己的设置时,按它的纸张打印;打印时改过的自动记在这里。")
        )
        self.add_button(tr("修改"), "F2", self.change, "primary")
        self.add_button(tr("恢复为按纸张打印"), "Delete", self.forget)

    def rows(self) -> list[ProfileRow]:
        """The papers, then the forms with profiles of their own."""
        kept = local_settings.current().prints
        own = [key.split("@", 1) for key in sorted(kept) if not key.startswith("@") and "@" in key]
        keys = [("", key) for key in SIZES] + [(code, key) for code, key in own if key in SIZES]
        return [self._row(code, key, profile_of(kept, code, key)) for code, key in keys]

    def change(self) -> None:
        """Edit the profile of the current line; its calibration page is printed from there."""
        row = self.current()
        if not isinstance(row, ProfileRow):
            return
        kept = local_settings.current().prints
        size, profile = SIZES[row.size_key], profile_of(kept, row.code, row.size_key)
        heading = tr("打印设置:{what}").format(what=row.what)
        dialog = PrintDialog(
            self.port.names(), profile, self.window(), size, (), heading, tr("保存")
        )
        result = dialog.answered()
        if result:
            changed = dialog.profile_with(profile.parts)
            self._keep(row, changed)
            if result == CALIBRATE:
                self._calibrate(row, changed)

    def forget(self) -> None:
        """Let a form be printed as its paper is."""
        row = self.current()
        if isinstance(row, ProfileRow):
            settings = local_settings.current()
            settings.prints.pop(key_of(row.code, row.size_key), None)
            local_settings.save(settings)
            self.refresh()
            self.context.say(tr("{what}:已恢复。").format(what=row.what))

    def _keep(self, row: ProfileRow, profile: PrintProfile) -> None:
        settings = local_settings.current()
        keep_profile(settings.prints, row.code, row.size_key, profile)
        local_settings.save(settings)
        self.refresh()
        self.context.say(tr("{what}:已保存。").format(what=row.what))

    def _calibrate(self, row: ProfileRow, profile: PrintProfile) -> None:
        context = self.context
        print_calibration(
            context.bridge,
            self.port,
            SIZES[row.size_key],
            profile,
            context.desk.now,
            context.say,
            context.tell,
            self,
        )

    def _row(self, code: str, key: str, profile: PrintProfile) -> ProfileRow:
        size = SIZES[key]
        name = PAPER_NAMES[key]
        measure = f"{size.width_mm:.4g} × {size.height_mm:.4g}"
        return ProfileRow(
            code,
            key,
            f"{code} {self._title(code)}" if code else name,
            name if code else measure,
            profile.printer,
            profile.copies,
            " ".join(profile.parts) or tr("全部"),
            profile.said,
            profile.preprinted,
        )

    def _title(self, code: str) -> str:
        try:
            return tr(self.context.desk.form(code).title)
        except Refused:
            return ""
