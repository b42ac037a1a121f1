"""One small editor per field kind; a chapter's page is a loop over its items."""
