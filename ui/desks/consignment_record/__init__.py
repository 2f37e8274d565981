"""运单: one consignment on one page. Where the pieces are, who is who, what is due, what happened.

`page` lays it out, `story` gathers it, `ledger_bar` draws the pieces, `happenings` is the list of what
happened, `doing` holds what can be done from here.
"""
