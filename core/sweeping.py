"""How often Python looks through memory for waste that holds itself.

Its own measure, each seven hundred new objects, suits small programs: a package of a hundred files makes millions, all
of them still wanted, and a fifth of the time went into looking through them. Nothing is kept longer than it is wanted
otherwise: what nobody holds goes at once, swept or not.
"""

import gc

_FRESH, _YOUNG = 5_000, 4
"""New objects between two looks at these, and how many of those looks there are to one at what has outlived some.

Five times as many are looked through at once: ten milliseconds, which a window can wait.
"""


def sweep_seldom() -> None:
    """From now on, for the whole process."""
    gc.set_threshold(_FRESH, _YOUNG, gc.get_threshold()[2])
