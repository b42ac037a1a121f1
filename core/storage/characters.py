"""Half characters: what Qt hands over when 𠮷 is cut in the middle, and what neither UTF-8 nor SQLite can hold."""


def whole(text: str) -> str:
    """The text with surrogate pairs joined and lone halves shown as �; any other text comes back as it is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
