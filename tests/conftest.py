"""What every test stands on: Qt without a screen, and property tests that a slow machine cannot fail."""

import os

from hypothesis import settings

# Set before anyone imports PySide6; some tests start the program as a process and hand this on.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("house", deadline=None)
settings.load_profile("house")
