"""How often Python looks through memory for waste that holds itself.

Its own measure, each seven hundred new objects, suits small programs: a package of a hundred files makes millions, all
of them still wanted, and a fifth of the time went into looking through them. Nothing is kept longer than it is wanted
otherwise: what nobody holds goes at once, swept or not.
"""

import gc

_FRESH = 10_000


def sweep_seldom() -> None:
    """From now on, for the whole process."""
    gc.set_threshold(_FRESH, *gc.get_threshold()[1:])
