"""The rules of the house that no other tool holds: pins, sizes, names, and which way main.py looks."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
GROUP_OF_LOCK = {"run": [], "test": ["dev"], "dist": ["dist"]}
LOCK_LINE = re.compile(r'[A-Za-z0-9-]+==[0-9][0-9A-Za-z.]*( ; (platform_machine|sys_platform) (==|!=) "[a-z0-9_]+")?')

# Too long today, with the length they may have and why. An entry may shrink and must go when it is no longer needed.
LONG_FILES: dict[str, tuple[int, str]] = {}
LONG_FUNCTIONS: dict[str, tuple[int, str]] = {}
MEASURED = ("core", "ui", "main.py", "packaging")
MOST_LINES_OF_MAIN = 40
MOST_LINES_OF_FILE = 400
MOST_LINES_OF_FUNCTION = 50

NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib",
    "xmlrpc",
}
EMPTY_NAMES = {"helper", "helpers", "manager", "managers", "util", "utils"}


def repository_files() -> list[Path]:
    """What is or will be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return sorted(path for name in set(listed.split("\0")) if name and (path := ROOT / name).is_file())


def python_files(*rooms: str) -> list[Path]:
    return [path for path in repository_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in rooms]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), name_of(path))


def imports_of(path: Path) -> set[str]:
    """Every name that a file imports, dotted."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def roots_of(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports_of(path)}


# ---------------------------------------------------------------- pins


def lock_lines(lock: Path) -> list[str]:
    return [line for line in lock.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def locked_here(*names: str) -> dict[str, str]:
    """Name and version of what a lock installs on this machine."""
    pins = [Requirement(line) for name in names for line in lock_lines(ROOT / "requirements" / f"{name}.txt")]
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in pins
        if pin.marker is None or pin.marker.evaluate()
    }


def declared(group: str | None) -> list[Requirement]:
    texts = PROJECT["dependencies"] if group is None else PROJECT["optional-dependencies"][group]
    return [requirement for requirement in map(Requirement, texts) if holds(requirement)]


def holds(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def with_all_they_need(requirements: list[Requirement]) -> set[str]:
    """The names that these pull in, as the installed packages tell it. pip is left out: it does the installing."""
    found: set[str] = set()
    waiting = [canonicalize_name(requirement.name) for requirement in requirements]
    while waiting:
        name = waiting.pop()
        if name in found or name == "pip":
            continue
        found.add(name)
        waiting += [
            canonicalize_name(needed.name)
            for needed in map(Requirement, metadata.distribution(name).requires or [])
            if holds(needed)
        ]
    return found


def test_there_is_a_lock_for_each_purpose() -> None:
    assert {lock.stem for lock in LOCKS} == set(GROUP_OF_LOCK)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_plain_pins_only(lock: Path) -> None:
    """No host, no path, no hash, no option: the same file serves every index."""
    assert [line for line in lock_lines(lock) if not LOCK_LINE.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_is_in_order_without_repetition(lock: Path) -> None:
    lines = lock_lines(lock)
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_declared_dependency_is_locked(lock: Path) -> None:
    groups = GROUP_OF_LOCK[lock.stem]
    pinned = locked_here("run", lock.stem)
    wanted = {canonicalize_name(it.name): it for group in [None, *groups] for it in declared(group)}
    assert [str(it) for name, it in wanted.items() if name not in pinned or pinned[name] not in it.specifier] == []


def test_two_locks_never_pin_one_package_differently() -> None:
    locks = [locked_here(lock.stem) for lock in LOCKS]
    versions: dict[str, set[str]] = {}
    for lock in locks:
        for name, version in lock.items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_all_that_the_program_needs_is_locked_and_nothing_else() -> None:
    assert set(locked_here("run")) == with_all_they_need(declared(None))


def test_all_that_the_tests_need_is_locked_and_nothing_else() -> None:
    assert set(locked_here("run", "test")) == with_all_they_need(declared(None) + declared("dev"))


def test_what_is_installed_is_what_is_locked() -> None:
    locked = locked_here("run", "test")
    assert {name: metadata.version(name) for name in locked} == locked


@pytest.mark.parametrize("heavy", ["numpy", "pandas"])
def test_the_environment_is_free_of(heavy: str) -> None:
    """openpyxl and sqlite-utils load them wherever they find them: slow here, large in the frozen program."""
    assert heavy not in {canonicalize_name(found.metadata["Name"]) for found in metadata.distributions()}


# ---------------------------------------------------------------- the repository


def test_packaging_is_no_package() -> None:
    """It would hide the library `packaging`, which pytest and PyInstaller import."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


# Written in pieces, so that this file does not find itself.
MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:work|root|farm)/",
            "index" + "-url",
            "py" + r"pi\.org",
            "python" + "hosted",
            "npm" + r"js\.",
            "deb" + r"\.debian",
            r"https?://[^\s\"']*(?:simple|registry)/",
        ]
    )
)


def lines_that_tell_of_a_machine(path: Path) -> Iterator[str]:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line):
            yield f"{name_of(path)}:{number}"


def test_no_file_tells_of_the_machine_it_was_made_on() -> None:
    assert [place for path in repository_files() for place in lines_that_tell_of_a_machine(path)] == []


def test_shell_scripts_may_be_run() -> None:
    scripts = [path for path in repository_files() if path.suffix == ".sh" or name_of(path) == ".ci/run"]
    assert [name_of(path) for path in scripts if not path.stat().st_mode & 0o111] == []


# ---------------------------------------------------------------- sizes and names


def files_over(limit: int) -> dict[str, int]:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*MEASURED)}
    return {name: length for name, length in lengths.items() if length > limit}


def functions_over(limit: int) -> dict[str, int]:
    return {
        f"{name_of(path)}::{node.name}": length
        for path in python_files(*MEASURED)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > limit
    }


def test_no_file_is_too_long() -> None:
    assert files_over(MOST_LINES_OF_FILE) == {name: length for name, (length, _) in LONG_FILES.items()}


def test_main_only_hands_on() -> None:
    assert len((ROOT / "main.py").read_text("utf-8").splitlines()) < MOST_LINES_OF_MAIN


def test_no_function_is_too_long() -> None:
    assert functions_over(MOST_LINES_OF_FUNCTION) == {name: length for name, (length, _) in LONG_FUNCTIONS.items()}


def test_every_module_says_why_it_exists() -> None:
    files = python_files("core", "ui", "main.py", "packaging", "tests")
    assert [name_of(path) for path in files if not ast.get_docstring(parsed(path))] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    files = python_files("core", "ui", "main.py", "packaging", "tests")
    parts = {name_of(path): set(re.split(r"[/._]", name_of(path))) for path in files}
    assert [name for name, words in parts.items() if words & EMPTY_NAMES] == []


# ---------------------------------------------------------------- arrows that import-linter cannot see


def test_nobody_imports_main() -> None:
    assert [name_of(path) for path in python_files("core", "ui") if "main" in roots_of(path)] == []


def test_main_knows_only_core_ui_and_the_standard_library() -> None:
    allowed = {"core", "ui"} | (sys.stdlib_module_names - NETWORK)
    assert [name for path in python_files("main.py") for name in roots_of(path) - allowed] == []


def test_core_never_names_qt() -> None:
    assert [name_of(path) for path in python_files("core") if roots_of(path) & {"PySide6", "shiboken6", "ui"}] == []


def test_nothing_opens_a_network_connection() -> None:
    """import-linter holds the same; here also Qt's own module and imports made by name."""
    by_name = re.compile(r"QtNetwork|AF_INET|import_module\(|__import__\(")
    files = python_files("core", "ui", "main.py")
    assert [
        name_of(path) for path in files if roots_of(path) & NETWORK or by_name.search(path.read_text("utf-8"))
    ] == []


BLOCKED = """
import importlib, importlib.abc, sys

class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "ui"}:
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, Blocker())
for name in sys.argv[1:]:
    importlib.import_module(name)
print(len(sys.argv) - 1)
"""


def test_core_works_where_qt_is_not_installed() -> None:
    modules = [module_of(path) for path in python_files("core")]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BLOCKED, *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert modules
    assert done.stderr == ""
    assert done.stdout.strip() == str(len(modules))
