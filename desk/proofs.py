"""What the signatures prove about an office file, told in words: trail, certificates, decisions, records."""

from collections.abc import Iterator
from functools import cache, cached_property

from sqlalchemy.orm import Session

from desk.kernel.commands import Command, entry_of
from desk.kernel.rooms import Room
from desk.kernel.text import tr
from desk.office.approvals.proving import Decisions
from desk.office.users.founding import found_office, recover_manager
from desk.office.users.proving import Walk, user_faults
from desk.registry import ROOMS
from desk.storage.standing import MISSING, UNKNOWN, Deviation, deviations, kept_models
from desk.tables import command_table

NAMED_BY = ("number", "code", "login", "doc_no", "name")
BY_OWNER: dict[str, Command] = {
    found.name: found for found in (entry_of(found_office), entry_of(recover_manager))
}
OF_THE_FILE = {
    "attachment": "附件",
    "calendar_day": "特别日",
    "export_log": "导出记录",
    "pii_access_log": "个人信息查看记录",
    "print_log": "打印记录",
    "setting": "设置",
}


class Proofs:
    """All proofs of one file; the trail is walked once, when it is first asked for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        table = command_table() | BY_OWNER
        needs = {name: command.needs for name, command in table.items()}
        approving = frozenset(name for name, command in table.items() if command.approves)
        self._commands: dict[str, Command] = table
        self._walk = Walk(session, needs, approving, frozenset(BY_OWNER))
        self._decisions = Decisions()

    @cached_property
    def _trail(self) -> list[str]:
        faults = []
        for judged in self._walk.rows():
            self._decisions.note(judged)
            if judged.fault:
                faults.append(self._told(judged.link.id, judged.link.command, judged.fault))
        return faults

    def _told(self, number: int, name: str, fault: str) -> str:
        command = self._commands.get(name)
        what = tr(command.label) if command is not None else name
        return tr("第 {n} 条({what}){why}").format(n=number, what=what, why=fault)

    def trail(self) -> list[str]:
        """Audit rows that were changed, slipped in or not signed by who is named; the first one first."""
        return self._trail

    def users(self) -> list[str]:
        """Users who are not what their certificates say."""
        return user_faults(self._walk) if self._trail is not None else []

    def decisions(self) -> list[str]:
        """Decisions without a good signature, and records that are not as they were approved."""
        whole = self._trail is not None
        connection = self.session.connection()
        return list(self._decisions.faults(connection, self._called)) if whole else []

    def records(self) -> Iterator[str]:
        """Rows that are not as the trail says."""
        for found in deviations(self.session.connection()):
            yield self._deviation(found)

    def _deviation(self, found: Deviation) -> str:
        where = self._called(found.table, found.record_id)
        if found.kind == MISSING:
            return where + tr("被删除")
        if found.kind == UNKNOWN:
            return where + tr("不是由程序写入的")
        words = labels_of(found.table)
        fields = "、".join(words.get(name, name) for name in found.fields)
        return where + tr("被改动:{fields}").format(fields=fields)

    def _called(self, table: str, record_id: int) -> str:
        """「理赔 LP261119-001(claim 3)」."""
        columns = {m.__tablename__: m.__table__.columns for m in kept_models()}.get(table)
        by = next((n for n in NAMED_BY if columns is not None and n in columns), None)
        name = None
        if by is not None:
            row = f'SELECT "{by}" FROM "{table}" WHERE id = {record_id}'
            name = self.session.connection().exec_driver_sql(row).scalar()
        return f"{title_of(table)} {name or ''}({table} {record_id})"


def title_of(table: str) -> str:
    """The room a table belongs to: 「理赔」."""
    word = OF_THE_FILE.get(table)
    if word is not None:
        return tr(word)
    home = _home(table)
    return tr(home.title) if home is not None else table


def labels_of(table: str) -> dict[str, str]:
    """What the fields of a table are called in the lists of its room."""
    home = _home(table)
    lists = home.lists if home is not None else ()
    return {field.name: tr(field.label) for spec in lists for field in spec.fields}


@cache
def _home(table: str) -> Room | None:
    module = next((m.__module__ for m in kept_models() if m.__tablename__ == table), "")
    return next((room for room in ROOMS if f".{room.name}." in module), None)
