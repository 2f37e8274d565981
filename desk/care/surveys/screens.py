"""The lists of questionnaires, rounds and sent questionnaires."""

from sqlalchemy import ColumnElement, exists, func, select

from desk.archive.customers.model import Customer
from desk.care.surveys.choices import (
    Method,
    QuestionnaireState,
    Recheck,
    SampleRule,
    SurveyState,
    Verdict,
)
from desk.care.surveys.model import (
    Questionnaire,
    QuestionnaireItem,
    Survey,
    SurveyAnswer,
    SurveyRecipient,
)
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource
from desk.storage.tables import Attachment


def _questionnaires() -> ListSource:
    items = (
        select(func.count())
        .select_from(QuestionnaireItem)
        .where(QuestionnaireItem.questionnaire_id == Questionnaire.id)
        .correlate(Questionnaire)
        .scalar_subquery()
    )
    same = ("edition", "title", "state", "approved_at", "closed_at", "answer")
    return ListSource(
        base=select(Questionnaire),
        id=Questionnaire.id,
        columns={**{n: getattr(Questionnaire, n) for n in same}, "items": items},
        search=(Questionnaire.title,),
    )


QUESTIONNAIRES = ListSpec(
    name="questionnaires",
    title="调查问卷",
    right="questionnaire.read",
    fields=(
        Field("edition", "版本", Kind.COUNT, width=4),
        Field("title", "名称", width=14),
        Field("state", "状态", Kind.CHOICE, choices=QuestionnaireState, width=5),
        Field("items", "题数", Kind.COUNT, width=4),
        Field("approved_at", "批准时间", Kind.MOMENT, width=8),
        Field("closed_at", "停用时间", Kind.MOMENT, width=8),
        Field("answer", "说明", width=12),
    ),
    source=_questionnaires,
    sort=Sort("edition", descending=True),
    actions=(
        Action("draft_standard_questionnaire", "以标准问卷新建", "Ctrl+N", "questionnaire.create"),
        Action("submit_questionnaire", "提交审批", "F7", "questionnaire.create", per_row=True),
        Action("approve_questionnaire", "批准", "F8", "questionnaire.approve", per_row=True),
        Action("reject_questionnaire", "驳回", "", "questionnaire.approve", per_row=True),
        Action("close_questionnaire", "停用", "", "questionnaire.create", per_row=True),
    ),
    open="page:questionnaire_editor",
    empty="还没有调查问卷。按 Ctrl+N 以标准问卷开始。",
)


def _surveys() -> ListSource:
    sent = (
        select(func.count())
        .select_from(SurveyRecipient)
        .where(SurveyRecipient.survey_id == Survey.id)
        .correlate(Survey)
        .scalar_subquery()
    )
    answered = (
        select(func.count())
        .select_from(SurveyAnswer)
        .join(SurveyRecipient, SurveyRecipient.id == SurveyAnswer.recipient_id)
        .where(SurveyRecipient.survey_id == Survey.id)
        .correlate(Survey)
        .scalar_subquery()
    )
    same = (
        "number title state first_on last_on method rule answer_by sent_at closed_at seed eligible"
    )
    return ListSource(
        base=select(Survey).join(Questionnaire, Questionnaire.id == Survey.questionnaire_id),
        id=Survey.id,
        columns={
            **{n: getattr(Survey, n) for n in same.split()},
            "edition": Questionnaire.edition,
            "recipients": sent,
            "answers": answered,
        },
        search=(Survey.number, Survey.title),
    )


SURVEYS = ListSpec(
    name="surveys",
    title="满意度调查",
    right="survey.read",
    fields=(
        Field("number", "调查编号", Kind.NUMBER, width=7),
        Field("title", "名称", width=12),
        Field("state", "状态", Kind.CHOICE, choices=SurveyState, width=5),
        Field("first_on", "期间起", Kind.DATE, width=6),
        Field("last_on", "期间止", Kind.DATE, width=6),
        Field("method", "方式", Kind.CHOICE, choices=Method, width=4),
        Field("rule", "抽样", Kind.CHOICE, choices=SampleRule, width=7),
        Field("recipients", "样本", Kind.COUNT, width=4, total=True),
        Field("answers", "已答", Kind.COUNT, width=4, total=True),
        Field("answer_by", "回收截止", Kind.DATE, width=6),
        Field("edition", "问卷版本", Kind.COUNT, width=4),
        Field("sent_at", "发放时间", Kind.MOMENT, width=8),
        Field("closed_at", "结束时间", Kind.MOMENT, width=8, hidden=True),
        Field("eligible", "符合条件", Kind.COUNT, width=5, hidden=True),
        Field("seed", "随机种子", Kind.COUNT, width=7, hidden=True),
    ),
    source=_surveys,
    sort=Sort("number", descending=True),
    actions=(
        Action("draw_survey", "新建调查", "Ctrl+N", "survey.plan"),
        Action("send_survey", "发放", "F7", "survey.update", per_row=True),
        Action("pick_rechecks", "抽取复核", "F8", "survey.decide", per_row=True),
        Action("print:P-14b", "分析报告", "Ctrl+P", "print.create", per_row=True),
        Action("print:P-14c", "答卷录入表", "", "print.create", per_row=True),
        Action("record_survey_measures", "改进措施", "", "survey.plan", per_row=True),
        Action("close_survey", "结束调查", "", "survey.plan", per_row=True),
    ),
    open="page:survey_desk",
    empty="还没有满意度调查。由经理按 Ctrl+N 抽样。",
)


def is_scanned() -> ColumnElement[bool]:
    """Whether the picture of a filled questionnaire hangs on its entry."""
    return (
        exists()
        .where(
            Attachment.record == SurveyRecipient.__tablename__,
            Attachment.record_id == SurveyRecipient.id,
        )
        .correlate(SurveyRecipient)
    )


def _recipients() -> ListSource:
    answer = [
        "respondent",
        "surveyor",
        "answered_at",
        "index_hundredths",
        "complete",
        "straight",
        "verdict",
        "recheck",
    ]
    return ListSource(
        base=select(SurveyRecipient)
        .join(Survey, Survey.id == SurveyRecipient.survey_id)
        .join(Customer, Customer.id == SurveyRecipient.customer_id)
        .outerjoin(SurveyAnswer, SurveyAnswer.recipient_id == SurveyRecipient.id),
        id=SurveyRecipient.id,
        columns={
            "code": SurveyRecipient.code,
            "survey": Survey.number,
            "survey_state": Survey.state,
            "customer_name": Customer.name,
            "contact": SurveyRecipient.contact,
            "phone": SurveyRecipient.phone,
            "scanned": is_scanned(),
            **{name: getattr(SurveyAnswer, name) for name in answer},
        },
        search=(SurveyRecipient.code, Customer.name, SurveyRecipient.contact),
    )


RECIPIENTS = ListSpec(
    name="survey_recipients",
    title="调查问卷发放与回收",
    right="survey.read",
    fields=(
        Field("code", "问卷编码", Kind.NUMBER, width=9),
        Field("survey", "调查编号", Kind.NUMBER, width=7),
        Field("survey_state", "调查状态", Kind.CHOICE, choices=SurveyState, width=5),
        Field("customer_name", "客户", width=10),
        Field("contact", "联系人", width=6),
        Field("phone", "电话", Kind.PHONE, width=7, personal=True),
        Field("scanned", "已扫描", Kind.FLAG, width=4),
        Field("answered_at", "填写时间", Kind.MOMENT, width=8),
        Field("respondent", "填写人", width=6),
        Field("surveyor", "调查人", width=7),
        Field("index_hundredths", "指数", Kind.MONEY, width=5),  # hundredths read as 55.00
        Field("complete", "作答≥80%", Kind.FLAG, width=5),
        Field("straight", "答案全同", Kind.FLAG, width=5),
        Field("verdict", "判定", Kind.CHOICE, choices=Verdict, width=5),
        Field("recheck", "复核", Kind.CHOICE, choices=Recheck, width=5),
    ),
    source=_recipients,
    sort=Sort("code", descending=True),
    filters=(Filter("survey_state", "not", SurveyState.CLOSED),),
    actions=(
        Action("page:survey_desk", "录入答卷", "F7", "survey.create", per_row=True),
        Action("decide_survey_answer", "判定", "F8", "survey.decide", per_row=True),
        Action("record_recheck", "复核结果", "F9", "survey.update", per_row=True),
        Action("print:P-14", "打印问卷", "Ctrl+P", "print.create", per_row=True),
        Action("drop_recipient", "移出名单", "", "survey.plan", per_row=True),
    ),
    open="page:survey_desk",
    empty="没有进行中的调查。先在「满意度调查」中抽样并发放。",
)
