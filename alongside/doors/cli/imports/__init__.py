"""`alongside import KIND FILE`: a module for each kind."""

from alongside.kit.refused import Refused


def organisation_for(named: str, *, slug: str, name: str):  # type: ignore[no-untyped-def]  # a model: Django is not up yet
    """Return the organisation that somebody named; else the first one, or a new one where there is none."""
    from alongside.core.organisations.models import Organisation

    if named:
        found = Organisation.objects.filter(slug=named).first()
        if found is None:
            raise Refused(f"There is no organisation {named!r}.", "organisation")
        return found
    first = Organisation.objects.order_by("id").first()
    return first or Organisation.objects.create(slug=slug, name=name)
