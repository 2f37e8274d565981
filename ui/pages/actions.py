"""What the buttons of a list do: open a page, print a form, or run a command through a form."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desk.app import command_table
from desk.kernel.commands import Command
from desk.kernel.errors import Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.lists import Action
from ui.beside import beside
from ui.formats import show
from ui.pages.argument_fields import argument_fields, needs_reason, row_argument
from ui.pages.each_row import EachRow
from ui.pages.form_dialog import FormDialog
from ui.pages.number_dialog import NumberDialog
from ui.pages.rows_form import RowsForm

if TYPE_CHECKING:
    from ui.pages.list_page import ListPage

IMPORT_PAGE = "import_wizard"


def carry_out_action(page: "ListPage", action: Action) -> None:
    """Do an action of a list page with its chosen rows."""
    ids = page.table.chosen_ids()
    if action.per_row and not ids:
        page.context.say(tr("请先选择一行。"))
        return
    kind, _, target = action.name.partition(":")
    if kind == "page":
        _open(page, target, ids if action.per_row else [])
    elif kind == "edit":
        _edit(page, action, target, ids[0])
    elif kind == "import":
        page.context.open_page(IMPORT_PAGE, kind=target)
    elif kind == "print":
        _print(page, target, ids if action.per_row else [])
    else:
        _command(page, action, ids if action.per_row else [])


def _open(page: "ListPage", target: str, ids: list[int]) -> None:
    if not ids:
        page.context.open_page(target)
        return
    numbers = _numbers(page, ids)
    number = numbers[0] if numbers else ""
    page.context.open_page(target, id=ids[0], ids=tuple(ids), number=number, numbers=tuple(numbers))


def _edit(page: "ListPage", action: Action, target: str, record_id: int) -> None:
    """Open the form of one record, or the record itself where it can no longer be changed."""
    values = values_of(page, record_id)
    kinds = {type(state) for state in action.changes_in}
    states = [value for value in values.values() if type(value) in kinds]
    if states and states[0] not in action.changes_in:
        page.open_row(record_id)
        words = tr("状态为「{state}」,不能修改,已打开查看。")
        page.context.say(words.format(state=states[0].label))
    else:
        page.context.open_page(target, id=record_id, number=page.number_of(values))


def _print(page: "ListPage", form: str, ids: list[int]) -> None:
    if not ids:
        today = local(page.context.desk.now).date()
        dialog = NumberDialog(page.context.desk.form(form), today, page.window())
        if dialog.answered():
            page.context.show_paper(form, dialog.number.value())
        return
    numbers = _numbers(page, ids)
    if numbers:
        page.context.show_paper(form, numbers if len(numbers) > 1 else numbers[0])


def _command(page: "ListPage", action: Action, ids: list[int]) -> None:
    command = command_table()[action.name]
    fields = argument_fields(command, page.spec)
    if not ids:
        if fields:
            FormDialog(page.context, command, fields, window=page.window()).show()
        else:
            _at_once(page, action, command)
        return
    subject = row_argument(command)
    rest = tuple(field for field in fields if field.name != subject)
    if rest and len(ids) > 1 and subject != "numbers":
        rows = [(_name(page, row), _own(page, command, subject, row)) for row in ids]
        RowsForm(page.context, command, rest, rows, page.window()).show()
    elif rest:
        reread = partial(page.context.desk.list_record, page.spec.name, ids[0])
        values, version = reread()  # not what the list shows: a colleague may have saved since
        fixed = {subject: _subject(page, command, ids[0], ids)} if subject else {}
        if "version" in command.argument_types():
            fixed["version"] = version
        together = tr("对选中的 {n} 条一起办理,有一条不行就都不办。").format(n=len(ids))
        told = _told(page, values) if len(ids) == 1 else together
        window = page.window()
        form = FormDialog(
            page.context, command, rest, fixed, values, window, hint=told, reread=reread
        )
        form.show()
    else:
        _each(page, action, command, ids)


def _own(page: "ListPage", command: Command, subject: str | None, record_id: int) -> dict[str, Any]:
    """What a command is told about one of several rows."""
    fixed = {subject: _subject(page, command, record_id)} if subject else {}
    if "version" in command.argument_types():
        fixed["version"] = page.context.desk.list_record(page.spec.name, record_id)[1]
    return fixed


def _at_once(page: "ListPage", action: Action, command: Command) -> None:
    """Run a command that needs nothing at all, after one question."""
    if page.context.sure(tr("{do}?").format(do=action.label), yes=action.label):
        said = tr("{do}:已完成。").format(do=action.label)
        page.context.do(
            command.function, {}, lambda _: page.context.say(said), window=page.window()
        )


def _told(page: "ListPage", values: dict[str, Any]) -> str:
    """What the row says in full, for who decides about it."""
    fields = [page.spec.field(name) for name in page.spec.told]
    return "\n".join(filter(None, (show(field, values.get(field.name)) for field in fields)))


def _each(page: "ListPage", action: Action, command: Command, ids: list[int]) -> None:
    """Run a command that needs nothing but the row, after one question about all of them."""
    subject = row_argument(command)
    names = [_name(page, record_id) for record_id in ids[:10]]
    more = [tr("…共 {n} 条").format(n=len(ids))] if len(ids) > 10 else []
    reason = ""
    if needs_reason(command):
        given = page.context.asker.reason(action.label)
        if given is None:
            return
        reason = given
    elif not page.context.sure(
        tr("{do}?").format(do=action.label), *names, *more, yes=action.label
    ):
        return

    def run(row: int, saved: Callable[[Any], None], refused: Callable[[Refused], None]) -> None:
        told = {subject: _subject(page, command, row)} if subject else {}
        how: dict[str, Any] = {"reason": reason, "window": page.window(), "refused": refused}
        page.context.do(command.function, told, saved, **how)

    EachRow(page.context, run, partial(_name, page)).go(ids)


def _subject(page: "ListPage", command: Command, record_id: int, ids: Sequence[int] = ()) -> Any:
    """What a command is told about the row: its id, its document number, or those of all rows."""
    subject = row_argument(command)
    if subject == "numbers":
        return tuple(_numbers(page, ids or (record_id,)))
    if subject and subject.endswith("_ids"):
        return tuple(ids or (record_id,))
    if subject and command.argument_types()[subject] is str:
        return "".join(_numbers(page, (record_id,)))
    return record_id


def _numbers(page: "ListPage", ids: Sequence[int]) -> list[str]:
    """The document numbers of rows, also of those that were never looked at."""
    rows = beside(lambda: page.context.desk.list_rows(page.spec.name, ids))
    names = [field.name for field in page.spec.fields]
    found = (dict(zip(names, rows[row], strict=True)) for row in ids if row in rows)
    return [number for values in found if (number := page.number_of(values))]


def values_of(page: "ListPage", record_id: int) -> dict[str, Any]:
    """The values of a row, also of one that was never looked at; empty when it is no more."""
    row = page.model.row_of(record_id)
    values = page.model.values_at(row) if row is not None else {}
    if values:
        return values
    found = page.context.desk.list_rows(page.spec.name, (record_id,))
    names = (field.name for field in page.spec.fields)
    return dict(zip(names, found[record_id], strict=True)) if record_id in found else {}


def _name(page: "ListPage", record_id: int) -> str:
    """How a row is called in a question: its first two shown values."""
    values = values_of(page, record_id)
    shown = [show(f, values.get(f.name)) for f in page.spec.fields if not f.hidden]
    return "  ".join([word for word in shown if word][:2])
