"""询价与报价: the sheet of a price call. Typed in one pass on the telephone, the price beside it.

`page` is the screen; `form` the sheet and `terms` what the clerk decides about the quote; `side` what
is known beside it (clock, price, cost, partners); `calls` the open calls; `doing` what a quote goes
through; `pasted_call` fills the sheet from a chat.
"""
