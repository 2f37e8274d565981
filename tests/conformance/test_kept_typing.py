"""Numbers of identity papers and accounts are never written down while they are typed, in no form."""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args

from desk.app import command_table, list_table
from ui.desks.keeping import is_never_kept

TELLING = ("account", "id_card", "identity_doc", "id_no", "last4", "cert_no")
NO_NUMBER = frozenset({"has_id_card", "identity_doc_type", "on_account_fen"})


def names_in(kind: Any) -> Iterator[str]:
    """The names of everything that an argument of this type may hold."""
    for part in get_args(kind):
        yield from names_in(part)
    if dataclasses.is_dataclass(kind):
        for one in dataclasses.fields(kind):
            yield one.name
            if dataclasses.is_dataclass(one.type) or get_args(one.type):
                yield from names_in(one.type)


def test_no_form_keeps_a_number_of_a_paper_or_an_account() -> None:
    typed = {f.name for spec in list_table().values() for f in spec.fields}
    for entry in command_table().values():
        for name, kind in entry.argument_types().items():
            typed |= {name, *names_in(kind)}
    telling = {n for n in typed if any(word in n for word in TELLING)} - NO_NUMBER
    assert {"cod_account", "signer_id_last4", "driver_cert_no", "id_card"} <= telling
    assert {name for name in telling if not is_never_kept(name)} == set()
    assert is_never_kept("accounts.0.account")
    assert is_never_kept("new_value")
    assert not is_never_kept("remark")
    assert not any(map(is_never_kept, NO_NUMBER))
