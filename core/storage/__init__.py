"""Where drafts rest: the SQLite store and the draft file."""
