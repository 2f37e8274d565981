"""Is this file sound? Every promise about an office file, checked and told in one line each.

The file is only read, with SQLite's own read-only connections, so a damaged, locked or foreign file can
be looked at as far as it can be read. Nobody has to sign in: a damaged file would not let him.

Source: spec 3.3 (invariant), 3.0 (numbers); reliability of the house P5, §2.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from desk.app import Desk
from desk.backing_up import told_about_backups, told_about_drill
from desk.freight.cod.ledger import cod_faults
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.flow.queries import flow_faults
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.proofs import Proofs
from desk.storage import pins
from desk.storage.cabinet import broken_files, cabinet_of, unrecorded_files
from desk.storage.file_head import inspect_file
from desk.storage.gaps import number_gaps
from desk.storage.office_file import frozen_fingerprints, known_revisions
from desk.storage.opening import fingerprint, stored_revision
from desk.storage.search_index import index_faults

PROMISES = 17
MOST_NAMED = 10
YOUNG_SECONDS = 600  # no command runs that long


@dataclass(frozen=True)
class CheckLine:
    """One promise: its name, whether it holds, and what is wrong (or what was counted).

    `of_file` is false of the backups beside the file: the file itself may be sound without them.
    """

    name: str
    ok: bool
    text: str
    of_file: bool = True


@dataclass(frozen=True)
class CheckReport:
    """The result of a check, and the start of the owner's key to compare with the recovery sheet."""

    path: Path
    lines: tuple[CheckLine, ...]
    fingerprint: str = ""

    @property
    def ok(self) -> bool:
        """Whether the file is sound."""
        return all(line.ok for line in self.lines if line.of_file)

    @property
    def problems(self) -> tuple[CheckLine, ...]:
        return tuple(line for line in self.lines if not line.ok)


def check(desk: "Desk | Path", progress: Callable[[int, int], None] | None = None) -> CheckReport:
    """Check an office file, open in this program or not.

    Args:
        desk: the open office, or the path of a file.
        progress: told (promises checked, promises in all); may raise to cancel.

    Raises:
        FileRefused: there is no file, or it is not an office file at all; what is merely damaged is
            reported line by line instead.
    """
    path = desk.path if isinstance(desk, Desk) else desk
    inspect_file(path)
    lines = []
    for line in _lines(path):
        lines.append(line)
        if progress is not None:
            progress(len(lines), PROMISES)
    return CheckReport(path, tuple(lines), _fingerprint(path))


def _fingerprint(path: Path) -> str:
    try:
        return pins.fingerprint_of(pins.owner_of(path))
    except sqlite3.Error:
        return ""


def _lines(path: Path) -> Iterator[CheckLine]:
    yield _line(tr("文件完整性"), lambda: _integrity(path))
    yield _line(tr("记录关联"), lambda: _orphans(path))
    yield _line(tr("表结构"), lambda: _schema(path))
    with _reading(path) as session:
        yield _line(tr("货物台账"), lambda: _named(ledger_faults(session)))
        yield _line(tr("代收货款台账"), lambda: _named(cod_faults(session)))
        yield _line(tr("货物流量"), lambda: _named(flow_faults(session)))
        yield _line(tr("单号连续"), lambda: _named(number_gaps(session)))
        yield _line(tr("查找索引"), lambda: _search_index(session))
        yield from _proven(session)
        yield _line(tr("本机审计记号"), lambda: _pin(path))
        yield _line(tr("附件"), lambda: _named(broken_files(session, cabinet_of(path))))
        yield _unrecorded(session, path)
    yield CheckLine(tr("自动备份"), *told_about_backups(path), of_file=False)
    yield CheckLine(tr("恢复演练"), *told_about_drill(path), of_file=False)


def _proven(session: Session) -> Iterator[CheckLine]:
    """What the signatures prove; without the owner's key they prove nothing."""
    made: list[Proofs] = []

    def proofs() -> Proofs:
        if not made:
            made.append(Proofs(session))
        return made[0]

    yield _line(tr("审计链"), lambda: _named(proofs().trail(), most=3))
    yield _line(tr("用户证书"), lambda: _named(proofs().users()))
    yield _line(tr("审批签名"), lambda: _named(proofs().decisions()))
    yield _line(tr("记录与审计"), lambda: _named(list(proofs().records())))


def _unrecorded(session: Session, path: Path) -> CheckLine:
    """Files that no record names: a power cut left them before their record was saved; harmless."""
    name, before = tr("无记录的附件"), time.time() - YOUNG_SECONDS
    try:
        found = unrecorded_files(session, cabinet_of(path), before)
    except (SQLAlchemyError, OSError) as cause:
        return CheckLine(name, False, tr("无法检查:{why}").format(why=_short(cause)))
    if not found:
        return CheckLine(name, True, tr("没有"))
    files = _named([f"{file.parent.name}/{file.name}" for file in found])
    text = tr(
        "{n} 个文件没有记录(断电或取消时留下,不影响数据,经理可在「销毁清册」里清除一天以前的):{files}"
    )
    return CheckLine(name, True, text.format(n=len(found), files=files))


def _line(name: str, fault: Callable[[], str]) -> CheckLine:
    """Run one check; a check that cannot even read the file has failed."""
    try:
        found = fault()
    except (
        sqlite3.Error,
        SQLAlchemyError,
        FileRefused,
        OSError,
        ValueError,
        TypeError,
        LookupError,
    ) as cause:
        found = tr("无法检查:{why}").format(why=_short(cause))
    return CheckLine(name, not found, found or tr("正常"))


def _short(cause: Exception) -> str:
    inner = getattr(cause, "orig", None) or cause
    return str(inner).splitlines()[0] if str(inner) else type(inner).__name__


def _named(found: list[str], most: int = MOST_NAMED) -> str:
    """The first few of what is wrong, and how many there are."""
    if not found:
        return ""
    more = tr(" 等 {n} 处").format(n=len(found)) if len(found) > most else ""
    return "、".join(found[:most]) + more


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
    )


@contextmanager
def _reading(path: Path) -> Iterator[Session]:
    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with Session(engine, autoflush=False) as session:
            yield session
    finally:
        engine.dispose()


def _integrity(path: Path) -> str:
    with closing(_connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return "" if found == ["ok"] else _named(found)


def _orphans(path: Path) -> str:
    with closing(_connect(path)) as connection:
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return _named([f"{table} {row_id} → {parent}" for table, row_id, parent, _ in rows])


def _schema(path: Path) -> str:
    revision = stored_revision(path)
    if revision not in known_revisions():
        return tr("版本 {rev} 不是本程序认识的版本").format(rev=revision)
    if fingerprint(path) != frozen_fingerprints()[revision]:
        return tr("多出或缺少表、索引、触发器,结构被改动过")
    return ""


def _search_index(session: Session) -> str:
    wrong = len(index_faults(session))
    return tr("{n} 个词与记录不符,请运行 reindex 重建").format(n=wrong) if wrong else ""


def _pin(path: Path) -> str:
    try:
        pins.compare(path)
    except FileRefused as refused:
        return str(refused)
    return ""
