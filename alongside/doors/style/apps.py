"""The style page as a Django app, so that its templates are found."""

from django.apps import AppConfig


class StyleConfig(AppConfig):
    """The living style page, and the choices of light and language."""

    name = "alongside.doors.style"
    label = "style"
