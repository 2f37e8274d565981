"""The plot: a month of working days, and the open work of today."""

import random
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desk.app import Desk
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafting import save_draft
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.commands import print_run
from desk.freight.delivery.queries import run_card
from desk.freight.inbound.queries import manifest_card
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
from desk.sample.cast import MANAGER, PASSWORD, STAFF
from desk.sample.deliveries import add_fleet, bring_back, plan_runs, send_out
from desk.sample.others import (
    announce_goods,
    close_finished,
    hand_over_collected,
    hand_to_partners,
    hear_from_afar,
    outbound_day,
    pay_shippers,
    send_back_refused,
    void_one,
)
from desk.sample.stage import Stage
from desk.sample.tickets import half_typed_draft, outbound_draft

WORKDAYS = 24
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
    """

    path: Path
    logins: tuple[str, ...]
    manifest: str
    run: str
    delivered_run: str
    waybill: str
    now: datetime

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
            "P-25": self.waybill,
            "P-32": self.waybill,
            "P-33": self.waybill,
            "P-43": f"{day:%Y-%m}",
        }
        return {code: number for code, number in numbers.items() if number}


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
    clock = SetClock(now)
    desk = Desk.create(path, *MANAGER, PASSWORD, clock, durable=False)
    try:
        return _play(Stage(desk, clock, random.Random(SEED), now), today, workdays)
    finally:
        desk.close()


def _play(stage: Stage, today: date, workdays: int) -> SampleOffice:
    first = stage.workday_before(today, workdays + 4)
    stage.at(first, 10)
    _hire(stage)
    add_fleet(stage, first)
    days = [stage.workday_before(today, count) for count in range(workdays, 0, -1)]
    delivered = ""
    for index, day in enumerate(days):
        left = len(days) - index
        delivered = _workday(stage, day, index, OUTCOMES.get(left, ())) or delivered
    return _today(stage, today, delivered)


def _hire(stage: Stage) -> None:
    assert stage.desk.actor is not None
    stage.actors["boss"] = stage.desk.actor
    for login, name, role in STAFF:
        stage.as_("boss")
        first = "first-" + PASSWORD
        stage.do(add_user, login=login, name=name, role=role, password=first)
        stage.desk.login(login, first)
        stage.do(change_password, old=first, new=PASSWORD)
        stage.actors[login] = stage.desk.login(login, PASSWORD)


def _workday(stage: Stage, day: date, index: int, outcomes: tuple[SignResult, ...]) -> str:
    """One whole day; returns a run that was delivered on it."""
    truck = announce_truck(stage, day, stage.chance.randint(7, 10))
    runs = plan_runs(stage, day)
    for run in runs:
        send_out(stage, day, run)
    truck_arrives(stage, truck)
    count_truck(stage, truck)
    tell_customers(stage, day)
    settle_exceptions(stage, day)
    for run in runs:
        bring_back(stage, day, run, outcomes if run == runs[0] else ())
    announce_goods(stage, day)
    hand_over_collected(stage, day)
    hand_to_partners(stage, day)
    if index % 9 == 4:
        void_one(stage, day)
    outbound_day(stage, day)
    hear_from_afar(stage, day)
    pay_shippers(stage, day)
    if index % 3 == 2:
        send_back_refused(stage, day)
        close_finished(stage, day)
    return runs[0] if runs else ""


def _today(stage: Stage, today: date, delivered: str) -> SampleOffice:
    """This morning: one truck is being unloaded, one is expected, one run is out, one is being made."""
    yesterday = stage.workday_before(today, 1)
    late = announce_truck(stage, yesterday, 12)
    truck_arrives(stage, late)
    count_truck(stage, late)
    arrived = announce_truck(stage, today, 7)
    expected = announce_truck(stage, today, 6)
    runs = plan_runs(stage, today)
    for ready in runs[:1]:
        stage.do(print_run, number=ready)
    truck_arrives(stage, arrived)
    if len(runs) > 1:
        send_out(stage, today, runs[1])
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
    return SampleOffice(stage.desk.path, logins, arrived.number, run, delivered, first, now)
