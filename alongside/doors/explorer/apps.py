"""The explorer's pages as a Django app, so that its templates are found."""

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    """The pages of the explorer; its tables are the core's."""

    name = "alongside.doors.explorer"
    label = "explorer"
