"""How records are numbered: prefix, day and serial. Pure rules; the serials are counted in storage.

Source: spec 3.0 (Numbers), A-04.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from desk.kernel.errors import refuse
from desk.kernel.text import tr


@dataclass(frozen=True)
class NumberRule:
    """One kind of number.

    Attributes:
        prefix: the letters in front.
        date_format: strftime format of the day; empty for codes that run on for ever.
        separator: what stands between day and serial.
        width: digits the serial is padded to.
        label: the number's name for the user.
    """

    prefix: str
    date_format: str
    separator: str
    width: int
    label: str = "单号"

    @property
    def last_of_day(self) -> int:
        """A day may need one digit more than the width, as a list of 50,000 rows does; never two."""
        return int(10 ** (self.width + 1)) - 1


def _waybill(prefix: str, label: str) -> NumberRule:
    return NumberRule(prefix, "%y%m%d", "", 4, label)


def _paper(prefix: str, label: str) -> NumberRule:
    return NumberRule(prefix, "%y%m%d", "-", 3, label)


def _running(prefix: str, width: int, label: str) -> NumberRule:
    return NumberRule(prefix, "", "", width, label)


NUMBER_RULES: Mapping[str, NumberRule] = MappingProxyType(
    {
        "consignment": _waybill("YD", "运单"),
        "return_consignment": _waybill("FH", "返货单"),
        "inbound_manifest": _paper("JG", "进港清单"),
        "pickup_order": _paper("TH", "提货单"),
        "delivery_run": _paper("PS", "派送清单"),
        "outbound_preadvice": _paper("CG", "出港预报"),
        "transit_manifest": _paper("ZZ", "中转单"),
        "stock_in": _paper("RK", "入库单"),
        "stock_out": _paper("CK", "出库单"),
        "stocktake": _paper("PD", "盘点单"),
        "inquiry": _paper("XJ", "询价"),
        "quote": _paper("BJ", "报价单"),
        "exception": _paper("YC", "异常"),
        "complaint": _paper("TS", "投诉"),
        "claim": _paper("LP", "理赔"),
        "callback": _paper("HF", "回访"),
        "visit": _paper("LF", "来访"),
        "survey": _paper("MY", "满意度调查"),
        "rate_change": _paper("YB", "运价变更通知"),
        "major_event": _paper("ZS", "重大事件"),
        "clearing": _paper("QL", "清理清单"),
        "destruction": _paper("XH", "销毁清册"),
        "recheck": _paper("DF", "档案复核"),
        "receipt_handover": _paper("JJ", "回单交接清单"),
        "scan_pile": _paper("SM", "扫描批次"),
        "customer": _running("K", 5, "客户"),
        "partner": _running("P", 3, "合作商"),
        "vehicle": _running("V", 3, "车辆"),
        "driver": _running("D", 3, "司机"),
        "staff": _running("E", 3, "员工"),
    }
)


@lru_cache(maxsize=64)
def scope(rule: NumberRule, day: date) -> str:
    """Return the key under which the serials are counted: 「YD261116」 by day, 「K」 for ever."""
    return rule.prefix + (day.strftime(rule.date_format) if rule.date_format else "")


def compose(rule: NumberRule, day: date, serial: int) -> str:
    """Return the number: 「YD2611160001」, 「JG261118-001」, 「K00007」.

    The width is a minimum: the 10,000th ticket of a day is 「YD26111610000」, the 1,000th paper
    「-1000」, and running codes grow.

    Raises:
        Refused: E028 after the 99,999th ticket or the 9,999th paper of a day.
        ValueError: serials start at 1.
    """
    if serial < 1:
        raise ValueError(f"serial {serial}")
    key = scope(rule, day)
    if rule.date_format and serial > rule.last_of_day:
        raise refuse("E028", label=tr(rule.label), v=key, n=f"{rule.last_of_day:,}")
    return f"{key}{rule.separator}{serial:0{rule.width}}"


def is_number_of(of: str, number: str) -> bool:
    """Whether a document number is of a kind (``outbound_preadvice``: 「CG…」)."""
    rule = NUMBER_RULES[of]
    return number.startswith(rule.prefix) and number[len(rule.prefix) :][:1].isdigit()


def receipt_number(run_number: str, position: int) -> str:
    """Return the number of a delivery receipt: 「PS261119-001/01」."""
    return f"{run_number}/{position:02}"


def revision_number(quote_number: str, revision: int) -> str:
    """Return the number of a quote's revision: 「BJ261116-001-R1」; revision 0 is the quote itself."""
    return f"{quote_number}-R{revision}" if revision else quote_number
