"""客户: one customer on one page. Whom to call, where he is, how he pays, what he asked to change.

`page` lays it out, `facts` are its pairs of label and text, `tables` its tables, `dialogs` the forms
for contacts, addresses and changes, `revealing` shows a masked value for a minute, with a reason.
"""
