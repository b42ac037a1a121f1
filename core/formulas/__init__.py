"""The closed expression language in which definitions compute and check."""
