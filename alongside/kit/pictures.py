"""Pictures that people send: read whole or not at all, and written anew, so that nothing hidden in a file goes on."""

import io

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP")


class NoPictureError(ValueError):
    """The file is not a whole picture of a kind that is taken."""


class TooManyDotsError(ValueError):
    """The picture has more pixels than are taken."""


def read_whole(data: bytes, *, most_pixels: int, kinds: tuple[str, ...] = KINDS) -> Image.Image:
    """Return the picture in a file's bytes, upright, and decoded to its last pixel.

    Raises `NoPictureError` for what is no picture whatever its name says, or only a part of one, and `TooManyDotsError`
    before anything is decoded when width × height is over `most_pixels`.
    """
    # WeasyPrint lets Pillow take half pictures for whole, in the whole process, from the moment that it is loaded.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=kinds) as found:
            if found.width * found.height > most_pixels:
                raise TooManyDotsError
            upright = ImageOps.exif_transpose(found)
            upright.load()
            return upright
    except TooManyDotsError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NoPictureError from fault


def written_anew(picture: Image.Image, *, widest: int, highest: int, kind: str = "JPEG", quality: int = 85) -> bytes:
    """Return a picture of at most the given pixels as a file that holds its dots and nothing else."""
    mode = "RGBA" if kind == "PNG" else "RGB"
    small = picture.convert(mode)
    small.thumbnail((widest, highest), Image.Resampling.LANCZOS)
    clean = Image.new(mode, small.size)
    clean.paste(small)
    out = io.BytesIO()
    clean.save(out, kind, optimize=True, **({} if kind == "PNG" else {"quality": quality}))
    return out.getvalue()
