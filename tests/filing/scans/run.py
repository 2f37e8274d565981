"""``python -m tests.filing.scans.run 500``: an office's own papers, spoilt, scanned and filed."""

import argparse
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.office.users import keys
from desk.office.users.commands import add_user, change_password
from desk.sample.cast import FIRM
from desk.scanning import PileResult, scan_pile
from tests.conftest import PASSWORD, PEOPLE, Office, at
from tests.documents.scans.pile import SEED, PileFile, make_page, papers_on, written
from tests.filing.scans.office_papers import Signed, office_papers, signed_tickets
from tests.filing.scans.scored import Score, scored

LIMIT_SECONDS_PER_500 = 300
LEAST_SHARE = 0.99


def make_office_pile(
    office: Office, folder: Path, pages: int, seed: int = SEED, processes: int = 1
) -> tuple[list[PileFile], list[Signed]]:
    """Sign enough deliveries, print their papers, spoil them and lay them into the folder."""
    serials = [serial for number in range(pages) for serial in papers_on(number, seed)]
    signed = signed_tickets(office, len(serials))
    clean = office_papers(office, serials, signed)
    make = partial(make_page, seed=seed, clean=clean)
    if processes == 1:
        return list(written(folder, map(make, range(pages)))), signed
    with ProcessPoolExecutor(processes) as makers:
        return list(written(folder, makers.map(make, range(pages), chunksize=8))), signed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="where the office and the pile are kept")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        into = given.folder or Path(folder)
        (into / "pile").mkdir(parents=True, exist_ok=True)
        os.environ["DESK_STATE"] = str(into / "state")
        keys.cost = keys.KdfCost(64, 1, 1)
        office = _new_office(into / "scan.office")
        pile, signed = make_office_pile(office, into / "pile", given.pages, given.seed, 2)
        files = [file.path for file in pile]
        office.as_("jia")
        start, before = time.perf_counter(), _processor_seconds()
        first = scan_pile(office.desk, files, progress=_tick)
        seconds, used = time.perf_counter() - start, _processor_seconds() - before
        again = scan_pile(office.desk, files)
        code = _tell(first, again, scored(office.desk, pile, signed), given.pages, seconds)
        print(f"processor seconds of this program and its readers {used:.1f}")
        office.desk.close()
    return code


def _processor_seconds() -> float:
    """Used by this process and those it has ended; other programs on the machine do not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _tick(done: int, total: int) -> None:
    print(f"\r{done}/{total}", end="", file=sys.stderr)


def _new_office(path: Path) -> Office:
    clock = SetClock(at("2026-11-16 10:00"))
    shutil.rmtree(f"{path}-files", ignore_errors=True)
    path.unlink(missing_ok=True)
    desk = Desk.create(path, "boss", "经理", PASSWORD, clock, firm=FIRM)
    for login in ("jia", "in"):
        name, role = PEOPLE[login]
        desk.login("boss", PASSWORD)
        desk.run(add_user, login=login, name=name, role=role, password="first-" + PASSWORD)
        desk.login(login, "first-" + PASSWORD)
        desk.run(change_password, old="first-" + PASSWORD, new=PASSWORD)
    desk.logout()
    return Office(desk, clock)


def _tell(first: PileResult, again: PileResult, score: Score, pages: int, seconds: float) -> int:
    limit = LIMIT_SECONDS_PER_500 * pages / 500
    print()
    for line in (*(f"wrong {w}" for w in score.wrong), *(f"missed {m}" for m in score.missed)):
        print(line)
    print(f"states {dict(score.states)}")
    print(
        f"pages {pages}  papers {score.expected}  filed {score.filed} ({score.share:.2%})"
        f"  waiting {first.waiting}  wrong {len(score.wrong)}"
    )
    print(f"seconds {seconds:.1f}  limit {limit:.0f}  ratio {seconds / limit:.2f}")
    print(f"again: papers {again.papers}  filed {again.filed}  known files {again.known_files}")
    is_good = score.share >= LEAST_SHARE and not score.wrong and not again.papers
    return 0 if is_good and seconds <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
