"""Customers of the sample office who are not content, are asked, or come by."""

from datetime import date, timedelta

from sqlalchemy import select

from desk.care.callbacks.planning import (
    approve_callback_plan,
    make_callback_plan,
    submit_callback_plan,
)
from desk.care.callbacks.typing_in import log_callback
from desk.care.claims.choices import ClaimPaper, LossKind, PayBy, RecourseParty
from desk.care.claims.commands import file_claim_papers, open_claim, submit_claim
from desk.care.claims.drafts import ClaimDraft
from desk.care.claims.settling import approve_claim, claim_recourse, pay_claim, sign_settlement
from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.choices import (
    Channel,
    Circumstance,
    ComplaintKind,
    Department,
    ReportTo,
    Satisfaction,
)
from desk.care.complaints.correcting import check_correction
from desk.care.complaints.deciding import propose_decision
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.ending import close_complaint
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import acknowledge_complaint, report_complaint
from desk.care.knowledge.cases import keep_case
from desk.care.knowledge.choices import Situation
from desk.care.knowledge.commands import write_phrase
from desk.care.major_events.commands import tick_step
from desk.care.major_events.model import MajorEvent
from desk.care.surveys.answering import enter_survey_answer
from desk.care.surveys.choices import Method
from desk.care.surveys.commands import draw_survey, pick_rechecks, send_survey
from desk.care.surveys.designing import (
    approve_questionnaire,
    draft_standard_questionnaire,
    submit_questionnaire,
)
from desk.care.surveys.drafts import Answer, AnswerSheet
from desk.care.surveys.model import SurveyRecipient
from desk.care.visits.choices import VisitPurpose
from desk.care.visits.commands import add_visit_action, log_visit
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment
from desk.sample.finding import tickets
from desk.sample.photo import wet_carton
from desk.sample.stage import Stage
from desk.screens.lists import Filter
from desk.storage.cabinet import Upload

DGM = "李副总"
ASKED = 16
MOODS = ((5, 4), (4, 5), (5, 5, 4), (4, 3), (3, 4, 5))
UNHAPPY = ((2, 3), (1, 2, 3))
FIVES, TEN, WISH = range(1, 20), 20, 21
"""Positions in the standard questionnaire: scored items with the overall one, recommendation, wish."""
PHRASES = (
    ("客户催货", Situation.LOOKUP, "您稍等,我马上查货物位置,10 分钟内给您回电。"),
    ("到货通知", Situation.NOTICE, "您好,您的货物已到乌鲁木齐仓库,请问今天方便收货吗?"),
    ("致歉", Situation.APOLOGY, "给您添麻烦了,我把情况记下来,今天下班前答复您。"),
)


def care_of_day(stage: Stage, day: date, left: int) -> None:
    """What the last working days bring besides goods, each on its morning."""
    played = {
        7: _case_is_closed,
        6: _customers_are_asked,
        5: _answers_come_in,
        4: _visitors,
        3: _case_lies_too_long,
        2: _calls_are_planned,
        1: _before_today,
    }.get(left)
    if played is not None:
        stage.at(day, 9, 40)
        played(stage, day)


def _signed(stage: Stage) -> list[Consignment]:
    return tickets(stage, Filter("state", "is", ConsignmentState.SIGNED))


def _complain(stage: Stage, ticket: Consignment, kind: ComplaintKind, words: str, fen: int) -> str:
    """The consignee calls; the clerk takes it down and says that it is being worked on."""
    stage.as_("lina")
    draft = ComplaintDraft(
        complainant=ticket.consignee_name,
        phone=ticket.consignee_phone,
        kind=kind,
        content=words,
        waybill=ticket.label,
        claimed_fen=fen,
    )
    number = stage.do(register_complaint, draft=draft)
    stage.do(acknowledge_complaint, number=number, text="已受理,专人核查,今天内回电")
    return number


def _look_into(stage: Stage, number: str) -> None:
    stage.do(
        investigate_complaint,
        number=number,
        investigation="到货 3 小时后才通知收货人,晚班交接单上无人签收。",
        root_cause="晚班没有指定到货通知人",
        resp_department=Department.INBOUND,
        resp_person="张伟",
    )


def _propose(stage: Stage, number: str, fen: int) -> None:
    stage.do(
        propose_decision,
        number=number,
        decision="向客户致歉,说明原因并赔偿包装" if fen else "向客户致歉并说明原因",
        compensation_fen=fen,
        corrective_action="晚班每天指定一名到货通知人,交接时签字",
        corrective_owner="张伟",
        corrective_due_on=stage.today + timedelta(days=3),
    )


def _case_is_closed(stage: Stage, day: date) -> None:
    """A late notice is answered and closed within the day; wet goods are paid for."""
    signed = _signed(stage)
    if len(signed) < 2:
        return
    number = _complain(stage, signed[0], ComplaintKind.INFORMATION, "货到三小时才通知", 0)
    _look_into(stage, number)
    _propose(stage, number, 0)
    stage.at(day, 11)
    stage.do(reply_complaint, number=number, channel=Channel.PHONE, reply="致歉,原因和整改已说明")
    stage.do(record_satisfaction, number=number, satisfied=Satisfaction.SATISFIED)
    stage.do(check_correction, number=number, checked_by="李娜", result="抽查三天,均已签字")
    stage.do(close_complaint, number=number, summary="晚班到货通知有了专人")
    stage.do(keep_case, number=number, title="晚班到货未及时通知", keywords="通知 晚班")
    stage.shown["P-12"] = stage.shown["P-12b"] = number
    _pay(stage, _claim(stage, signed[1], 25_000))


def _claim(stage: Stage, ticket: Consignment, fen: int) -> str:
    """A claim with the photo it needs, before the manager."""
    stage.as_("guli")
    draft = ClaimDraft(
        waybill=ticket.label, loss_kind=LossKind.PARTIAL, pieces=1, value_fen=600_000, loss_fen=fen
    )
    number = stage.do(open_claim, draft=draft)
    photo = Upload("受潮纸箱.png", wet_carton())
    stage.do(file_claim_papers, number=number, paper=ClaimPaper.PHOTOS, files=(photo,))
    return number


def _pay(stage: Stage, number: str) -> None:
    stage.do(submit_claim, number=number)
    stage.as_("boss")
    stage.do(approve_claim, number=number)
    letter = Upload("理赔协议.txt", "双方同意一次性赔付,再无争议。\n".encode())
    stage.do(sign_settlement, number=number, letter=letter)
    stage.do(pay_claim, number=number, pay_by=PayBy.TRANSFER, reference="20261109000031")
    party = RecourseParty.LINEHAUL
    stage.do(claim_recourse, number=number, party=party, name="中州专线", fen=10_000)
    stage.shown["P-31"] = number


def _customers_are_asked(stage: Stage, day: date) -> None:
    """The standard questionnaire is approved and goes to customers who had goods."""
    stage.as_("boss")
    made = stage.do(draft_standard_questionnaire)
    stage.do(submit_questionnaire, questionnaire_id=made)
    stage.do(
        approve_questionnaire, questionnaire_id=made, countersigned_by=DGM, countersigned_on=day
    )
    number = stage.do(
        draw_survey,
        title=f"{day.month}月满意度调查",
        first_on=day - timedelta(days=30),
        last_on=day,
        method=Method.PHONE,
        size=ASKED,
        answer_by=stage.today + timedelta(days=5),
    )
    stage.do(send_survey, number=number)
    stage.shown["P-14b"] = stage.shown["P-14c"] = number


def _answers_come_in(stage: Stage, day: date) -> None:
    """Most are content, two are not and are owed a call; a tenth is called again."""
    stage.as_("guli")
    with stage.desk.reading() as read:
        wanted = select(SurveyRecipient.code, SurveyRecipient.contact).order_by(SurveyRecipient.id)
        asked = [(code, contact) for code, contact in read.session.execute(wanted)]
    for place, (code, contact) in enumerate(asked[:14]):
        sheet = AnswerSheet(code=code, respondent=contact or "前台", answers=_answers(place))
        stage.do(enter_survey_answer, sheet=sheet)
    if asked:
        stage.shown["P-14"] = asked[0][0]
        stage.as_("boss")
        stage.do(pick_rechecks, number=asked[0][0].partition("/")[0])


def _answers(place: int) -> tuple[Answer, ...]:
    unhappy = place % 7 == 3
    mood = UNHAPPY[place % 2] if unhappy else MOODS[place % len(MOODS)]
    marks = [Answer(item=n, value=mood[(n + place) % len(mood)]) for n in FIVES]
    liked = Answer(item=TEN, value=4 if unhappy else 8 + place % 3)
    wish = (Answer(item=WISH, words="派送前请提前一小时电话预约"),) if place % 3 == 0 else ()
    return (*marks, liked, *wish)


def _visitors(stage: Stage, day: date) -> None:
    """One comes for advice and is promised an offer; the manager holds a meeting; cards are written."""
    stage.as_("lina")
    made = stage.do(
        log_visit,
        visitor="马经理",
        company="天山建材经营部",
        content="咨询喀什线时效和运价",
        solution="介绍线路,答应发报价单",
    )
    until = stage.today + timedelta(days=1)
    stage.do(add_visit_action, number=made, task="发喀什线报价单", until_on=until)
    stage.as_("boss")
    stage.do(
        log_visit,
        visitor="六家月结客户代表",
        content="月度客户座谈会",
        purpose=VisitPurpose.FORUM,
        solution="派送前电话预约,对账单每月 3 日前发出",
        participants="王建国、李娜、客户代表六人",
    )
    stage.shown["P-36"] = f"{day:%Y-%m}"
    for title, situation, text in PHRASES:
        stage.do(write_phrase, title=title, situation=situation, text=text)


def _case_lies_too_long(stage: Stage, day: date) -> None:
    """A small matter nobody brought to its end: today it is overdue."""
    for ticket in _signed(stage)[2:3]:
        number = _complain(stage, ticket, ComplaintKind.ATTITUDE, "司机不肯卸到店内", 0)
        _look_into(stage, number)


def _calls_are_planned(stage: Stage, day: date) -> None:
    """The month's calls are approved and begun."""
    stage.as_("guli")
    made = stage.do(make_callback_plan, month=day.replace(day=1), quota=30)
    if not made.items:
        return
    stage.do(submit_callback_plan, number=made.number)
    stage.as_("boss")
    stage.do(approve_callback_plan, number=made.number)
    stage.as_("guli")
    for place, item in enumerate(sorted(stage.desk.list_ids("callback_items"))[:3]):
        stage.do(log_callback, item_id=item, score=(5, 4, 2)[place], suggestion="希望提前通知")
    stage.shown["P-10"] = stage.shown["P-11"] = made.number


def _before_today(stage: Stage, day: date) -> None:
    """A grave case with its check-list, a proposal for the manager, two claims on their way."""
    signed = _signed(stage)
    stage.as_("lina")
    draft = ComplaintDraft(
        complainant="兴疆机电 王经理",
        phone="0991-5550202",
        kind=ComplaintKind.DAMAGE,
        content="整托轴承进水,客户已向监管部门反映",
        claimed_fen=1_200_000,
        circumstances=(Circumstance.REGULATOR,),
    )
    grave = stage.do(register_complaint, draft=draft)
    stage.do(acknowledge_complaint, number=grave, text="已封存现场,专人负责,两小时内回电")
    for report_to, person in ((ReportTo.MGR, "王建国"), (ReportTo.DGM, DGM)):
        stage.do(report_complaint, number=grave, report_to=report_to, person=person, how="电话")
    with stage.desk.reading() as read:
        event = read.session.scalars(select(MajorEvent).order_by(MajorEvent.id.desc())).first()
        ready = event.number if event is not None and event.steps else ""
    if ready:
        for step, note in enumerate(("已封存现场照片", "已电话上报", "已回电告知"), start=1):
            stage.do(tick_step, number=ready, step=step, note=note)
        stage.shown["P-41"] = ready
    if len(signed) < 6:
        return
    asks = _complain(stage, signed[3], ComplaintKind.DAMAGE, "两箱外包装破损", 30_000)
    _look_into(stage, asks)
    _propose(stage, asks, 20_000)
    stage.do(submit_claim, number=_claim(stage, signed[4], 30_000))
    _claim(stage, signed[5], 80_000)
