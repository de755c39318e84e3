"""The door of threads as a Django app, so that its templates are found."""

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    """What became of something, and where something came from."""

    name = "alongside.doors.threads"
    label = "threads"
