"""Files that people hand in: documents that can be opened, pictures that are pictures and tell nothing else."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from alongside.kit import ids
from alongside.kit.pictures import NoPictureError, TooManyDotsError, read_whole, written_anew
from alongside.kit.refused import Refused

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000
DOCUMENTS = {".pdf": b"%PDF-", ".docx": b"PK", ".odt": b"PK", ".ods": b"PK", ".xlsx": b"PK", ".csv": b"", ".txt": b""}


def _check_size(file: Any) -> None:
    if file.size > MOST_BYTES:
        raise Refused(_("The file is larger than 10 MB. Please make it smaller."), "file")


def check_document(file: Any) -> None:
    """Refuse a file that is too large, of a kind that people could not open, or not what its name says."""
    _check_size(file)
    ending = PurePath(str(file.name)).suffix.lower()
    if ending not in DOCUMENTS:
        raise Refused(
            _("Give a file that anybody can open: %(kinds)s.")
            % {"kinds": ", ".join(sorted(one[1:] for one in DOCUMENTS))},
            "file",
        )
    start = file.read(len(DOCUMENTS[ending]))
    file.seek(0)
    if start != DOCUMENTS[ending]:
        raise Refused(
            _("The file is called %(ending)s but is something else. Save it again and try once more.")
            % {"ending": ending},
            "file",
        )


def clean_picture(file: Any) -> ContentFile[bytes]:
    """Return a picture made anew as JPEG, at most 2,000 pixels wide and high, without where and with what it was taken.

    Refuses what is larger than 10 MB or no picture.
    """
    _check_size(file)
    try:
        picture = read_whole(file.read(), most_pixels=MOST_PIXELS)
    except TooManyDotsError:
        raise Refused(_("The picture has too many pixels. Please make it smaller."), "picture") from None
    except NoPictureError:
        raise Refused(_("This is not a picture that we can show. Give a JPEG, PNG or WebP."), "picture") from None
    return ContentFile(written_anew(picture, widest=LONGEST_SIDE, highest=LONGEST_SIDE), name=f"{ids.uuid4()}.jpg")
