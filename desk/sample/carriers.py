"""Partners of the sample office with papers, grades and rates; one is suspended, one rate changes."""

from datetime import date, timedelta

from desk.partners.carriers.choices import Grade, PartnerScope
from desk.partners.carriers.commands import add_partner, agree_terms
from desk.partners.carriers.standing import admit_partner, suspend_partner
from desk.partners.rates.choices import RateSource
from desk.partners.rates.commands import change_rate
from desk.partners.rates.imports import RateImportRow, import_partner_rates
from desk.partners.rates.notices import acknowledge_rate_notice, send_rate_notice
from desk.sample.cast import CARRIERS, DAYS_ON, SUSPENDED, Carrier
from desk.sample.stage import Stage
from desk.screens.lists import Filter


def add_carriers(stage: Stage, day: date) -> None:
    """Everybody is registered, evaluated and bound by contract; one keeps back our customers' money."""
    stage.at(day, 11)
    for serial, carrier in enumerate(CARRIERS, 1):
        _admit(stage, serial, carrier)
    stage.as_("zhang")
    valid_from = date(day.year, 1, 1)
    rows = (
        RateImportRow(
            partner=f"P{serial:03d}",
            to_place=town,
            price_kg_mill=mill,
            min_charge_fen=6_000,
            door_fee_fen=5_000,
            return_price_kg_mill=mill * 9 // 10,
            transit_days=DAYS_ON[town],
            valid_from=valid_from,
            source=RateSource.CONTRACT,
        )
        for serial, carrier in enumerate(CARRIERS, 1)
        for town, mill in carrier.mill.items()
    )
    stage.do(import_partner_rates, rows=tuple(rows))


def _admit(stage: Stage, serial: int, carrier: Carrier) -> None:
    stage.as_("zhang")
    later = stage.today + timedelta(days=400)
    stage.do(
        add_partner,
        name=carrier.name,
        scope=PartnerScope.REGION,
        areas="、".join(carrier.mill),
        contact=carrier.contact,
        dispatch_phone=carrier.phone,
        operating_licence_no=f"65310000{serial:04d}",
        licence_valid_to=stage.today + timedelta(days=carrier.licence_days),
        schedule="每天 19:00 发车" if serial % 2 else "周一、周三、周五发车",
    )
    stage.do(
        agree_terms,
        partner_id=serial,
        contract_no=f"HZ-{serial:02d}",
        contract_valid_to=later,
        insurance_policy=f"PICC-{serial:06d}",
        insurance_valid_to=later,
        settlement_days=30,
        deposit_fen=1_000_000,
        data_clause=carrier.grade is not Grade.C,
    )
    stage.as_("boss")
    no = f"PG-P{serial:03d}-1"
    stage.do(admit_partner, partner_id=serial, grade=carrier.grade, evaluation_no=no)
    if carrier.name == SUSPENDED:
        stage.desk.with_(reason="两次扣压代收货款").run(suspend_partner, partner_id=serial)


def raise_rate(
    stage: Stage, day: date, partner: str, town: str, *, sent: bool = False, signed: bool = False
) -> None:
    """A partner asks for six per cent more from next week on; finance is told, and signs for it."""
    stage.as_("zhang")
    spec = stage.desk.list_spec("partner_rates")
    mine = (Filter("partner_name", "is", partner), Filter("to_place", "is", town))
    (rate_id,) = stage.desk.list_ids("partner_rates", mine)
    place = [field.name for field in spec.fields].index("price_kg_mill")
    mill = stage.desk.list_rows("partner_rates", [rate_id])[rate_id][place]
    number = stage.do(
        change_rate,
        rate_id=rate_id,
        effective_on=day + timedelta(days=7),
        source=RateSource.WECHAT,
        price_kg_mill=mill * 106 // 1000 * 10,
        note="油价上涨",
    )
    stage.shown["P-22"] = number
    if sent:
        stage.do(send_rate_notice, number=number)
    if signed:
        stage.do(acknowledge_rate_notice, number=number, finance_ack_by="财务 邓会计")
