"""The door of initiatives as a Django app, so that its templates are found."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, from an idea to its end."""

    name = "alongside.doors.initiatives"
    label = "initiatives"
