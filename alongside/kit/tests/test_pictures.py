"""Pictures that people send."""

import io

import pytest
from PIL import Image, ImageFile

from alongside.kit.pictures import NoPictureError, TooManyDotsError, read_whole, written_anew


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    noise.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_no_picture_even_where_another_library_lets_it_pass(kind: str) -> None:
    data = picture(kind)
    assert read_whole(data, most_pixels=60_000).size == (300, 200)
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # As WeasyPrint leaves it.
    with pytest.raises(NoPictureError):
        read_whole(data[: len(data) // 2], most_pixels=60_000)
    with pytest.raises(TooManyDotsError):
        read_whole(data, most_pixels=59_999)


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (150, 100)), ("PNG", (150, 100))])
def test_a_picture_is_written_anew(kind: str, size: tuple[int, int]) -> None:
    made = written_anew(read_whole(picture("PNG"), most_pixels=60_000), widest=150, highest=900, kind=kind)
    with Image.open(io.BytesIO(made)) as opened:
        assert (opened.format, opened.size) == (kind, size)
