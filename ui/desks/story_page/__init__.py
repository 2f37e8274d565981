"""一票到底: everything about one consignment on one page, for whoever is on the phone.

`page` shows it; `told` gathers it.
"""
