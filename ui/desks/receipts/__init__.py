"""签收与缴款: what the signed papers say, stop by stop, then the driver's cash and papers.

`page` is the screen of a run; `entry_form` one receipt; `consent` the shipper's word on less cash on
delivery; `cash_panel` what is to be handed in; `pickup` the counter where goods are collected.
"""
