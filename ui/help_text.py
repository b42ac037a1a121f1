"""The manual as topics: one Markdown file each, in the order of the table of contents, found by words.

The table of contents is the list of links in manual.md, so that a topic cannot be there without being listed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.forms.library import resources

FIRST = "manual"
AROUND = 18
"""Letters of a hit's surroundings that are shown on each side."""
_LINK = re.compile(r"\]\(([a-z_]+)\.md\)")
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|```\w*|[*`#|\[\]]|^[ ]*[-:|]{3,}$|^ *(?:-|[0-9]+\.) ", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the manual: its id (the name of the file), its heading, its Markdown."""

    id: str
    title: str
    text: str

    @property
    def plain(self) -> str:
        """The words without the marks of Markdown."""
        return re.sub(r"\s+", " ", _MARKUP.sub("", self.text)).strip()


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a word was found: the topic, how often, and what stands around the first place."""

    topic: Topic
    count: int
    around: str


def help_folder() -> Path:
    """Where the topics and their pictures lie."""
    return resources() / "help"


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """The manual's first page, then every topic that it lists, in its order."""
    folder = help_folder()
    first = (folder / f"{FIRST}.md").read_text("utf-8")
    names = [FIRST, *dict.fromkeys(name for name in _LINK.findall(first) if name != FIRST)]
    return tuple(_read(folder, name) for name in names)


def topic(id: str) -> Topic:
    """The topic of that id, or the first page."""
    return next((one for one in topics() if one.id == id), topics()[0])


def find(words: str) -> tuple[Hit, ...]:
    """The topics in which a word (or phrase) stands, those with it in the heading first, then by how often."""
    wanted = " ".join(words.split()).lower()
    if not wanted:
        return ()
    hits = [Hit(one, one.plain.lower().count(wanted), _around(one.plain, wanted)) for one in topics()]
    return tuple(
        sorted((hit for hit in hits if hit.count), key=lambda hit: (wanted not in hit.topic.title.lower(), -hit.count))
    )


def _around(plain: str, wanted: str) -> str:
    at = plain.lower().find(wanted)
    start, end = max(0, at - AROUND), at + len(wanted) + AROUND
    return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"


def _read(folder: Path, name: str) -> Topic:
    text = (folder / f"{name}.md").read_text("utf-8")
    heading, _, rest = text.partition("\n")
    return Topic(name, heading.removeprefix("# ").strip(), rest.strip() if heading.startswith("# ") else text)
