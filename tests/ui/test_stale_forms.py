"""A form opened from a list does not overwrite what a colleague saved meanwhile (E211)."""

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.freight.fleet.commands import update_vehicle
from desk.freight.fleet.queries import find_vehicles
from tests.conftest import PASSWORD, Office
from tests.freight.delivery.yard import with_truck
from tests.ui.conftest import ScriptedAsker
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.registry import Context

TRUCK = {
    "vehicle_no": "V001",
    "plate_no": "新A3D852",
    "rated_payload_kg": 1_400,
    "gross_mass_kg": 4_495,
    "volume_cm3": 15_000_000,
    "insurance_valid_to": date(2027, 6, 30),
}


def test_a_truck_changed_by_two_people_keeps_the_first_change(
    context: Context, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    with_truck(office)
    office.desk.login("in", PASSWORD)
    page = ListPage(context, "vehicles")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    page.open_with(ids=[1])
    page.act(next(a for a in page.spec.actions if a.name == "update_vehicle"))
    (form,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    context.desk.run(update_vehicle, **TRUCK)
    form.fields["remark"].set_value("换了轮胎")
    form.save()
    assert "该记录已被进港调度于" in str(asker.told[-1])
    (truck,) = office.desk.ask(find_vehicles)
    assert (truck.rated_payload_kg, truck.remark) == (1_400, "")
    form.close()
    form.deleteLater()
