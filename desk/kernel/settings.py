"""Every assumption of the trade that an office may see differently (spec 0.2), with its default."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from desk.kernel.text import tr


def _setting(default: Any, label: str, source: str) -> Any:
    return field(default=default, metadata={"label": label, "source": source})


@dataclass(frozen=True)
class Firm:
    """Whose office it is, as its papers say; what nobody gave stays blank."""

    name: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Settings:
    """The office's settings; money in fen, weights in grams, shares in basis points."""

    firm_name: str = _setting("", "公司名称", "A-01")
    firm_phone: str = _setting("", "公司电话", "A-01")
    firm_address: str = _setting("", "公司地址", "A-01")
    hub_city: str = _setting("乌鲁木齐", "枢纽城市", "A-01")
    site_code: str = _setting("URC", "站点代码", "A-01")
    hours_text: str = _setting("10:00-14:00,15:30-19:30", "每日工作时段", "A-02")
    workdays_text: str = _setting("123456", "每周工作日(1=周一)", "A-02")
    notice_hours: int = _setting(4, "到货通知时限(工作小时)", "A-30")
    tell_hours: int = _setting(2, "异常告知客户时限(工作小时)", "3.15")
    silent_hours: int = _setting(24, "无新消息列入关注(工作小时)", "3.14")
    report_minutes: int = _setting(30, "异常上报时限(分钟)", "3.15")
    free_storage_days: int = _setting(3, "免费保管天数", "A-11")
    storage_fen_per_kg_day: int = _setting(10, "保管费(元/公斤/天)", "A-11")
    storage_min_fen_per_day: int = _setting(500, "保管费每日最低(元)", "A-11")
    waive_limit_fen: int = _setting(2000, "客服员可减免保管费(元)", "3.8")
    approval_hours: int = _setting(8, "审批时限(工作小时)", "assumed")
    rate_notice_hours: int = _setting(8, "运价变更通知财务时限(工作小时)", "A-23")
    declared_limit_fen: int = _setting(5_000_000, "声明价值上限(元)", "A-09")
    cod_fee_bp: int = _setting(30, "代收货款手续费", "A-08")
    cod_fee_min_fen: int = _setting(1000, "代收手续费最低(元)", "A-08")
    cod_fee_max_fen: int = _setting(50_000, "代收手续费最高(元)", "A-08")
    cod_remit_days: int = _setting(3, "代收货款返款期限(工作日)", "A-08")
    cover_fee_bp: int = _setting(30, "保价费", "A-09")
    cover_fee_min_fen: int = _setting(500, "保价费最低(元)", "A-09")
    return_factor_bp: int = _setting(5000, "返货运价系数", "A-25")
    quote_hours: int = _setting(8, "询价答复时限(小时)", "A-03")
    quote_clock_hours: bool = _setting(False, "询价答复按自然小时计", "A-03")
    quote_yellow_bp: int = _setting(8_000, "询价答复黄灯(已用时间)", "3.13")
    quote_valid_days: int = _setting(7, "报价有效天数", "3.13")
    discount_cs_bp: int = _setting(500, "客服可让价", "A-31")
    discount_mgr_bp: int = _setting(1500, "经理可让价", "A-31")
    volumetric_ratio: int = _setting(333, "重泡比(公斤/立方)", "A-05")
    receipt_days_own: int = _setting(7, "自送回单期限(天)", "A-13")
    receipt_days_transit: int = _setting(15, "疆内中转回单期限(天)", "A-13")
    receipt_days_inland: int = _setting(20, "内地回单期限(天)", "A-13")
    ltl_weight_warn_g: int = _setting(3_000_000, "零担重量提醒(公斤)", "3.0")
    ltl_volume_warn_cm3: int = _setting(15_000_000, "零担体积提醒(立方米)", "3.0")
    price_explain_bp: int = _setting(500, "单价偏离须说明", "5.4")
    price_approve_bp: int = _setting(1_000, "单价偏离须批准", "5.4")
    partner_explain_bp: int = _setting(10_500, "中转费对最低报价须说明", "5.4")
    partner_approve_bp: int = _setting(11_000, "中转费对最低报价须批准", "5.4")
    margin_explain_bp: int = _setting(1_500, "毛利率须说明", "A-22")
    truck_explain_bp: int = _setting(11_500, "车价对线路均价须说明", "5.4")
    transit_hours: int = _setting(24, "中转交接时限(小时)", "A-12")
    transit_urgent_hours: int = _setting(6, "急货中转交接时限(小时)", "A-12")
    keep_vouchers_years: int = _setting(5, "运单等单据保管年限(完结后)", "5.13")
    keep_contracts_years: int = _setting(10, "合同保管年限", "5.13")
    class_by_margin: bool = _setting(False, "客户分类按毛利(否则按收入)", "5.10")
    completeness_target_bp: int = _setting(9_000, "客户资料完整度目标", "3.1")
    verify_months_a: int = _setting(6, "A 类客户核实周期(月)", "3.1")
    verify_months_b: int = _setting(12, "B 类客户核实周期(月)", "3.1")
    verify_months_c: int = _setting(24, "C 类客户核实周期(月)", "3.1")
    back_date_hours: int = _setting(4, "投诉补登时间上限(小时)", "5.6")
    full_phone_on_run: bool = _setting(True, "派送清单印全号", "4.0")
    idle_lock_minutes: int = _setting(10, "无操作锁定(分钟)", "P15")

    def with_values(self, values: dict[str, Any]) -> "Settings":
        """Return the settings with stored values laid over the defaults; unknown keys are ignored."""
        known = {f.name for f in fields(self)}
        return replace(self, **{k: v for k, v in values.items() if k in known})


def setting_label(name: str) -> str:
    """The Chinese label of one setting."""
    return tr(next(f for f in fields(Settings) if f.name == name).metadata["label"])
