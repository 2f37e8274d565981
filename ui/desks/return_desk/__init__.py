"""返货: the shipper's written order, the charges before they are written, the way home, the money.

`page` follows one return from step to step; `steps` are the cards of the steps; `facts` what is read.
"""
