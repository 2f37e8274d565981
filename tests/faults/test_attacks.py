"""An approval cannot be forged by somebody who has the file: the sixteen attacks of the prototype, and more.

The office has five tariffs, three of them approved by the manager and two waiting. The attacker is a
clerk with the file, the program's source and his own password. Source: reliability of the house P9.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.app import Desk
from desk.checking import check
from desk.evaluation.schemes.commands import adopt_standard_scheme
from desk.kernel.actor import Actor
from desk.kernel.calendar import BEIJING
from desk.kernel.errors import FileRefused, Refused
from desk.office.approvals import deciding
from desk.office.approvals.commands import grant_approval
from desk.office.approvals.deputies import end_deputy, name_deputy
from desk.office.approvals.queries import approvals_by_me, approvals_for_me
from desk.office.settings.commands import change_setting
from desk.office.users.certificates import Certificate
from desk.office.users.keys import new_ring, seal
from desk.office.users.model import User
from desk.partners.carriers.choices import PartnerScope
from desk.pricing.tariffs.approving import submit_sheet
from desk.storage.signatures import CERTIFICATE, public_half, sign
from tests.conftest import PASSWORD, Office
from tests.faults.forging import LATER, MANAGER, Forger
from tests.pricing.tariffs.f0 import PUBLIC_LINES, approve, sheet_of

PIN = "本机审计记号"


@pytest.fixture(scope="module")
def clerk_and_file(
    office_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Actor, Path]:
    folder = tmp_path_factory.mktemp("forged")
    path = shutil.copyfile(office_file, folder / "f.office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(folder / "state"))
        with Desk(path) as desk:
            desk.login("boss", PASSWORD)
            sheets = [sheet_of(desk, f"公布价{n}", (line,)) for n, line in enumerate(PUBLIC_LINES)]
            for sheet in sheets[:3]:
                approve(desk, sheet)
            for sheet in sheets[3:]:
                desk.run(submit_sheet, sheet_id=sheet)
            desk.run(change_setting, key="firm_phone", value="0991-3850000")
            clerk = desk.login("jia", PASSWORD)
    return clerk, path


@pytest.fixture
def forger(
    clerk_and_file: tuple[Actor, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Forger:
    """A fresh copy, opened once on this computer, so that its newest row and its owner are pinned."""
    clerk, base = clerk_and_file
    path = shutil.copyfile(base, tmp_path / "f.office")
    Desk(path).close()
    return Forger(path, clerk)


def _edit_approved_price(f: Forger) -> None:
    f.sql("UPDATE tariff_line SET price_kg_mill = 900 WHERE sheet_id = 1")


def _set_status(f: Forger) -> None:
    f.sql("UPDATE tariff_sheet SET state = 'APPROVED' WHERE id = 4")


def _copy_approval(f: Forger) -> None:
    names = "decision, decided_by, decided_at, content_digest, obj_version, signature"
    f.sql(
        f"UPDATE approval SET ({names}) = (SELECT {names} FROM approval WHERE id = 1) WHERE id = 4"
    )
    _set_status(f)


def _replay_on_a_new_version(f: Forger) -> None:
    _edit_approved_price(f)
    f.sql("UPDATE tariff_sheet SET row_version = row_version + 1 WHERE id = 1")
    columns = [row["name"] for row in f.rows("PRAGMA table_info(approval)") if row["name"] != "id"]
    names = ", ".join(columns)
    f.sql(f"INSERT INTO approval ({names}) SELECT {names} FROM approval WHERE id = 1")


def _promote_oneself(f: Forger) -> None:
    f.sql("UPDATE user SET role = 'MGR' WHERE id = ?", f.clerk.user_id)
    f.sql("UPDATE user_certificate SET role = 'MGR' WHERE user_id = ?", f.clerk.user_id)
    f.approve(4, f.clerk.user_id or 0)


def _swap_managers_key(f: Forger) -> None:
    for table, by in (("user", "id"), ("user_certificate", "user_id")):
        f.sql(f"UPDATE {table} SET public_key = ? WHERE {by} = 1", public_half(f.key))
    f.approve(4, MANAGER)


def _new_manager(f: Forger) -> None:
    columns = [r["name"] for r in f.rows("PRAGMA table_info(user)")]
    kept = ", ".join(n for n in columns if n not in ("id", "login", "role", "public_key"))
    f.sql(
        f"INSERT INTO user (id, login, role, public_key, {kept})"
        f" SELECT 77, 'boss2', 'MGR', ?, {kept} FROM user WHERE id = ?",
        *(public_half(f.key), f.clerk.user_id),
    )
    serial = f.rows("SELECT max(serial) AS n FROM user_certificate")[0]["n"] + 1
    owner = f.rows("SELECT public_key FROM owner_key")[0]["public_key"]
    own = Certificate(serial, 77, "boss2", "MGR", public_half(f.key), True, MANAGER, b"")
    f.sql(
        "INSERT INTO user_certificate (serial, user_id, login, role, public_key, active, signed_by,"
        " signature, created_at, updated_at, row_version) VALUES (?, 77, 'boss2', 'MGR', ?, 1, 1, ?, ?, ?, 1)",
        *(serial, public_half(f.key), sign(f.key, CERTIFICATE, own.content(owner)), LATER, LATER),
    )
    f.approve(4, 77)


def _delete_approval(f: Forger) -> None:
    f.sql("DELETE FROM approval WHERE id = 3")
    f.sql("UPDATE tariff_sheet SET state = 'SUBMITTED' WHERE id = 3")


def _delete_approval_and_its_entry(f: Forger) -> None:
    _delete_approval(f)
    f.sql(
        "DELETE FROM audit_entry WHERE audit_id IN (SELECT audit_id FROM audit_entry"
        " WHERE record = 'approval' AND record_id = 3)"
    )
    f.sql("DELETE FROM audit_log WHERE id NOT IN (SELECT audit_id FROM audit_entry)")
    f.renumber()
    f.rechain()


def _edit_an_audit_entry(f: Forger) -> None:
    f.sql('UPDATE audit_entry SET fields = \'{"role":[null,"MGR"]}\' WHERE id = 9')
    f.rechain()


def _cut_the_tail(f: Forger) -> None:
    last = f.rows("SELECT max(id) AS id FROM audit_log")[0]["id"]
    f.sql("DELETE FROM audit_entry WHERE audit_id = ?", last)
    f.sql("DELETE FROM audit_log WHERE id = ?", last)
    f.sql("DELETE FROM setting WHERE key = 'firm_phone'")


def _back_dated_own_entry(f: Forger) -> None:
    f.append("add_customer", [])
    newest = f.rows("SELECT max(id) AS id FROM audit_log")[0]["id"]
    f.sql("UPDATE audit_log SET id = 9000 WHERE id = ?", newest)
    for number in range(newest - 1, 11, -1):
        f.sql("UPDATE audit_log SET id = ? WHERE id = ?", number + 1, number)
        f.sql("UPDATE audit_entry SET audit_id = ? WHERE audit_id = ?", number + 1, number)
    f.sql("UPDATE audit_log SET id = 12 WHERE id = 9000")
    f.rechain()


def _own_password_for_the_manager(f: Forger) -> None:
    columns = "wrapped_keys, salt, kdf_memory_kib, kdf_passes, kdf_lanes"
    f.sql(
        f"UPDATE user SET ({columns}) = (SELECT {columns} FROM user WHERE id = ?) WHERE id = 1",
        f.clerk.user_id,
    )


SIXTEEN: dict[str, Callable[[Forger], None]] = {
    "edit an approved price": _edit_approved_price,
    "set the state approved by SQL": _set_status,
    "copy another record's approval": _copy_approval,
    "replay an approval on a new version": _replay_on_a_new_version,
    "sign as the manager with the clerk's key": lambda f: f.approve(4, MANAGER),
    "sign with one's own key as a clerk": lambda f: f.approve(4, f.clerk.user_id or 0),
    "promote oneself to manager": _promote_oneself,
    "swap the manager's public key": _swap_managers_key,
    "a new manager with a forged certificate": _new_manager,
    "turn an approval into a rejection": lambda f: f.sql(
        "UPDATE approval SET decision = 'REJECTED' WHERE id = 2"
    ),
    "delete an approval and reset the state": _delete_approval,
    "delete an approval and its audit entry, chain anew": _delete_approval_and_its_entry,
    "edit an audit entry, chain anew": _edit_an_audit_entry,
    "cut off the tail of the trail": _cut_the_tail,
    "slip in a back-dated entry of one's own, chain anew": _back_dated_own_entry,
    "set the manager's password to one's own": _own_password_for_the_manager,
}
ONLY_BY_THE_PIN = {"cut off the tail of the trail"}


def _approve_with_a_trail(f: Forger) -> None:
    """All of it agrees: record, approval and a row of his own in the trail; only his role does not."""
    f.approve(4, f.clerk.user_id or 0)
    _tell_of_it(f, "approve_sheet")


def _approve_with_a_harmless_row(f: Forger) -> None:
    """As before, under the name of a command that a clerk may run."""
    f.approve(4, f.clerk.user_id or 0)
    _tell_of_it(f, "add_customer")


def _tell_of_it(f: Forger, command: str) -> None:
    row = f.rows("SELECT * FROM approval WHERE id = 4")[0]
    when = "2026-11-16T03:00:00+00:00"
    told = {"decision": ["WAITING", "APPROVED"], "decided_by": [None, row["decided_by"]]}
    told |= {"decided_at": [None, when], "obj_version": [None, row["obj_version"]]}
    told |= {"content_digest": ["", row["content_digest"]]}
    state = {"state": ["SUBMITTED", "APPROVED"]}
    f.append(command, [("approval", 4, "U", told), ("tariff_sheet", 4, "U", state)])


def _name_oneself_deputy(f: Forger) -> None:
    f.sql(
        "INSERT INTO approval_deputy (id, principal_id, deputy_id, starts_on, ends_on, reason, created_by,"
        " created_at, updated_by, updated_at, row_version) VALUES (1, 1, ?, '2026-11-01', '2026-11-30', '',"
        " ?, ?, ?, ?, 1)",
        *(f.clerk.user_id, f.clerk.user_id, LATER, f.clerk.user_id, LATER),
    )
    fields = {"principal_id": [None, 1], "deputy_id": [None, f.clerk.user_id], "reason": [None, ""]}
    fields |= {"starts_on": [None, "2026-11-01"], "ends_on": [None, "2026-11-30"]}
    f.append("add_customer", [("approval_deputy", 1, "C", fields)])
    f.sql("UPDATE approval SET decided_for = 1 WHERE id = 4")
    _approve_with_a_harmless_row(f)


MORE: dict[str, Callable[[Forger], None]] = {
    "approve and tell of it in the trail": _approve_with_a_trail,
    "approve under a command one may run": _approve_with_a_harmless_row,
    "name oneself the manager's deputy": _name_oneself_deputy,
}


def seen(path: Path) -> dict[str, str]:
    return {line.name: line.text for line in check(path).problems}


def test_the_untouched_office_is_sound(forger: Forger) -> None:
    assert seen(forger.path) == {}


@pytest.mark.parametrize("name", SIXTEEN | MORE)
def test_every_attack_is_found(forger: Forger, name: str) -> None:
    (SIXTEEN | MORE)[name](forger)
    found = seen(forger.path)
    found.pop("记录关联", None)  # a clumsy forgery breaks a reference too; that is not the proof
    print(f"\n{name}: {'; '.join(f'{k}:{v}' for k, v in found.items())}")
    if name in ONLY_BY_THE_PIN:
        assert PIN in found
    else:
        assert found.keys() - {PIN}
    assert not any("无法检查" in text for text in found.values())


def test_there_are_sixteen() -> None:
    assert len(SIXTEEN) == 16


def _managers_ring_of_ones_own(f: Forger) -> None:
    """The clerk knows the data key and how a ring is sealed: he seals his own key for the manager."""
    ring = new_ring(f.clerk.data_key)
    made = seal(ring, PASSWORD + "-own", "boss")
    f.sql(
        "UPDATE user SET wrapped_keys = ?, salt = ?, public_key = ?, kdf_memory_kib = ?, kdf_passes = ?,"
        " kdf_lanes = ? WHERE id = 1",
        *(made.blob, made.salt, ring.public_key),
        *(made.cost.memory_kib, made.cost.passes, made.cost.lanes),
    )


@pytest.mark.parametrize(
    ("attack", "login", "password", "code"),
    [
        (_own_password_for_the_manager, "boss", PASSWORD, "E013"),
        (_managers_ring_of_ones_own, "boss", PASSWORD + "-own", "E075"),
        (_promote_oneself, "jia", PASSWORD, "E075"),
        (_new_manager, "boss2", PASSWORD, "E013"),
    ],
)
def test_nobody_signs_in_as_what_he_is_not(
    forger: Forger, attack: Callable[[Forger], None], login: str, password: str, code: str
) -> None:
    attack(forger)
    with Desk(forger.path) as desk, pytest.raises(Refused) as caught:
        desk.login(login, password)
    assert caught.value.codes == (code,)


def test_another_office_in_its_place_is_refused(forger: Forger, tmp_path: Path) -> None:
    """Everything signed anew under an owner of one's own: only this computer's memory can tell."""
    other = tmp_path / "other.office"
    Desk.create(other, "boss", "经理", PASSWORD).close()
    shutil.copyfile(other, forger.path)
    with pytest.raises(FileRefused, match="另一个办公室"):
        Desk(forger.path)
    assert PIN in seen(forger.path)


def _asked_by(office: Office, login: str) -> int:
    """A scheme somebody drafted waits, and the dispatcher is the manager's deputy."""
    last = office.clock.now().astimezone(BEIJING).date()
    office.as_("boss").run(name_deputy, deputy="in", ends_on=last, reason="出差")
    desk = office.as_(login)
    desk.run(adopt_standard_scheme, scope=PartnerScope.REGION)
    return desk.ask(approvals_by_me)[0].id


@pytest.mark.parametrize("asker", ["in", "out"])
def test_a_deputys_own_program_gives_him_no_more(
    office: Office, monkeypatch: pytest.MonkeyPatch, asker: str
) -> None:
    """He left the checks out of his copy: his own request, and one after his deputyship was ended."""
    asked = _asked_by(office, asker)
    if asker == "in":
        monkeypatch.setattr(deciding, "_is_own", lambda *_: False)
    else:
        office.as_("boss").run(end_deputy, deputy_id=1)
        monkeypatch.setattr(deciding, "deputises", lambda work, _: work.session.get(User, MANAGER))
    office.as_("in").run(grant_approval, approval_id=asked)
    found = seen(office.desk.path)
    assert list(found) == ["审批签名"]
    assert ("自己的申请" if asker == "in" else "无权审批") in found["审批签名"]


def test_a_deputys_decision_stays_good_when_his_days_are_ended(office: Office) -> None:
    asked = _asked_by(office, "out")
    office.as_("in").run(grant_approval, approval_id=asked)
    office.as_("boss").run(end_deputy, deputy_id=1)
    assert seen(office.desk.path) == {}


def test_a_managers_own_without_the_countersign_is_found(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.as_("boss")
    sheet = sheet_of(desk, "公布价", PUBLIC_LINES)
    desk.run(submit_sheet, sheet_id=sheet)
    monkeypatch.setattr(deciding, "_check_grant", lambda *_: None)
    (waiting,) = desk.ask(approvals_for_me)
    desk.run(grant_approval, approval_id=waiting.id)
    assert "没有副总经理会签" in seen(desk.path)["审批签名"]


def test_an_approval_by_the_program_stays_good(office: Office) -> None:
    desk = office.as_("boss")
    approve(desk, sheet_of(desk, "公布价", PUBLIC_LINES))
    assert seen(desk.path) == {}
