"""Everything that can be wrong with a call sheet, found at once (spec 3.13, 3.27)."""

from datetime import datetime, timedelta

from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, has_control_characters, is_phone
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from desk.pricing.quotes.drafts import InquiryDraft

CLOCK_SLACK = timedelta(minutes=5)
MOST_PIECES, MOST_WEIGHT_G, MOST_VOLUME_CM3 = 9_999, 40_000_000, 120_000_000
MOST_FEN, MOST_RECEIPTS = 9_999_999_999, 9
_CALLER = ("caller_company", "caller_name", "phone")
_LENGTHS = (
    ("caller_company", "客户公司名称", 60),
    ("caller_name", "联系人", 60),
    ("phone", "联系电话", 30),
    ("goods_name", "品名", 40),
    ("un_no", "UN编号", 10),
    ("from_place", "始发地", 40),
    ("to_place", "目的地", 60),
    ("pickup_address", "提货地址", 160),
    ("consignee_name", "收货人", 60),
    ("consignee_phone", "收货电话", 30),
    ("consignee_address", "收货地址", 160),
    ("qty_per_shipment", "每次运量", 60),
    ("ready_time", "操作时间", 60),
    ("special_requirements", "特殊要求", 200),
    ("motive", "客户动机", 120),
)


def check_inquiry(draft: InquiryDraft, now: datetime) -> Problems:
    """Return every problem of a typed call sheet."""
    problems = Problems()
    if not all(getattr(draft, name).strip() for name in _CALLER):
        first = next(name for name in _CALLER if not getattr(draft, name).strip())
        problems.add("E101", first)
    for name in ("phone", "consignee_phone"):
        phone = getattr(draft, name)
        problems.check(not phone.strip() or is_phone(phone), "E102", name, v=phone)
    problems.require(draft.goods_name, "goods_name", tr("品名"))
    for name, label in (("from_place", tr("始发地")), ("to_place", tr("目的地"))):
        place = getattr(draft, name)
        if problems.require(place, name, label):
            problems.check(find_division(place) is not None, "E007", name, v=place)
    _texts(problems, draft)
    _load(problems, draft)
    late = draft.received_at is not None and draft.received_at > now + CLOCK_SLACK
    problems.check(not late, "E171", "received_at")
    return problems


def _texts(problems: Problems, draft: InquiryDraft) -> None:
    for name, label, longest in _LENGTHS:
        text = clean_text(getattr(draft, name))
        problems.fits(text, longest, name, tr(label))
        problems.check(not has_control_characters(text), "E012", name, label=tr(label))


def _load(problems: Problems, draft: InquiryDraft) -> None:
    some = draft.weight_g > 0 or draft.volume_cm3 > 0
    problems.check(some, "E001", "weight_g", label=tr("重量或体积"))
    for name, label, most, show in (
        ("pieces", tr("件数"), MOST_PIECES, str),
        ("weight_g", tr("重量(公斤)"), MOST_WEIGHT_G, show_weight),
        ("volume_cm3", tr("体积(立方米)"), MOST_VOLUME_CM3, show_volume),
        ("declared_value_fen", tr("声明价值"), MOST_FEN, show_money),
        ("cod_amount_fen", tr("代收货款"), MOST_FEN, show_money),
        ("receipt_copies", tr("回单份数"), MOST_RECEIPTS, str),
    ):
        value = getattr(draft, name)
        shown = {"lo": show(0), "hi": show(most), "v": show(value)}
        problems.check(0 <= value <= most, "E003", name, label=label, **shown)
