"""A tagged PDF from a page of ours."""

from collections.abc import Iterable, Sequence

from django.contrib.staticfiles import finders


def pdf(*, html: str, styles: Sequence[str], pictures: bool = False) -> bytes:
    """Return a page as a tagged PDF (PDF/UA-1). `styles`: static files, such as "propose/poster.css".

    Nothing is fetched: with `pictures` they come as `data:` addresses, and a page that asks for anything else is a
    mistake of ours.
    """
    return pdf_of_parts(parts=[html], styles=styles, pictures=pictures)


def pdf_of_parts(*, parts: Iterable[str], styles: Sequence[str], pictures: bool = False) -> bytes:
    """Return pages that are laid out a part at a time as one PDF, as `pdf` does; at least one part."""
    from weasyprint import CSS, HTML  # It takes a second to load, and only few pages want it.

    fetch = _within_the_page if pictures else _no_fetching
    sheets = [CSS(filename=str(finders.find(name)), url_fetcher=fetch) for name in styles]
    made = [HTML(string=part, url_fetcher=fetch).render(stylesheets=sheets, pdf_variant="pdf/ua-1") for part in parts]
    whole = made[0].copy([page for one in made for page in one.pages])
    return bytes(whole.write_pdf(pdf_variant="pdf/ua-1"))


def _within_the_page(url: str, *more: object, **options: object) -> dict[str, object]:
    if url.startswith("data:"):
        from weasyprint import default_url_fetcher

        fetched: dict[str, object] = default_url_fetcher(url)
        return fetched
    return _no_fetching(url, *more, **options)


def _no_fetching(url: str, *_more: object, **_options: object) -> dict[str, object]:
    raise ValueError(f"What goes on paper fetches nothing: {url}")
