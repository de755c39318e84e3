"""Picture the pages that say most of what Alongside is: `python -m scripts.screenshots FOLDER`.

TOWN_ADDRESS says where the town answers, and its database is that of the environment (`make screenshots` starts one).
Each page is pictured on a phone and on a desk, about two screens tall; two of them in the dark theme as well.
"""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import QUIET, browser_path

WIDTHS = {390: 844, 1280: 900}
"""The width of a phone and of a desk, each with the height of its screen."""
SCREENS = 2
QUALITY = 80


@dataclass(frozen=True)
class Shot:
    """One page to picture: its name, its path, and whether its officer is signed in; `dark` adds the dark theme."""

    name: str
    path: str
    officer: bool = False
    dark: bool = False


def shots() -> list[Shot]:
    """The pages, with the identities that they have in this town."""
    from alongside.core.contributions.models import Contribution
    from alongside.core.questions.models import Question

    meal = Contribution.objects.get(text__startswith="My mother eats lunch alone")
    begun = Question.objects.select_related("initiative__service").get(contributions=meal)
    asked = Question.objects.filter(state="open", initiative__method_key="user_consultation").latest("opens_at")
    read = Question.objects.filter(state="closed", initiative__method_key="user_consultation").latest("closes_at")
    voted = Question.objects.filter(stage="vote", state="decided").latest("closes_at")
    return [
        Shot("home", "/", dark=True),
        Shot("service", f"/services/{begun.initiative.service.slug}/"),
        Shot("initiative", f"/initiatives/{begun.initiative.slug}/"),
        Shot("question", f"/ask/{asked.pk}/"),
        Shot("answering", f"/ask/{asked.pk}/answer/1/"),
        Shot("result", f"/rank/{voted.pk}/result/"),
        Shot("thread", f"/thread/contribution/{meal.pk}/", dark=True),
        Shot("promises", "/promises/"),
        Shot("explorer", f"/explorer/{begun.initiative.service.slug}/"),
        Shot("tasks", f"/ask/{read.pk}/manage/", officer=True),
        Shot("desk", "/desk/", officer=True),
    ]


def sign_in() -> str:
    """Return the session of the town's officer."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY as BACKEND
    from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from alongside.core.people.models import User
    from alongside.doors.town.town import SIGN_IN

    officer = User.objects.get(email=SIGN_IN["an officer"][0])
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def take(page: Page, *, address: str, to: Path) -> int:
    """Write one picture as WebP, cropped to two screens, and return its bytes. A page that fails ends the run."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        sys.exit(f"{address} answered {answer.status if answer else 'nothing'}.")
    size = page.viewport_size or {"width": 0, "height": 0}
    image = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    image.crop((0, 0, image.width, min(image.height, size["height"] * SCREENS))).save(to, quality=QUALITY, method=6)
    return to.stat().st_size


def picture(browser: Browser, *, address: str, folder: Path) -> list[int]:
    """Write every picture, and return their sizes in bytes."""
    sizes, session = [], sign_in()
    for theme in ("light", "dark"):
        for width, height in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
            for shot in (one for one in shots() if theme == "light" or one.dark):
                context.clear_cookies()
                if shot.officer:
                    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
                page = context.new_page()
                sizes.append(take(page, address=address + shot.path, to=folder / f"{shot.name}-{width}-{theme}.webp"))
                page.close()
            context.close()
    return sizes


def main() -> None:
    """Picture the pages, and say how many pictures there are and what they weigh."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread.
    django.setup()
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        if path is None:
            sys.exit("No Chromium found; `make browser` says how to get one.")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        sizes = picture(browser, address=os.environ["TOWN_ADDRESS"], folder=folder)
        browser.close()
    print(f"{len(sizes)} pictures in {folder}, {sum(sizes) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
