"""The scheme an office begins with. Source: spec 5.7; the anchor words of the soft lines are assumed."""

from desk.evaluation.schemes.choices import IndicatorKind
from desk.evaluation.schemes.drafts import IndicatorDraft, SchemeDraft
from desk.partners.carriers.choices import PartnerScope

_MEASURED = (
    ("H1", "到货及时率", "%", 8000, 9800, 2000, "按期签收(自提为已通知)票数 ÷ 期内应到票数"),
    ("H2", "破损率", "‰", 1000, 100, 1000, "合作商责任的破损、受潮件数 ÷ 交接件数"),
    ("H3", "丢失率", "‰", 300, 0, 1000, "合作商责任的短少、丢失件数 ÷ 交接件数"),
    ("H4", "投诉率", "%", 300, 50, 1000, "合作商责任的有效投诉票数 ÷ 交接票数"),
    ("H5", "回单返还率", "%", 8000, 9800, 1000, "按期返还份数 ÷ 期内应返还份数"),
    ("H6", "价格水平", "指数", 11500, 9500, 1000, "实际中转费 ÷ 同目的地中位价 × 100"),
    ("H7", "理赔处理及时率", "%", 5000, 10000, 500, "15 天内了结件数 ÷ 期内应了结件数"),
    ("H8", "信息反馈及时率", "%", 7000, 9500, 500, "24 小时内反馈到货或签收票数 ÷ 交接票数"),
)
_SOFT = (
    ("S1", "服务态度与配合", "10 主动配合、有求必应;8 配合良好;6 需催办;5 及以下推诿、拒办"),
    ("S2", "资质与安全管理", "10 证照齐全、安全管理规范;8 证照有效;6 有隐患;5 及以下证照缺失"),
    ("S3", "场地/车辆/设施", "10 充足完好;8 满足需要;6 偶有不足;5 及以下不能满足"),
    ("S4", "结算与代收货款信用", "10 按约结算、代收及时;8 偶有延迟;6 常需催收;5 及以下拖欠"),
)
_VETOES = (
    ("V1", "承运危险品或违禁品、发生严重安全事故"),
    ("V2", "截留代收货款超过 15 天"),
    ("V3", "经营许可证过期或不覆盖业务"),
    ("V4", "整票丢失且拒不赔付"),
    ("V5", "泄露客户资料或私下招揽我司客户"),
    ("V6", "伪造签收"),
)
_SOFT_WEIGHT = 500


def standard_scheme(scope: PartnerScope) -> SchemeDraft:
    """Eight measures, four soft scores, six vetoes."""
    measured = tuple(
        IndicatorDraft(
            code=code,
            name=name,
            kind=IndicatorKind.HARD,
            formula=code,
            unit=unit,
            zero_hundredths=zero,
            full_hundredths=full,
            weight_hundredths=weight,
            definition=definition,
        )
        for code, name, unit, zero, full, weight, definition in _MEASURED
    )
    soft = tuple(
        IndicatorDraft(
            code=code,
            name=name,
            kind=IndicatorKind.SOFT,
            unit="分",
            full_hundredths=1000,
            weight_hundredths=_SOFT_WEIGHT,
            definition=anchors,
        )
        for code, name, anchors in _SOFT
    )
    vetoes = tuple(
        IndicatorDraft(code=code, name=name, kind=IndicatorKind.VETO) for code, name in _VETOES
    )
    return SchemeDraft(
        scope=scope, name=f"{scope.label}合作商评估方案", indicators=measured + soft + vetoes
    )
