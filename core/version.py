"""The version of the program, for what it says about itself; a test holds it to the one in pyproject.toml."""

VERSION = "0.1.0"
