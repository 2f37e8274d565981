"""From a customer's record his papers are filed, and bound into one PDF for a purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.filing.customer_files.queries import yearly_file
from tests.archive.customers.makers import FRUIT, LIU, STORE, added
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.bridge import Cancelled
from ui.desks.customer_record import binding
from ui.desks.customer_record.binding import BindDialog, bind_to
from ui.desks.customer_record.page import CustomerRecord
from ui.registry import Context


@pytest.fixture
def record(
    office: Office,
    context: Context,
    show: Callable[[CustomerRecord], CustomerRecord],
    clerk: Clerk,
) -> CustomerRecord:
    made = added(office.as_("boss"), FRUIT, (LIU,), (STORE,))
    page = show(CustomerRecord(context))
    page.open_with(id=made)
    clerk.waits_for(page.whole.isVisible)
    return page


def test_the_record_says_what_it_lacks_and_when_it_was_verified(record: CustomerRecord) -> None:
    assert record.card is not None
    assert record.card.missing
    assert record._lacking.text() == f"还缺:{record.card.missing}"
    assert ("最近核实", "从未核实") in binding_pairs(record)


def binding_pairs(record: CustomerRecord) -> list[tuple[str, str]]:
    from ui.desks.customer_record import facts

    assert record.card is not None
    return facts.person(record.card)


def test_papers_are_filed_from_the_record(
    record: CustomerRecord, clerk: Clerk, office: Office
) -> None:
    record.buttons["归案"].click()
    form = clerk.form()
    form.fields["location"].take_focus()
    clerk.types("3-2")
    clerk.press(Qt.Key.Key_F9)
    file = office.desk.ask(yearly_file, customer="K00001", year=2026)
    assert (file.number, file.location) == ("DA2026-K00001", "3-2")


def test_the_file_is_bound_beside_the_window(
    record: CustomerRecord, context: Context, clerk: Clerk, frame: FrameSpy, tmp_path: Path
) -> None:
    out = tmp_path / "K00001-2026.pdf"
    bind_to(context, "K00001", 2026, out, "年审", record)
    clerk.waits_for(lambda: bool(frame.said))
    assert frame.said[-1].startswith("已装订 0 件")
    assert out.read_bytes().startswith(b"%PDF")
    with context.desk.reading() as read:
        assert "年审" in str(
            read.session.connection().exec_driver_sql("SELECT purpose FROM export_log").all()
        )


def test_a_cancelled_binding_leaves_no_file(
    record: CustomerRecord,
    context: Context,
    clerk: Clerk,
    frame: FrameSpy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object) -> None:
        raise Cancelled("x")

    monkeypatch.setattr(binding, "bind_customer_file", stopped)
    bind_to(context, "K00001", 2026, tmp_path / "a.pdf", "年审", record)
    clerk.waits_for(lambda: frame.said == ["已取消装订。"])
    assert list(tmp_path.glob("a.pdf*")) == []


def test_year_and_purpose_are_asked(
    context: Context, record: CustomerRecord, asker: ScriptedAsker
) -> None:
    dialog = BindDialog(context, "天果园果品", record)
    dialog.accept()
    assert dialog.fields["purpose"].problem_text
    dialog.fields.fill({"year": 1999, "purpose": "年审"})
    dialog.accept()
    assert "2000" in dialog.fields["year"].problem_text
    dialog.fields.fill({"year": 2026})
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.typed() == (2026, "年审")
