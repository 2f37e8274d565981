"""New versions of the program: the maker signs what he gives out, the office's computers believe only that.

A folder or a share holds the installer and `release.json` beside it. No network is asked. The maker's
private key never leaves him; the public half is built into the program as `resources/release.pub`.
"""
