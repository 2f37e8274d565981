"""出港预报: goods that wait at the left, the truck that is made up at the right, open trucks on top.

`page` is the screen; `acts` what is done with a saved truck; `loading` what stands on it before it
is saved; `head_form` and `receiver` its head; `waiting` and `loads` the two tables; `bars` how full it
is; `side` the right side as a whole; `buttons` its buttons and keys; `words` its sentences.
"""
