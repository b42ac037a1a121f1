"""One report: what was typed, what follows from it, and the document it becomes."""
