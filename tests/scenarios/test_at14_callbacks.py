"""AT-14, first line: 48 call-backs planned in November, 46 made: 95.83 %; the papers that say so."""

from dataclasses import replace
from datetime import date

import pytest

from desk.care.callbacks.choices import ItemState, Purpose
from desk.care.callbacks.commands import finish_follow_up, miss_callback, record_callback
from desk.care.callbacks.queries import callback_figures, callback_plan_card
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from tests import snapshots
from tests.care.callbacks.people import NOVEMBER, Someone, plan_in_force, put, talk
from tests.conftest import Office

MONTH = {"from_on": NOVEMBER, "to_on": date(2026, 11, 30)}
PEOPLE = (
    Someone(name="天山果业有限公司"),
    Someone(name="昆仑建材商行", phone="13900000002"),
    Someone(name="南疆棉业集团", first_on=date(2026, 11, 5), phone="0998-2561234"),
    Someone(name="西域粮油批发部", last_on=date(2026, 8, 10)),
    Someone(name="塔城乳业", do_not_call=True),
)


@pytest.mark.parametrize(("planned", "done", "rate_bp"), [(48, 46, 9583), (3, 3, 10_000)])
def test_the_rate_of_november(office: Office, planned: int, done: int, rate_bp: int) -> None:
    who = put(office, *(Someone(name=f"客户{n:02}") for n in range(planned)))
    plan = plan_in_force(office)
    office.at("2026-11-20 11:00")
    desk = office.as_("jia")
    for customer in who[:done]:
        desk.run(record_callback, draft=talk(customer))
    found = desk.ask(callback_figures, **MONTH)
    assert (found.planned, found.done, found.rate_bp) == (planned, done, rate_bp)
    for item in desk.ask(callback_plan_card, number=plan).items:
        if item.state is ItemState.PLANNED:
            for _ in range(3):
                desk.run(miss_callback, item_id=item.item_id)
    assert desk.ask(callback_figures, **MONTH).rate_bp == rate_bp


def told(office: Office) -> str:
    """A small November: four planned, three reached, one of them dissatisfied."""
    who = put(office, *PEOPLE)
    plan = plan_in_force(office)
    desk = office.as_("jia")
    items = desk.ask(callback_plan_card, number=plan).items
    office.at("2026-11-18 11:00")
    wang = {item.customer_id: item.item_id for item in items}
    said = replace(talk(contact=""), suggestion="希望到货后一小时内通知,夜间不要来电")
    desk.run(record_callback, draft=said, item_id=wang[who[0]])
    low = replace(
        talk(contact="", purpose=Purpose.SATISFACTION, score=2),
        suggestion="两件轻微受潮,等了三天没有答复",
        handled="致歉,转进港调度核查",
    )
    desk.run(record_callback, draft=low, item_id=wang[who[1]])
    desk.run(miss_callback, item_id=wang[who[3]])
    office.at("2026-11-19 10:00")
    desk = office.as_("jia")
    desk.run(finish_follow_up, follow_up_id=1, result="已赔付并回电")
    desk.run(record_callback, draft=talk(contact="", score=4), item_id=wang[who[2]])
    return plan


@pytest.mark.parametrize(("form", "name"), [("P-10", "at14-p10"), ("P-11", "at14-p11")])
def test_the_papers(office: Office, form: str, name: str) -> None:
    plan = told(office)
    (paper,) = office.as_("boss").paper(form, plan)
    snapshots.check_snapshot(name, snapshot_text(paper))
    result = render_pdf(paper)
    assert (result.missing, result.pages) == (frozenset(), 1)


def rows(office: Office, name: str) -> list[dict[str, object]]:
    desk = office.as_("jia")
    ids = desk.list_ids(name, [])
    names = [field.name for field in desk.list_spec(name).fields]
    found = desk.list_rows(name, ids)
    return [dict(zip(names, found[row_id], strict=True)) for row_id in ids]


def test_the_lists_count_and_mask(office: Office) -> None:
    told(office)
    plan = rows(office, "callback_plans")[0]
    counted = ("planned", "done", "unreached", "waiting", "omitted")
    assert [plan[name] for name in counted] == [4, 3, 0, 1, 1]
    phones = {row["customer"]: row["phone"] for row in rows(office, "callback_items")}
    assert phones["南疆棉业集团"] == "0998-****234"
    calls = {row["customer"]: row for row in rows(office, "callbacks")}
    low = calls["昆仑建材商行"]
    assert (low["phone"], low["score"], low["open_tasks"]) == ("139****0002", 2, 0)
    assert [row["result"] for row in rows(office, "callback_follow_ups")] == ["已赔付并回电"]
    assert [row["customer"] for row in rows(office, "callback_omissions")] == ["塔城乳业"]
