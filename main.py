"""绩报: the window by default; sub-commands for work without a window."""

import sys
from datetime import datetime

from core.sweeping import sweep_seldom


def main() -> int:
    """Start the window, or run the sub-command that was named."""
    sweep_seldom()
    arguments = sys.argv[1:]
    if arguments and not arguments[0].startswith("-"):
        from core.commands import run

        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return run(arguments, datetime.now().astimezone())
    from ui.application import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
