"""What a clerk who knows Python, the program's source and his own password can do to the file."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from desk.kernel.actor import Actor
from desk.office.approvals.signing import signed_content
from desk.storage.chain import GENESIS, entries_hash, moment_of, row_hash
from desk.storage.seals import content_digest
from desk.storage.signatures import APPROVAL, AUDIT, sign

MANAGER = 1
LATER = "2026-11-16 03:00:00.000000"
_LOG = (
    "command_id",
    "command",
    "user_id",
    "at",
    "reason",
    "result",
    "proven",
    "entries_hash",
    "previous_hash",
    "row_hash",
    "signature",
)


@dataclass
class Forger:
    """A clerk with the file in hand; he can sign with his own key only."""

    path: Path
    clerk: Actor

    def sql(self, statement: str, *values: Any) -> None:
        """Run one statement past the program."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(statement, values)
            connection.commit()

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(statement, values).fetchall()

    @property
    def key(self) -> bytes:
        assert self.clerk.signing_key is not None
        return self.clerk.signing_key

    # -- approvals --------------------------------------------------------------------------------

    def approve(self, sheet_id: int, by: int) -> None:
        """Decide the waiting request of a tariff, in somebody's name, signed with his own key."""
        request = self._request(sheet_id)
        engine = create_engine(f"sqlite:///{self.path}")
        with engine.begin() as connection:
            digest = content_digest(connection, "tariff_sheet", sheet_id)
            connection.exec_driver_sql(
                "UPDATE approval SET decision = 'APPROVED', decided_by = ?, decided_at = ?,"
                " content_digest = ?, obj_version = 2 WHERE id = ?",
                (by, LATER, digest, request),
            )
            signature = sign(self.key, APPROVAL, signed_content(connection, request))
            connection.exec_driver_sql(
                "UPDATE approval SET signature = ? WHERE id = ?", (signature, request)
            )
            connection.exec_driver_sql(
                "UPDATE tariff_sheet SET state = 'APPROVED' WHERE id = ?", (sheet_id,)
            )
        engine.dispose()

    def _request(self, sheet_id: int) -> int:
        found = self.rows("SELECT max(id) AS id FROM approval WHERE obj_id = ?", sheet_id)
        return int(found[0]["id"])

    # -- the trail --------------------------------------------------------------------------------

    def append(self, command: str, entries: list[tuple[str, int, str, dict[str, Any]]]) -> None:
        """Write one more audit row of his own that fits the chain and carries his signature."""
        last = self.rows("SELECT max(id) AS id FROM audit_log")[0]["id"] + 1
        self.sql(
            "INSERT INTO audit_log (id, command_id, command, user_id, at, reason, result, proven,"
            " entries_hash, previous_hash, row_hash, signature)"
            " VALUES (?, ?, ?, ?, ?, '', 'null', 1, '', '', '', x'')",
            *(last, f"own-{last}", command, self.clerk.user_id, LATER),
        )
        for record, record_id, op, fields in entries:
            told = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            self.sql(
                "INSERT INTO audit_entry (audit_id, record, record_id, op, fields)"
                " VALUES (?, ?, ?, ?, ?)",
                *(last, record, record_id, op, told),
            )
        self.rechain()

    def renumber(self) -> None:
        """Close the gaps that deleted rows and entries leave."""
        for table in ("audit_log", "audit_entry"):
            for number, row in enumerate(self.rows(f"SELECT id FROM {table} ORDER BY id"), 1):
                self.sql(f"UPDATE {table} SET id = ? WHERE id = ?", number, row["id"])
                if table == "audit_log":
                    move = "UPDATE audit_entry SET audit_id = ? WHERE audit_id = ?"
                    self.sql(move, number, row["id"])

    def rechain(self) -> None:
        """Reckon every digest anew, and sign again what is his own."""
        previous = GENESIS
        for row in self.rows("SELECT * FROM audit_log ORDER BY id"):
            wanted = "SELECT record, record_id, op, fields FROM audit_entry WHERE audit_id = ? ORDER BY id"
            entries = entries_hash([tuple(e) for e in self.rows(wanted, row["id"])])
            at = moment_of(row["at"])
            assert at is not None
            told = (row["command_id"], row["command"], row["user_id"], at, row["reason"])
            found = row_hash(*told, row["result"], bool(row["proven"]), entries, previous)
            signature = row["signature"]
            if found != row["row_hash"] and row["user_id"] == self.clerk.user_id:
                signature = sign(self.key, AUDIT, found)
            self.sql(
                "UPDATE audit_log SET entries_hash = ?, previous_hash = ?, row_hash = ?, signature = ?"
                " WHERE id = ?",
                *(entries, previous, found, signature, row["id"]),
            )
            previous = found
