"""The gate: right, command id, warnings, stale records, the audit row — each with a real office."""

import errno
import os
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.archive.customers.queries import find_customers
from desk.kernel.actor import Actor
from desk.kernel.commands import command, entry_of
from desk.kernel.errors import FileRefused, NeedsConfirmation, Refused, SaveFailed, refuse
from desk.kernel.roles import Role
from desk.office.calendar.commands import set_calendar_day
from desk.office.users.commands import add_user, update_user
from desk.office.users.model import User
from desk.storage.cabinet import Upload, file_away
from desk.storage.tables import AuditEntry, AuditLog
from desk.storage.work import Work
from tests.conftest import PASSWORD, Office

DAY = {"day": "2026-10-10"}


@command("user.manage", "收一张纸")
def keep_paper(work: Work, *, content: bytes) -> int:
    """Stands for every command with an attachment."""
    kept = file_away(work, "user", 1, Upload("纸.pdf", content))
    work.session.flush()
    return kept.id


@command("user.manage", "数一数")
def count_up(work: Work, *, by: int) -> int:
    """Add a user whose name is the number; returns it."""
    return int(add_user(work, login=f"u{by}", name=f"用户{by}", role=Role.CS, password="pass-1234"))


@command("user.manage", "会提醒")
def doubtful(work: Work, *, login: str) -> None:
    """Save something and doubt it."""
    add_user(work, login=login, name="某人", role=Role.CS, password="pass-1234")
    work.warn("E134", "login")
    work.warn("E030", what="重量", v="4,000 kg")


@command("user.manage", "半途而废")
def half_done(work: Work) -> None:
    """Save something, then refuse."""
    add_user(work, login="half", name="半个", role=Role.CS, password="pass-1234")
    raise refuse("E007", v="火星")


def rows(desk: Desk, model: Any) -> int:
    with Session(desk.engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_right_nobody_knows_is_refused_to_everybody(office: Office) -> None:
    desk = office.as_("boss")
    unknown = replace(entry_of(count_up), needs="made.up")
    with pytest.raises(KeyError):
        desk.execute(unknown, {"by": 1})
    assert rows(desk, User) == 5


def test_a_role_without_the_right_changes_nothing(office: Office) -> None:
    desk = office.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.run(count_up, by=1)
    assert caught.value.codes == ("E210",)
    assert "客服部经理" in str(caught.value)
    assert rows(desk, User) == 5


def test_nobody_signed_in_can_do_nothing(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.desk.run(count_up, by=1)
    assert caught.value.codes == ("E013",)


def test_the_same_command_id_does_it_once_and_answers_the_same(office: Office) -> None:
    desk = office.as_("boss")
    entry = entry_of(count_up)
    first = desk.execute(entry, {"by": 7}, command_id="id-1")
    audits = rows(desk, AuditLog)
    again = desk.execute(entry, {"by": 7}, command_id="id-1")
    assert (again.value, again.repeated) == (first.value, True)
    assert again.changes == {}
    assert (rows(desk, User), rows(desk, AuditLog)) == (6, audits)


def test_a_command_id_cannot_serve_two_commands(office: Office) -> None:
    desk = office.as_("boss")
    desk.execute(entry_of(count_up), {"by": 7}, command_id="id-1")
    with pytest.raises(Refused) as caught:
        desk.execute(entry_of(set_calendar_day), {}, command_id="id-1")
    assert caught.value.codes == ("E010",)


def test_doubts_are_all_named_and_saved_only_when_all_are_confirmed(office: Office) -> None:
    desk = office.as_("boss")
    with pytest.raises(NeedsConfirmation) as caught:
        desk.run(doubtful, login="doubt")
    assert caught.value.codes == ("E134", "E030")
    with pytest.raises(NeedsConfirmation) as half:
        desk.with_(confirmed={"E134"}).run(doubtful, login="doubt")
    assert half.value.codes == ("E030",)
    assert rows(desk, User) == 5
    done = desk.with_(confirmed={"E134", "E030"}).run(doubtful, login="doubt")
    assert [w.code for w in done.warnings] == ["E134", "E030"]
    assert rows(desk, User) == 6


def test_a_refusal_half_way_leaves_nothing_behind(office: Office) -> None:
    desk = office.as_("boss")
    before = rows(desk, AuditLog), rows(desk, AuditEntry)
    with pytest.raises(Refused):
        desk.run(half_done)
    assert rows(desk, User) == 5
    assert (rows(desk, AuditLog), rows(desk, AuditEntry)) == before


def test_a_record_changed_underneath_is_stale(office: Office) -> None:
    desk = office.as_("boss")

    @command("user.manage", "改名")
    def rename(work: Work) -> None:
        """Rename a user who is renamed in the meantime."""
        user = work.get(User, 2, "用户")
        user.name = "新名字"
        work.session.connection().exec_driver_sql(
            'UPDATE "user" SET row_version = row_version + 1 WHERE id = 2'
        )

    with pytest.raises(Refused) as caught:
        desk.run(rename)
    assert caught.value.codes == ("E211",)


def test_a_save_typed_against_an_older_state_names_who_changed_it(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(update_user, user_id=2, name="客服员甲甲", role=Role.CS)

    @command("user.manage", "核对版本")
    def expect_first(work: Work) -> None:
        """Expect the first version."""
        work.expect_version(work.get(User, 2, "用户"), 1)

    with pytest.raises(Refused) as caught:
        desk.run(expect_first)
    assert caught.value.codes == ("E211",)
    assert "经理" in str(caught.value)


def test_the_audit_row_says_who_when_why_and_old_and_new(office: Office) -> None:
    desk = office.as_("boss")
    desk.with_(reason="改岗位").run(update_user, user_id=2, name="客服员甲", role=Role.IN)
    with Session(desk.engine) as session:
        row = session.scalars(select(AuditLog).order_by(AuditLog.id.desc())).first()
        assert row is not None
        assert (row.command, row.user_id, row.reason) == ("update_user", 1, "改岗位")
        assert row.at == office.clock.now()
        wanted = select(AuditEntry).where(AuditEntry.audit_id == row.id)
        entry, certificate = session.scalars(wanted.order_by(AuditEntry.id)).all()
    assert certificate.record == "user_certificate"
    assert (entry.record, entry.record_id, entry.op) == ("user", 2, "U")
    assert entry.fields == '{"role":["CS","IN"]}'


def test_pages_are_told_what_changed(office: Office) -> None:
    desk = office.as_("boss")
    told: list[Any] = []
    stop = desk.subscribe(told.append)
    made = desk.run(count_up, by=3).value
    stop()
    desk.run(count_up, by=4)
    assert [list(changes) for changes in told] == [["user", "user_certificate"]]
    assert told[0]["user"] == {made}


def test_who_must_change_his_password_can_do_nothing_else(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(add_user, login="new", name="新人", role=Role.MGR, password="first-1234")
    desk.login("new", "first-1234")
    with pytest.raises(Refused) as caught:
        desk.run(count_up, by=1)
    assert caught.value.codes == ("E020",)
    desk.login("boss", PASSWORD)
    assert isinstance(desk.actor, Actor)


LOST = OperationalError("COMMIT", {}, sqlite3.OperationalError("disk I/O error"))


def test_an_answer_lost_after_the_commit_is_a_save(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, commit = office.as_("boss"), Session.commit

    def lose_the_answer(session: Session) -> None:
        commit(session)
        raise LOST

    monkeypatch.setattr(Session, "commit", lose_the_answer)
    made = desk.run(count_up, by=5).value
    monkeypatch.undo()
    assert desk.login("u5", "pass-1234").user_id == made


def test_a_failed_commit_says_what_is_known(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.as_("boss")

    def fail(*_: object) -> None:
        raise LOST

    monkeypatch.setattr(Session, "commit", fail)
    with pytest.raises(SaveFailed, match="未保存:读写磁盘出错") as plain:
        desk.run(count_up, by=5)
    monkeypatch.setattr(Session, "rollback", fail)
    with pytest.raises(SaveFailed, match="不能确定是否已保存") as unknown:
        desk.run(count_up, by=5)
    assert (plain.value.saved, unknown.value.saved) == (False, None)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "未保存:磁盘已满"),
        (errno.EIO, "未保存:读写磁盘出错"),
        (errno.EACCES, "未保存:文件不能写入"),
        (errno.ENAMETOOLONG, "未保存:读写文件出错"),
    ],
)
def test_an_attachment_that_cannot_be_written_is_told_in_words(
    office: Office, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def fail(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    desk = office.as_("boss")
    with pytest.raises(SaveFailed, match=told):
        desk.run(keep_paper, content=b"%PDF-1.7 paper")
    monkeypatch.undo()
    assert desk.run(keep_paper, content=b"%PDF-1.7 paper").value


def test_a_read_that_fails_is_told_in_words(office: Office) -> None:
    desk = office.as_("boss")
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE consignment RENAME TO lost")
        connection.commit()
    with pytest.raises(FileRefused, match="数据库出错"):
        desk.list_ids("consignments")


def test_a_search_of_thousands_of_words_is_answered(office: Office) -> None:
    desk = office.as_("boss")
    assert list(desk.list_ids("consignments", search="甲 " * 3000)) == []
    assert desk.ask(find_customers, text="甲 " * 3000) == []
