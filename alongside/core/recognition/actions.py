"""Saying something back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.recognition.models import Recognition
from alongside.core.threads.actions import tie
from alongside.kit.refused import NotAllowed, Refused


# long: it names its keyword arguments one to a line
@transaction.atomic
def thank(
    *,
    initiative: Any,
    text: str,
    from_party: Party,
    contribution: Any = None,
    action: Any = None,
    to_party: Party | None = None,
) -> Recognition:
    """Thank somebody, in a person's own words, for a contribution or a deed; it stays between the two (rule 15).

    Refuses who may not speak for the initiative, thanks without words, and thanks that say nothing of what it is for.
    """
    require("thanks.send", party=from_party, initiative=initiative)
    if len(text.split()) < 3:
        raise Refused(_("Say what you thank them for, and what came of it, in your own words."), "text")
    if contribution is None and action is None:
        raise Refused(_("Thanks are for something: name the contribution or the action."))
    recognition = Recognition.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        contribution=contribution,
        action=action,
        to_party=to_party or getattr(contribution, "party", None),
        from_party=from_party,
        form=Recognition.Form.THANKS,
        text=text.strip(),
    )
    tie(source=action or contribution, target=recognition, relation="thanked")
    if action is not None and contribution is not None:
        tie(source=contribution, target=recognition, relation="thanked")
    write_audit(act="thank", record=recognition, actor=from_party)
    return recognition


@transaction.atomic
def show_thanks(*, recognition: Recognition, shown: bool, actor: Party) -> Recognition:
    """Let everybody read thanks that one was given, or keep them between the two again: for who was thanked to say."""
    recognition = Recognition.objects.select_for_update().get(pk=recognition.pk)
    if recognition.to_party_id != actor.pk or recognition.form != Recognition.Form.THANKS:
        raise NotAllowed(_("Only the person who was thanked says whether others may read it."))
    recognition.public = shown
    recognition.save(update_fields=["public"])
    write_audit(act="show_thanks", record=recognition, actor=actor, after={"public": shown})
    return recognition
