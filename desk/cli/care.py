"""Making an office, and taking care of its file: init, demo, backup, restore, check."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

from desk.app import Desk
from desk.checking import CheckReport, check
from desk.cli.parsing import Task, UsageFault
from desk.cli.run import PASSWORD, Run
from desk.closing import sign_day
from desk.kernel.errors import FileRefused, Problems
from desk.kernel.roles import Role
from desk.kernel.settings import Firm
from desk.kernel.text import tr
from desk.office.settings.firm import check_firm
from desk.office.users.rules import check_login, check_password
from desk.office.users.sheet import key_rows
from desk.printing import print_pdf
from desk.recent import remember_office
from desk.recovery import recover, save_sheet
from desk.restoring import restore
from desk.storage.backup import backup_place

NO_FILE = 4
FIRST_USER = "boss"
OWNER_KEY = "DESK_OWNER_KEY"
DAYS = 24


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar=tr("文件夹"), help=tr("放示例数据的文件夹"))
    parser.add_argument(
        "--days", type=int, default=DAYS, metavar=tr("天数"), help=tr("演多少个工作日,默认 24")
    )
    parser.add_argument("--no-window", action="store_true", help=tr("不打开窗口"))


def _demo(run: Run) -> int:
    from desk.sample.cast import PASSWORD as SAMPLE_PASSWORD
    from desk.sample.story import make_sample

    folder: Path = run.arguments.folder
    office = folder / "sample.office"
    if office.exists():
        there = tr("{path} 已经存在,不会覆盖。打开它:python -m ui {path};要新的,请换一个文件夹。")
        raise FileRefused(there.format(path=office))
    run.voice.tell(tr("正在新建示例办公室,约需半分钟,慢的电脑要几分钟…"))
    made = make_sample(office, run.clock.now(), run.arguments.days)
    remember_office(made.path)
    printed = []
    with Desk(made.path, run.clock) as desk:
        desk.login(made.logins[0], SAMPLE_PASSWORD)
        for code, number in made.papers.items():
            out = paper_path(folder, code, desk.form(code).title, number)
            print_pdf(desk, code, number, out)
            printed.append(str(out))
    value = {
        "ok": True,
        "path": str(made.path),
        "logins": list(made.logins),
        "password": SAMPLE_PASSWORD,
        "papers": printed,
    }
    text = tr("示例已建好:{path}\n登录名 {logins},密码都是 {password}\n已打印:\n{papers}")
    shown = text.format(
        path=made.path,
        logins="、".join(who_may_sign_in()),
        password=SAMPLE_PASSWORD,
        papers="\n".join(f"  {path}" for path in printed),
    )
    run.voice.answer(value, shown)
    _open_window(run, made.path)
    return 0


def who_may_sign_in() -> list[str]:
    """Each login with its role: what one may not do is for another to try."""
    from desk.sample.cast import MANAGER, STAFF

    roles = [(MANAGER[0], Role.MGR), *((login, role) for login, _, role in STAFF)]
    return [f"{login}({role.label})" for login, role in roles]


def paper_path(folder: Path, code: str, title: str, number: str) -> Path:
    """Where a paper of the demo is put; a questionnaire's number has a slash of its own."""
    return folder / f"{code} {title.replace('/', '、')} {number.replace('/', '-')}.pdf"


def _open_window(run: Run, office: Path) -> None:
    """Open the window on the sample, unless there is no screen or none is wanted."""
    if run.arguments.no_window:
        return
    if not screen_there():
        run.voice.tell(tr("没有显示屏,不开窗口;单据已在上面列出的文件里。"))
        return
    command = [sys.executable, "-m", "ui", str(office), "--user", "lina"]
    if subprocess.run(command, check=False).returncode:
        run.voice.tell(tr("窗口没有打开;单据已在上面列出的文件里。"))


def screen_there() -> bool:
    """Whether a window could be shown at all."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _init_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar=tr("文件"), help=tr("新数据文件,如 office.office")
    )
    parser.add_argument(
        "--name", default="", metavar=tr("姓名"), help=tr("经理的姓名,默认同登录名")
    )
    parser.add_argument(
        "--firm",
        default="",
        metavar=tr("公司名称"),
        help=tr("单据上印的公司名称;不写则当场输入"),
    )
    parser.add_argument(
        "--phone", default="", metavar=tr("电话"), help=tr("单据上印的公司电话,以后也可以改")
    )
    parser.add_argument(
        "--address", default="", metavar=tr("地址"), help=tr("单据上印的公司地址,以后也可以改")
    )
    parser.add_argument(
        "--sheet", type=Path, metavar=tr("文件"), help=tr("把恢复表存成 PDF;印好后请删除")
    )


def _init(run: Run) -> int:
    path: Path = run.arguments.file
    login = getattr(run.arguments, "user", None) or FIRST_USER
    name = run.arguments.name or login
    if path.exists():
        raise FileRefused(tr("{path} 已经存在,不会覆盖。请换一个文件名。").format(path=path))
    given = run.arguments
    named = given.firm or run.answered(tr("公司名称(印在单据上):"), "--firm")
    firm = Firm(named, given.phone, given.address)
    password = _new_password(run)
    problems = Problems()
    check_login(problems, login, name)
    check_password(problems, password)
    problems.require(firm.name.strip(), "firm_name", tr("公司名称"))
    check_firm(problems, firm)
    problems.raise_if_any()
    with Desk.create(path, login, name, password, run.clock, firm=firm) as desk:
        rows = key_rows(desk.owner_key or b"")
        if run.arguments.sheet:
            save_sheet(desk, run.arguments.sheet)
    remember_office(path)
    text = tr(
        "已新建 {path},经理登录名 {login}。\n"
        "恢复表密钥(只显示这一次,请抄下或打印,锁入保险柜;经理都忘记密码时用 recover 重设):\n{key}\n"
        "下一步:公司电话、地址没填的,用 call change_setting 补上(firm_phone、firm_address),"
        "再用 call add_user 登记同事;新同事首次登录须先改密码(call change_password)。"
    ).format(path=path, login=login, key="\n".join(f"  {row}" for row in rows))
    value = {"ok": True, "path": str(path), "login": login, "owner_key": " ".join(rows)}
    run.voice.answer(value, text)
    return 0


def _recover(run: Run) -> int:
    typed = os.environ.get(OWNER_KEY) or run.typed(tr("恢复表密钥(四行,空格可省):"))
    with Desk(run.office, run.clock) as desk:
        recover(desk, typed, run.login, _new_password(run))
        name = desk.signed_in().name
    text = tr("已重设经理 {name} 的密码。请把恢复表放回保险柜。").format(name=name)
    run.voice.answer({"ok": True, "login": run.login}, text)
    return 0


def _new_password(run: Run) -> str:
    first = run.password(tr("设置经理密码(至少 8 位):"))
    typed = sys.stdin.isatty() and not _from_environment()
    if typed and run.password(tr("再输入一次:")) != first:
        raise UsageFault(tr("两次输入的密码不一样,没有新建。"))
    return first


def _from_environment() -> bool:
    return PASSWORD in os.environ


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "target",
        nargs="?",
        metavar=tr("去处"),
        help=tr("文件或文件夹;不写则放在数据文件旁的「备份」文件夹"),
    )


def _backup(run: Run) -> int:
    with run.desk() as desk:
        given = run.arguments.target
        place = backup_place(desk.path, Path(given) if given else None, desk.now)
        made = desk.backup(place)
    text = tr("已备份并校验:{path}").format(path=made)
    run.voice.answer({"ok": True, "path": str(made)}, text)
    return 0


def _sign_arguments(parser: ArgumentParser) -> None:
    _backup_arguments(parser)
    parser.add_argument("--handover", default="", metavar=tr("文字"), help=tr("交接说明"))


def _sign(run: Run) -> int:
    with run.desk() as desk:
        given = run.arguments.target
        signed = sign_day(desk, Path(given) if given else None, run.arguments.handover)
    papers = [{"form": paper.code, "number": paper.number} for paper in signed.diary]
    value = {"ok": True, "backup": str(signed.backup), "sha256": signed.sha256, "papers": papers}
    text = tr("已签日清,备份并校验:{path}").format(path=signed.backup)
    for paper in signed.diary:
        words = tr("\n请打印存档:{form} {number}(已印 {n} 次)")
        text += words.format(form=paper.code, number=paper.number, n=paper.printed)
    run.voice.answer(value, text)
    return 0


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar=tr("备份"), help=tr("备份文件"))


def _restore(run: Run) -> int:
    office, login = run.office, run.login
    aside = restore(run.arguments.backup, office, login, run.password(), run.clock)
    text = tr("已恢复到 {path}").format(path=office)
    if aside is not None:
        text += tr(",换下的文件在 {aside}").format(aside=aside)
    value = {"ok": True, "path": str(office), "aside": None if aside is None else str(aside)}
    run.voice.answer(value, text)
    return 0


def _check(run: Run) -> int:
    report: CheckReport = check(run.office)
    value = {
        "ok": report.ok,
        "path": str(report.path),
        "fingerprint": report.fingerprint,
        "lines": [{"name": n.name, "ok": n.ok, "text": n.text} for n in report.lines],
    }
    marks = ((tr("正常") if line.ok else tr("有问题"), line) for line in report.lines)
    rows = [f"[{mark}] {line.name}" + ("" if line.ok else f":{line.text}") for mark, line in marks]
    key = tr("密钥指纹 {key},应与恢复表上的一致").format(key=report.fingerprint)
    run.voice.answer(value, "\n".join([*rows, key]))
    if not report.ok:
        run.voice.tell(tr("文件有问题。请保留原文件,从备份恢复,并报告经理。"))
        return NO_FILE
    return 0


def _reindex(run: Run) -> int:
    with Desk(run.office, run.clock) as desk:
        desk.reindex(run.voice.progress(tr("重建查找索引")))
    run.voice.answer({"ok": True}, tr("查找索引已重建。"))
    return 0


MAKING = (
    Task("demo", "新建一个有示例数据的办公室", "demo 示例", _demo_arguments, _demo),
    Task(
        "init",
        "新建一个空的办公室和第一位经理",
        "init office.office --user boss --name 王经理 --firm 我的货运公司",
        _init_arguments,
        _init,
    ),
)
KEEPING = (
    Task(
        "backup", "备份并校验", "backup D:\\备份 --user boss", _backup_arguments, _backup, "target"
    ),
    Task(
        "sign-day",
        "签日清:事项办完或说明后,备份、校验并签字(先用 call open_day_close 打开)",
        "sign-day D:\\备份 --handover 喀什票明早第一车 --user boss",
        _sign_arguments,
        _sign,
        "target",
    ),
    Task(
        "restore",
        "用备份替换数据文件(须经理密码,且文件未被打开)",
        "restore office-20261118-173000.office --office office.office --user boss",
        _restore_arguments,
        _restore,
    ),
    Task(
        "recover",
        "用恢复表重设经理的密码",
        "recover --office office.office --user boss",
        lambda _: None,
        _recover,
    ),
    Task("check", "检查数据文件是否完好", "check --office office.office", lambda _: None, _check),
    Task("reindex", "重建查找索引", "reindex --office office.office", lambda _: None, _reindex),
)
