"""P-90 电脑验收单: what only the customer's own computer can prove, one page, ticked by hand.

Source: windows of the house §6 (the acceptance sheet).
"""

from desk import __version__
from desk.documents.papers import (
    A4P,
    Align,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Paper,
    Signatures,
    Spacer,
    Table,
    Text,
)
from desk.kernel.commands import form
from desk.kernel.text import tr
from desk.storage.work import Reader

GOOD_OR_BAD = tr("□好 □不好")
PRINTERS, LEAST_ROW_MM = 4, 10
STEPS = (
    (
        tr("安装:双击安装程序,一路「下一步」"),
        tr("不要管理员密码;桌面有「货运客服台」,能打开"),
        GOOD_OR_BAD,
        tr("用时:"),
    ),
    (
        tr("SmartScreen、360 拦截时:记下原话,选「仍要运行」「信任」"),
        tr("放行一次以后不再问;程序和数据没有被隔离"),
        tr("□没拦 □拦了"),
        tr("原话:"),
    ),
    (
        tr("自检:按 Win+R,输入表下面的命令"),
        tr("十分钟内结束;report.json 里 ok 是 true"),
        tr("□通过 □没过"),
        tr("没过的步骤:"),
    ),
    (
        tr("双击数据文件(.office),再双击一次"),
        tr("打开的就是它;不多开窗口,转到最前面"),
        GOOD_OR_BAD,
        "",
    ),
    (
        tr("中文输入:在「新运单」的货物表格里打品名,微软拼音、搜狗各试"),
        tr("候选框跟着光标;打字时按回车只上字,不跳格"),
        GOOD_OR_BAD,
        tr("输入法:"),
    ),
    (
        tr("从 Excel 复制 20 行,粘贴到「新运单」的货物表格"),
        tr("20 行都在,件数、重量一样;Ctrl+Z 一次撤回"),
        GOOD_OR_BAD,
        "",
    ),
    (
        tr("显示缩放改成右边各档,各看今日工作、新运单、打印预览"),
        tr("字不模糊;按钮和表格不缺边、不重叠"),
        tr("□100% □125%\n□150%"),
        "",
    ),
    (
        tr("备份:「核验」按 F8 选另一块盘;改一处,关闭程序"),
        tr("那块盘的「自动备份」里有刚才一份;拔下再开会提醒"),
        GOOD_OR_BAD,
        tr("哪块盘:"),
    ),
    (
        tr("恢复:第二天打开,过几分钟在「核验」按 F9"),
        tr("备份、试恢复两行都正常,试恢复是今天的"),
        GOOD_OR_BAD,
        tr("用时:"),
    ),
)
COMMAND = '"%LOCALAPPDATA%\\Programs\\FreightDesk\\freight-desk.exe" --selftest "%TEMP%\\zj"'


@form("P-90", "KF-BD-90", "电脑验收单", needs="office.read", of="电脑名称(如 前台)")
def acceptance_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The sheet for one computer; everything on it is tried and filled in by hand.

    Source: windows of the house §6.
    """
    return Paper(
        size=A4P,
        form_code="KF-BD-90",
        title=tr("电脑验收单"),
        number=number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            _computer(number),
            Spacer(2),
            _steps(),
            Spacer(1.5),
            Text(tr("第 3 步的命令:{command}").format(command=COMMAND), 8.5),
            Text(tr("报告和图片在 %TEMP%\\zj 文件夹里,和这张单子一起交给装机人。"), 8.5),
            Spacer(3),
            _printers(),
            Spacer(3),
            Text(tr("不好的,在记录里写明现象,拍照附后。"), 8.5),
            Spacer(3),
            Text(tr("结论:  □ 可以正式使用    □ 下列问题解决后再用:"), 10, bold=True),
            Spacer(14),
            Signatures((tr("装机人"), tr("使用人"), tr("经理"), tr("日期"))),
        ),
    )


def _computer(name: str) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("电脑"), name, bold=True),
            Field(tr("程序版本"), __version__),
            Field("Windows", blank=True),
            Field(tr("屏幕(寸/分辨率)"), blank=True),
        ),
        columns=2,
    )


def _steps() -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple((n, *step) for n, step in enumerate(STEPS, 1))
    return Table(
        (
            Column("no", tr("步"), width_mm=8, align=Align.CENTRE),
            Column("do", tr("做什么"), share=1.3),
            Column("see", tr("应该看到"), share=1.2),
            Column("result", tr("结果"), width_mm=26),
            Column("note", tr("记录"), share=0.7),
        ),
        rows,
        totals=False,
        least_row_mm=LEAST_ROW_MM,
    )


def _printers() -> Table:
    blank: tuple[Cell, ...] = ("", "", "", "", "", tr("□0.5 mm 以内"))
    many = len(STEPS) + 1
    return Table(
        (
            Column("printer", tr("打印机"), share=1.4),
            Column("form", tr("单据和纸张"), share=1.4),
            Column("right", tr("右移 mm"), width_mm=20, align=Align.CENTRE),
            Column("down", tr("下移 mm"), width_mm=20, align=Align.CENTRE),
            Column("apart", tr("十字相距 mm"), width_mm=26, align=Align.CENTRE),
            Column("again", tr("再印一张,偏差"), width_mm=32, align=Align.CENTRE),
        ),
        (blank,) * PRINTERS,
        totals=False,
        least_row_mm=LEAST_ROW_MM,
        title=tr("第 {n} 步  每台打印机印一张校准页,用尺量十字,填入打印设置,再印一张核对").format(
            n=many
        ),
    )
