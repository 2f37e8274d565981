"""Which automatic backups stay: a year of hourly ones under a clock that is put forward."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.kernel.moments import local
from desk.storage import rotation
from desk.storage.rotation import DAILY, MONTHLY, WEEKLY, BackupBook, kept, read_book, write_book
from tests.conftest import at

HOURS = (9, 10, 11, 12, 13, 16, 17, 18, 19)


def year_of_work(first: datetime) -> set[datetime]:
    """What is left after every backup of a year of six-day weeks, thinned each time."""
    left: set[datetime] = set()
    for day in range(365):
        if (first + timedelta(days=day)).isoweekday() == 7:
            continue
        for hour in HOURS:
            now = first + timedelta(days=day, hours=hour)
            left = set(kept(left | {now}, now))
    return left


def test_a_year_leaves_twelve_days_ten_weeks_nine_months() -> None:
    first = at("2026-01-05 00:00")
    left = sorted(year_of_work(first), reverse=True)
    newest = left[0]
    assert newest == first + timedelta(days=364, hours=HOURS[-1])  # a Monday evening
    last_day = [moment for moment in left if newest - moment < timedelta(days=1)]
    assert len(last_day) == len(HOURS)
    days = list(dict.fromkeys(local(moment).date() for moment in left))
    assert len(days[:DAILY]) == DAILY
    assert (days[0] - days[DAILY - 1]).days <= 14
    weeks = list(dict.fromkeys(moment.isocalendar()[:2] for moment in left))
    assert len(weeks) >= WEEKLY
    months = {(moment.year, moment.month) for moment in left}
    assert len(months) == MONTHLY
    assert len(left) <= len(HOURS) + DAILY + WEEKLY + MONTHLY


def test_a_day_without_work_takes_no_place() -> None:
    moments = [at("2026-03-02 18:00") + timedelta(days=30 * n) for n in range(8)]
    assert kept(moments, moments[-1]) == set(moments)


def test_nothing_is_thinned_by_a_clock_that_was_put_back() -> None:
    later = {at("2026-12-01 10:00") + timedelta(minutes=n) for n in range(40)}
    assert later <= kept(later | {at("2026-11-16 10:00")}, at("2026-11-16 10:00"))


def test_only_backups_of_this_office_are_touched(tmp_path: Path) -> None:
    office = tmp_path / "a.office"
    folder = rotation.folder_of(office)
    folder.mkdir()
    old = [folder / f"a-202501{n:02}-090000.office" for n in range(1, 29)]
    strange = [folder / name for name in ("b-20250101-090000.office", "a-old.office", "a.json")]
    for path in (*old, *strange, folder / "a-20259999-090000.office"):
        path.write_bytes(b"x")
    removed = rotation.thin(folder, office, at("2026-11-16 10:00"))
    assert set(removed) < set(old)
    assert all(path.exists() for path in strange)
    assert len(list(folder.glob("a-202501*.office"))) == DAILY + 2


@pytest.mark.parametrize("content", ["", "[]", "{", '{"second": 3, "drill_seconds": "x"}', "null"])
def test_a_book_that_cannot_be_read_is_empty(tmp_path: Path, content: str) -> None:
    office = tmp_path / "a.office"
    write_book(office, BackupBook(second="E:/备份", drill_seconds=3))
    assert read_book(office) == BackupBook(second="E:/备份", drill_seconds=3)
    (rotation.folder_of(office) / "a.json").write_text(content, encoding="utf-8")
    assert read_book(office).drill_seconds == 0
