"""Nobody does what his role may not: every right, command and query against spec 3.26.

The table below is read off the specification by hand, not off the program.
"""

from dataclasses import replace

import pytest

from desk.app import command_table, form_table, list_table, query_table
from desk.kernel.actor import Actor
from desk.kernel.errors import Refused
from desk.kernel.roles import RIGHTS, Role, may
from tests.conftest import Office

MATRIX = """
office.read CS IN OUT MGR DGM FIN
self.update CS IN OUT MGR DGM FIN
user.manage MGR
setting.update MGR
calendar.update MGR
backup.create CS IN OUT MGR
backup.restore MGR
audit.read MGR
customer.create CS IN OUT MGR
customer.read CS IN OUT MGR DGM
customer.update CS IN OUT MGR
customer.void MGR
customer.approve MGR
customer.merge MGR
customer.export MGR
customer.import CS IN OUT MGR
personal.reveal CS IN OUT MGR
consignment.create CS IN OUT MGR
consignment.read CS IN OUT MGR DGM
consignment.update CS IN OUT MGR
consignment.void CS IN OUT MGR
consignment.export CS IN OUT MGR
consignment_inbound.create CS IN MGR
consignment_inbound.update CS IN MGR
consignment_outbound.create CS OUT MGR
consignment_outbound.update CS OUT MGR
consignee.change IN OUT MGR
money.update_dispatched MGR
cost.read IN OUT MGR
declared_value.approve MGR
inbound_manifest.create IN
inbound_manifest.read CS IN OUT MGR DGM
inbound_manifest.update IN MGR
inbound_manifest.void IN MGR
pickup_order.create IN
pickup_order.read CS IN OUT MGR DGM
pickup_order.update IN MGR
pickup_order.void IN MGR
delivery_run.create IN
delivery_run.read CS IN OUT MGR DGM
delivery_run.update IN MGR
delivery_run.void IN MGR
delivery_run.approve_difference MGR
outbound_preadvice.create OUT
outbound_preadvice.read CS IN OUT MGR DGM
outbound_preadvice.update OUT
outbound_preadvice.void OUT
stock.read CS IN OUT MGR DGM
stock.create IN OUT
stock.approve MGR
signoff.create CS IN OUT MGR
signoff.read CS IN OUT MGR DGM
storage_fee.waive MGR
price_check.read IN OUT MGR
price_check.explain IN OUT
price_check.approve MGR
transit_manifest.create IN
transit_manifest.read CS IN OUT MGR DGM
transit_manifest.update IN
transit_manifest.void IN
cod.read CS IN MGR DGM
cod.hand_in IN MGR
cod.approve MGR
return.create CS OUT MGR
return.read CS IN OUT MGR DGM
return.update CS OUT MGR
lien.approve MGR
vehicle.create IN OUT MGR
vehicle.read CS IN OUT MGR DGM
vehicle.update IN OUT MGR
partner.create IN OUT MGR
partner.read CS IN OUT MGR DGM
partner.update IN OUT MGR
partner.approve MGR
partner_rate.create IN OUT
partner_rate.read CS IN OUT MGR DGM
partner_rate.update IN OUT
partner_rate.approve MGR
rate_notice.read IN OUT MGR
rate_notice.send IN OUT MGR
tariff.create MGR
tariff.read CS IN OUT MGR DGM
tariff.approve MGR
inquiry.create CS IN OUT MGR
inquiry.read CS IN OUT MGR DGM
inquiry.update CS OUT MGR
quote.create CS IN OUT MGR
quote.read CS IN OUT MGR DGM
quote.update CS OUT MGR
quote.submit CS IN OUT MGR
quote.approve MGR
approval.create CS IN OUT MGR
approval.read CS IN OUT MGR DGM
approval.decide CS IN OUT MGR
approval.depute MGR
tracking.create CS IN OUT MGR
due.extend MGR
tracking.read CS IN OUT MGR DGM
exception.create CS IN OUT MGR
exception.read CS IN OUT MGR DGM
exception.update CS IN OUT MGR
exception.close_large MGR
day_close.create CS IN OUT MGR
day_close.read CS IN OUT MGR DGM
day_close.oversee MGR
voucher.read CS IN OUT MGR DGM
voucher.create CS IN OUT MGR
voucher.update CS IN OUT MGR
voucher.destroy MGR
document.read CS IN OUT MGR DGM
document.create IN OUT MGR
document.approve MGR
receipt.read CS IN OUT MGR DGM
receipt.update CS IN OUT MGR
claim.create CS IN OUT MGR
claim.read CS IN OUT MGR DGM
claim.update CS MGR
claim.approve MGR
complaint.create CS IN OUT MGR
complaint.read CS IN OUT MGR DGM
complaint.update CS IN OUT MGR
complaint.decide MGR
questionnaire.read CS IN OUT MGR DGM
questionnaire.create MGR
questionnaire.approve MGR
survey.read CS IN OUT MGR DGM
survey.create CS IN OUT MGR
survey.update CS MGR
survey.plan MGR
survey.decide MGR
callback.create CS IN OUT MGR
callback.read CS IN OUT MGR DGM
callback.update CS MGR
callback.approve MGR
visit.create CS IN OUT MGR
visit.read CS IN OUT MGR DGM
visit.update CS MGR
visit.oversee MGR
knowledge.read CS IN OUT MGR DGM
knowledge.update CS IN OUT MGR
knowledge.approve MGR
evaluation_scheme.read CS IN OUT MGR DGM
evaluation_scheme.create IN OUT MGR
evaluation_scheme.approve MGR
evaluation_plan.read CS IN OUT MGR DGM
evaluation_plan.create IN OUT MGR
evaluation_plan.approve MGR
scorecard.read CS IN OUT MGR
scorecard.create CS IN OUT
evaluation_report.read CS IN OUT MGR DGM
evaluation_report.review IN OUT MGR DGM
evaluation_report.create IN OUT
evaluation_report.approve MGR
print.create CS IN OUT MGR
"""
ALLOWED = {
    right: {Role[code] for code in codes}
    for right, *codes in (line.split() for line in MATRIX.strip().splitlines())
}


class Passed(Exception):
    """The gate let the command through to its body."""


def test_the_program_knows_exactly_the_rights_of_the_matrix() -> None:
    assert {name: set(right.roles) for name, right in RIGHTS.items()} == ALLOWED


def test_an_unknown_right_is_nobodys() -> None:
    assert not any(may(role, "no.such_right") for role in Role)


@pytest.mark.parametrize("role", Role)
def test_every_command_asks_for_its_right_at_the_gate(office: Office, role: Role) -> None:
    desk = office.as_("boss")
    desk.actor = Actor(1, "x", "某人", role)
    for command in command_table().values():

        def body(*_: object, **__: object) -> None:
            raise Passed

        allowed = role in ALLOWED[command.needs]
        with pytest.raises(Passed if allowed else Refused) as caught:
            desk.execute(replace(command, function=body), {})
        if not allowed:
            assert caught.value.codes == ("E210",)  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", Role)
def test_every_query_form_and_list_asks_for_its_right(office: Office, role: Role) -> None:
    desk = office.as_("boss")
    desk.actor = Actor(1, "x", "某人", role)

    def body(*_: object, **__: object) -> None:
        raise Passed

    for query in query_table().values():
        allowed = role in ALLOWED[query.needs]
        with pytest.raises(Passed if allowed else Refused):
            desk.answer(replace(query, function=body), {})
    for form in form_table().values():
        if role not in ALLOWED[form.needs]:
            with pytest.raises(Refused):
                desk.paper(form.code, "x")
    for spec in list_table().values():
        if role not in ALLOWED[spec.right]:
            with pytest.raises(Refused):
                desk.list_ids(spec.name)


def test_a_rightless_role_reads_nothing_of_the_customers(office: Office) -> None:
    desk = office.as_("boss")
    desk.actor = Actor(9, "fin", "财务", Role.FIN)
    with pytest.raises(Refused) as caught:
        desk.list_ids("consignments")
    assert caught.value.codes == ("E210",)
