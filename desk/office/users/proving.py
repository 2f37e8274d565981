"""Walking the trail with the certificates in hand: was each row signed by who did it, and might he?

A certificate counts from the audit row on that wrote it, so old rows are judged by the role and key of
their own day. Rows without a user (founding, recovery) are the owner's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from desk.kernel.roles import RIGHTS
from desk.kernel.text import tr
from desk.office.users.certificates import Certificate, Roll, certificates, owner_key
from desk.storage.chain import Link, walk_chain
from desk.storage.signatures import AUDIT, holds


@dataclass(frozen=True)
class Judged:
    """One audit row, who signed it (None: the owner, or nobody who could), and what is wrong with it."""

    link: Link
    signer: Certificate | None
    fault: str


@dataclass
class Walk:
    """The whole trail, judged row by row.

    Attributes:
        needs: right that each command needs; one that is gone from the program is judged by its signature.
        approving: commands that need the password again.
        by_owner: commands that nobody but the owner may have run, without a user.
        roll: who is who after the rows walked so far.
    """

    session: Session
    needs: Mapping[str, str]
    approving: frozenset[str]
    by_owner: frozenset[str]
    roll: Roll = field(init=False)

    def __post_init__(self) -> None:
        self.roll = Roll(owner_key(self.session))
        self._given = dict(certificates(self.session))

    @property
    def connection(self) -> Connection:
        return self.session.connection()

    def rows(self) -> Iterator[Judged]:
        """Every audit row with its signer, the certificates in it believed or not."""
        for link in walk_chain(self.connection):
            signer = self.roll.holders.get(link.user_id) if link.user_id is not None else None
            fault = self._fault(link, signer)
            for record, record_id, op, _ in link.entries:
                if record == "user_certificate":
                    refused = self._certificate(link, record_id, op)
                    fault = fault or refused
            yield Judged(link, None if fault else signer, fault)

    def never_given(self) -> list[int]:
        """Certificates that no audit row speaks of; asked at the end."""
        return sorted(self._given)

    def _fault(self, link: Link, signer: Certificate | None) -> str:
        if not link.fits:
            return tr("被改动、删除或插入过")
        if link.user_id is None:
            owned = link.command in self.by_owner and self._signed(link, self.roll.owner)
            return "" if owned else tr("没有操作人,也没有恢复表的签名")
        if signer is None or not signer.active or not self._signed(link, signer.public_key):
            return tr("签名与操作人的证书不符")
        right = self.needs.get(link.command)
        if right is not None and signer.role not in RIGHTS[right].roles:
            return tr("操作人的岗位无权这样做")
        if link.command in self.approving and not link.proven:
            return tr("审批时没有再次输入密码")
        return ""

    def _signed(self, link: Link, key: bytes) -> bool:
        return holds(key, AUDIT, link.row_hash, link.signature)

    def _certificate(self, link: Link, certificate_id: int, op: str) -> str:
        found = self._given.pop(certificate_id, None)
        by = None if found is None else found.signed_by
        good = op == "C" and found is not None and by == link.user_id and self.roll.take(found)
        return "" if good else tr("其中的用户证书无效或已被删改")


def user_faults(walk: Walk) -> list[str]:
    """Users whose role, key or use is not what their newest certificate says; asked at the end."""
    columns = "id, login, role, public_key, active"
    faults = [tr("证书 {n} 没有审计记录").format(n=n) for n in walk.never_given()]
    known = set()
    for row in walk.connection.exec_driver_sql(f'SELECT {columns} FROM "user" ORDER BY id'):
        known.add(row.id)
        held = walk.roll.holders.get(row.id)
        if held is None or not _agree(held, row):
            faults.append(tr("用户 {login} 的岗位、密钥或停用状态没有证书").format(login=row.login))
    gone = walk.roll.holders.keys() - known
    return faults + [
        tr("用户 {login} 被删除").format(login=walk.roll.holders[n].login) for n in sorted(gone)
    ]


def _agree(held: Certificate, row: object) -> bool:
    wanted = (held.login, held.role, held.public_key, int(held.active))
    return wanted == tuple(getattr(row, name) for name in ("login", "role", "public_key", "active"))


def role_may(signer: Certificate | None, right: str) -> bool:
    """Whether the role certified at that time held a right."""
    return signer is not None and right in RIGHTS and signer.role in RIGHTS[right].roles
