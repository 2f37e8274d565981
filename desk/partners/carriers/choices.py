"""The enums of a partner carrier (spec 3.11, 5.7)."""

from desk.kernel.choices import Choice


class PartnerScope(Choice):
    REGION = "REGION", "疆内"
    INLAND = "INLAND", "国内"


class PartnerStatus(Choice):
    CANDIDATE = "CANDIDATE", "待评"
    ACTIVE = "ACTIVE", "合作中"
    RECTIFY = "RECTIFY", "限期整改"
    SUSPENDED = "SUSPENDED", "暂停"
    TERMINATED = "TERMINATED", "终止"


class Grade(Choice):
    """The grade of the last approved evaluation."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class PartnerPaper(Choice):
    """What a filed paper is."""

    BUSINESS_LICENCE = "BUSINESS_LICENCE", "营业执照"
    OPERATING_LICENCE = "OPERATING_LICENCE", "道路运输经营许可证"
    INSURANCE = "INSURANCE", "保险单"
    CONTRACT = "CONTRACT", "合同"
    EVALUATION = "EVALUATION", "评估资料"
