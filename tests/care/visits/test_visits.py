"""Visits are registered with what was agreed, completed by their writer, and followed to the end."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import reveal_personal, revealed_value
from desk.care.visits.choices import ActionState, VisitPurpose
from desk.care.visits.commands import (
    add_visit_action,
    amend_visit,
    finish_visit_action,
    log_visit,
    register_visit,
)
from desk.care.visits.drafts import ActionDraft, VisitDraft
from desk.care.visits.queries import VisitCard, visit_card
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.filing.retention.commands import approve_clearing, draw_clearing
from desk.freight.day_close.commands import open_day_close
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.care.callbacks.people import Someone, put
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix

OFFER = ActionDraft(task="发喀什线报价单", due_on=date(2026, 11, 17))
TALKS = VisitDraft(
    visitor="刘建国",
    company="天山果业有限公司",
    phone="13812345678",
    purpose=VisitPurpose.TALKS,
    content="冬季葡萄干出港运价",
    solution="同意按批量报价,周二前答复",
    actions=(OFFER,),
)
FORUM = VisitDraft(
    visitor="各客户代表",
    purpose=VisitPurpose.FORUM,
    content="四季度客户座谈会",
    participants="天山果业 刘建国、昆仑建材 赵明、客服部经理",
)
MINUTES = Upload("座谈会纪要.txt", "会议纪要:加强到货通知。".encode())


def registered(office: Office, draft: VisitDraft = TALKS, **more: Any) -> str:
    number: str = office.as_("jia").run(register_visit, draft=draft, **more).value
    return number


def card(office: Office, number: str) -> VisitCard:
    return office.as_("jia").ask(visit_card, number=number)


def test_who_may_do_what(office: Office) -> None:
    desk_work = (register_visit, log_visit, add_visit_action, finish_visit_action)
    assert_matrix(office, {**dict.fromkeys(desk_work, "CS IN OUT MGR"), amend_visit: "CS MGR"})


def test_a_visit_is_written_down(office: Office) -> None:
    number = registered(office)
    found = card(office, number)
    assert (number, found.received_by) == ("LF261116-001", "客服员甲")
    assert (found.phone_masked, found.company) == ("138****5678", "天山果业有限公司")
    action = found.actions[0]
    assert (action.task, action.owner) == ("发喀什线报价单", "客服员甲")
    assert action.due_at == at("2026-11-17 23:59")


def test_a_customer_on_file_names_his_company(office: Office) -> None:
    known = put(office, Someone(name="昆仑建材商行"))[0]
    number = registered(office, replace(TALKS, company="", customer_id=known))
    assert (card(office, number).company, card(office, number).customer) == ("昆仑建材商行",) * 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"visitor": " "}, "E001"),
        ({"content": ""}, "E001"),
        ({"content": "长" * 1001}, "E004"),
        ({"visitor": "王\x07"}, "E012"),
        ({"phone": "123"}, "E102"),
        ({"at": at("2026-11-16 10:30")}, "E171"),
        ({"at": at("2026-11-14 10:00")}, "E070"),
        ({"purpose": VisitPurpose.FORUM}, "E001"),
        ({"customer_id": 99}, "E006"),
        ({"actions": (replace(OFFER, task=" "),)}, "E001"),
        ({"actions": (replace(OFFER, due_on=date(2026, 11, 15)),)}, "E019"),
        ({"actions": (replace(OFFER, owner_id=99),)}, "E006"),
    ],
)
def test_every_refusal(office: Office, changes: dict[str, object], code: str) -> None:
    draft = replace(TALKS, **changes)  # type: ignore[arg-type]
    assert refusal(lambda: registered(office, draft)).startswith(code)


def test_minutes_hang_on_a_forum_and_its_writer_completes_it(office: Office) -> None:
    number = registered(office, FORUM, minutes=(MINUTES,))
    empty = refusal(lambda: registered(office, FORUM, minutes=(Upload("空.txt", b""),)))
    assert empty.startswith("E025")
    yi = office.as_("yi")
    assert refusal(lambda: yi.run(amend_visit, number=number, solution="好")).startswith("E210")
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(amend_visit, number="LF1")).startswith("E006")
    long = refusal(lambda: jia.run(amend_visit, number=number, solution="长" * 501))
    assert long.startswith("E004")
    jia.run(amend_visit, number=number, solution="形成三条改进")
    add: dict[str, Any] = {"number": number, "task": "下发改进措施", "until_on": date(2026, 11, 20)}
    jia.run(add_visit_action, **add)
    for changes, code in (
        ({"number": "LF1"}, "E006"),
        ({"task": " "}, "E001"),
        ({"until_on": date(2026, 11, 1)}, "E019"),
        ({"owner_id": 99}, "E006"),
    ):
        typed: dict[str, Any] = {**add, **changes}
        said = refusal(partial(jia.run, add_visit_action, **typed))
        assert said.startswith(code)
    found = card(office, number)
    assert (found.solution, [label for label, _ in found.minutes]) == (
        "形成三条改进",
        ["座谈会纪要.txt"],
    )
    assert (found.participants, len(found.actions)) == (FORUM.participants, 1)


def test_an_action_stands_on_the_board_until_its_owner_did_it(office: Office) -> None:
    number = registered(office)
    action = card(office, number).actions[0].action_id
    rows = [row for row in office.as_("jia").today() if row.kind == "来访跟进"]
    assert [(row.number, row.title) for row in rows] == [
        (number, "天山果业有限公司 发喀什线报价单")
    ]
    assert not [row for row in office.as_("yi").today() if row.kind == "来访跟进"]
    office.at("2026-11-17 19:00")
    assert office.as_("jia").run(open_day_close).value
    yi = office.as_("yi")
    done: dict[str, Any] = {"action_id": action, "result": "已发报价单"}
    assert refusal(lambda: yi.run(finish_visit_action, **done)).startswith("E210")
    jia = office.as_("jia")
    for result, code in ((" ", "E001"), ("长" * 301, "E004"), ("\x07", "E012")):
        said = refusal(partial(jia.run, finish_visit_action, action_id=action, result=result))
        assert said.startswith(code)
    assert refusal(lambda: jia.run(finish_visit_action, action_id=9, result="好")).startswith(
        "E006"
    )
    jia.run(finish_visit_action, **done)
    assert card(office, number).actions[0].state is ActionState.DONE
    assert refusal(lambda: jia.run(finish_visit_action, **done)).startswith("E008")


def test_a_plain_form_writes_the_same_record(office: Office) -> None:
    typed: dict[str, Any] = {"visitor": "赵明", "content": "咨询喀什线时效", "minutes": (MINUTES,)}
    number = office.as_("yi").run(log_visit, **typed).value
    found = card(office, number)
    assert (found.visitor, found.purpose, found.received_by) == (
        "赵明",
        VisitPurpose.ADVICE,
        "客服员乙",
    )


def test_a_number_is_revealed_with_a_reason(office: Office) -> None:
    registered(office)
    asked: dict[str, Any] = {
        "record": "visit",
        "record_id": 1,
        "field": "phone",
        "why": RevealReason.CALL,
    }
    log = office.as_("jia").run(reveal_personal, **asked).value
    assert office.as_("jia").ask(revealed_value, log_id=log) == "13812345678"


def test_after_three_years_who_came_is_forgotten(office: Office) -> None:
    number = registered(office)
    office.at("2029-11-16 10:00")
    listed = office.as_("jia").run(draw_clearing).value
    office.as_("boss").run(approve_clearing, number=listed)
    found = card(office, number)
    assert (found.visitor, found.company, found.phone_masked) == ("匿名来访人", "", "")
    assert found.content == "冬季葡萄干出港运价"


def test_the_register(office: Office) -> None:
    registered(office)
    registered(office, replace(FORUM, solution="形成三条改进"))
    (paper,) = office.as_("boss").paper("P-36", "2026-11")
    snapshots.check_snapshot("p36-visits", snapshot_text(paper))
    assert not render_pdf(paper).missing
