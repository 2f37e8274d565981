"""What a fault of the disk or the database means for the user, and what to do next."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from desk.kernel.text import tr


def plain_cause(fault: DBAPIError) -> str:
    """One Chinese sentence for a database fault, with what to do next."""
    text = str(fault.orig).lower()
    if isinstance(fault.orig, sqlite3.Error):
        if "full" in text:
            return tr("磁盘已满,请清理磁盘空间后重试。")
        if "locked" in text or "busy" in text:
            return tr("数据文件正被占用,请稍候重试。")
        if "readonly" in text:
            return tr("数据文件是只读的,请检查文件属性或文件夹权限。")
        if "i/o" in text:
            return tr("读写磁盘出错,请检查磁盘后重试;若反复出现,请立即备份并更换磁盘。")
        if "malformed" in text or "not a database" in text:
            return tr("数据文件已损坏,请从备份恢复。")
    return tr("数据库出错:") + str(fault.orig)
