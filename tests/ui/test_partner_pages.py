"""Partners and their rates through the window's own forms: prices are typed as the office says them."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desk.partners.rates.queries import rates_of
from tests.conftest import Office
from tests.partners.firms import rates
from tests.ui.conftest import ScriptedAsker
from tests.ui.typing_in import write
from ui.editors.line import LineEditor
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.registry import Context


@pytest.fixture
def page(office: Office, context: Context, qtbot: QtBot) -> ListPage:
    rates(office)
    office.as_("in")
    page = ListPage(context, "partner_rates")
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    return page


def test_a_price_is_changed_in_yuan_from_its_row(
    page: ListPage, context: Context, asker: ScriptedAsker
) -> None:
    column = [f.name for f in page.spec.fields].index("price_kg_mill")
    shown = [page.model.index(row, column).data() for row in range(page.model.rowCount())]
    assert shown == ["0.95", "0.90", "0.55"]
    page.table.choose([3])
    page.bar.triggers["change_rate"].trigger()
    (form,) = page.window().findChildren(FormDialog)
    assert form.fields["price_kg_mill"].value() == 550
    form.fields["effective_on"].set_value(date(2026, 12, 1))
    price = form.fields["price_kg_mill"]
    assert isinstance(price, LineEditor)
    assert price.line.text() == "0.55"
    price.line.selectAll()
    write("0.6", price.line)
    form.save()
    assert asker.told == []
    new, old = context.desk.ask(rates_of, partner="P003")
    assert (new.price_kg_mill, new.min_charge_fen, new.basis) == (600, 6_000, old.basis)
    assert len(context.desk.list_ids("rate_notices")) == 1
