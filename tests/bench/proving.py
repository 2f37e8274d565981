"""The whole trail and every record proven, beside one bare reading of the same rows."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from desk.proofs import Proofs
from desk.storage.engine import sqlite_engine
from desk.storage.standing import kept_models
from tests.bench.figures import Figure, in_turn
from tests.bench.offices import Ground, bare

ROUNDS = 1
TABLES = ("audit_log", "audit_entry")


def prove(session: Session) -> int:
    """Everything the signatures prove; returns how much is wrong."""
    proofs = Proofs(session)
    told = (proofs.trail(), proofs.users(), proofs.decisions(), proofs.records())
    return sum(1 for faults in told for _ in faults)


def measure(ground: Ground) -> Iterator[Figure]:
    office = ground.copy("proven.office")
    engine = sqlite_engine(office)
    try:
        with Session(engine) as session, bare(office) as connection:
            assert prove(session) == 0
            names = (*TABLES, *(str(model.__tablename__) for model in kept_models()))

            def read() -> None:
                for name in names:
                    for _ in connection.execute(f'SELECT * FROM "{name}"'):
                        pass

            ours, limit = in_turn(partial(prove, session), read, ROUNDS)
            entries = connection.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
        yield Figure(f"{entries:,} audit entries proven, beside a reading", ours, limit, None)
    finally:
        engine.dispose()
