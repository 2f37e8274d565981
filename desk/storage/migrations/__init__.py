"""Schema steps (Alembic). Every released schema keeps its step; the newest one's digest is frozen."""
