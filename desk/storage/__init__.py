"""How the office's records are kept: opening, one transaction per command, audit, numbers, backups."""
