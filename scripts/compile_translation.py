"""Compile one catalogue of translations, without GNU gettext: `python -m scripts.compile_translation in.po out.mo`."""

import sys

import polib


def main() -> None:
    """Read the catalogue and write it in the form that Django reads."""
    source, target = sys.argv[1:]
    polib.pofile(source, check_for_duplicates=True).save_as_mofile(target)


if __name__ == "__main__":
    main()
