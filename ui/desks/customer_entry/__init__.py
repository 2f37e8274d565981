"""新客户 / 修改客户: a customer typed on one screen, with his first contact and address when he is new.

`page` is the screen, `words` its fields, `reading` turns editors into entries and back.
"""
