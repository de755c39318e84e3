"""Build what pages load from its sources: the stylesheet, the two scripts, the fonts, htmx and Leaflet.

For maintainers only; nobody who runs Alongside needs node. `design/build.py` fetches the versions that vendor.toml
names with npm (from whatever registry this machine uses), builds in a temporary folder, and writes the results with
their sums into vendor.toml. `design/build.py --check` needs no network: it compares the files with their sums.
`design/build.py --css FOLDER` rebuilds only the stylesheet from a folder that already holds node_modules.
"""

import argparse
import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "alongside" / "kit" / "static" / "kit"
RECORD = HERE / "vendor.toml"
FONTS = {"fraunces": "fraunces", "atkinson": "atkinson-hyperlegible-next"}


def run(*words: str, folder: Path) -> None:
    """Run one program and stop if it fails."""
    subprocess.run(words, cwd=folder, check=True)


def build_css(*, folder: Path) -> None:
    """Compile the Sass sources to one stylesheet."""
    includes = str(folder / "node_modules" / "govuk-frontend" / "dist")
    source, target = str(HERE / "sass" / "alongside.scss"), str(STATIC / "alongside.css")
    sass = str(folder / "node_modules" / ".bin" / "sass")
    run(sass, "--style=compressed", "--no-source-map", "--no-charset", "-I", includes, source, target, folder=folder)


def build_scripts(*, folder: Path) -> None:
    """Bundle the controls' script and shrink the map's."""
    esbuild = str(folder / "node_modules" / ".bin" / "esbuild")
    for name in ("alongside", "map"):
        shutil.copy(HERE / f"{name}.mjs", folder / f"{name}.mjs")
        out = f"--outfile={STATIC / name}.js"
        run(esbuild, f"{name}.mjs", "--bundle", "--minify", "--format=iife", "--target=es2020", out, folder=folder)


def copy_vendored(*, folder: Path) -> None:
    """Copy what is used as it was published, with its licence beside it."""
    modules = folder / "node_modules"
    for part in ("htmx", "fonts", "leaflet/images"):
        (STATIC / part).mkdir(parents=True, exist_ok=True)
    shutil.copy(modules / "htmx.org" / "dist" / "htmx.min.js", STATIC / "htmx" / "htmx.min.js")
    shutil.copy(modules / "htmx.org" / "LICENSE", STATIC / "htmx" / "LICENSE.txt")
    leaflet = modules / "leaflet"
    script = (leaflet / "dist" / "leaflet.js").read_text()
    # The line names a file that we do not serve, and a manifest of static files would look for it.
    script = script.replace("//# sourceMappingURL=leaflet.js.map", "").rstrip() + "\n"
    (STATIC / "leaflet" / "leaflet.js").write_text(script)
    shutil.copy(leaflet / "dist" / "leaflet.css", STATIC / "leaflet" / "leaflet.css")
    shutil.copy(leaflet / "LICENSE", STATIC / "leaflet" / "LICENSE.txt")
    shutil.copytree(leaflet / "dist" / "images", STATIC / "leaflet" / "images", dirs_exist_ok=True)
    for short, long in FONTS.items():
        font = modules / "@fontsource-variable" / long
        for script_range in ("latin", "latin-ext"):
            source, target = f"{long}-{script_range}-wght-normal.woff2", f"{short}-{script_range}.woff2"
            shutil.copy(font / "files" / source, STATIC / "fonts" / target)
        shutil.copy(font / "LICENSE", STATIC / "fonts" / f"{short}-OFL.txt")


def sums() -> dict[str, str]:
    """Return the SHA-256 sum of every file that is served."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return {path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_record(versions: dict[str, str]) -> None:
    """Write versions and sums."""
    lines = ["# What design/build.py fetches, and the sums of what it wrote.", "[versions]"]
    lines += [f'"{name}" = "{version}"' for name, version in versions.items()]
    lines += ["", "[sha256]"] + [f'"{name}" = "{value}"' for name, value in sums().items()]
    RECORD.write_text("\n".join(lines) + "\n")


def print_budget() -> None:
    """Say what a page carries, compressed."""
    for name in ("alongside.css", "alongside.js", "htmx/htmx.min.js", "map.js", "leaflet/leaflet.js"):
        print(f"{name:24}{len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)) / 1000:7.1f} kB")


def main() -> int:
    """Build, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare the served files with their sums, and stop")
    parser.add_argument("--css", type=Path, metavar="FOLDER", help="rebuild from a folder that holds node_modules")
    asked = parser.parse_args()
    record = tomllib.loads(RECORD.read_text())
    if asked.check:
        wrong = sorted(set(record["sha256"].items()) ^ set(sums().items()))
        print(*(f"differs: {name}" for name, _ in wrong), sep="\n", file=sys.stderr)
        return 1 if wrong else 0
    if asked.css:
        build_css(folder=asked.css.resolve())
        build_scripts(folder=asked.css.resolve())
    else:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            wanted = [f"{name}@{version}" for name, version in record["versions"].items()]
            run("npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", *wanted, folder=folder)
            build_css(folder=folder)
            build_scripts(folder=folder)
            copy_vendored(folder=folder)
    write_record(record["versions"])
    print_budget()
    return 0


if __name__ == "__main__":
    sys.exit(main())
