"""Where this user's own things lie: the store and report formats copied from elsewhere."""

from pathlib import Path


def data_folder() -> Path:
    """The user's own folder for data, which stays on this PC."""
    import platformdirs

    return platformdirs.user_data_path("jibao", appauthor=False, roaming=False)


def store_path() -> Path:
    """The store of all reports."""
    return data_folder() / "reports.sqlite"


def users_forms() -> Path:
    """The user's own report formats; an update of the program never writes here."""
    return data_folder() / "forms"
