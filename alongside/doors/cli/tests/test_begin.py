"""The first organisation."""

import pytest

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Appointment
from alongside.doors.cli.main import main

pytestmark = pytest.mark.django_db


def test_an_empty_installation_gets_an_organisation_and_somebody_who_administers_it() -> None:
    main(["begin", "Weir Parish Council", "--place", "Weir", "--administrator", "clerk@weir.example"])
    organisation = Organisation.objects.get()
    roles = Appointment.objects.filter(organisation=organisation).values_list("role", flat=True)
    assert (organisation.slug, sorted(roles)) == ("weir-parish-council", ["administrator", "officer"])


def test_what_is_no_address_is_refused_and_nothing_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["begin", "Weir Parish Council", "--administrator", "the clerk"])
    assert (stopped.value.code, capsys.readouterr().err) == (2, "the clerk is not an e-mail address.\n")
    assert not Organisation.objects.exists()
