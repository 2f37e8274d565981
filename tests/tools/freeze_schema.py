"""Write the newest schema step and freeze its digest (run when a released schema gets a successor).

``python -m tests.tools.freeze_schema 0001 first_office`` compares the mapped records with the steps so
far, writes the difference as a step of its own and notes the digest of a fresh file.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import types

import desk.registry
from desk.storage.base import Base
from desk.storage.columns import Chosen, Moment
from desk.storage.engine import sqlite_engine
from desk.storage.office_file import MIGRATIONS, create_file, upgrade
from desk.storage.opening import fingerprint
from desk.storage.search_index import CREATE, OWN_TABLES

assert desk.registry.ROOMS


def _plain_type(kind: str, item: Any, _context: Any) -> str | bool:
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, Chosen):
        return "sa.String(24)"
    if kind == "type" and type(item) is types.String and item.length:
        return f"sa.String({item.length})"
    return False


def write_step(revision: str, name: str, parent: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlite_engine(Path(folder) / "base.office")
        if parent:
            upgrade(engine, parent)
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "target_metadata": Base.metadata,
                    "render_item": _plain_type,
                    "include_name": lambda name, kind, _: kind != "table" or name not in OWN_TABLES,
                    "sqlalchemy_module_prefix": "sa.",
                    "alembic_module_prefix": "op.",
                    "user_module_prefix": None,
                    "render_as_batch": bool(parent),
                },
            )
            script = produce_migrations(context, Base.metadata)
            assert script.upgrade_ops is not None
            body = render_python_code(
                script.upgrade_ops,
                render_item=_plain_type,
                render_as_batch=bool(parent),
                migration_context=context,
            )
        engine.dispose()
    if parent is None:
        kept = [t for table in Base.metadata.sorted_tables for t in table.info.get("triggers", ())]
        body += "".join(f"\n    op.execute({statement!r})" for statement in (CREATE, *kept))
    (MIGRATIONS / "versions" / f"{revision}_{name}.py").write_text(
        f'"""Schema step {revision}: {name.replace("_", " ")}."""\n\n'
        f"import sqlalchemy as sa\nfrom alembic import op\n\n"
        f'revision = "{revision}"\ndown_revision = {parent!r}\nbranch_labels = None\ndepends_on = None\n\n\n'
        f"def upgrade() -> None:\n    {body}\n",
        encoding="utf-8",
    )


def freeze(revision: str) -> None:
    book = MIGRATIONS / "frozen.json"
    content = json.loads(book.read_text()) if book.exists() else {"fingerprints": {}}
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.office"
        create_file(fresh)
        content["newest"] = revision
        content["fingerprints"][revision] = fingerprint(fresh)
    book.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    parent = sys.argv[3] if len(sys.argv) > 3 else None
    write_step(sys.argv[1], sys.argv[2], parent)
    freeze(sys.argv[1])
