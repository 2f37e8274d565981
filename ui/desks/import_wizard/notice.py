"""The line above the columns: what must be known before a list is booked."""

from desk.importing import ImportPreview
from desk.kernel.moments import show_moment
from desk.kernel.text import tr


def notice(found: ImportPreview | None) -> tuple[str, str]:
    """What must be known before booking, and how grave it is."""
    if found is None:
        return "", "muted"
    if found.missing:
        names = "、".join(tr(column.label) for column in found.missing)
        return tr("缺少必填列:{names}。请在左表指定是哪一列。").format(names=names), "problem"
    if found.booked_before:
        before = found.booked_before[0]
        words = tr("这个文件 {t} 已由 {who} 导入过 {n} 行,重复的行会跳过。")
        text = words.format(
            t=show_moment(before.booked_at), who=before.booked_by, n=before.booked_count
        )
        return text, "warning"
    words = tr("表头在第 {r} 行,共 {n} 行记录")
    text = words.format(r=found.rows.header.row_index + 1, n=f"{len(found.rows.rows):,}")
    if found.rows.passed_over:
        text += tr(",另有 {n} 行合计或重复表头已略过").format(n=len(found.rows.passed_over))
    return text + "。", "muted"
