"""The door of long work as a Django app, so that its templates are found."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """How far something is that takes longer than a page should."""

    name = "alongside.doors.work"
    label = "work"
