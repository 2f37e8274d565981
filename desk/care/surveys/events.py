"""What other rooms may want to know of a survey."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class LowScore:
    """A customer is dissatisfied and must be called by `due_at`.

    A higher room that calls him itself sets `taken`; else the survey keeps the call on its own list.
    """

    customer_id: int
    survey: str
    code: str
    why: str
    due_at: datetime
    taken: bool = False
