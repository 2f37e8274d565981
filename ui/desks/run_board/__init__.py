"""派送排车: goods in stock at the left, the run being made up at the right, open runs on top.

`page` is the screen; `loading` what stands on the run before it is saved; `plan_form` its head;
`stock` and `stops` the two tables; `load_bar` the load against the payload.
"""
