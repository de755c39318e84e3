"""The promise board as a Django app, so that its templates are found."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    """How promises were kept: public, also when it is bad."""

    name = "alongside.doors.promises"
    label = "promises"
