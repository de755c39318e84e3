"""The catalogue of methods as a Django app, so that its templates are found."""

from django.apps import AppConfig


class MethodsDoorConfig(AppConfig):
    """The pages on which managers and residents read what each method is."""

    name = "alongside.doors.methods"
    label = "methods_door"
