"""Why a spreadsheet is not taken: one sentence per reason, each saying what the clerk can do."""

from types import MappingProxyType

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr

SENTENCES = MappingProxyType(
    {
        "absent": "找不到文件「{name}」,可能已被移动、改名或删除,请重新选择。",
        "locked": "打不开文件「{name}」:可能正被 Excel 或 WPS 打开,请先关闭它再导入。",
        "empty": "文件是空的(0 字节),请让对方重新发送。",
        "blank": "表格里没有任何内容,请核对是否选错了文件。",
        "too_large": "文件超过 {most} MB,请删除图片和无关工作表,或拆成几个文件再导入。",
        "encrypted": "文件设有打开密码,请在 Excel 或 WPS 中取消密码、另存后再导入。",
        "xlsb": "暂不支持二进制工作簿(.xlsb),请在 Excel 中另存为「.xlsx」后再导入。",
        "ods": "暂不支持 OpenDocument 表格(.ods),请另存为「.xlsx」后再导入。",
        "numbers": "暂不支持苹果 Numbers 表格,请导出为「.xlsx」后再导入。",
        "html": "这是网页改名成的 Excel,请用 Excel 打开后另存为「.xlsx」再导入。",
        "xml_sheet": "这是 XML 格式的表格,请用 Excel 打开后另存为「.xlsx」再导入。",
        "old_excel": "这是很旧的 Excel 格式,请用 Excel 打开后另存为「.xlsx」再导入。",
        "other_kind": "这是{kind},不是表格,请核对是否选错了文件。",
        "not_workbook": "这是压缩包,里面不是 Excel 工作簿;请解压后选择其中的表格文件。",
        "unknown": "认不出这个文件:内容不是 Excel 工作簿,也不是文本表格。",
        "encoding": "读不懂文件的文字编码,请另存为「.xlsx」或「CSV UTF-8」再导入。",
        "damaged": "文件不完整或已损坏,请让对方重新发送,或用 Excel 打开修复后另存。",
        "disguised": "文件内部结构可疑({what}),为安全起见不读取;请用 Excel 打开后另存再导入。",
        "unpacked": "文件解压后超过 {most} MB,请删除无关内容或拆成几个文件再导入。",
        "parts": "文件内部部件超过 {most} 个,请把数据复制到新工作簿后再导入。",
        "sheets": "工作表超过 {most} 张,请只保留要导入的工作表。",
        "rows": "表格超过 {most} 行(或远处有多余内容),请删除多余行或拆成几个文件再导入。",
        "columns": "表格超过 {most} 列(或远处有多余内容),请删除多余的列再导入。",
        "cells": "单元格超过 {most} 个,请删除多余的行列或拆成几个文件再导入。",
        "merges": "合并单元格超过 {most} 处,请取消合并后再导入。",
        "styles": "单元格样式超过 {most} 种,请把数据复制到新工作簿(只粘贴数值)后再导入。",
        "names": "定义的名称超过 {most} 个,请把数据复制到新工作簿后再导入。",
        "strings": "文字条目超过 {most} 个,请拆成几个文件再导入。",
        "text": "有单元格的文字超过 {most} 个字,请删减后再导入。",
        "quotes": "文本表格里的引号没有成对,一格的文字超过 {most} 个字,请用 Excel 打开核对后另存。",
        "memory": "表格太大,读取时超出内存上限;请删除多余的空行空列,或拆成几个文件再导入。",
        "timeout": "读取超时,已停止:文件过于复杂;请把数据复制到新工作簿后再导入。",
        "crash": "文件内容使读取中断,多半已损坏;请用 Excel 打开修复后另存再导入。",
        "cancelled": "已取消读取。",
    }
)


class SheetRefused(FileRefused):
    """A spreadsheet that is not read.

    Attributes:
        reason: stable name of the reason, a key of ``SENTENCES``.
        values: what the sentence speaks of.
    """

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(tr(SENTENCES[reason]).format(**values))
        self.reason = reason
        self.values_shown = values
