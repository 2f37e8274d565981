"""The sample office: an invented firm with a month of work behind it and open work for today.

Every record goes through the gate at the moment it would have been written, with an injected clock.
All names, phones and plates are invented.
"""
