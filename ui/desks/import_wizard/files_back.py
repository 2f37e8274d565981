"""The files an import gives back: the bad rows with their reasons, and an empty list to be filled in."""

from pathlib import Path
from typing import TYPE_CHECKING

from desk.importing import write_errors, write_template
from desk.kernel.text import tr

if TYPE_CHECKING:
    from ui.desks.import_wizard.page import ImportWizard


def save_errors(page: "ImportWizard") -> None:
    """Write the bad rows with their reasons into a workbook."""
    found, say = page.found, page.context.say
    if found is None or not found.rows.bad:
        say(tr("没有有误的行。"))
        return
    target = page.choose_target(tr("{name}-错误.xlsx").format(name=found.path.stem))
    if target:
        page.working.start(
            tr("正在写错误表…"),
            lambda _: write_errors(found, Path(target)),
            lambda n: say(tr("{n} 行已存到 {path}").format(n=n, path=target)),
        )


def save_template(page: "ImportWizard") -> None:
    """Write an empty list to be filled in."""
    kind = page.kind
    target = page.choose_target(tr("{title}导入模板.xlsx").format(title=tr(kind.title)))
    if target:
        page.working.start(
            tr("正在写模板…"),
            lambda _: write_template(kind, Path(target)),
            lambda _: page.context.say(tr("模板已存到 {path}").format(path=target)),
        )
