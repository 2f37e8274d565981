"""What may be done with a complaint, in the order of its way."""

from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.assigning import hand_complaint_over
from desk.care.complaints.choices import (
    Channel,
    ClockKind,
    ComplaintState,
    Department,
    Level,
    ReportTo,
    Satisfaction,
    Validity,
)
from desk.care.complaints.clock_commands import (
    change_complaint_level,
    pause_complaint,
    resume_complaint,
)
from desk.care.complaints.correcting import check_correction, plan_correction
from desk.care.complaints.deciding import (
    approve_decision,
    propose_decision,
    recall_decision,
    reject_decision,
)
from desk.care.complaints.ending import close_complaint, dismiss_complaint, reopen_complaint
from desk.care.complaints.investigating import file_complaint_evidence, investigate_complaint
from desk.care.complaints.queries import ComplaintCard
from desk.care.complaints.rules import OPEN, STATES, needs_approval
from desk.care.complaints.telling import (
    acknowledge_complaint,
    report_complaint,
    tell_complaint_progress,
)
from desk.screens.fields import Field, Kind
from ui.desks.case_steps import CaseStep
from ui.editors.person import PEOPLE

_AT = Field("at", "时间(空着为现在)", Kind.MOMENT, width=8)
_REASON = Field("reason", "原因", Kind.NOTE, width=16, required=True)
_CHANNEL = Field("channel", "方式", Kind.CHOICE, choices=Channel, width=6, required=True)
_UPWARD = (
    Field("person", "上报对象", width=8, required=True),
    Field("how", "上报方式", width=8, required=True),
    _AT,
    Field("note", "说明", Kind.NOTE, width=16),
)
STEPS: tuple[CaseStep, ...] = (
    CaseStep("answer", "首次答复", "F2", acknowledge_complaint, (
        Field("text", "答复内容", Kind.NOTE, width=16, required=True), _AT,
    )),
    CaseStep("manager", "上报经理", "F3", report_complaint, _UPWARD,
        fixed=(("report_to", ReportTo.MGR),)),
    CaseStep("vice", "上报副总", "F4", report_complaint, _UPWARD,
        fixed=(("report_to", ReportTo.DGM),)),
    CaseStep("investigate", "调查", "F7", investigate_complaint, (
        Field("investigation", "调查经过", Kind.NOTE, width=16, required=True),
        Field("root_cause", "根本原因", width=14),
        Field("resp_department", "责任部门", Kind.CHOICE, choices=Department, width=6),
        Field("resp_person", "责任人", width=6),
        Field("partner", "责任合作商", width=10),
    )),
    CaseStep("decide", "处理意见", "F8", propose_decision, (
        Field("decision", "处理意见", Kind.NOTE, width=16, required=True),
        Field("compensation_fen", "赔偿金额", Kind.MONEY, width=6),
        Field("corrective_action", "整改措施", Kind.NOTE, width=16),
        Field("corrective_owner", "整改责任人", width=8),
        Field("corrective_due_on", "整改期限", Kind.DATE, width=6),
    )),
    CaseStep("recall", "撤回", "", recall_decision),
    CaseStep("reject", "驳回", "Ctrl+E", reject_decision, reason=True, role="danger"),
    CaseStep("approve", "批准", "Ctrl+Return", approve_decision, (
        Field("countersigned_by", "副总经理会签", width=8),
        Field("countersigned_on", "会签日期", Kind.DATE, width=6),
    ), role="primary"),
    CaseStep("reply", "回复客户", "F10", reply_complaint, (
        _CHANNEL,
        Field("reply", "回复内容", Kind.NOTE, width=16, required=True),
        _AT,
    )),
    CaseStep("satisfied", "客户评价", "Ctrl+J", record_satisfaction, (
        Field("satisfied", "客户评价", Kind.CHOICE, choices=Satisfaction, width=6, required=True),
    )),
    CaseStep("progress", "告知进展", "Ctrl+T", tell_complaint_progress, (
        Field("who", "告知对象", width=8, required=True),
        _CHANNEL,
        Field("text", "内容", Kind.NOTE, width=16, required=True),
        _AT,
    )),
    CaseStep("hand", "移交", "Ctrl+Shift+M", hand_complaint_over, (
        Field("owner_id", "新责任人", Kind.REFERENCE, of=PEOPLE, width=8, required=True),
    )),
    CaseStep("level", "调整等级", "Ctrl+L", change_complaint_level, (
        Field("level", "等级", Kind.CHOICE, choices=Level, width=6, required=True),
        _REASON,
    )),
    CaseStep("pause", "等客户资料", "Ctrl+H", pause_complaint, reason=True),
    CaseStep("resume", "资料已到", "Ctrl+H", resume_complaint),
    CaseStep("evidence", "存证据", "Ctrl+I", file_complaint_evidence, (
        Field("files", "照片或文件", required=True),
    )),
    CaseStep("cure", "整改措施", "Ctrl+U", plan_correction, (
        Field("corrective_action", "整改措施", Kind.NOTE, width=16, required=True),
        Field("corrective_owner", "整改责任人", width=8),
        Field("corrective_due_on", "整改期限", Kind.DATE, width=6),
    )),
    CaseStep("check", "整改验证", "Alt+Y", check_correction, (
        Field("checked_by", "验证人", width=8, required=True),
        Field("result", "验证结果", Kind.NOTE, width=16, required=True),
    )),
    CaseStep("dismiss", "无效/重复", "Ctrl+Delete", dismiss_complaint, (
        Field("validity", "判定", Kind.CHOICE, choices=Validity, width=6, required=True),
        _REASON,
        Field("repeats", "首次投诉编号(重复时必填)", Kind.NUMBER, width=8),
    ), role="danger"),
    CaseStep("reopen", "重新打开", "Ctrl+R", reopen_complaint, reason=True),
    CaseStep("close", "办结", "F9", close_complaint, (
        Field("summary", "总结(重大投诉必填)", Kind.NOTE, width=16),
    ), role="primary"),
)  # fmt: skip
_DECIDED = (ComplaintState.APPROVED, ComplaintState.REPLIED)
_TOLD = (ComplaintState.REPLIED, ComplaintState.CLOSED)
_WHILE_OPEN = frozenset({"manager", "vice", "progress", "level", "hand"})


def fitting(card: ComplaintCard) -> frozenset[str]:
    """The names of the steps that fit the case now."""
    moves = {move.command for move in STATES.from_(card.state)}
    may = {step.name for step in STEPS if step.entry.name in moves}
    waits = needs_approval(card.level, card.compensation_fen)
    if card.state is ComplaintState.PROPOSED:
        may -= {"reply"} if waits else {"approve", "reject", "recall"}
    running = {c.kind for c in card.clocks if c.met_at is None and not c.superseded}
    if ClockKind.ANSWER not in running:  # taken up again, and answered before
        may -= {"answer"}
    if card.state in OPEN:
        may |= _WHILE_OPEN | {"resume" if card.paused else "pause"}
        may |= {"cure"} if card.state in _DECIDED else set()
    if card.corrective_action and card.state in _TOLD:
        may |= {"check"}
    return frozenset(may | {"evidence"})
