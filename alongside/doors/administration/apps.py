"""Administration as a Django app, so that its templates are found."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """The pages of administrators."""

    name = "alongside.doors.administration"
    label = "administration"

    def ready(self) -> None:
        """Let the worker know the long work that starts here."""
        from alongside.doors.administration import importing  # noqa: F401 - importing it registers its job
