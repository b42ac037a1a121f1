"""The style sheet of the program, made from tokens: Qt's Fusion with our edges, distances and roles."""

from dataclasses import asdict
from string import Template

from ui.style import tokens

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QMessageBox, QWizard { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QWidget[role="page"], QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: $window; }
QScrollArea { border: none; }
QToolTip { color: $text; background: $raised; border: 1px solid $line; padding: ${xs}px ${s}px; }

QLabel { background: transparent; }
QLabel[role="display"] { font-size: ${display}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${large}px; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="error"] { color: $must_fix; font-size: ${small}px; }
QLabel[role="badge"] { padding: 1px ${s}px; border-radius: ${xs}px; font-size: ${small}px; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="panel"] { background: $surface; border: none; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="banner"] { background: $hint_soft; border: 1px solid $line; border-radius: ${radius}px; }
$levels

QPushButton { background: $surface; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: 0 ${l}px; min-height: ${button}px; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $focus; padding: 0 ${l_less}px; min-height: ${button_less}px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $window; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $disabled; border-color: $line; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; padding: 0 ${s}px; }
QPushButton[role="quiet"]:hover { background: $sunken; }
QPushButton[role="quiet"]:focus { border: 2px solid $focus; padding: 0 ${s_less}px; }
QPushButton[role="danger"] { color: $must_fix; border-color: $must_fix; }
QPushButton[role="link"] { background: transparent; color: $accent; border: 1px solid transparent; padding: 0 ${xs}px;
  text-align: left; min-height: ${link}px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: 0 ${xs_less}px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px;
  padding: ${xs}px ${s}px; }
QToolButton:hover { background: $sunken; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 2px solid $focus; padding: ${xs_less}px ${s_less}px; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: ${xs}px; }
QPushButton[menu="true"] { padding-right: ${xl}px; }
QToolButton[role="nav"] { padding: 0 ${l}px; min-height: ${button}px; border-radius: ${radius}px; color: $muted; }
QToolButton[role="nav"]:hover { color: $text; background: $sunken; }
QToolButton[role="nav"]:checked { color: $accent; background: $accent_soft; font-weight: 600; }
QToolButton[role="nav"]:disabled { color: $disabled; background: transparent; }
QToolButton[role="nav"]:focus { border: 2px solid $focus; padding: 0 ${l_less}px; min-height: ${button_less}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: $surface; color: $text;
  border: 1px solid $line_strong; border-radius: ${radius}px; padding: 0 ${s}px;
  selection-background-color: $selection; selection-color: $on_selection; }
QLineEdit, QComboBox, QSpinBox, QDateEdit { min-height: ${editor}px; }
QPlainTextEdit, QTextEdit { padding: ${xs}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $focus; padding: 0 ${s_less}px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus { min-height: ${editor_less}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${xs_less}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border-color: $must_fix; }
QLineEdit[readOnly="true"], QTextEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: $computed;
  border-color: transparent; }
QLineEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus, QPlainTextEdit[readOnly="true"]:focus {
  border-color: $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled { color: $disabled;
  background: $window; border-color: $line; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: none; padding: ${xs}px; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 ${s}px; }

QCheckBox, QRadioButton { spacing: ${s}px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QComboBox::drop-down { border: none; width: ${xl}px; subcontrol-position: center right; }

QAbstractItemView { background: $surface; alternate-background-color: $raised; border: 1px solid $line;
  selection-background-color: $selection; selection-color: $on_selection; gridline-color: $line; outline: none; }
QAbstractItemView[role="list"] { border: none; background: transparent; }
QAbstractItemView:focus { border: 2px solid $focus; }
QAbstractItemView[role="list"]:focus { border: none; }
QTableView::item, QListView::item, QTreeView::item { padding: 0 ${s}px; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $muted; border: none; border-right: 1px solid $line;
  border-bottom: 1px solid $line; padding: ${xs}px ${s_more}px; font-weight: 600; }
QHeaderView::section:vertical { font-weight: 400; color: $text; border-right: 1px solid $line; }
QTableView QLineEdit, QTableView QComboBox { border: 2px solid $focus; border-radius: 0; padding: 0 ${s_less}px;
  min-height: 0; }
QTableCornerButton::section { background: $sunken; border: none; }

QMenuBar { background: transparent; spacing: 0; }
QMenuBar::item { padding: ${xs}px ${s}px; border-radius: ${radius}px; background: transparent; }
QMenuBar::item:selected { background: $sunken; }
QMenu { background: $surface; border: 1px solid $line; padding: ${xs}px; }
QMenu::item { padding: ${xs}px ${xl}px ${xs}px ${xl}px; border-radius: ${xs}px; min-height: ${menu}px; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: ${xs}px ${s}px; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: ${s}px ${m}px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $text; background: $sunken; }
QTabWidget::pane { border: none; }

QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; border: 3px solid transparent; margin: 3px; }
QScrollBar::handle:vertical { min-height: ${xxl}px; }
QScrollBar::handle:horizontal { min-width: ${xxl}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: none; width: 0; height: 0; }
""")

_LEVEL = """QLabel[role="badge"][level="{level}"] {{ color: {colour}; background: {soft}; }}
QFrame[role="banner"][level="{level}"] {{ background: {soft}; border-color: {colour}; }}
QLabel[level="{level}"] {{ color: {colour}; }}"""

_SIZES = {
    "xs": tokens.XS, "s": tokens.S, "m": tokens.M, "l": tokens.L, "xl": tokens.XL, "xxl": tokens.XXL,
    "radius": tokens.RADIUS, "row": tokens.ROW - 6, "menu": 22, "link": 22, "bar": 12, **tokens.TYPE,
}  # fmt: skip
_EDGED = {"editor": tokens.EDITOR - 2, "button": tokens.EDITOR - 2}


def style_sheet(colors: tokens.Palette, scale: int) -> str:
    """The style sheet of one palette at one font scale."""
    sizes = {name: round(size * scale / 100) for name, size in (_SIZES | _EDGED).items()}
    # A focused edge is one pixel wider on each side; what is inside gives way, so that nothing moves.
    less = {f"{name}_less": sizes[name] - 1 for name in ("xs", "s", "l")}
    less |= {f"{name}_less": sizes[name] - 2 for name in _EDGED}
    less["s_more"] = sizes["s"] + 3  # the margin that Qt gives a cell's text besides
    levels = "\n".join(_level(colors, level) for level in tokens.LEVELS)
    facts = {**_colours(colors), **sizes, **less, "levels": levels}
    return _SHEET.substitute(facts)


def _level(colors: tokens.Palette, level: str) -> str:
    return _LEVEL.format(level=level, colour=getattr(colors, level), soft=getattr(colors, f"{level}_soft"))


def _colours(colors: tokens.Palette) -> dict[str, str]:
    return {name: value for name, value in asdict(colors).items() if isinstance(value, str)}
