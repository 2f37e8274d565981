"""What leaves or enters the office as a document: papers, spreadsheets, files."""
