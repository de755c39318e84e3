"""A tagged PDF from a page of ours."""

from collections.abc import Sequence
from typing import Any

from django.contrib.staticfiles import finders


def typesetter() -> tuple[Any, Any]:
    """Return WeasyPrint's CSS and HTML, loaded late: they take a second, and only few pages want them.

    Loading them lets Pillow take half pictures for whole in the process; ours must be whole, so that is put back.
    """
    from PIL import ImageFile
    from weasyprint import CSS, HTML

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return CSS, HTML


def pdf(*, html: str, styles: Sequence[str]) -> bytes:
    """Return a page as a tagged PDF (PDF/UA-1). `styles`: static files, such as "propose/poster.css".

    Nothing is fetched: pictures come as `data:` addresses, and a page that asks for anything else is a mistake of ours.
    """
    css, html_of = typesetter()
    sheets = [css(filename=str(finders.find(name)), url_fetcher=_no_fetching) for name in styles]
    made: bytes = html_of(string=html, url_fetcher=_no_fetching).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return made


def _no_fetching(url: str, *_more: object, **_options: object) -> dict[str, object]:
    if url.startswith("data:"):
        from weasyprint import default_url_fetcher

        fetched: dict[str, object] = default_url_fetcher(url)
        return fetched
    raise ValueError(f"What goes on paper fetches nothing: {url}")
