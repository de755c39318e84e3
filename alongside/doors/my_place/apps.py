"""My place as a Django app, so that its templates are found."""

from django.apps import AppConfig


class MyPlaceConfig(AppConfig):
    """The pages of one person."""

    name = "alongside.doors.my_place"
    label = "my_place"
