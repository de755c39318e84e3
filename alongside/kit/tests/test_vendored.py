"""What pages load: exactly what was built, small enough, from nowhere else, with a licence beside each."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage

STATIC = Path(__file__).parent.parent / "static" / "kit"
RECORD = Path(__file__).parent.parent.parent.parent / "design" / "vendor.toml"
FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())


def kilobytes(*names: str) -> float:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 6, mtime=0)) for name in names) / 1000


def test_every_file_is_the_one_that_was_built() -> None:
    recorded = tomllib.loads(RECORD.read_text())["sha256"]
    found = {path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}
    assert found == recorded


def test_the_record_holds_no_address() -> None:
    assert re.findall(r"https?://", RECORD.read_text()) == []


def test_a_page_carries_little() -> None:
    assert kilobytes("alongside.css") <= 18
    assert kilobytes("alongside.js", "htmx/htmx.min.js") <= 25
    assert kilobytes("leaflet/leaflet.js", "leaflet/leaflet.css", "map.js") <= 50


@pytest.mark.parametrize("folder", ["fonts", "govuk", "htmx", "leaflet"])
def test_what_others_made_has_its_licence_beside_it(folder: str) -> None:
    assert list((STATIC / folder).glob("*LICENSE.txt")) + list((STATIC / folder).glob("*OFL.txt")) != []


def test_styles_load_nothing_from_elsewhere() -> None:
    sheets = [path.read_text() for path in FILES if path.suffix == ".css"]
    found = [address for sheet in sheets for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet)]
    outside = [address for address in found if re.match(r"(https?:)?//", address)]
    assert outside == []


def test_hashed_names_can_be_made_for_everything(tmp_path: Path) -> None:
    """A missing file that a style or a script names would stop a release at its last step."""
    storage = ManifestStaticFilesStorage(location=str(tmp_path))
    source = FileSystemStorage(location=str(STATIC.parent))
    names = [f"kit/{path.relative_to(STATIC).as_posix()}" for path in FILES]
    paths = {name: (source, name) for name in names}
    for name in paths:
        with source.open(name) as opened:
            storage._save(name, opened)
    problems = [processed for _name, _new, processed in storage.post_process(paths) if isinstance(processed, Exception)]
    assert problems == []
