"""Every colour, size and distance of the program, by name: no other module holds a colour literal.

A look is changed here and nowhere else, and a test measures the contrast of every pair in TEXT_PAIRS and EDGE_PAIRS.

Widgets ask `ui.style.theme.theme()`: `theme().colors.accent` is today's colour (light or dark), `theme().px(M)` a
distance at today's font scale, `theme().changed` the signal to repaint on, `theme().font("title")` a font.

Colours (fields of Palette, `#rrggbb`)
    window          ground of pages                     surface        cards, editors, tables
    raised          menus, hovered rows                 sunken         heads of tables, tracks of bars
    line            hairlines, edges of cards           line_strong    edges of editors (3:1 against surface)
    text            words and figures                   muted          guides, captions, units
    placeholder     greyed example inside an editor     disabled       what cannot be used now
    accent          the one accent: main button, links, focus, this year's bar
    accent_hover    the main button under the mouse     on_accent      words on accent
    accent_soft     ground of what is chosen            focus          ring of the keyboard focus
    selection       chosen text and cells               on_selection   words on it
    computed        ground of computed figures (no box) chip, on_chip  a figure quoted in a text
    must_fix explain hint incomplete done               the words and icons of a level or state
    must_fix_soft explain_soft hint_soft incomplete_soft done_soft     their grounds
    bars            seven colours for composition, each 3:1 against surface; bar_last: last year's bar

Distances (pixels at 100 %): XS S M L XL XXL; RADIUS, EDITOR (height of an editor), ROW (of a table), ICON.
Type (pixels at 100 %): TYPE["small" | "body" | "large" | "title" | "display"].

Roles for the style sheet, set with `ui.style.theme.give_role(widget, "card")`
    QLabel          title heading muted small error badge (with level: must_fix explain hint incomplete done)
    QPushButton     primary quiet danger link            QToolButton    nav (quiet without a role)
    QFrame          card panel banner (banner takes property level too) line
    editors         property wrong = True draws the edge in must_fix; read-only editors lose their box
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one look; the module's docstring says what each is for."""

    window: str
    surface: str
    raised: str
    sunken: str
    line: str
    line_strong: str
    text: str
    muted: str
    placeholder: str
    disabled: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    focus: str
    selection: str
    on_selection: str
    computed: str
    chip: str
    on_chip: str
    must_fix: str
    must_fix_soft: str
    explain: str
    explain_soft: str
    hint: str
    hint_soft: str
    incomplete: str
    incomplete_soft: str
    done: str
    done_soft: str
    bars: tuple[str, ...]
    bar_last: str


LIGHT = Palette(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#f0f3f8",
    sunken="#e9ecf0",
    line="#d8dce2",
    line_strong="#868f9c",
    text="#1b1f26",
    muted="#505865",
    placeholder="#646d7a",
    disabled="#656d7a",
    accent="#1c5cb8",
    accent_hover="#164b98",
    accent_soft="#e3ecf9",
    on_accent="#ffffff",
    focus="#1c5cb8",
    selection="#cbddf6",
    on_selection="#10141a",
    computed="#f1f3f6",
    chip="#e3ecf9",
    on_chip="#174a94",
    must_fix="#b3261e",
    must_fix_soft="#fcebe9",
    explain="#865000",
    explain_soft="#fdf1dd",
    hint="#3b5778",
    hint_soft="#e9eff6",
    incomplete="#565d68",
    incomplete_soft="#eceef1",
    done="#1d693a",
    done_soft="#e5f3ea",
    bars=("#1c5cb8", "#3f8f8a", "#8a6d1f", "#8b5aa8", "#b25a4a", "#5b7a3a", "#6d7684"),
    bar_last="#8790a0",
)

DARK = Palette(
    window="#16191e",
    surface="#1f2329",
    raised="#292e36",
    sunken="#2d333c",
    line="#3a414b",
    line_strong="#7c8795",
    text="#e8ebef",
    muted="#b2bac5",
    placeholder="#9ea7b3",
    disabled="#9aa3af",
    accent="#86b4ff",
    accent_hover="#a9cbff",
    accent_soft="#243652",
    on_accent="#0b1b33",
    focus="#86b4ff",
    selection="#34517f",
    on_selection="#ffffff",
    computed="#272c34",
    chip="#2a3f60",
    on_chip="#c3dbff",
    must_fix="#ff9e94",
    must_fix_soft="#47211e",
    explain="#f2bf6b",
    explain_soft="#41311a",
    hint="#a9c4e8",
    hint_soft="#27313f",
    incomplete="#b9c1cc",
    incomplete_soft="#2f353d",
    done="#86d6a1",
    done_soft="#1d3827",
    bars=("#86b4ff", "#6cc7c0", "#d9b75a", "#c9a0e6", "#ee9a8a", "#a5c97c", "#a7b0bd"),
    bar_last="#8c96a4",
)

GROUNDS = ("window", "surface", "raised", "sunken", "computed")
LEVELS = ("must_fix", "explain", "hint", "incomplete", "done")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(("text", ground) for ground in (*GROUNDS, "accent_soft", *(f"{level}_soft" for level in LEVELS))),
    *(("muted", ground) for ground in (*GROUNDS, "accent_soft")),
    *(("accent", ground) for ground in ("window", "surface", "raised", "accent_soft")),
    *((level, ground) for level in LEVELS for ground in ("window", "surface", "raised", f"{level}_soft")),
    ("must_fix", "accent_soft"),
    ("explain", "accent_soft"),
    ("incomplete", "accent_soft"),
    ("done", "accent_soft"),
    ("placeholder", "surface"),
    ("disabled", "window"),
    ("disabled", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_selection", "selection"),
    ("on_chip", "chip"),
)
"""(words, ground) that are seen together: 4.5:1 at least."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("line_strong", "surface"),
    ("focus", "surface"),
    ("focus", "window"),
    ("focus", "raised"),
    ("focus", "accent_soft"),
    ("bar_last", "surface"),
    ("must_fix", "surface"),
)
"""(edge, ground) without which a control or a picture could not be seen: 3:1 at least."""

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
RADIUS = 6
EDITOR = 32
ROW = 32
ICON = 16
HEADER = 48
CHAPTERS_WIDTH = 280
PANEL_WIDTH = 340
FOLD_BELOW = 1300
"""Logical pixels of window width under which the panel at the side becomes tabs."""
LONG_LINE = 880
"""The widest column of a chapter's page: longer lines are hard to read."""

WIDE_TABLE = 1200
"""The widest official table: a landscape page at reading size."""

TYPE = {"small": 12, "body": 14, "large": 16, "title": 20, "display": 26}
SCALES = (100, 125, 150, 175, 200)
"""Font scales on offer, in percent."""

FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans SC",
    "SimHei",
    "Droid Sans Fallback",
)
"""Chinese families by preference: named, since a system's own default may show Japanese shapes."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG measures it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    linear: float = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return linear
