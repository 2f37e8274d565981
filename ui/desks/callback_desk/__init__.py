"""回访: one call after the other. Whom to call, what to know and say, what he answered.

`page` holds it together; `queue` is the left side; `facts` what is known of the customer, `speech` what
to say; `form` takes the answers down with `asking` the questions; `record` shows a call once made.
"""
