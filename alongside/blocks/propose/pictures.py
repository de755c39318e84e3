"""Pictures that people send: shown to be pictures, made small, freed of where and when they were taken."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from alongside.kit.refused import Refused

MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000
WIDE, SMALL = 1280, 480
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def read_picture(upload: Any) -> tuple[ContentFile[bytes], ContentFile[bytes]]:
    """Return the picture as a JPEG of at most 1280 pixels a side, and a small one of at most 480.

    The file is taken apart and written anew, so that nothing that is hidden in it (place, time, camera, a program)
    reaches anybody. Refuses more than 8 MB, more than 40 million pixels, and what is no picture whatever its name says.
    """
    if upload.size > MOST_BYTES:
        raise Refused(_("The picture is larger than 8 MB. Send a smaller one."), "picture")
    data = upload.read()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused(_("The picture has more than 40 million dots. Send a smaller one."), "picture")
            found.verify()
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(
            _("This file is not a picture that we can read. Send a JPEG, PNG, WebP or GIF."), "picture"
        ) from None
    return _shrunk(upright, WIDE), _shrunk(upright, SMALL)


def _shrunk(picture: Image.Image, side: int) -> ContentFile[bytes]:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", small.size)
    clean.paste(small)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=82, optimize=True)
    return ContentFile(out.getvalue(), name="picture.jpg")
