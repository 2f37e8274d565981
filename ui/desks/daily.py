"""The screens of the daily round: what is open today, trucks, runs, papers and cash, lists from outside."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from ui.registry import Context, PageSpec


def _page(module: str, name: str) -> Callable[[Context], QWidget]:
    """Builds a screen; its module is loaded when it is first opened, so that the program starts fast."""

    def build(context: Context) -> QWidget:
        made: QWidget = getattr(import_module(f"ui.desks.{module}"), name)(context)
        return made

    return build


DAILY: tuple[PageSpec, ...] = (
    PageSpec("today", tr("今日工作"), "today", "sun", _page("today_board.page", "TodayBoard")),
    PageSpec(
        "arrival_count",
        tr("卸车点收"),
        "freight",
        "package-check",
        _page("arrival_count.page", "ArrivalCount"),
        "inbound_manifest.read",
    ),
    PageSpec(
        "manifest_entry",
        tr("录入进港清单"),
        "freight",
        "file-plus",
        _page("arrival_count.entry", "ManifestEntry"),
        "inbound_manifest.update",
        in_navigation=False,
    ),
    PageSpec(
        "pickup_board",
        tr("提货"),
        "freight",
        "package-check",
        _page("pickup_board.page", "PickupBoard"),
        "pickup_order.read",
    ),
    PageSpec(
        "run_board",
        tr("派送排车"),
        "freight",
        "route",
        _page("run_board.page", "RunBoard"),
        "delivery_run.read",
    ),
    PageSpec(
        "transit_board",
        tr("中转交接"),
        "freight",
        "handshake",
        _page("transit_board.page", "TransitBoard"),
        "transit_manifest.read",
    ),
    PageSpec(
        "preadvice_board",
        tr("出港配载"),
        "freight",
        "truck",
        _page("preadvice_board.page", "PreadviceBoard"),
        "outbound_preadvice.read",
    ),
    PageSpec(
        "run_receipts",
        tr("签收与缴款"),
        "freight",
        "receipt",
        _page("receipts.page", "RunReceipts"),
        "delivery_run.read",
    ),
    PageSpec(
        "self_pickup",
        tr("自提放货"),
        "freight",
        "handshake",
        _page("receipts.pickup", "SelfPickupDesk"),
        "signoff.create",
    ),
    PageSpec(
        "due_extension",
        tr("延长应到日期"),
        "freight",
        "calendar-days",
        _page("due_extension", "DueExtension"),
        "due.extend",
        in_navigation=False,
    ),
    PageSpec(
        "return_desk",
        tr("办理返货"),
        "freight",
        "package-open",
        _page("return_desk.page", "ReturnDesk"),
        "return.read",
        in_navigation=False,
    ),
    PageSpec(
        "stocktake_desk",
        tr("盘点"),
        "freight",
        "warehouse",
        _page("stocktake_desk", "StocktakeDesk"),
        "stock.read",
        in_navigation=False,
    ),
    PageSpec(
        "cod_desk",
        tr("代收货款缴存与返还"),
        "freight",
        "wallet",
        _page("cod_desk", "CodDesk"),
        "cod.read",
        in_navigation=False,
    ),
    PageSpec(
        "recheck_desk",
        tr("档案复核"),
        "archive",
        "phone-call",
        _page("recheck_desk.page", "RecheckDesk"),
        "customer.read",
    ),
    PageSpec(
        "recheck_start",
        tr("发起档案复核"),
        "archive",
        "phone-call",
        _page("recheck_desk.start", "RecheckStart"),
        "customer.approve",
        in_navigation=False,
    ),
    PageSpec(
        "receipt_desk",
        tr("回单"),
        "filing",
        "receipt",
        _page("receipt_desk.page", "ReceiptDesk"),
        "receipt.read",
    ),
    PageSpec(
        "scan_sorting",
        tr("扫描归位"),
        "filing",
        "search",
        _page("scan_sorting.page", "ScanSorting"),
        "receipt.read",
    ),
    PageSpec(
        "voucher_filing",
        tr("单据归档"),
        "filing",
        "folder-open",
        _page("voucher_filing.page", "VoucherFiling"),
        "voucher.read",
    ),
    PageSpec(
        "document_desk",
        tr("受控文件"),
        "filing",
        "file-text",
        _page("document_desk.page", "DocumentDesk"),
        "document.read",
    ),
    PageSpec(
        "complaint_desk",
        tr("投诉处理"),
        "care",
        "message-square-warning",
        _page("complaint_desk.page", "ComplaintDesk"),
        "complaint.read",
    ),
    PageSpec(
        "claim_desk",
        tr("理赔处理"),
        "care",
        "banknote",
        _page("claim_desk.page", "ClaimDesk"),
        "claim.read",
    ),
    PageSpec(
        "survey_desk",
        tr("满意度录入与结果"),
        "care",
        "clipboard-list",
        _page("survey_desk.page", "SurveyDesk"),
        "survey.read",
    ),
    PageSpec(
        "questionnaire_editor",
        tr("问卷编制"),
        "care",
        "clipboard-list",
        _page("questionnaire_editor.page", "QuestionnaireEditor"),
        "questionnaire.read",
        in_navigation=False,
    ),
    PageSpec(
        "day_close_items",
        tr("日清事项"),
        "freight",
        "calendar-check",
        _page("day_close", "DayCloseItems"),
        "day_close.read",
    ),
    PageSpec(
        "knowledge",
        tr("话术与案例  Ctrl+Q"),
        "care",
        "search",
        _page("knowledge.page", "KnowledgePage"),
        "knowledge.read",
    ),
    PageSpec(
        "story",
        tr("一票到底  F11"),
        "freight",
        "scroll-text",
        _page("story_page.page", "StoryPage"),
        "consignment.read",
    ),
    PageSpec(
        "import_wizard",
        tr("导入清单"),
        "office",
        "import",
        _page("import_wizard.page", "ImportWizard"),
        "office.read",
    ),
    PageSpec(
        "imports",
        tr("导入记录"),
        "office",
        "file-down",
        _page("import_wizard.batches", "ImportBatches"),
        "office.read",
    ),
)
