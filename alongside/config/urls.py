"""All addresses: each door, each block and each method that has some brings its own, found by looking."""

from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

handler400, handler403, handler500 = (
    f"alongside.doors.api.urls.{name}" for name in ("unreadable", "forbidden", "broken")
)
PACKAGE = Path(__file__).resolve().parent.parent
urlpatterns: list[URLPattern | URLResolver] = []
for layer in ("doors", "blocks"):
    for found in sorted((PACKAGE / layer).glob("*/urls.py")):
        name = f"alongside.{layer}.{found.parent.name}.urls"
        prefix = getattr(import_module(name), "PREFIX", "")
        urlpatterns.append(path(prefix, include(name)))
urlpatterns.append(path("account/", include("allauth.urls")))  # After the door of that name, whose pages come first.
for found in sorted((PACKAGE / "methods").glob("*/*/urls.py")):
    name = f"alongside.methods.{found.parent.parent.name}.{found.parent.name}.urls"
    urlpatterns.append(path(getattr(import_module(name), "PREFIX", ""), include(name)))
