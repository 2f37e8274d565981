"""What a fault of the disk or the database means for the user, and what to do next."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

from desk.kernel.text import tr

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def plain_cause(fault: DBAPIError | OSError) -> str:
    """One Chinese sentence for a fault of the database or of a file, with what to do next."""
    if isinstance(fault, OSError):
        return _file_cause(fault)
    text = str(fault.orig).lower()
    if isinstance(fault.orig, sqlite3.Error):
        if "full" in text:
            return tr("磁盘已满,请清理磁盘空间后重试。")
        if "locked" in text or "busy" in text:
            return tr("数据文件正被占用,请稍候重试。")
        if "readonly" in text:
            return tr("数据文件是只读的,请检查文件属性或文件夹权限。")
        if "i/o" in text:
            return _broken_disk()
        if "unable to open" in text:
            return tr("数据文件所在的文件夹不能写入,请检查磁盘空间和文件夹权限后重试。")
        if "malformed" in text or "not a database" in text:
            return tr("数据文件已损坏,请从备份恢复。")
    return tr("数据库出错:") + str(fault.orig)


def _file_cause(fault: OSError) -> str:
    if fault.errno in _FULL:
        return tr("磁盘已满,请清理磁盘空间后重试。")
    if fault.errno in _FORBIDDEN:
        return tr("文件不能写入,请检查文件夹权限或安全软件后重试。")
    if fault.errno == errno.EIO:
        return _broken_disk()
    return tr("读写文件出错:") + str(fault.strerror or fault)


def _broken_disk() -> str:
    return tr("读写磁盘出错,请检查磁盘后重试;若反复出现,请立即备份并更换磁盘。")
