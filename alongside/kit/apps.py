"""The kit as a Django app, so that its templates, template tags and static files are found."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Components, form controls and charts; no tables."""

    name = "alongside.kit"
    label = "kit"

    def ready(self) -> None:
        """Let text be searched without regard to capitals and accents."""
        from alongside.kit.folding import install

        install()
