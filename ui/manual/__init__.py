"""使用手册: the chapters of resources/manual, opened with F1 at the chapter of the page in front."""
