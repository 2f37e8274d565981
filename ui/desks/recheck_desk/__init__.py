"""档案复核: customers called one after the other, every field confirmed or changed.

`page` shows the acting user's cards, `card_form` and `answer_line` one of them, `side` how far the
people are, `start` begins a re-check.
"""
