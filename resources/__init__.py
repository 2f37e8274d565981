"""What the program brings along besides code: fonts, seed tables, icons, the manual."""
