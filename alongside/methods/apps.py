"""The methods as one Django app: it fills the catalogue when the site starts."""

from django.apps import AppConfig


class MethodsConfig(AppConfig):
    """Every method that is found below this folder."""

    name = "alongside.methods"
    label = "methods"

    def ready(self) -> None:
        """Fill the core's catalogue."""
        from alongside.methods.registry import discover

        discover()
