"""What input from strangers may cost at most."""

SECONDS = 20
"""Of the processor, for the worst input that is accepted or refused."""
SLOW = 10
"""Seconds for a small input: more is a finding."""
MEGABYTES = 500
"""Of memory in all, the program itself included."""
