"""Finding an organisation."""

from alongside.core.organisations.models import Organisation


def organisation_of_host(host: str) -> Organisation | None:
    """Return the organisation that answers at `host` (a port is ignored), else the only or the first one."""
    name = host.rsplit(":", 1)[0].lower()
    found = list(Organisation.objects.order_by("id")[:50])
    return next((one for one in found if one.host == name), found[0] if found else None)
