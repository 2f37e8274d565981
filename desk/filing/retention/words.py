"""What was looked at, in the manager's words: the trail keeps the program's names of records and columns."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, case

RECORD_WORDS: Mapping[str, str] = {
    "address": "客户地址",
    "callback": "回访",
    "complaint": "投诉",
    "consignment": "运单",
    "contact": "联系人",
    "customer": "客户",
    "inquiry": "询价",
    "survey_recipient": "调查对象",
    "visit": "来访",
}
FIELD_WORDS: Mapping[str, str] = {
    "account": "银行账号",
    "consignee_phone": "收货人电话",
    "id_card": "身份证号",
    "mobile": "手机",
    "phone": "电话",
    "shipper_phone": "发货人电话",
    "street": "详细地址",
    "wechat": "微信",
}


def in_words(column: Any, words: Mapping[str, str]) -> ColumnElement[str]:
    """A column of the program's names as the manager reads it."""
    return case(words, value=column, else_=column)
