"""A solved complaint becomes a case of the office's knowledge: the clerk reads over what is kept."""

from PySide6.QtWidgets import QWidget

from desk.care.knowledge.cases import CaseDraft, case_draft, keep_case
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

FIELDS = (
    Field("title", "标题", width=14, required=True),
    Field("problem", "问题", Kind.NOTE, width=20, required=True),
    Field("cause", "原因", Kind.NOTE, width=20),
    Field("solution", "处理办法", Kind.NOTE, width=20, required=True),
    Field("keywords", "关键词", width=12, help="空格分开,来电时按词查找"),
)


def keep_as_case(context: Context, number: str, page: QWidget) -> None:
    """Show what would be kept of a closed complaint, without names and numbers; F9 keeps it."""

    def came(draft: CaseDraft) -> None:
        FormDialog(
            context,
            entry_of(keep_case),
            FIELDS,
            {"number": number},
            {field.name: getattr(draft, field.name) for field in FIELDS},
            page.window(),
            lambda _: context.say(tr("{no} 已记为案例,来电时可查到。").format(no=number)),
            tr("姓名、电话和编号已自动隐去,请通读后再保存。"),
        ).show()

    context.ask(case_draft, came, page, number=number)
