"""How fast the program is beside what the machine allows: ``python -m tests.bench``."""
