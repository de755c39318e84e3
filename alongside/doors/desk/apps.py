"""The desk as a Django app, so that its templates are found."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages of officers."""

    name = "alongside.doors.desk"
    label = "desk"
