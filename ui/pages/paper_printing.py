"""From the preview to the printer: the profile is asked, the run is counted and sent, mishaps are told."""

from typing import TYPE_CHECKING

from desk.documents.calibration import calibration_page
from desk.documents.pdf import render_pdf
from desk.documents.pdf_pen import Background
from desk.kernel.errors import Refused, problem
from desk.kernel.text import tr
from desk.printing import Manner, PrintRun
from ui import local_settings
from ui.bridge import Bridge, Cancelled, Step
from ui.errors_shown import Shown
from ui.local_settings import LocalSettings
from ui.pages.print_dialog import CALIBRATE, PrintDialog
from ui.pages.progress import with_progress
from ui.print_faults import NotPrinted, PrinterGone
from ui.print_profiles import PrintProfile, keep_profile, profile_of
from ui.printers import PrintPort, Sheet
from ui.printing import send_pdf, send_run

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from desk.documents.papers import PaperSize
    from ui.pages.paper_page import PaperPage

MOST_SKIPPED_TOLD = 20


class PaperPrinting:
    """The printing half of a preview."""

    def __init__(self, page: "PaperPage", port: PrintPort, settings: LocalSettings) -> None:
        self.page, self.port, self.settings = page, port, settings
        self.run: PrintRun | None = None
        self.broken: PrintRun | None = None

    @property
    def profile(self) -> PrintProfile:
        """How this form is printed on this computer."""
        return profile_of(self.settings.prints, self.page.code, self.page.paper_size.key)

    @property
    def background(self) -> Background:
        """How the preview shows what pre-printed paper carries."""
        return Background.SHOWN if self.profile.preprinted else Background.PRINTED

    def ask(self) -> None:
        """Choose a printer, then print; a job that broke off may go on where it did."""
        page = self.page
        if not self._goes_on():
            self.broken = None
        parts = page.parts if len(page.parts) > 1 else ()
        dialog = PrintDialog(self.port.names(), self.profile, page, page.paper_size, parts)
        if self.broken is not None:
            dialog.form.fix_copies(self.broken.manner.copies)
        result = dialog.answered()
        if result == CALIBRATE:
            self.calibrate(dialog.profile())
        elif result:
            profile = dialog.profile()
            page.leaves(lambda: self.print_with(profile))

    def print_with(self, profile: PrintProfile) -> None:
        """Count the print-outs through the gate, block by block, and print what was counted."""
        self._keep(profile)
        page = self.page
        sheet, title = _sheet(page.paper_size), page.title
        manner = Manner(
            copies=profile.copies,
            parts=profile.parts,
            background=Background.LEFT_OUT if profile.preprinted else Background.PRINTED,
            printer=profile.printer,
            options=dict(page.options),
        )

        def call(step: Step) -> int:
            run = self.broken.rest(manner) if self.broken else None
            run = run or PrintRun(page.context.desk, page.code, page.numbers, manner)
            self.run = run
            return send_run(self.port, run, sheet, profile, title, step)

        def done(pages: int) -> None:
            self.broken = None
            words = tr("已送往打印机「{name}」:{n} 页。")
            page.say(words.format(name=profile.printer, n=pages))
            self._tell_left_out()

        heading = tr("正在打印 {what}").format(what=page.title)
        with_progress(page.context.bridge, heading, call, done, self._failed, page)

    def calibrate(self, profile: PrintProfile) -> None:
        """Print crosses and rulers on this form's paper; nothing is counted."""
        self._keep(profile)
        page = self.page
        print_calibration(
            page.context.bridge,
            self.port,
            page.paper_size,
            profile,
            page.context.desk.now,
            page.say,
            self._not_printed,
            page,
        )

    def _keep(self, profile: PrintProfile) -> None:
        before = self.background
        keep_profile(self.settings.prints, self.page.code, self.page.paper_size.key, profile)
        local_settings.save(self.settings)
        if before is not self.background:
            self.page.load()

    def _tell_left_out(self) -> None:
        """What was skipped, with its reason, and characters that no font has."""
        run = self.run
        if run is None:
            return
        if run.skipped:
            heading = tr("{n} 份没有打印").format(n=len(run.skipped))
            self.page.context.asker.tell(reasons(heading, run.skipped))
        if run.missing:
            chars = "".join(sorted(run.missing))
            words = problem("E018", chars=chars).message
            self.page.context.asker.tell(Shown(tr("有些字没有印出"), (words,)))

    def _failed(self, fault: BaseException) -> None:
        run = self.run
        if run is None or not run.print_nos:
            self._not_printed(fault)
            return
        self.broken = run
        if isinstance(fault, Cancelled):
            self.page.say(tr("已取消打印。"))
        elif not isinstance(fault, NotPrinted):
            self.page.context.tell(fault)
        why = (str(fault),) if isinstance(fault, NotPrinted) else ()
        told = Shown(tr("没有打完"), (*why, *how_far(run)))
        self.page.context.asker.tell(told)
        self._tell_left_out()

    def _not_printed(self, fault: BaseException) -> None:
        """Nothing came out, and nothing was counted."""
        page = self.page
        if isinstance(fault, Cancelled):
            page.say(tr("已取消打印。"))
        elif isinstance(fault, PrinterGone):
            page.context.asker.tell(Shown(tr("打印机不在"), (str(fault),)))
            self.ask()
        else:
            page.context.tell(fault)

    def _goes_on(self) -> bool:
        """Whether a job that broke off is to go on; without one there is nothing to ask."""
        rest = self.broken and self.broken.rest(self.broken.manner)
        if not rest:
            return False
        question = tr("上次没有打完。从 {number} 接着打吗?").format(number=rest.numbers[0])
        words = tr("还有 {n} 份没有打出。").format(n=len(rest.numbers))
        return self.page.context.asker.sure(question, (words,), tr("接着打"), tr("从头打"))


def reasons(heading: str, skipped: dict[str, Refused]) -> Shown:
    """Which documents are left out, and why; all of them are copied."""
    told = [
        f"{number}：" + "；".join(p.message for p in refused.problems)
        for number, refused in skipped.items()
    ]
    more = len(told) - MOST_SKIPPED_TOLD
    few = told[:MOST_SKIPPED_TOLD] + [tr("另有 {n} 份").format(n=more)] * (more > 0)
    return Shown(heading, tuple(few), copied="\n".join(told))


def how_far(run: PrintRun) -> tuple[str, ...]:
    """What a job that broke off has sent and counted, and where it goes on."""
    rest = run.rest(run.manner)
    sent = tr("没有一页送到打印机。")
    if run.pages:
        sent = tr("已送出的 {n} 页仍会打印").format(n=run.pages)
        whole = tr("完整的 {n} 份,最后一份是 {number}。")
        last = run.out[-1] if run.out else ""
        none = tr("没有一份是完整的。")
        sent += ":" + (whole.format(n=len(run.out), number=last) if last else none)
    if rest is None:
        return (sent, tr("每一份都已打出。"))
    counted = tr("已计入打印次数 {n} 份").format(n=len(run.print_nos))
    lost = [number for number in rest.numbers if number in run.print_nos]
    if lost:
        words = tr("其中 {n} 份没有打出:{numbers}")
        counted += "," + words.format(n=len(lost), numbers="、".join(lost))
    words = tr("再点「打印」可以从 {number} 接着打:已计入的不再计一次,也不印「补打」。")
    return (sent, counted + "。", words.format(number=rest.numbers[0]))


def print_calibration(
    bridge: Bridge,
    port: PrintPort,
    size: "PaperSize",
    profile: PrintProfile,
    now: "datetime",
    say: "Callable[[str], None]",
    failed: "Callable[[BaseException], None]",
    window: "QWidget",
) -> None:
    """Print the calibration page of a paper with a profile, under a progress dialog."""

    def call(step: Step) -> int:
        pdf = render_pdf(calibration_page(size, now, profile.said)).pdf
        return send_pdf(port, pdf, _sheet(size), profile, tr("打印校准"), step)

    def done(_pages: int) -> None:
        say(tr("校准页已送往「{name}」,量好后再打印。").format(name=profile.printer))

    with_progress(bridge, tr("正在打印校准页"), call, done, failed, window)


def _sheet(size: "PaperSize") -> Sheet:
    return Sheet(size.width_mm, size.height_mm)
