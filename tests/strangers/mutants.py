"""Good bytes with a few things changed: what hypothesis draws, and what a fuzzer that counts coverage begins with."""

from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st

from tests.strangers.doors import Door

MOST_CHANGES = 6
_LONGEST = 40


@st.composite
def mutants(draw: st.DrawFn, door: Door) -> bytes:
    """Bytes for a door: one of its seeds, changed in up to six places, and wrapped."""
    seed = draw(st.sampled_from(door.seeds()))
    for _ in range(draw(st.integers(1, MOST_CHANGES))):
        at = draw(st.integers(0, len(seed)))
        gone = draw(st.integers(0, _LONGEST))
        word = draw(st.sampled_from(door.words) | st.binary(max_size=8) | st.just(seed[at : at + _LONGEST]))
        seed = seed[:at] + word + seed[at + gone :]
    return door.wrap(seed)


def mutant(door: Door, seeds: Sequence[bytes], random: Random) -> bytes:
    """The same without hypothesis, which is ten times as fast: for the long run."""
    seed = random.choice(seeds)
    for _ in range(random.randint(1, MOST_CHANGES)):
        at, length = random.randint(0, len(seed)), random.choice((0, 0, 1, 2, 8, _LONGEST))
        word = random.choice((random.choice(door.words), random.randbytes(4), seed[at : at + _LONGEST], b""))
        seed = seed[:at] + word + seed[at + length :]
    return door.wrap(seed)
