"""One door under a fuzzer that keeps what reaches new code: python -m tests.strangers.guided DOOR SECONDS FOLDER.

atheris is no part of the test environment (it has no wheel for every machine); where it can be imported, the long run
uses it. It ends at the first finding and leaves the bytes in FOLDER.
"""

import sys
import warnings
from pathlib import Path

import atheris

from tests.strangers.limits import MEGABYTES, SLOW

with atheris.instrument_imports(include=["core", "openpyxl", "docx"]):
    from tests.strangers.doors import DOORS

LONGEST = 60_000
"""Bytes of an input."""


def main() -> None:
    """Run the fuzzer; it ends the process."""
    door, seconds, folder = DOORS[sys.argv[1]], int(sys.argv[2]), Path(sys.argv[3])
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for number, seed in enumerate(door.seeds()):
        (seeds / str(number)).write_bytes(seed)
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in door.words if word), "ascii")
    warnings.simplefilter("ignore")
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-timeout={SLOW}",
            f"-rss_limit_mb={2 * MEGABYTES}",  # the fuzzer's own tables come on top
            f"-max_len={LONGEST}",
            f"-dict={words}",
            f"-artifact_prefix={folder}/",
            "-print_final_stats=1",
            "-verbosity=0",
            str(seeds),
        ],
        lambda data: door.enter(door.wrap(data)),
    )
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main()
