"""The front door as a Django app, so that its templates are found."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front page, search, and the pages that say what this is."""

    name = "alongside.doors.home"
    label = "home"
