"""Writes what the packed program is made of into its folder: licence texts, as their owners ask, and a CycloneDX bill.

Reads the folder of collected packages rather than its own environment, since what is packed may be for another system.
Qt for Python has no licence text in its wheels; the LGPL and the GPL it builds on are in resources/licences/ already.
"""

import argparse
import csv
import json
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.txt"
BILL = "jibao.cdx.json"
LGPL = "LGPL-3.0-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Something that is packed: kind is where its name comes from (pypi, deb, generic); texts are its licence files."""

    kind: str
    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


def locked_names() -> set[str]:
    """The names in the lock of what the program runs with."""
    lines = LOCK.read_text("utf-8").splitlines()
    return {line.partition("==")[0].lower() for line in lines if line and not line.startswith("#")}


def packages(site: Path) -> Iterator[Component]:
    """The Python packages in a folder, without those that only did the packing."""
    names = locked_names()
    for package in sorted(metadata.distributions(path=[str(site)]), key=lambda one: one.name.lower()):
        if package.name.lower().replace("_", "-") in names:
            yield Component(
                kind="pypi",
                name=package.name,
                version=package.version,
                licence=said_licence(package),
                texts=tuple(licence_files(package)),
            )


def said_licence(package: metadata.Distribution) -> str:
    """What a package says of its licence, in a few words."""
    told = package.metadata
    if package.name.lower().startswith(("pyside6", "shiboken6")):
        return LGPL
    classes = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return str(told["License-Expression"] or "; ".join(classes) or (told["License"] or "").split("\n")[0])


def licence_files(package: metadata.Distribution) -> list[Path]:
    """Those files of a package that its metadata folder holds as licences."""
    files = [file for file in package.files or [] if ".dist-info" in file.parts[0]]
    named = [file for file in files if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))]
    return [Path(str(package.locate_file(file))) for file in named]


def others(listing: Path) -> Iterator[Component]:
    """What is no Python package: lines of kind, name, version, licence and the file of its text, parted by tabs."""
    with listing.open(encoding="utf-8", newline="") as file:
        for kind, name, version, licence, text in csv.reader(file, delimiter="\t"):
            yield Component(kind=kind, name=name, version=version, licence=licence, texts=(Path(text),))


def copy_texts(components: list[Component], folder: Path) -> None:
    """One folder for each component that has a text."""
    for one in components:
        for file in one.texts:
            place = folder / f"{one.name}-{one.version}".replace(":", "-")  # a stick's file system takes no colon
            target = place / file.with_suffix(file.suffix or ".txt").name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def bill(components: list[Component]) -> dict[str, object]:
    """The bill of materials as CycloneDX 1.5 has it; without a time, so that the same parts give the same bill."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "jibao", "version": version}},
        "components": [_entry(one) for one in components],
    }


def _entry(one: Component) -> dict[str, object]:
    name = f"debian/{one.name}" if one.kind == "deb" else one.name.lower()
    licences = {"licenses": [{"license": {"name": one.licence}}]} if one.licence else {}
    address = f"pkg:{one.kind}/{name}@{one.version}"
    return {"type": "library", "name": one.name, "version": one.version, "purl": address, **licences}


def main() -> None:
    """Into the program's folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="the folder with the frozen program")
    parser.add_argument("site", type=Path, help="the collected packages")
    parser.add_argument("others", type=Path, help="the list of what is no Python package")
    asked = parser.parse_args()
    components = [*packages(asked.site), *others(asked.others)]
    copy_texts(components, asked.program / "_internal" / "resources" / "licences")
    text = json.dumps(bill(components), ensure_ascii=False, indent=1)
    (asked.program / BILL).write_text(text + "\n", "utf-8")
    print(f"components in the bill: {len(components)}")


if __name__ == "__main__":
    main()
