"""A tagged PDF from a page of ours."""

from collections.abc import Sequence

from django.contrib.staticfiles import finders


def pdf(*, html: str, styles: Sequence[str]) -> bytes:
    """Return a page as a tagged PDF (PDF/UA-1). `styles`: static files, such as "propose/poster.css".

    Nothing is fetched: pictures come as `data:` addresses, and a page that asks for anything else is a mistake of ours.
    """
    from weasyprint import CSS, HTML  # It takes a second to load, and only few pages want it.

    sheets = [CSS(filename=str(finders.find(name)), url_fetcher=_no_fetching) for name in styles]
    made: bytes = HTML(string=html, url_fetcher=_no_fetching).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return made


def _no_fetching(url: str, *_more: object, **_options: object) -> dict[str, object]:
    if url.startswith("data:"):
        from weasyprint import default_url_fetcher

        fetched: dict[str, object] = default_url_fetcher(url)
        return fetched
    raise ValueError(f"What goes on paper fetches nothing: {url}")
