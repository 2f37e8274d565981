"""The lists of scanned papers and of piles."""

from sqlalchemy import ColumnElement, func, select

from desk.filing.scans.choices import PileSource, PileState, ScanState
from desk.filing.scans.model import ScanFile, ScanPage, ScanPile
from desk.freight.consignments.model import Consignment
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

PAGE_FIELDS = (
    Field("page_id", "扫描号", Kind.COUNT, width=4),
    Field("pile", "批次", Kind.NUMBER, width=7),
    Field("label", "文件", width=10),
    Field("page_no", "页", Kind.COUNT, width=3),
    Field("part_no", "页内", Kind.COUNT, width=3, hidden=True),
    Field("state", "状态", Kind.CHOICE, choices=ScanState, width=5),
    Field("reason", "说明", width=16),
    Field("paper_no", "识别单号", Kind.NUMBER, width=8),
    Field("number", "运单号", Kind.NUMBER, width=7),
    Field("consignee_name", "收货人", width=8),
    Field("created_at", "扫描时间", Kind.MOMENT, width=8),
)
PILE_FIELDS = (
    Field("pile", "批次", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=PileState, width=4),
    Field("source", "来源", Kind.CHOICE, choices=PileSource, width=5),
    Field("place", "位置", width=12),
    Field("created_at", "扫描时间", Kind.MOMENT, width=8),
    Field("files", "文件", Kind.COUNT, width=3, total=True),
    Field("papers", "张数", Kind.COUNT, width=3, total=True),
    Field("filed", "自动归档", Kind.COUNT, width=4, total=True),
    Field("placed", "人工归档", Kind.COUNT, width=4, total=True),
    Field("waiting", "待整理", Kind.COUNT, width=4, total=True),
    Field("duplicates", "重复", Kind.COUNT, width=3, total=True),
    Field("discarded", "不归档", Kind.COUNT, width=4, total=True),
)


def _pages() -> ListSource:
    joined = {
        "page_id": ScanPage.id,
        "pile": ScanPile.number,
        "label": ScanFile.label,
        "number": func.coalesce(Consignment.number, ""),
        "consignee_name": func.coalesce(Consignment.consignee_name, ""),
    }
    own = {f.name: getattr(ScanPage, f.name) for f in PAGE_FIELDS if f.name not in joined}
    return ListSource(
        base=select(ScanPage)
        .join(ScanFile, ScanFile.id == ScanPage.file_id)
        .join(ScanPile, ScanPile.id == ScanFile.pile_id)
        .outerjoin(Consignment, Consignment.id == ScanPage.consignment_id),
        id=ScanPage.id,
        columns={**own, **joined},
        search=(
            ScanPage.paper_no,
            ScanFile.label,
            ScanPile.number,
            Consignment.number,
            Consignment.consignee_name,
        ),
    )


def _of_pile(state: ScanState | None) -> ColumnElement[int]:
    pages = (
        select(func.count(ScanPage.id))
        .join(ScanFile, ScanFile.id == ScanPage.file_id)
        .where(ScanFile.pile_id == ScanPile.id)
    )
    if state is not None:
        pages = pages.where(ScanPage.state == state)
    return pages.correlate(ScanPile).scalar_subquery()


def _piles() -> ListSource:
    files = select(func.count()).where(ScanFile.pile_id == ScanPile.id).correlate(ScanPile)
    counted = {
        "pile": ScanPile.number,
        "files": files.scalar_subquery(),
        "papers": _of_pile(None),
        "filed": _of_pile(ScanState.FILED),
        "placed": _of_pile(ScanState.PLACED),
        "waiting": _of_pile(ScanState.WAITING),
        "duplicates": _of_pile(ScanState.DUPLICATE),
        "discarded": _of_pile(ScanState.DISCARDED),
    }
    own = {f.name: getattr(ScanPile, f.name) for f in PILE_FIELDS if f.name not in counted}
    return ListSource(
        base=select(ScanPile),
        id=ScanPile.id,
        columns={**own, **counted},
        search=(ScanPile.number, ScanPile.place),
    )


SCAN_PAGES = ListSpec(
    name="scan_pages",
    title="扫描件",
    right="receipt.read",
    fields=PAGE_FIELDS,
    source=_pages,
    sort=Sort("page_id"),
    filters=(Filter("state", "in", (ScanState.WAITING,)),),
    actions=(
        Action("place_scan", "归档", "F7", "receipt.update", per_row=True),
        Action("discard_scan", "不归档", "", "receipt.update", per_row=True),
        Action("take_back_scan", "取回", "", "receipt.update", per_row=True),
        Action("retry_scans", "重新归档", "F9", "receipt.update"),
    ),
    open="page:scan_sorting",
    empty="没有待整理的扫描件。认不出单号或对不上的单子会列在这里。",
)
SCAN_PILES = ListSpec(
    name="scan_piles",
    title="扫描批次",
    right="receipt.read",
    fields=PILE_FIELDS,
    source=_piles,
    sort=Sort("pile", descending=True),
    empty="还没有扫描过单据。把签回的单子扫描或拍照,选中文件即可自动归档。",
)
