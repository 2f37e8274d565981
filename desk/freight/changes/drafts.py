"""The new consignee as he is typed."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NewConsignee:
    """Who shall get the goods; without a destination they go where they were bound for."""

    name: str
    phone: str
    contact: str = ""
    address: str = ""
    destination: str = ""
