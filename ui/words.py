"""How the windows put an answer into few words."""

BLANK = "（空）"


def shortened(text: str, longest: int) -> str:
    """At most so many characters of a text; …… says that there are more."""
    return text if len(text) <= longest else text[:longest] + "……"
