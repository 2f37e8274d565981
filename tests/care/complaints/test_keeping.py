"""Five years after the closing nobody reads who complained; the figures stay."""

from desk.care.complaints.choices import Level
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import tell_complaint_progress
from tests.care.clearing import cleared_on, nothing_is_over_on
from tests.conftest import Office
from tests.scenarios.test_at10_complaints import SLOW, card, finish


def test_after_five_years_who_complained_is_forgotten(office: Office) -> None:
    office.at("2026-11-20 18:00")
    number = office.as_("jia").run(register_complaint, draft=SLOW).value
    running = office.as_("jia").run(register_complaint, draft=SLOW).value
    jia, text = office.as_("jia"), "正在核查王经理的货"
    jia.run(tell_complaint_progress, number=number, who="王经理", channel=SLOW.channel, text=text)
    office.at("2026-11-23 17:00")
    finish(office, number)
    assert nothing_is_over_on(office, "2031-11-22 23:00")
    cleared_on(office, "2031-11-23 09:00")
    found = card(office, number)
    assert (found.complainant, found.phone_masked, found.content) == ("匿名投诉人", "", "(已清除)")
    assert not any((found.demand, found.investigation, found.reply, found.summary))
    assert {(p.who, p.text) for p in found.progress} == {("匿名投诉人", "(已清除)")}
    assert (found.level, found.root_cause) == (Level.GENERAL, "晚班无人接手通知")
    assert card(office, running).complainant == "兴疆机电 王经理"
    assert nothing_is_over_on(office, "2031-11-23 10:00")
