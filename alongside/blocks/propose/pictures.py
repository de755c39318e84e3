"""Pictures that people send: shown to be pictures, made small, freed of where and when they were taken."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL.Image import Image

from alongside.kit.pictures import KINDS, NoPictureError, TooManyDotsError, read_whole, written_anew
from alongside.kit.refused import Refused

MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000
WIDE, SMALL = 1280, 480


def read_picture(upload: Any) -> tuple[ContentFile[bytes], ContentFile[bytes]]:
    """Return the picture as a JPEG of at most 1280 pixels a side, and a small one of at most 480.

    The file is taken apart and written anew, so that nothing that is hidden in it (place, time, camera, a program)
    reaches anybody. Refuses more than 8 MB, more than 40 million pixels, and what is no picture whatever its name says.
    """
    if upload.size > MOST_BYTES:
        raise Refused(_("The picture is larger than 8 MB. Send a smaller one."), "picture")
    data = upload.read()
    try:
        picture = read_whole(data, most_pixels=MOST_PIXELS, kinds=(*KINDS, "GIF"))
    except TooManyDotsError:
        raise Refused(_("The picture has more than 40 million dots. Send a smaller one."), "picture") from None
    except NoPictureError:
        raise Refused(
            _("This file is not a picture that we can read. Send a JPEG, PNG, WebP or GIF."), "picture"
        ) from None
    return _shrunk(picture, WIDE), _shrunk(picture, SMALL)


def _shrunk(picture: Image, side: int) -> ContentFile[bytes]:
    return ContentFile(written_anew(picture, widest=side, highest=side, quality=82), name="picture.jpg")
