"""Reading a pile of scanned or photographed signed papers: which pages, which codes, which numbers."""
