"""The enums of visits (spec 3.18)."""

from desk.kernel.choices import Choice


class VisitPurpose(Choice):
    ADVICE = "ADVICE", "咨询"
    PICK_UP = "PICK_UP", "提货"
    COMPLAINT = "COMPLAINT", "投诉"
    TALKS = "TALKS", "洽谈"
    FORUM = "FORUM", "座谈会"
    PUBLIC_RELATIONS = "PUBLIC_RELATIONS", "公共关系"


class ActionState(Choice):
    OPEN = "OPEN", "待办"
    DONE = "DONE", "已完成"
