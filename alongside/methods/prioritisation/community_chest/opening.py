"""A round's grants as open data in the form of the 360Giving Data Standard 1.4.3. No person is ever named in it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from alongside.blocks.fund.models import Payment
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Group, Hosting, Round
from alongside.methods.prioritisation.community_chest.queries import grants_of
from alongside.standards.threesixtygiving import Record, major, write_json

SOMEBODY = "Individual Recipient"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LOCAL_AREA = "GLS060"


def rounds_of(initiative: Initiative) -> list[Round]:
    """Return the rounds of a chest, the first one first."""
    found = Round.objects.filter(organisation_id=initiative.organisation_id, question__initiative=initiative)
    return list(found.select_related("question__initiative__organisation").order_by("id"))


def records_of(grant_round: Round, *, page: str = "") -> list[Record]:
    """Return the accepted grants of a round as the standard writes them; `page` is the address of the public page."""
    grants = list(grants_of(grant_round, public=True))
    paid = _payments(grants)
    hosts = dict(
        Hosting.objects.filter(
            organisation_id=grant_round.organisation_id,
            application__in=[one.application_id for one in grants],
            state=Hosting.State.CONFIRMED,
        ).values_list("application_id", "host__party__name")
    )
    organisation = grant_round.question.initiative.organisation
    return [
        json.loads(one.source, parse_float=Decimal)
        if one.source
        else _record(one, organisation, paid.get(one.award_id, []), hosts.get(one.application_id, ""), page)
        for one in grants
    ]


def _payments(grants: Iterable[Grant]) -> dict[Any, list[Payment]]:
    found: dict[Any, list[Payment]] = {}
    for one in Payment.objects.filter(award__in=[grant.award_id for grant in grants], state="paid").order_by("id"):
        found.setdefault(one.award_id, []).append(one)
    return found


def file_of(initiative: Initiative, *, page: str = "") -> str:
    """Return the grants of all rounds of a chest as a file. Refuses where nothing has been accepted yet."""
    records = [record for one in rounds_of(initiative) for record in records_of(one, page=page)]
    return text_of(records, organisation=initiative.organisation, title=initiative.title)


def text_of(records: list[Record], *, organisation: Organisation, title: str) -> str:
    """Return grants as the text of a file; refuse where there are none, since the standard asks for at least one."""
    if not records:
        raise Refused("No grant has been accepted yet; there is nothing to publish.")
    return write_json(
        records,
        title=title,
        modified=max(str(one.get("dateModified", "")) for one in records),
        publisher={
            "name": organisation.name,
            **({"website": f"https://{organisation.host}"} if organisation.host else {}),
        },
        license=LICENCE,
    )


def prefix_of(grant_round: Round, organisation: Organisation) -> str:
    """Return the publisher's prefix; without one the organisation's short name, which the quality checks then tell."""
    return slugify(grant_round.publisher_prefix) or organisation.slug


# long: one field of the standard to a line
def _record(grant: Grant, organisation: Organisation, paid: list[Payment], host: str, page: str) -> Record:
    application, award = grant.application, grant.award
    grant_round, group = application.grant_round, application.group
    prefix = prefix_of(grant_round, organisation)
    person = group.sort == Group.Sort.PERSON
    record: Record = {
        "id": f"360G-{prefix}-{application.pk}",
        "title": f"Grant to a person from {grant_round.programme}" if person else award.title,
        "description": "A small grant to one person; nothing is published that could tell who it is."
        if person
        else _description(application),
        "currency": grant_round.currency,
        "amountAppliedFor": major(application.amount),
        "amountAwarded": major(award.total),
        "amountDisbursed": major(award.spent),
        "awardDate": award.at.date().isoformat(),
        "plannedDates": [{"startDate": application.starts_on.isoformat(), "endDate": application.ends_on.isoformat()}],
        **(_person(grant_round, application, prefix) if person else {"recipientOrganization": [_group(group, prefix)]}),
        "fundingOrganization": [
            {
                "id": grant_round.funder_identifier or f"360G-{prefix}-funder",
                "name": organisation.name,
            }
        ],
        "grantProgramme": [{"code": slugify(grant_round.programme), "title": grant_round.programme}],
        "fromOpenCall": "Yes",
        "disbursementTransaction": [
            _payment(one, organisation, "" if person else host or group.name, grant_round) for one in paid
        ],
        "dateModified": _moment(max([award.terms_accepted_at or award.at, *(one.at for one in paid)])),
        "dataSource": page,
        "locationScope": LOCAL_AREA,
    }
    if application.place is not None and not person:
        record["beneficiaryLocation"] = [_place(application, organisation)]
    return {name: value for name, value in record.items() if value not in ("", [], None)}


def _description(application: Application) -> str:
    words = " ".join(filter(None, (application.contribution.text.strip(), application.outcome.strip())))
    return words or "Erased by who applied."


def _person(grant_round: Round, application: Application, prefix: str) -> Record:
    details = {"primaryGrantReason": grant_round.person_reason}
    purposes = {"grantPurpose": [grant_round.person_purpose]} if grant_round.person_purpose else {}
    shown = {name: value for name, value in {**details, **purposes}.items() if value}
    return {
        "recipientIndividual": {"id": f"360G-{prefix}-ind-{application.pk}", "name": SOMEBODY},
        **({"toIndividualsDetails": shown} if shown else {}),
    }


def _group(group: Group, prefix: str) -> Record:
    """The group, by its number in a register where it has one."""
    charity, company = group.charity_number.replace(" ", ""), group.company_number.replace(" ", "")
    if charity:
        register = "GB-SC" if charity.upper().startswith("SC") else "GB-NIC" if "NIC" in charity.upper() else "GB-CHC"
        key = f"{register}-{charity.upper().removeprefix('NIC')}"
    elif company:
        key = f"GB-COH-{company}"
    else:
        key = f"360G-{prefix}-org-{group.pk}"
    numbers = {"charityNumber": charity, "companyNumber": company}
    return {"id": key, "name": group.name or "A group", **{name: value for name, value in numbers.items() if value}}


def _place(application: Application, organisation: Organisation) -> Record:
    place = application.place
    assert place is not None  # noqa: S101 - said for the type checker; the caller has looked
    found: Record = {"name": place.name}
    if place.latitude is not None and place.longitude is not None:
        found |= {"latitude": round(place.latitude, 4), "longitude": round(place.longitude, 4)}
    if organisation.time_zone == "Europe/London":
        found["countryCode"] = "GB"
    return found


def _payment(payment: Payment, organisation: Organisation, to: str, grant_round: Round) -> Record:
    found = {
        "id": str(payment.pk),
        "transactionDate": payment.on.isoformat() if payment.on else "",
        "currency": grant_round.currency,
        "value": major(payment.amount),
        "provider": organisation.name,
        "recipient": to,
    }
    return {name: value for name, value in found.items() if value != ""}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
