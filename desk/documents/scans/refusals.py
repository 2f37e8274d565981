"""Why a file or a page of a pile was not read: one sentence per reason, and the limits behind them."""

from types import MappingProxyType

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr

MEGABYTE = 1 << 20
MOST_BYTES = 100 * MEGABYTE  # 200 colour pages of a copier are 60 MB
MOST_PIXELS = 120_000_000  # the largest phone cameras take 108 million
MOST_PAGES = 1_000  # a sheet feeder holds 100; more in one file is a bomb

SENTENCES = MappingProxyType(
    {
        "absent": "找不到文件「{name}」,可能已被移动、改名或删除。",
        "no_folder": "文件夹不存在:{name}。请核对路径(可以从资源管理器的地址栏复制);在优盘或网络盘上的,先接好再扫描。",
        "closed_folder": "打不开文件夹 {name},多半没有查看它的权限;请换一个文件夹,或让管理这台电脑的人放开权限。",
        "locked": "打不开文件「{name}」,可能正被别的程序占用,请稍后再试。",
        "empty": "文件是空的(0 字节),请重新扫描或重新拷贝。",
        "too_large": "文件超过 {most} MB,请分成几个文件再扫描。",
        "pixels": "图片太大(超过 {most} 万像素),请用较低的分辨率重新扫描(300 dpi 足够)。",
        "pages": "文件超过 {most} 页,请拆成几个文件。",
        "heic": "这是苹果手机的 HEIC 照片,请在手机「设置-相机-格式」中选「兼容性最佳」,或转成 JPEG 再放入。",
        "webp": "这是 WebP 图片,请另存为 JPEG 或 PNG 再放入。",
        "unknown": "不是图片也不是 PDF,请核对是否选错了文件。",
        "encrypted": "PDF 设有打开密码,请取消密码、另存后再放入。",
        "damaged": "文件不完整或已损坏,请重新扫描或重新拷贝。",
        "changed": "文件在读取过程中被改动,请等扫描或拷贝完成后再放入。",
        "memory": "读取这一页时超出内存上限,请用较低的分辨率重新扫描。",
        "timeout": "这一页读得太久,已跳过;请重新扫描或人工选择单号。",
        "crash": "这一页的内容使读取中断,多半已损坏;请重新扫描。",
        "blank": "这一页是空白的。",
        "no_codes": "这一页没有认出条码或二维码,请人工选择单号,或摆平、照亮后重拍。",
    }
)


class ScanRefused(FileRefused):
    """A file or page that is not read.

    Attributes:
        reason: stable name of the reason, a key of ``SENTENCES``.
        values_shown: what the sentence speaks of.
    """

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(sentence_of(reason, values))
        self.reason = reason
        self.values_shown = values


def sentence_of(reason: str, values: dict[str, str] | None = None) -> str:
    """The sentence for the clerk."""
    return tr(SENTENCES[reason]).format(**(values or {}))
