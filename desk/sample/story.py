"""The plot: a month of working days, and the open work of today."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from desk.app import Desk
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafting import save_draft
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.commands import check_run, print_run
from desk.freight.delivery.queries import run_card
from desk.freight.inbound.queries import manifest_card
from desk.kernel.calendar import BEIJING, WorkingCalendar
from desk.kernel.clock import SetClock
from desk.kernel.moments import local
from desk.office.users.commands import add_user, change_password
from desk.sample.arrivals import (
    announce_truck,
    count_truck,
    settle_exceptions,
    tell_customers,
    truck_arrives,
)
from desk.sample.calls import call_before_today, calls_of_day, calls_of_today
from desk.sample.care import care_of_day
from desk.sample.carriers import add_carriers, raise_rate
from desk.sample.cast import FIRM, MANAGER, PASSWORD, STAFF
from desk.sample.deliveries import add_fleet, bring_back, plan_runs, send_out
from desk.sample.evaluations import approve_schemes, evaluate_partners
from desk.sample.filing import (
    box_papers,
    receipts_come_back,
    receipts_go_out,
    revise_rule,
    write_documents,
)
from desk.sample.others import (
    announce_goods,
    close_finished,
    hand_over_collected,
    pay_shippers,
    void_one,
)
from desk.sample.prices import approve_tariffs, do_priced
from desk.sample.stage import Stage, workday_before
from desk.sample.tickets import half_typed_draft, outbound_draft
from desk.sample.transit import (
    draft_transit,
    hand_to_partners,
    hear_from_partners,
    settle_with_partners,
)
from desk.sample.troubles import (
    close_road,
    count_shelf,
    returns_of_today,
    send_back_refused,
    sign_off,
    start_count,
    watch,
)
from desk.sample.trucks import (
    add_long_trucks,
    hear_from_trucks,
    load_truck,
    take_in_outbound,
    trucks_of_today,
)

WORKDAYS = 24
BEFORE = 4
"""Working days between the founding of the office and the first day that is played."""
SEED = 20261118
# Results of the first stops, by working days before today: so that every state is there to be seen.
OUTCOMES = {
    8: (SignResult.REFUSED,),
    2: (SignResult.PARTIAL,),
    1: (SignResult.PARTIAL, SignResult.REFUSED),
}


@dataclass(frozen=True)
class SampleOffice:
    """What was made.

    Attributes:
        path: the office file.
        logins: who may sign in; everyone has the password `PASSWORD`.
        manifest, run, delivered_run, waybill: numbers whose papers are worth printing.
        now: the moment at which the play stops.
        shown: numbers of further papers by their forms.
    """

    path: Path
    logins: tuple[str, ...]
    manifest: str
    run: str
    delivered_run: str
    waybill: str
    now: datetime

    shown: dict[str, str]

    @property
    def papers(self) -> dict[str, str]:
        """One document number for every form."""
        day = local(self.now).date()
        numbers = {
            "P-01": self.manifest,
            "P-02": self.run,
            "P-03": self.run,
            "P-06": f"{day:%Y-%m}",
            "P-07": "K00001",
            "P-21": f"{day:%Y-%m}",
            "P-23": f"{day}",
            "P-25": self.waybill,
            "P-32": self.waybill,
            "P-33": self.waybill,
            "P-43": f"{day:%Y-%m}",
            "P-90": "前台",
            **self.shown,
        }
        return {code: numbers[code] for code in sorted(numbers) if numbers[code]}


def make_sample(path: Path, now: datetime, workdays: int = WORKDAYS) -> SampleOffice:
    """Write a sample office whose "today" is the business day of `now`.

    Args:
        path: file to make; nothing may lie there.
        now: the present moment.
        workdays: how many working days to play before today.

    Raises:
        FileRefused: the file exists or cannot be written.
    """
    today = local(now).date()
    first = workday_before(WorkingCalendar(), today, workdays + BEFORE)
    clock = SetClock(datetime.combine(first, time(9), BEIJING))
    desk = Desk.create(path, *MANAGER, PASSWORD, clock, firm=FIRM, durable=False)
    desk.ask_password = lambda: PASSWORD
    try:
        return _play(Stage(desk, clock, random.Random(SEED), now), first, workdays)
    finally:
        desk.close()


def _play(stage: Stage, first: date, workdays: int) -> SampleOffice:
    today = stage.today
    _hire(stage)
    approve_tariffs(stage, first)
    add_fleet(stage, first)
    add_long_trucks(stage)
    add_carriers(stage, first)
    approve_schemes(stage)
    write_documents(stage, first)
    days = [stage.workday_before(today, count) for count in range(workdays, 0, -1)]
    delivered = ""
    for left, day in zip(range(len(days), 0, -1), days, strict=True):
        delivered = _workday(stage, day, left) or delivered
    return _today(stage, today, delivered)


def _hire(stage: Stage) -> None:
    assert stage.desk.actor is not None
    stage.actors["boss"] = stage.desk.actor
    for login, name, role in STAFF:
        stage.as_("boss")
        first = "first-" + PASSWORD
        stage.do(add_user, login=login, name=name, role=role, password=first)
        newcomer = stage.desk.login(login, first)
        stage.do(change_password, old=first, new=PASSWORD)
        stage.actors[login] = replace(newcomer, must_change=False)


def _workday(stage: Stage, day: date, left: int) -> str:
    """One whole day; returns a run that was delivered on it."""
    truck = announce_truck(stage, day, stage.chance.randint(7, 10))
    late = announce_truck(stage, day, 14) if left == 1 else None
    calls_of_day(stage, day, left)
    care_of_day(stage, day, left)
    runs = plan_runs(stage, day)
    for run in runs:
        send_out(stage, day, run)
    truck_arrives(stage, truck)
    if left == 1:
        call_before_today(stage, day)
    count_truck(stage, truck)
    if late:
        truck_arrives(stage, late)
        count_truck(stage, late, close=False)
    if left % 9 == 4:
        void_one(stage, day)
    tell_customers(stage, day)
    for run in runs:
        bring_back(stage, day, run, OUTCOMES.get(left, ()) if run == runs[0] else ())
    if left == 2:
        revise_rule(stage, day)
    announce_goods(stage, day, forgotten=3 if left == 1 else 0)
    hand_over_collected(stage, day)
    hand_to_partners(stage, day, waiting=2 if left == 1 else 0)
    load_truck(stage, day, left)
    take_in_outbound(stage, day, left)
    pay_shippers(stage, day, left)
    hear_from_partners(stage, day)
    hear_from_trucks(stage, day)
    settle_with_partners(stage, day)
    settle_exceptions(stage, day)
    if left % 3 == 2:
        send_back_refused(stage, day, left)
        close_finished(stage, day)
    _evening(stage, day, left)
    return runs[0] if runs else ""


def _evening(stage: Stage, day: date, left: int) -> None:
    """What the last hour of a day brings: papers, prices to come, the day's close."""
    receipts_come_back(stage, day, left)
    if left == 6:
        raise_rate(stage, day, "伊犁河谷物流", "伊宁", sent=True, signed=True)
        count_shelf(stage, day, "D", 18, decided=True)
    if left == 2:
        close_road(stage, day)
        sign_off(stage, day, "lina")
    if left == 1:
        raise_rate(stage, day, "喀什顺达货运", "喀什", sent=True)
        raise_rate(stage, day, "阿克苏通途货运", "阿克苏")
        receipts_go_out(stage, day)
        box_papers(stage, day)
        count_shelf(stage, day, "A", 18, decided=False)
        evaluate_partners(stage, day)
        sign_off(stage, day, "lina", "zhang")


def _today(stage: Stage, today: date, delivered: str) -> SampleOffice:
    """This morning: one truck is being unloaded, one is expected, one run is out, one is being made."""
    arrived = announce_truck(stage, today, 7)
    expected = announce_truck(stage, today, 6)
    runs = plan_runs(stage, today, stops_each=4)
    for ready in runs[:1]:
        do_priced(stage, ready, print_run, check_run)
    truck_arrives(stage, arrived)
    if len(runs) > 1:
        send_out(stage, today, runs[1])
    watch(stage, today)
    calls_of_today(stage, today)
    returns_of_today(stage, today)
    start_count(stage, today, "C")
    draft_transit(stage, today)
    trucks_of_today(stage, today)
    stage.as_("lina")
    now = stage.at(today, 11)
    stage.do(save_draft, draft=half_typed_draft("西安"))
    stage.do(save_draft, draft=half_typed_draft("成都"))
    stage.as_("zhao")
    stage.do(accept_consignment, draft=outbound_draft(stage, now))
    logins = (MANAGER[0], *(login for login, _, _ in STAFF))
    assert expected.number
    run = runs[0] if runs else delivered
    if run:
        first = stage.desk.ask(run_card, number=run).stops[0].number
    else:
        first = stage.desk.ask(manifest_card, number=arrived.number).lines[0].number
    return SampleOffice(
        stage.desk.path, logins, arrived.number, run, delivered, first, now, stage.shown
    )
