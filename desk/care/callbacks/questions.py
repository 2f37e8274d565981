"""What is asked in a call: a few questions for every purpose, and the purpose that fits a cause."""

from collections.abc import Mapping
from types import MappingProxyType

from desk.care.callbacks.choices import Cause, Purpose

QUESTIONS: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.ROUTINE: (
            "对运输时效和到货通知是否满意",
            "对费用、单据、回单有没有疑问",
            "下个月大概有多少货",
        ),
        Purpose.SIGNED: (
            "货物是否完好、件数是否相符",
            "送货或提货是否方便",
            "司机和客服的态度怎么样",
        ),
        Purpose.COMPLAINT: (
            "对处理结果是否满意",
            "答应的事情是否都办到了",
            "还有什么没有解决",
        ),
        Purpose.CHURN: (
            "近期没有发货是什么原因",
            "现在由谁承运,看中他们什么",
            "我们做到什么您愿意再发货",
        ),
        Purpose.SATISFACTION: (
            "对运输时效是否满意",
            "对货物安全是否满意",
            "对服务态度是否满意",
            "对价格和单据是否满意",
        ),
    }
)
"""Source: assumed; the spec asks for questions and names none."""

_PURPOSES: Mapping[Cause, Purpose] = MappingProxyType(
    {
        Cause.COMPLAINT: Purpose.COMPLAINT,
        Cause.CHURN: Purpose.CHURN,
        Cause.NEW: Purpose.SIGNED,
    }
)


def purpose_of(cause: Cause) -> Purpose:
    """What a planned call is about; by class it is a routine one."""
    return _PURPOSES.get(cause, Purpose.ROUTINE)
