"""提货: goods that wait are put on an order, a truck is sent, what it fetched comes into stock.

`page` does the work; `waiting` shows what could be fetched; `form` is the order's head; `goods` its
tickets with the pieces typed in place.
"""
