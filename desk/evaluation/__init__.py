"""合作商评估: the partners are measured, scored, reported on, and what follows is done."""
