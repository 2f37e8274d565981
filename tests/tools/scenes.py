"""The dialogs and states that are pictured: what to show, and how to take it away again."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk.app import command_table, list_table
from desk.documents.papers import A4P
from desk.kernel.commands import Command
from desk.kernel.moments import local
from desk.sample.cast import MANAGER
from desk.sample.story import SampleOffice
from desk.screens.fields import Field
from desk.screens.lists import ListSpec, Sort
from ui.about import AboutBox
from ui.asking import Box, PasswordBox, ReasonBox, told_box
from ui.desks.customer_record.binding import BindDialog
from ui.desks.finder import Finder
from ui.desks.picture import PictureDialog
from ui.desks.side_by_side import Difference, SideBySide
from ui.idle import LockDialog
from ui.local_settings import LocalSettings
from ui.login import LoginDialog, PasswordDialog
from ui.main_window import MainWindow
from ui.manual.chapters import PICTURES
from ui.manual.window import ManualWindow
from ui.mishaps import told
from ui.opening import FoundingDialog, OpenDialog
from ui.pages.argument_fields import argument_fields, row_argument
from ui.pages.column_chooser import ColumnChooser
from ui.pages.filter_names import FilterNames
from ui.pages.form_dialog import FormDialog
from ui.pages.kept_filters import present
from ui.pages.list_page import ListPage
from ui.pages.number_dialog import NumberDialog
from ui.pages.paper_page import PaperPage
from ui.pages.print_dialog import PrintDialog
from ui.pages.profile_form import MeasuredDialog
from ui.pages.progress import ProgressDialog
from ui.pages.span_dialog import SpanDialog
from ui.print_profiles import PrintProfile
from ui.recovering import RecoverDialog
from ui.recovery_sheet import RecoveryBox
from ui.restoring import RestoreDialog

LOADS_WITHIN_S = 5.0
PHOTOS, PICTURE_SIZE = ("today", "story"), (1000, 700)
AT_WORK: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("call_sheet", "lina", {"number": "BJ261118-001"}),
    ("callback_plan", "boss", {"number": "2026-11"}),
    ("callback_record", "lina", {"number": "HF261116-003"}),
    ("evaluation_desk", "zhang", {"number": "PG20261103T20261116-P001-V1"}),
    ("questionnaire_editor", "boss", {"id": 1}),
    ("return_desk", "lina", {"number": "YD2611130008"}),
    ("scheme_editor", "zhang", {"id": 1}),
    ("stocktake_desk", "zhang", {"number": "PD261118-001"}),
    ("survey_desk", "guli", {"number": "MY261111-001/14"}),
    ("voucher_filing", "guli", {"number": "GD202611-派送清单-01"}),
)
"""Desks with something of the sample office in work: page, who, what."""
Show = Callable[[MainWindow, SampleOffice], QWidget]


def _close(shown: QWidget) -> None:
    if isinstance(shown, MainWindow):
        shown.setFocus()
        return
    shown.hide()
    shown.deleteLater()


@dataclass(frozen=True)
class Scene:
    """One dialog or state.

    Attributes:
        name: the picture is called ``kind-name``.
        show: builds it; what it returns is pictured.
        away: ends it.
        login: who looks.
    """

    name: str
    show: Show
    away: Callable[[QWidget], None] = _close
    login: str = MANAGER[0]
    kind: str = "dialog"


def _question(window: MainWindow, _made: SampleOffice) -> Box:
    box = Box(window, "确认作废这张运单吗?")
    box.sentences(
        ["运单 YD2611180001 已经入库 12 件。", "作废后单号不再使用,已收的运费须另行退还。"]
    )
    box.buttons("作废", "返回", careful=True)
    return box


def _sides(window: MainWindow, _made: SampleOffice) -> Box:
    both = Difference("note", "备注", before="", theirs="上午送", mine="下午送", clash=True)
    only = Difference(
        "address", "地址", before="老城区", theirs="高新区", mine="老城区", clash=False
    )
    return SideBySide(
        window, "李娜于2026-11-18 10:20修改了这条记录。请选每一栏用谁的:", [both, only]
    )


def _span(window: MainWindow, _made: SampleOffice) -> QDialog:
    today = local(window.desk.now).date()
    return SpanDialog("开单时间", (today, today), lambda: today, window)


def _crash(window: MainWindow, _made: SampleOffice) -> Box:
    try:
        window.desk.form("P-00")
    except Exception as fault:
        return told_box(window, told(fault))
    raise AssertionError


def _recovery(window: MainWindow, _made: SampleOffice) -> RecoveryBox:
    window.desk.owner_key = bytes(range(32))
    box = RecoveryBox(window.desk, window)
    window.desk.owner_key = None
    return box


def _at_work(
    page: str, arguments: dict[str, Any], window: MainWindow, _made: SampleOffice
) -> MainWindow:
    window.open_page(page, **arguments)
    return window


def _number(window: MainWindow, _made: SampleOffice) -> QDialog:
    return NumberDialog(window.desk.form("P-06"), local(window.desk.now).date(), window)


def _recent(window: MainWindow, made: SampleOffice) -> QDialog:
    return OpenDialog(LocalSettings(recent_files=[str(made.path)]), window)


def _progress(window: MainWindow, _made: SampleOffice) -> QDialog:
    dialog = ProgressDialog("正在生成 1,000 张签收单", window)
    dialog.heard(420, 1000)
    return dialog


def _columns(window: MainWindow, _made: SampleOffice) -> QDialog:
    return ColumnChooser(_list_page(window, "customers").table, Sort("name"), window)


def _filters(window: MainWindow, _made: SampleOffice) -> QDialog:
    page = _list_page(window, "customers")
    return FilterNames(page.kept, present(page.search, page.filters), window)


def _list_page(window: MainWindow, name: str) -> ListPage:
    window.open_page(name)
    page = window.page(name)
    assert isinstance(page, ListPage)
    return page


def _picture(window: MainWindow, _made: SampleOffice) -> QDialog:
    pictures = [(f"第 {n} 张", PICTURES / f"{name}.png") for n, name in enumerate(PHOTOS, 1)]
    dialog = PictureDialog(window.context, pictures)
    dialog.resize(*PICTURE_SIZE)
    return dialog


def _paper(window: MainWindow, made: SampleOffice) -> QDialog:
    return PaperPage(window.context, "P-25", made.waybill, settings=window.settings, window=window)


def _manual(window: MainWindow, _made: SampleOffice) -> ManualWindow:
    manual = ManualWindow(window)
    manual.reader.open("01_today")
    return manual


def _found(window: MainWindow, _made: SampleOffice) -> MainWindow:
    window.find_anything()
    finder = window.findChild(Finder)
    assert finder is not None
    finder.box.setText("00")
    finder.box.ask()
    return window


def _finder_guide(window: MainWindow, _made: SampleOffice) -> MainWindow:
    window.find_anything()
    return window


def _leave_finder(shown: QWidget) -> None:
    finder = shown.findChild(Finder)
    assert finder is not None
    finder.leave()


def _knowledge(window: MainWindow, _made: SampleOffice) -> MainWindow:
    window.look_up()
    return window


def _chosen_rows(window: MainWindow, _made: SampleOffice) -> MainWindow:
    page = _list_page(window, "consignments")
    until = time.monotonic() + LOADS_WITHIN_S
    while not page.model.rowCount() and time.monotonic() < until:
        QApplication.processEvents()
    page.table.selectAll()
    return window


def _narrowed(window: MainWindow, _made: SampleOffice) -> MainWindow:
    page = _list_page(window, "customers")
    page.search.setText("没有这个客户")
    page.search.ask()
    return window


def _widen(shown: QWidget) -> None:
    assert isinstance(shown, MainWindow)
    page = shown.page("customers")
    assert isinstance(page, ListPage)
    page.search.clear()
    page.search.ask()


def _problems(window: MainWindow, made: SampleOffice) -> QDialog:
    form = _form(command_table()["add_consignee"], list_table()["customers"], window, made)
    form.save()
    return form


def _form(command: Command, spec: ListSpec, window: MainWindow, _made: SampleOffice) -> FormDialog:
    return FormDialog(window.context, command, _typed(command, spec), window=window)


def _typed(command: Command, spec: ListSpec) -> list[Field]:
    """What is typed: of an action on a row not what names the row."""
    per_row = any(action.name == command.name and action.per_row for action in spec.actions)
    subject = row_argument(command) if per_row else None
    return [field for field in argument_fields(command, spec) if field.name != subject]


def form_scenes() -> Sequence[Scene]:
    """The form of every command that a list offers."""
    commands: dict[str, Any] = {}
    for spec in list_table().values():
        for action in spec.actions:
            command = command_table().get(action.name)
            if command is not None and _typed(command, spec):
                commands.setdefault(action.name, (command, spec))
    return [
        Scene(name, partial(_form, command, spec), kind="form")
        for name, (command, spec) in commands.items()
    ]


SCENES: tuple[Scene, ...] = (
    Scene("question", _question),
    Scene("reason", lambda w, _: ReasonBox(w, "作废")),
    Scene("sides", _sides),
    Scene("bind", lambda w, _: BindDialog(w.context, "河南宏达机械有限公司", w)),
    Scene("measured", lambda w, _: MeasuredDialog(A4P, w, PrintProfile())),
    Scene("password_again", lambda w, _: PasswordBox(w, "批准运价表", lambda _: "")),
    Scene("login", lambda w, _: LoginDialog(w.desk, "lina", w)),
    Scene("change_password", lambda w, _: PasswordDialog(w.desk, window=w)),
    Scene("recover", lambda w, _: RecoverDialog(w.desk, "lina", w)),
    Scene("found_office", lambda w, m: FoundingDialog(m.path.with_name("new.office"), w)),
    Scene("lock", lambda w, _: LockDialog(w.desk, w)),
    Scene("open_first", lambda w, _: OpenDialog(LocalSettings(), w)),
    Scene("open_recent", _recent),
    Scene("restore", lambda w, m: RestoreDialog(m.path, "boss", w)),
    Scene("about", lambda w, m: AboutBox(m.path, w)),
    Scene("span", _span),
    Scene("number", _number),
    Scene("print", lambda w, _: PrintDialog(["针式打印机", "激光打印机"], PrintProfile(), w)),
    Scene("progress", _progress),
    Scene("columns", _columns),
    Scene("filters", _filters),
    Scene("picture", _picture),
    Scene("paper", _paper),
    Scene("manual", _manual),
    Scene("finder", _found, _leave_finder, kind="state"),
    Scene("finder_guide", _finder_guide, _leave_finder, kind="state"),
    Scene("knowledge", _knowledge, lambda w: w.look_up(), "lina", kind="state"),  # type: ignore[attr-defined]
    Scene("chosen_rows", _chosen_rows, kind="state"),
    Scene("nothing_found", _narrowed, _widen, kind="state"),
    Scene("crash", _crash),
    Scene("recovery", _recovery),
    *(
        Scene(page, partial(_at_work, page, arguments), login=login, kind="state")
        for page, login, arguments in AT_WORK
    ),
    *form_scenes(),
)
