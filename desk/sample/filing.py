"""Papers of the sample office: receipts come back or are lost, boxes fill, documents are read."""

from datetime import date, timedelta

from desk.filing.documents.approving import approve_document, submit_document
from desk.filing.documents.choices import DocumentType
from desk.filing.documents.commands import confirm_review, register_document, revise_document
from desk.filing.documents.distributing import confirm_reading, distribute_document
from desk.filing.receipts.chasing import chase_receipts
from desk.filing.receipts.choices import HandoverWay, ReceiptState
from desk.filing.receipts.commands import lose_receipt, receive_receipts
from desk.filing.receipts.handing import confirm_handover, hand_over_receipts
from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.commands import VoucherDraft, file_vouchers, open_box, seal_box
from desk.filing.vouchers.lending import lend_voucher
from desk.freight.delivery.choices import RunState
from desk.freight.tracking.choices import Channel
from desk.sample.finding import rows
from desk.sample.stage import Stage
from desk.screens.lists import Filter
from desk.storage.cabinet import Upload

RULES = (
    "第一条 电话铃响三声内接听,先报公司名称。\n"
    "第二条 客户的要求当场复述并登记。\n"
    "第三条 异常在两小时内告知客户。\n"
    "第四条 当日事项当日办结,未办的写明原因和下一步。\n"
)

GRAVE_CASE = (
    "1. 封存货物、现场照片和交接单(责任人:客服员;时限:30分钟)\n"
    "2. 上报客服部经理和副总经理(责任人:客服部经理;时限:2小时)\n"
    "3. 电话告知客户处理人和进展(责任人:客服员;时限:2小时)\n"
    "4. 提出处理意见报副总经理(责任人:客服部经理;时限:1天)\n"
)


def receipts_come_back(stage: Stage, day: date, left: int) -> None:
    """Partners send their papers twice a week: most in time, some late; the last ones stay outside."""
    if left % 3 != 1 or left == 1:
        return
    stage.as_("guli")
    stage.at(day, 18, 30)
    outside = rows(stage, "return_receipts", Filter("state", "is", ReceiptState.SIGNED))
    for row in outside[2:]:
        late = row["due_on"] < day
        if late or stage.chance.random() < 0.6:
            stage.do(receive_receipts, numbers=(row["number"],), received_from=row["holder_name"])


def receipts_go_out(stage: Stage, day: date) -> None:
    """One list went and was confirmed, one is on its way; others are chased, and one is lost."""
    stage.as_("guli")
    stage.at(day, 18, 40)
    inside = rows(stage, "return_receipts", Filter("state", "is", ReceiptState.RECEIVED))
    by_shipper: dict[str, list[str]] = {}
    for row in inside:
        by_shipper.setdefault(row["shipper_name"], []).append(row["number"])
    most = sorted(by_shipper.values(), key=len, reverse=True)[:2]
    for place, numbers in enumerate(most):
        way, courier = HandoverWay.COURIER, f"SF14000123{place:05d}"
        made = stage.do(hand_over_receipts, numbers=tuple(numbers), way=way, courier_no=courier)
        stage.shown["P-27"] = made
        if not place:
            stage.do(confirm_handover, number=made, received_by="刘会计")
    outside = rows(stage, "return_receipts", Filter("state", "is", ReceiptState.SIGNED))
    for row in outside[2:4]:
        stage.do(
            chase_receipts,
            numbers=(row["number"],),
            who=row["holder_name"] or "合作商调度",
            channel=Channel.PHONE,
            said="随下班车带回",
            promised_on=day + timedelta(days=2),
        )
    if outside:
        stage.do(lose_receipt, number=outside[0]["number"], reason="合作商称邮寄途中丢失")


def box_papers(stage: Stage, day: date) -> None:
    """The delivery lists of the month lie in a box, one is missing; a paper is lent out until tomorrow."""
    stage.as_("guli")
    stage.at(day, 18, 50)
    month = f"{day:%Y-%m}"
    settled = rows(stage, "delivery_runs", Filter("state", "is", RunState.SETTLED))
    numbers = [row["number"] for row in settled if f"{row['run_on']:%Y-%m}" == month]
    if len(numbers) < 3:
        return
    box = stage.do(open_box, voucher_type=VoucherType.RUN, month=month, location="档案柜 2-3")
    papers = tuple(VoucherDraft(doc_no=n) for n in numbers if n != numbers[1])
    stage.do(file_vouchers, number=box, papers=papers)
    stage.shown["P-28"] = box
    stage.do(
        lend_voucher,
        voucher_id=max(stage.desk.list_ids("vouchers")),
        borrower="财务 邓会计",
        due_on=stage.workday_before(stage.today, 1),
        purpose="核对派送现金",
    )
    trucks = rows(stage, "inbound_manifests", Filter("state", "is", "CLOSED"))
    numbers = [row["number"] for row in trucks if f"{row['eta_at']:%Y-%m}" == month][:4]
    box = stage.do(open_box, voucher_type=VoucherType.TRUCK, month=month, location="档案柜 2-4")
    stage.do(file_vouchers, number=box, papers=tuple(VoucherDraft(doc_no=n) for n in numbers))
    stage.do(seal_box, number=box)


def write_documents(stage: Stage, day: date) -> None:
    """A rule in force that two have read, the form of the delivery list, a draft and one to approve."""
    stage.at(day, 14)
    for kind, title, number, text in (
        (DocumentType.ZD, "客户服务管理制度", "", RULES),
        (DocumentType.BD, "进港货物派送清单", "KF-BD-02", "表单样张见系统内 P-02。\n"),
        (DocumentType.YA, "重大投诉应急预案", "", GRAVE_CASE),
    ):
        stage.as_("zhang")
        made = _register(stage, kind, title, text, number)
        stage.do(submit_document, number=made, reviewer="赵强")
        stage.as_("boss")
        stage.do(approve_document, number=made)
        stage.do(confirm_review, number=made, next_on=stage.today + timedelta(days=20))
        stage.do(distribute_document, number=made, holders=("lina", "guli", "zhang", "仓库 老周"))
    for login in ("guli", "zhang"):
        stage.as_(login)
        stage.do(confirm_reading, number="KF-ZD-01")
    stage.shown["P-13"] = "KF-ZD-01"
    stage.as_("zhang")
    _register(stage, DocumentType.GW, "进港客服岗位职责", "一、核对进港清单。\n二、安排派送。\n")
    asked = _register(stage, DocumentType.YA, "封路应急预案", "一、两小时内告知客户。\n")
    stage.do(submit_document, number=asked, reviewer="赵强")


def revise_rule(stage: Stage, day: date) -> None:
    """The rule is amended; the manager approved it, it comes into force next week."""
    stage.as_("zhang")
    stage.at(day, 14, 10)
    file = _file("客户服务管理制度", RULES + "第五条 返货凭发货人书面指示办理。\n")
    stage.do(revise_document, number="KF-ZD-01", change_note="增加返货一条", file=file)
    later = stage.today + timedelta(days=6)
    stage.do(submit_document, number="KF-ZD-01", reviewer="赵强", effective_on=later)
    stage.as_("boss")
    stage.do(approve_document, number="KF-ZD-01")


def _register(stage: Stage, kind: DocumentType, title: str, text: str, number: str = "") -> str:
    file = _file(title, text)
    return stage.do(register_document, document_type=kind, title=title, file=file, doc_no=number)


def _file(title: str, text: str) -> Upload:
    return Upload(f"{title}.txt", text.encode())
