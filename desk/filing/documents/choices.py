"""The enums of a controlled document (spec 3.0, 3.21)."""

from desk.kernel.choices import Choice


class DocumentType(Choice):
    """The letters in the document's number."""

    ZD = "ZD", "制度"
    GF = "GF", "规范"
    FA = "FA", "方案"
    GW = "GW", "岗位职责"
    PX = "PX", "培训文件"
    BD = "BD", "表单"
    YA = "YA", "预案"


class RevisionState(Choice):
    DRAFT = "DRAFT", "草拟"
    REVIEW = "REVIEW", "待批准"
    APPROVED = "APPROVED", "已批准"
    EFFECTIVE = "EFFECTIVE", "有效"
    OBSOLETE = "OBSOLETE", "作废"


class Standing(Choice):
    """How far a required document is."""

    MISSING = "MISSING", "缺"
    DRAFTED = "DRAFTED", "草拟中"
    EFFECTIVE = "EFFECTIVE", "有效"
