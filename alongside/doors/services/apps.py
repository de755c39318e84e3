"""The door of services as a Django app, so that its templates are found."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Services, their measures, and places."""

    name = "alongside.doors.services"
    label = "services"
