"""The questionnaire an office begins with: six dimensions, overall satisfaction, recommendation.

Source: spec 5.8 (dimensions and weights), P-14; the wording of the items is assumed.
"""

from desk.care.surveys.choices import ItemKind
from desk.care.surveys.drafts import DimensionDraft, ItemDraft, QuestionnaireDraft

_ITEMS: dict[str, tuple[int, tuple[str, ...]]] = {
    "时效": (25, ("提货及时", "运输时间符合承诺", "到货后派送及时")),
    "货物安全": (25, ("货物完好、无破损受潮", "件数准确、无短少", "装卸搬运爱护货物")),
    "服务态度": (15, ("客服人员热情耐心", "提送货司机文明礼貌", "遇到问题主动解决")),
    "信息反馈": (15, ("在途信息告知及时", "异常情况主动通知", "查询电话容易打通、答复准确")),
    "价格": (10, ("价格与服务相符", "报价清楚、没有额外收费", "价格变动提前告知")),
    "单据结算": (10, ("运单填写准确清楚", "回单返还及时", "对账开票、代收货款返还及时准确")),
}


def standard_questionnaire() -> QuestionnaireDraft:
    """18 items in six dimensions, then overall satisfaction, recommendation and two open questions."""
    scored = tuple(
        ItemDraft(text=text, dimension=name)
        for name, (_weight, texts) in _ITEMS.items()
        for text in texts
    )
    return QuestionnaireDraft(
        title="服务质量调查表",
        intro=(
            "尊敬的客户:感谢您一直以来的支持!为改进服务,请您就我公司近期的服务如实打分"
            "(5 很满意、4 满意、3 一般、2 不满意、1 很不满意)。您的意见只用于改进服务,不对外公开。"
        ),
        dimensions=tuple(
            DimensionDraft(name=name, weight=weight) for name, (weight, _texts) in _ITEMS.items()
        ),
        items=(
            *scored,
            ItemDraft(text="对我公司服务的总体满意程度"),
            ItemDraft(text="您有多大可能向同行推荐我公司(0 绝不会,10 一定会)", kind=ItemKind.TEN),
            ItemDraft(text="您最希望我们改进的是什么", kind=ItemKind.TEXT),
            ItemDraft(text="您的其他意见或建议", kind=ItemKind.TEXT),
        ),
    )
