"""The paper, the wording or the files of a request, shown beside it."""

from functools import partial

from PySide6.QtWidgets import QStackedLayout, QWidget

from desk.documents.pdf import RenderResult, render_pdf
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.office.approvals.summary import ApprovalSummary
from desk.storage.cabinet import cabinet_of, place_of
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.document_desk.text_view import TextView
from ui.desks.picture import PictureDialog, PictureView, show_file
from ui.desks.pieces import Card
from ui.desks.strip import Strip
from ui.pages.paper_view import PaperView
from ui.printers import Sheet
from ui.registry import Context

PAPER, TEXT, FILE = "paper", "text", "file"


class Beside(Card):
    """The right of the window; `showing` is the key of what is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.summary: ApprovalSummary | None = None
        self.showing = ""
        self._job: Job | None = None
        self.paper = PaperView(context.bridge)
        self.paper.setAccessibleName(tr("单据"))
        self.text, self.picture = TextView(), PictureView(tr("附件"))
        self._none = plain_label("", "muted")
        self._none.setWordWrap(True)
        self._strip = Strip()
        self._strip.chosen.connect(self.turn_to)
        self.column.addWidget(self._strip)
        place = QWidget()
        self._stack = QStackedLayout(place)
        for view in (self._none, self.paper, self.text, self.picture):
            self._stack.addWidget(view)
        self.column.addWidget(place, 1)
        self.show_summary(None)

    @property
    def items(self) -> list[tuple[str, str]]:
        """(key, words) of everything there is to look at."""
        found = self.summary
        if found is None:
            return []
        items = []
        if found.form:
            items.append((PAPER, tr(self._context.desk.form(found.form).title)))
        if found.text:
            items.append((TEXT, tr("正文")))
        labels = (label for label, _ in found.files)
        return [*items, *((f"{FILE}{at}", label) for at, label in enumerate(labels))]

    def show_summary(self, summary: ApprovalSummary | None) -> None:
        """Show the first of what another request has, keeping the place if it is the same one."""
        same = summary and self.summary and summary.row.id == self.summary.row.id
        self.summary = summary
        keys = [key for key, _ in self.items]
        wanted = self.showing if same and self.showing in keys else next(iter(keys), "")
        self._strip.show_items(self.items, wanted)
        self._strip.setVisible(len(keys) > 1)
        self.setVisible(bool(keys))
        self.turn_to(wanted)

    def turn(self) -> None:
        """Show the next of what there is."""
        keys = [key for key, _ in self.items]
        if keys:
            self.turn_to(keys[(keys.index(self.showing) + 1) % len(keys)])

    def turn_to(self, key: str) -> None:
        """Show one of them."""
        self.showing = key
        self._strip.mark(key)
        if self._job is not None:
            self._job.cancel()
        found = self.summary
        if found is None or not key:
            self._say("")
        elif key == PAPER:
            self._render(found)
        elif key == TEXT:
            self.text.show_text(found.text)
            self._stack.setCurrentWidget(self.text)
        else:
            _, sha256 = found.files[int(key.removeprefix(FILE))]
            place = place_of(cabinet_of(self._context.desk.path), sha256)
            show_file(self._context, self.picture, place)
            self._stack.setCurrentWidget(self.picture)

    def turn_pages(self, pages: int) -> None:
        """Move in the paper or the wording while the cursor stays where it is."""
        view = {PAPER: self.paper, TEXT: self.text}.get(self.showing)
        if view is not None:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + pages * bar.pageStep())

    def enlarge(self) -> None:
        """Show the files large, in the viewer of the office."""
        found = self.summary
        if found is None or not found.files:
            self._context.say(tr("没有附件。"))
            return
        cabinet = cabinet_of(self._context.desk.path)
        places = [(label, place_of(cabinet, sha256)) for label, sha256 in found.files]
        dialog = PictureDialog(self._context, places)
        dialog.setParent(self.window(), dialog.windowFlags())
        dialog.show()

    def preview(self) -> None:
        """Show the paper in its own window, to be printed."""
        found = self.summary
        if found is not None and found.form:
            self._context.show_paper(found.form, found.form_number, **found.form_options)

    def _render(self, found: ApprovalSummary) -> None:
        def look() -> tuple[RenderResult, Sheet]:
            desk = self._context.desk
            papers = desk.paper(found.form, found.form_number, **found.form_options)
            size = papers[0].size
            return render_pdf(papers), Sheet(size.width_mm, size.height_mm)

        came, failed = partial(self._rendered, found), partial(self._failed, found)
        self._job = self._context.bridge.later(look, came, failed, owner=self)

    def _rendered(self, found: ApprovalSummary, made: tuple[RenderResult, Sheet]) -> None:
        if found is self.summary and self.showing == PAPER:
            rendering, sheet = made
            self.paper.show_pdf(rendering.pdf, rendering.pages, sheet)
            self._stack.setCurrentWidget(self.paper)

    def _failed(self, found: ApprovalSummary, fault: BaseException) -> None:
        if not isinstance(fault, Refused):
            self._context.tell(fault)
        elif found is self.summary and self.showing == PAPER:
            self._say("\n".join(problem.message for problem in fault.problems))

    def _say(self, words: str) -> None:
        self._none.setText(words)
        self._stack.setCurrentWidget(self._none)
