"""Writes that follow a decision: accepting or declining a grant, photographs of receipts, the report."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import accept_terms
from alongside.blocks.fund.models import Award, Receipt
from alongside.blocks.propose.pictures import read_picture
from alongside.core.accounts.actions import give
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.charter import add_member
from alongside.core.initiatives.permissions import may, require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.community_chest.applying import require_applicant
from alongside.methods.prioritisation.community_chest.models import Grant, Photo, Report


def _locked(grant: Grant) -> Grant:
    return (
        Grant.objects.select_for_update(of=("self",))
        .select_related(
            "application__grant_round__question__initiative__organisation",
            "application__contribution",
            "application__group",
        )
        .select_related("award")
        .get(pk=grant.pk)
    )


@transaction.atomic
def accept_grant(*, grant: Grant, actor: Party, on_paper: bool = False) -> Grant:
    """Accept a grant on its terms, as who applied: from now on it can be paid, and stands on the public page.

    `on_paper`: the second person enters that they signed. Whoever applied becomes a member of the residents' side, so
    that they can confirm what the other side promised.
    """
    grant = _locked(grant)
    application = grant.application
    initiative = application.grant_round.question.initiative
    require("chest.accept", party=actor, initiative=initiative)
    if not on_paper:
        require_applicant(application=application, party=actor)
    if grant.declined_at:
        raise Refused(_("You have declined this grant."))
    accept_terms(award=grant.award, actor=actor, on_paper=on_paper)
    # Only now is it told what the money is for: an award that is declined never names anybody.
    Award.objects.filter(pk=grant.award_id).update(title=application.title)
    Contribution.objects.filter(pk=application.contribution_id).update(public=True)
    if application.contribution.party is not None:
        add_member(initiative=initiative, party=application.contribution.party, role="applicant", actor=None)
    write_audit(act="accept_grant", record=grant, actor=actor)
    return grant


@transaction.atomic
def decline_grant(*, grant: Grant, why: str, actor: Party) -> Grant:
    """Decline a grant, as who applied, with a reason that helps the next round; its money can go back into the pot."""
    grant = _locked(grant)
    require("chest.accept", party=actor, initiative=grant.application.grant_round.question.initiative)
    require_applicant(application=grant.application, party=actor)
    if grant.award.terms_accepted_at or grant.declined_at:
        raise Refused(_("You have answered this."))
    if not why.strip():
        raise Refused(_("Say why, so that the next round can be better."), "why")
    grant.declined_at, grant.declined_why = clock.now(), why.strip()[:300]
    grant.save(update_fields=["declined_at", "declined_why"])
    write_audit(act="decline_grant", record=grant, actor=actor)
    return grant


@transaction.atomic
def add_photo(*, receipt: Receipt, picture: Any, actor: Party) -> Photo:
    """Keep the photograph of a receipt, from whose money it shows or who looks after the money."""
    award = receipt.payment.award
    owner = award.contribution.party_id if award else None
    if actor.pk != owner:
        require("fund.pay", party=actor, initiative=receipt.payment.initiative)
    wide, _small = read_picture(picture)
    photo = Photo(organisation_id=receipt.organisation_id, receipt=receipt, by=actor)
    photo.picture.save(f"{photo.pk}.jpg", wide, save=False)
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("This receipt has its photograph already."), "picture") from None
    write_audit(act="add_photo", record=photo, actor=actor)
    return photo


@transaction.atomic
# long: it names its keyword arguments one to a line
def file_report(
    *,
    grant: Grant,
    text: str,
    kept: str,
    actor: Party,
    people: int | None = None,
    minutes: int = 0,
    picture: Any = None,
    picture_alt: str = "",
    public: bool = False,
) -> Report:
    """Say what became of a grant, as who applied, or as the officer to whom they told it on paper or by telephone.

    Time that people gave is booked beside the money, never netted. Refuses before the money came, a second report,
    words that say nothing, and a picture without a description.
    """
    grant = _locked(grant)
    initiative = grant.application.grant_round.question.initiative
    require("chest.report", party=actor, initiative=initiative)
    if not may("initiative.manage", party=actor, initiative=initiative):
        require_applicant(application=grant.application, party=actor)
    _check_report(grant, text, kept)
    report = Report(
        organisation_id=grant.organisation_id,
        grant=grant,
        text=text.strip(),
        kept=kept,
        people=people,
        minutes=minutes,
        public=public,
        by=grant.application.contribution.party,
    )
    if picture:
        _keep_picture(report, picture, picture_alt)
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("You have sent your report.")) from None
    _give_time(report, actor)
    write_audit(act="file_report", record=report, actor=actor, after={"kept": kept, "public": public})
    return report


def _check_report(grant: Grant, text: str, kept: str) -> None:
    if not grant.award.spent:
        raise Refused(_("Nothing has been paid yet; there is nothing to report."))
    if len(text.split()) < 5:
        raise Refused(_("Say in a few sentences what you did, and what came of it."), "text")
    if kept not in Report.Kept.values:
        raise Refused(_("Say whether you did what you had said."), "kept")


def _give_time(report: Report, actor: Party) -> None:
    """The time that people gave stands on the ledger beside the money."""
    application = report.grant.application
    if report.minutes:
        give(
            initiative=application.grant_round.question.initiative,
            side="citizen",
            unit="minutes",
            amount=report.minutes,
            what=application.title,
            key=f"chest:{report.pk}",
            actor=actor,
            contribution=application.contribution,
        )


def _keep_picture(report: Report, picture: Any, alt: str) -> None:
    if not alt.strip():
        raise Refused(_("Say in a few words what the picture shows, for those who cannot see it."), "picture_alt")
    wide, small = read_picture(picture)
    report.picture_alt = alt.strip()[:200]
    report.picture.save(f"{report.pk}.jpg", wide, save=False)
    report.thumbnail.save(f"{report.pk}-small.jpg", small, save=False)


@transaction.atomic
def read_report(*, report: Report, actor: Party) -> Report:
    """Say, as somebody who looks after the fund, that a report was read and its receipts looked at."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    initiative = report.grant.application.grant_round.question.initiative
    if not may("initiative.manage", party=actor, initiative=initiative):
        raise NotAllowed(_("This is for those who look after the fund."))
    if report.read_at:
        raise Refused(_("It has been read."))
    report.read_by, report.read_at = actor, clock.now()
    report.save(update_fields=["read_by", "read_at"])
    write_audit(act="read_report", record=report, actor=actor)
    return report
