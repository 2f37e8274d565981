"""Signing in: the password opens the user's own keys; wrong ones grow slow, never locked out."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.checking import check
from desk.kernel.errors import Refused, SaveFailed
from desk.kernel.roles import Role
from desk.office.users.commands import (
    add_user,
    change_password,
    deactivate_user,
    reset_password,
    update_user,
)
from desk.office.users.login import LONGEST_DELAY_S, delay_s
from desk.office.users.model import User
from tests.conftest import PASSWORD, Office


def refused(desk: Desk, login: str, password: str) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        desk.login(login, password)
    return caught.value.codes


def user(desk: Desk, login: str) -> User:
    with Session(desk.engine, expire_on_commit=False) as session:
        return session.scalars(select(User).where(User.login == login)).one()


def test_wrong_name_and_wrong_password_sound_the_same(office: Office) -> None:
    assert refused(office.desk, "jia", "wrong") == ("E013",)
    assert refused(office.desk, "nobody", PASSWORD) == ("E013",)
    assert office.desk.actor is None


def test_the_wait_doubles_and_ends() -> None:
    assert [delay_s(n) for n in range(1, 9)] == [0, 0, 1, 2, 4, 8, 16, 32]
    assert max(delay_s(n) for n in range(100)) == LONGEST_DELAY_S


def test_wrong_passwords_make_even_the_right_one_wait(office: Office) -> None:
    for _ in range(5):
        office.clock.pass_(minutes=5)
        assert refused(office.desk, "jia", "wrong") == ("E013",)
    assert refused(office.desk, "jia", PASSWORD) == ("E014",)
    assert office.desk.login("yi", PASSWORD).name == "客服员乙"
    office.clock.pass_(seconds=4)
    assert office.desk.login("jia", PASSWORD).name == "客服员甲"
    assert user(office.desk, "jia").failed_count == 0


def test_wrong_tries_are_not_in_the_audit_trail(office: Office) -> None:
    from desk.storage.chain import head

    with Session(office.desk.engine) as session:
        before = head(session)
    refused(office.desk, "jia", "wrong")
    with Session(office.desk.engine) as session:
        assert head(session) == before


def test_a_switched_off_user_is_told_so(office: Office) -> None:
    office.as_("boss").run(deactivate_user, user_id=2)
    assert refused(office.desk, "jia", PASSWORD) == ("E015",)


def test_who_is_switched_off_while_he_works_saves_nothing_more(office: Office) -> None:
    """On another computer, or at this one behind his back: his session ends with his right."""
    jia = office.as_("jia").actor
    office.as_("boss").run(deactivate_user, user_id=2)
    office.desk.actor = jia
    with pytest.raises(Refused) as caught:
        office.desk.run(change_password, old=PASSWORD, new="another-9876")
    assert caught.value.codes == ("E015",)


@pytest.mark.parametrize(
    "change",
    [
        partial(update_user, user_id=2, name="客服员甲", role=Role.OUT),
        partial(reset_password, user_id=2, password="given-9876"),
    ],
    ids=["another role", "a new key"],
)
def test_who_got_another_role_or_key_while_he_works_signs_in_again(
    office: Office, change: partial[None]
) -> None:
    """Saved with the old ones, his rows would be called forged by the check for ever."""
    jia = office.as_("jia").actor
    office.as_("boss").run(change.func, **change.keywords)
    office.desk.actor = jia
    with pytest.raises(Refused) as caught:
        office.desk.run(change_password, old=PASSWORD, new="another-9876")
    assert caught.value.codes == ("E083",)
    office.as_("boss")
    assert [line.name for line in check(office.desk).problems] == []


def test_a_new_name_lets_him_work_on(office: Office) -> None:
    jia = office.as_("jia").actor
    office.as_("boss").run(update_user, user_id=2, name="客服员甲二", role=Role.CS)
    office.desk.actor = jia
    office.desk.run(change_password, old=PASSWORD, new="another-9876")
    assert office.desk.login("jia", "another-9876").name == "客服员甲二"


def test_the_last_manager_stays(office: Office) -> None:
    desk = office.as_("boss")
    with pytest.raises(Refused) as switched_off:
        desk.run(deactivate_user, user_id=1)
    with pytest.raises(Refused) as demoted:
        desk.run(update_user, user_id=1, name="经理", role=Role.CS)
    assert switched_off.value.codes == demoted.value.codes == ("E019",)


def test_an_initial_password_must_be_changed_and_keeps_the_key(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(add_user, login="new", name="新人", role=Role.CS, password="first-1234")
    actor = desk.login("new", "first-1234")
    assert actor.must_change
    with pytest.raises(Refused) as caught:
        desk.run(change_password, old="first-1234", new="first-1234")
    assert caught.value.codes == ("E016",)
    desk.run(change_password, old="first-1234", new="my-own-words")
    again = desk.login("new", "my-own-words")
    assert not again.must_change
    assert again.signing_key == actor.signing_key
    assert refused(desk, "new", "first-1234") == ("E013",)


def test_a_reset_gives_a_new_key_and_the_same_office_key(office: Office) -> None:
    before = office.as_("jia").signed_in()
    public = user(office.desk, "jia").public_key
    office.as_("boss").run(reset_password, user_id=2, password="again-1234")
    after = office.desk.login("jia", "again-1234")
    assert after.must_change
    assert after.signing_key != before.signing_key
    assert after.data_key == before.data_key
    assert user(office.desk, "jia").public_key != public


def test_nobody_changes_his_own_standing(office: Office) -> None:
    """Else he would go on working with the role and the key he signed in with."""
    desk = office.as_("boss")
    desk.run(add_user, login="zwei", name="副手", role=Role.MGR, password="first-1234")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: desk.run(update_user, user_id=1, name="经理", role=Role.CS),
        lambda: desk.run(deactivate_user, user_id=1),
        lambda: desk.run(reset_password, user_id=1, password="again-1234"),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.codes == ("E019",)
    desk.run(update_user, user_id=1, name="王经理", role=Role.MGR)
    assert desk.login("boss", PASSWORD).name == "王经理"


def test_a_clock_put_back_locks_nobody_out(office: Office) -> None:
    for _ in range(5):
        office.clock.pass_(minutes=5)
        assert refused(office.desk, "jia", "wrong") == ("E013",)
    office.clock.pass_(days=-1)
    assert office.desk.login("jia", PASSWORD).name == "客服员甲"


def test_no_password_and_no_key_lies_open_in_the_file(office: Office) -> None:
    actor = office.as_("jia").signed_in()
    content = office.desk.path.read_bytes()
    assert PASSWORD.encode() not in content
    for key in (actor.signing_key, actor.data_key):
        assert key is not None
        assert key not in content
        assert key.hex().encode() not in content


def test_a_fault_of_the_database_at_the_door_is_told_in_words(office: Office) -> None:
    with office.desk.engine.connect() as connection:
        connection.exec_driver_sql('ALTER TABLE "user" RENAME TO lost')
        connection.commit()
    with pytest.raises(SaveFailed, match="未保存:数据库出错"):
        office.desk.login("boss", PASSWORD)
