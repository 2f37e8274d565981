"""Files without a record are removed after a day, by the manager, and named in the audit trail."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from desk.filing.vouchers.sweeping import sweep_cabinet
from desk.storage.cabinet import broken_files, cabinet_of, place_of
from desk.storage.tables import AuditEntry
from tests.conftest import Office
from tests.filing.documents.test_documents import FIRST, registered
from tests.freight.permissions import assert_matrix

DAY = timedelta(days=1)


def left_behind(office: Office, name: str, age: timedelta) -> Path:
    path = place_of(cabinet_of(office.desk.path), name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half a page")
    written = (office.clock.now() - age).timestamp()
    os.utime(path, (written, written))
    return path


def test_only_the_manager_sweeps(office: Office) -> None:
    assert_matrix(office, {sweep_cabinet: "MGR"})


def test_what_has_a_record_or_is_young_stays(office: Office) -> None:
    registered(office)
    (kept,) = (path for path in cabinet_of(office.desk.path).glob("*/*") if path.is_file())
    long_ago = (office.clock.now() - 40 * DAY).timestamp()
    os.utime(kept, (long_ago, long_ago))
    old = left_behind(office, "aa" * 32, DAY + timedelta(minutes=1))
    part = left_behind(office, "bb" * 32 + ".part", 3 * DAY)
    young = left_behind(office, "cc" * 32, DAY - timedelta(minutes=1))
    boss = office.as_("boss")
    assert boss.run(sweep_cabinet).value == 2
    assert [path.exists() for path in (kept, old, part, young)] == [True, False, False, True]
    assert boss.run(sweep_cabinet).value == 0
    with boss.reading() as reader:
        assert broken_files(reader.session, reader.cabinet) == []
        entries = select(AuditEntry.fields).where(AuditEntry.record == "cabinet")
        (said,) = reader.session.scalars(entries)
    assert old.name in said
    assert part.name in said


def test_a_file_left_behind_is_kept_again_when_it_is_handed_in_after_the_sweep(
    office: Office,
) -> None:
    left = left_behind(office, hashlib.sha256(FIRST.content).hexdigest(), 2 * DAY)
    assert office.as_("boss").run(sweep_cabinet).value == 1
    registered(office)
    assert left.read_bytes() == FIRST.content
