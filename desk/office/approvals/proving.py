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
    " decided_at, content_digest, signature, requested_by, prepared_by, countersign_needed,"
    " countersigned_by FROM approval ORDER BY id"
)


@dataclass
class Decisions:
    """What the trail says was decided, and by whom; filled while it is walked.

    Attributes:
        deciders: of a request: the decision, who signed it, and the number of the audit row.
        deputies: who signed that somebody is a deputy.
        ended: the audit row that ended a deputyship before its last day.
    """

    deciders: dict[int, tuple[str, Certificate | None, int]] = field(default_factory=dict)
    deputies: dict[int, Certificate | None] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)

    def note(self, judged: Judged) -> None:
        """Remember the decisions and deputies of one audit row."""
        for record, record_id, op, fields in judged.link.entries:
            if record == "approval":
                decision = _new(fields, "decision")
                if decision in DECIDED:
                    self.deciders[record_id] = (decision, judged.signer, judged.link.id)
            elif record == "approval_deputy" and op == "C":
                self.deputies[record_id] = judged.signer
            elif record == "approval_deputy" and _new(fields, "ended_at"):
                self.ended.setdefault(record_id, judged.link.id)

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
        told, signer, told_in = self.deciders.pop(row.id, (None, None, 0))
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
        himself = role_may(signer, row.decider_right)
        if not (himself or self._deputised(connection, row, told_in)):
            return tr("审批人无权审批")
        return _own(row, himself=himself)

    def _deputised(self, connection: Connection, row: Any, told_in: int) -> bool:
        """Whether the manager he decided for had named him for that day, with his own signature.

        What was ended before, going by the order of the trail, counts for nothing.
        """
        statement = (
            "SELECT id, starts_on, ends_on FROM approval_deputy"
            f" WHERE principal_id = {int(row.decided_for or 0)} AND deputy_id = {int(row.decided_by)}"
        )
        at = moment_of(row.decided_at)
        day = "" if at is None else show_date(at)
        for named in connection.exec_driver_sql(statement):
            by = self.deputies.get(named.id)
            own = by is not None and by.user_id == row.decided_for
            over = self.ended.get(named.id, told_in) < told_in
            fits = own and not over and named.starts_on <= day <= named.ends_on
            if fits and role_may(by, row.decider_right):
                return True
        return False


def _own(row: Any, *, himself: bool) -> str:
    """Nobody decides on what he asked for or prepared; a manager's needs its countersign (A-27)."""
    own = row.decided_by in (row.requested_by, row.prepared_by)
    granted = row.decision == Decision.APPROVED
    if own and not (himself and granted and row.countersign_needed):
        return tr("审批人批的是自己的申请")
    if granted and row.countersign_needed and not row.countersigned_by:
        return tr("没有副总经理会签")
    return ""


def _new(fields: Any, name: str) -> Any:
    """What an audit entry says a field was set to; None when it does not speak of it."""
    try:
        return json.loads(fields)[name][1]
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
