"""Requests of every kind that wait for the manager, raised as the office does."""

from dataclasses import replace
from datetime import date
from typing import Any

from desk.care.callbacks.planning import make_callback_plan, submit_callback_plan
from desk.care.claims.choices import ClaimPaper
from desk.care.claims.commands import submit_claim
from desk.care.complaints.deciding import propose_decision
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import acknowledge_complaint
from desk.care.surveys.designing import draft_questionnaire, submit_questionnaire
from desk.care.surveys.standard import standard_questionnaire
from desk.filing.documents.approving import submit_document
from desk.filing.documents.commands import revise_document
from desk.freight.price_checks.commands import submit_price
from desk.office.approvals.queries import ApprovalRow, approvals_for_me
from desk.pricing.quotes.commands import submit_quote
from desk.pricing.tariffs.approving import submit_sheet
from desk.pricing.tariffs.commands import new_version
from desk.pricing.tariffs.line_commands import add_line, update_line
from desk.pricing.tariffs.queries import tariff_sheet
from tests.care.callbacks.people import Someone, put
from tests.conftest import Office
from tests.filing.documents.test_documents import SECOND, in_force
from tests.freight.consignments.tickets import accepted
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.freight.price_checks.test_price_checks import found
from tests.pricing.quotes.calls import quoted, take, with_prices
from tests.pricing.tariffs.f0 import public
from tests.scenarios.test_at07_claims import WET, opened, with_papers
from tests.scenarios.test_at10_complaints import SLOW


def quote(office: Office) -> str:
    """A quote far below the tariff."""
    with_prices(office)
    desk = office.as_("jia")
    terms: dict[str, Any] = {"discount_bp": 1_000, "nonstandard": True, "reason": "首票让利"}
    number = quoted(desk, take(desk).number, **terms)
    desk.run(submit_quote, number=number)
    return number


def revision(office: Office) -> str:
    """The second revision of the service rules."""
    number = in_force(office)
    desk = office.as_("in")
    desk.run(revise_document, number=number, change_note="增加复述", file=SECOND)
    desk.run(submit_document, number=number)
    return number


def claim(office: Office) -> str:
    """A wet carton, with its photos."""
    office.at("2026-11-19 15:00")
    number = opened(office, WET, waybill=in_stock(office, TROLLEYS))
    with_papers(office, number, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=number)
    return number


def complaint(office: Office) -> str:
    """Money promised to somebody who was told late."""
    jia = office.as_("jia")
    number: str = jia.run(register_complaint, draft=replace(SLOW)).value
    jia.run(acknowledge_complaint, number=number, text="已受理")
    jia.run(investigate_complaint, number=number, investigation="到货次日才通知")
    jia.run(propose_decision, number=number, decision="致歉并补偿", compensation_fen=20_000)
    return number


def price(office: Office) -> int:
    """A partner far above the cheapest."""
    desk = office.as_("in")
    check = found(desk, accepted(office.as_("jia")), 77_000)
    office.as_("in").run(submit_price, check_id=check, reason="其他合作商停运")
    return check


def sheet(office: Office) -> int:
    """The public tariff of next year: one lane dearer, one new."""
    old = public(office)
    desk = office.as_("boss")
    made: int = desk.run(
        new_version, sheet_id=old, valid_from=date(2027, 1, 1), valid_to=date(2027, 12, 31)
    ).value
    line = desk.ask(tariff_sheet, sheet_id=made).lines[1]
    lane: dict[str, Any] = {"origin": "郑州", "min_charge_fen": 12_000, "transit_days": 8}
    desk.run(update_line, line_id=line.id, destination=line.destination, price_kg_mill=2800, **lane)
    desk.run(add_line, sheet_id=made, destination="和田", price_kg_mill=2900, **lane)
    desk.run(submit_sheet, sheet_id=made)
    return made


def questionnaire(office: Office) -> int:
    """The standard questionnaire, as a manager draws it up."""
    boss = office.as_("boss")
    made: int = boss.run(draft_questionnaire, draft=standard_questionnaire()).value
    boss.run(submit_questionnaire, questionnaire_id=made)
    return made


def calls(office: Office) -> str:
    """A month's call-backs."""
    put(office, Someone(name="天山果业"))
    jia = office.as_("jia")
    jia.run(make_callback_plan, month=date(2026, 11, 1))
    jia.run(submit_callback_plan, number="2026-11")
    return "2026-11"


def waiting(office: Office) -> list[ApprovalRow]:
    """What the manager finds."""
    return office.as_("boss").ask(approvals_for_me)
