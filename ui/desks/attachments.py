"""The attachments of a record in the one viewer of the office."""

from PySide6.QtWidgets import QWidget

from desk.filing.customer_files.attached import AttachmentRow, attachments
from desk.kernel.text import tr
from desk.storage.cabinet import cabinet_of, place_of
from ui.desks.picture import PictureDialog
from ui.registry import Context

KEY = "F12"
OF_LISTS = {
    "claims": "claim",
    "complaints": "complaint",
    "consignments": "consignment",
    "customers": "customer",
    "evaluation_reports": "evaluation_report",
    "exceptions": "exception_case",
    "partners": "partner",
    "return_receipts": "return_receipt",
    "survey_recipients": "survey_recipient",
}
"""The lists whose rows have attachments, and what a row is."""


def show_attachments(context: Context, page: QWidget, record: str, record_id: int) -> None:
    """Show what hangs on a record, or say that nothing does."""

    def came(rows: list[AttachmentRow]) -> None:
        if not rows:
            context.say(tr("没有附件。"))
            return
        cabinet = cabinet_of(context.desk.path)
        places = [(row.label, place_of(cabinet, row.sha256)) for row in rows]
        dialog = PictureDialog(context, places)
        dialog.setParent(page.window(), dialog.windowFlags())
        dialog.show()

    context.ask(attachments, came, page, record=record, record_id=record_id)
