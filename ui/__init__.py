"""The windows: everything that knows Qt, made from definition objects."""
