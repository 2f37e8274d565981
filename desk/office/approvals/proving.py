"""Does every decision carry the signature of somebody who might decide, and is the record still as decided?"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.signing import signed_content
from desk.office.users.certificates import Certificate
from desk.office.users.proving import Judged, role_may
from desk.storage.chain import moment_of
from desk.storage.seals import content_digest, sealed_models
from desk.storage.signatures import APPROVAL, holds

DECIDED = (Decision.APPROVED.value, Decision.REJECTED.value)
_DECISIONS = (
    "SELECT id, obj_kind, obj_id, obj_word, number, decider_right, decision, decided_by, decided_for,"
    " decided_at, content_digest, signature FROM approval ORDER BY id"
)


@dataclass
class Decisions:
    """What the trail says was decided, and by whom; filled while it is walked."""

    deciders: dict[int, tuple[str, Certificate | None]] = field(default_factory=dict)
    deputies: dict[int, Certificate | None] = field(default_factory=dict)

    def note(self, judged: Judged) -> None:
        """Remember the decisions and deputies of one audit row."""
        for record, record_id, op, fields in judged.link.entries:
            if record == "approval":
                decision = _decided(fields)
                if decision in DECIDED:
                    self.deciders[record_id] = (decision, judged.signer)
            elif record == "approval_deputy" and op == "C":
                self.deputies[record_id] = judged.signer

    def faults(self, connection: Connection, named: Callable[[str, int], str]) -> Iterator[str]:
        """Everything that is wrong with what was decided, in the order of the requests.

        Args:
            connection: the file.
            named: how a record is called, by table and id.
        """
        newest: dict[tuple[str, int], tuple[str, str]] = {}
        for row in connection.exec_driver_sql(_DECISIONS).all():
            fault = self._fault(connection, row)
            if fault:
                yield tr("审批 {n}({word} {no}){why}").format(
                    n=row.id, word=row.obj_word, no=row.number, why=fault
                )
            if row.decision in DECIDED:
                newest[row.obj_kind, row.obj_id] = (row.decision, row.content_digest)
        for gone in sorted(self.deciders):
            yield tr("审批 {n} 已被删除").format(n=gone)
        for kind in sorted(sealed_models()):
            for record_id, why in _changed(connection, kind, newest):
                yield named(kind, record_id) + why

    def _fault(self, connection: Connection, row: Any) -> str:
        told, signer = self.deciders.pop(row.id, (None, None))
        if told is None and row.decision not in DECIDED:
            return ""
        if told != row.decision:
            return tr("的结果与审计记录不符")
        if signer is None or signer.user_id != row.decided_by:
            return tr("不是由审批人签名的")
        if not holds(
            signer.public_key, APPROVAL, signed_content(connection, row.id), row.signature
        ):
            return tr("签名无效:内容、结果、时间或意见被改动过")
        if not (role_may(signer, row.decider_right) or self._deputised(connection, row)):
            return tr("审批人无权审批")
        return ""

    def _deputised(self, connection: Connection, row: Any) -> bool:
        """Whether the manager he decided for had named him for that day, with his own signature."""
        statement = (
            "SELECT id, starts_on, ends_on FROM approval_deputy"
            f" WHERE principal_id = {int(row.decided_for or 0)} AND deputy_id = {int(row.decided_by)}"
        )
        at = moment_of(row.decided_at)
        day = "" if at is None else show_date(at)
        for named in connection.exec_driver_sql(statement):
            by = self.deputies.get(named.id)
            own = by is not None and by.user_id == row.decided_for
            if own and role_may(by, row.decider_right) and named.starts_on <= day <= named.ends_on:
                return True
        return False


def _decided(fields: Any) -> Any:
    try:
        return json.loads(fields)["decision"][1]
    except (TypeError, ValueError, LookupError):
        return None


def _changed(
    connection: Connection, kind: str, newest: dict[tuple[str, int], tuple[str, str]]
) -> Iterator[tuple[int, str]]:
    """Records that say they are approved without a standing approval, or changed since."""
    model = sealed_models()[kind]
    seal = model.sealed
    assert seal is not None
    stated = "state" in model.__table__.columns
    columns = "id, state" if stated else "id, NULL AS state"
    for row in connection.exec_driver_sql(f'SELECT {columns} FROM "{kind}" ORDER BY id').all():
        decision, digest = newest.get((kind, row.id), (None, ""))
        if row.state in seal.approved_in and decision != Decision.APPROVED:
            yield row.id, tr("已生效却没有批准记录")
        bound = row.state in seal.approved_in | seal.kept_in or not stated
        if decision != Decision.APPROVED or not bound:
            continue
        if content_digest(connection, kind, row.id) != digest:
            yield row.id, tr("在批准后被改动")
