"""Keys, certificates, proofs and the recovery sheet, as the whole program uses them."""

from pathlib import Path

import pytest

from desk.app import Desk
from desk.checking import check
from desk.kernel.actor import PROOF_HOLDS, Proof
from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from desk.office.users.commands import (
    activate_user,
    add_user,
    change_password,
    deactivate_user,
    reset_password,
    update_user,
)
from desk.office.users.sheet import ALPHABET, key_of, key_rows
from desk.pricing.tariffs.approving import approve_sheet, expire_sheets, submit_sheet
from desk.recovery import recover, save_sheet
from tests.conftest import PASSWORD, Office
from tests.pricing.tariffs.f0 import PUBLIC_LINES, SIGNED, approve, sheet_of
from tests.storage.broken_files import sql

KEY = bytes(range(32))


@pytest.fixture
def waiting(office: Office) -> int:
    desk = office.as_("boss")
    sheet = sheet_of(desk, "公布价", PUBLIC_LINES)
    desk.run(submit_sheet, sheet_id=sheet)
    desk.ask_password = None
    return sheet


def refused(call: object, *codes: str) -> None:
    with pytest.raises(Refused) as caught:
        call()  # type: ignore[operator]
    assert caught.value.codes == codes


def test_an_approval_needs_the_password_again(office: Office, waiting: int) -> None:
    desk = office.desk
    refused(lambda: desk.run(approve_sheet, sheet_id=waiting, **SIGNED), "E074")
    proof = desk.prove(PASSWORD)
    desk.with_(proof=proof).run(approve_sheet, sheet_id=waiting, **SIGNED)
    assert sql(desk.path, "SELECT proven FROM audit_log ORDER BY id DESC") == 1
    assert check(desk).ok


def test_a_proof_is_ones_own_and_grows_old(office: Office, waiting: int) -> None:
    desk = office.as_("jia")
    clerks = desk.prove(PASSWORD)
    desk = office.as_("boss")

    def run(proof: Proof) -> object:
        return desk.with_(proof=proof).run(approve_sheet, sheet_id=waiting, **SIGNED)

    refused(lambda: run(clerks), "E074")
    proof = desk.prove(PASSWORD)
    office.clock.pass_(seconds=PROOF_HOLDS.total_seconds() + 1)
    refused(lambda: run(proof), "E074")
    run(desk.prove(PASSWORD))


def test_wrong_passwords_count_as_at_the_login(office: Office, waiting: int) -> None:
    desk = office.desk
    for _ in range(4):
        office.clock.pass_(minutes=6)
        refused(lambda: desk.prove("wrong"), "E082")
    refused(lambda: desk.prove(PASSWORD), "E014")
    refused(lambda: desk.login("boss", PASSWORD), "E014")


def test_housekeeping_asks_for_nothing(office: Office, waiting: int) -> None:
    assert office.desk.run(expire_sheets).value == 0


def test_what_was_signed_stays_good_when_people_change(office: Office) -> None:
    desk = office.as_("boss")
    new = desk.run(add_user, login="wei", name="魏经理", role=Role.MGR, password="first-2026").value
    desk.login("wei", "first-2026")
    desk.run(change_password, old="first-2026", new=PASSWORD)
    desk.login("wei", PASSWORD)
    approve(desk, sheet_of(desk, "公布价", PUBLIC_LINES))
    desk = office.as_("boss")
    desk.run(update_user, user_id=new, name="魏", role=Role.CS)
    desk.run(reset_password, user_id=new, password="again-2026")
    desk.run(deactivate_user, user_id=new)
    desk.run(activate_user, user_id=new)
    assert desk.login("wei", "again-2026").role is Role.CS
    assert check(desk).ok
    assert sql(desk.path, f"SELECT count(*) FROM user_certificate WHERE user_id = {new}") == 5


def test_the_key_is_typed_from_the_sheet() -> None:
    rows = key_rows(KEY)
    assert len(rows) == 4
    assert set("".join(rows)) <= {*ALPHABET, " "}
    assert key_of("\n".join(rows)) == KEY
    assert key_of("-".join(rows).lower().replace("0", "o").replace("1", "l")) == KEY


def test_a_slip_is_found_in_its_row() -> None:
    rows = [row.replace(" ", "") for row in key_rows(KEY)]
    for at, row in enumerate(rows):
        for place in range(len(row)):
            other = ALPHABET[(ALPHABET.index(row[place]) + 1) % len(ALPHABET)]
            slip = [*rows[:at], row[:place] + other + row[place + 1 :], *rows[at + 1 :]]
            with pytest.raises(Refused, match=f"第 {at + 1} 行"):
                key_of("".join(slip))
    refused(lambda: key_of("".join([rows[1], rows[0], *rows[2:]])), "E076")
    with pytest.raises(Refused, match="64"):
        key_of("".join(rows)[:-1])


def test_a_manager_who_lost_his_password_comes_back_by_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "r.office"
    with Desk.create(path, "boss", "经理", PASSWORD) as desk:
        typed = " ".join(key_rows(desk.owner_key or b""))
        kept = desk.signed_in().data_key
        approve(desk, sheet_of(desk, "公布价", PUBLIC_LINES))
        save_sheet(desk, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    with Desk(path) as desk:
        refused(lambda: save_sheet(desk, tmp_path / "again.pdf"), "E076")
        refused(lambda: recover(desk, " ".join(key_rows(KEY)), "boss", "other-2026"), "E076")
        refused(lambda: recover(desk, typed, "nobody", "other-2026"), "E006")
        refused(lambda: recover(desk, typed, "boss", "short"), "E016")
        assert desk.actor is None
        recover(desk, typed, "boss", "other-2026")
        assert desk.signed_in().data_key == kept
        desk.logout()
        refused(lambda: desk.login("boss", PASSWORD), "E013")
        desk.login("boss", "other-2026")
        assert check(desk).ok
