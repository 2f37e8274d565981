"""Taking in strangers' spreadsheets: what a file is, whether it is safe, what its cells say."""
