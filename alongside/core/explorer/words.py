"""The explorer's questions and answers in plain words, in one place for pages, paper and the API."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.rules import Presence
from alongside.core.initiatives.methods import Text

KIND_QUESTIONS: Mapping[str, Text] = {
    "planning": _("Do people help decide what this service is for?"),
    "prioritisation": _("Do people help decide how its money is shared?"),
    "financing": _("Do people help pay for it, knowingly and willingly?"),
    "design": _("Do people help shape how it works?"),
    "managing": _("Do people help run it, or its buildings?"),
    "performing": _("Do people do part of the work, for themselves or for others?"),
    "assessment": _("Do people judge how well it works, and see what comes of it?"),
}
KIND_NAMES: Mapping[str, Text] = {
    "planning": _("What it is for"),
    "prioritisation": _("Sharing money"),
    "financing": _("Paying"),
    "design": _("Shaping it"),
    "managing": _("Running it"),
    "performing": _("Doing the work"),
    "assessment": _("Judging it"),
}
ANSWERS: Mapping[Presence, Text] = {
    Presence.NEVER: _("Never"),
    Presence.ONCE: _("Once"),
    Presence.REPEATED: _("Several times"),
    Presence.EMBEDDED: _("Part of how we work"),
    Presence.DONT_KNOW: _("Don’t know"),
    Presence.NOT_HERE: _("Could not apply here"),
}
SHORT: Mapping[Presence, Text] = {
    Presence.NEVER: _("never"),
    Presence.ONCE: _("once"),
    Presence.REPEATED: _("several times"),
    Presence.EMBEDDED: _("how we work"),
    Presence.DONT_KNOW: _("don’t know"),
    Presence.NOT_HERE: _("not here"),
}
RUNGS: tuple[Text, ...] = (
    _("People must do as they are told"),
    _("People are taught what is good for them"),
    _("People are told what will happen"),
    _("People are asked, and the service decides"),
    _("People are part of the talk all along, and the service decides"),
    _("People shape it with the service, but do not see it through"),
    _("People and the service decide and do it together, from start to end"),
)
PROMISES: Mapping[str, Text] = {
    "public_specific": _("The public side promised something specific"),
    "citizen_specific": _("Residents promised something specific"),
    "on_record": _("Both promises are written down where both can see them"),
    "can_change": _("Either side can stop it or change it"),
}
LOOP: Mapping[str, Text] = {
    "receipt": _("Whoever gave something heard in the promised time that it had come"),
    "reason": _("The decision was published with its reason"),
    "themes_answered": _("Everything people said got an answer, the unwelcome too"),
    "action_done": _("At least three of four promised actions were done by their day"),
}
EVIDENCE: tuple[Text, ...] = (
    _("Nobody measured what changed for people"),
    _("It was measured once, before"),
    _("It was measured again, after"),
    _("It was compared with somewhere or something else"),
)
RATINGS: Mapping[str, tuple[Text, Text, Text]] = {
    "importance": (_("How much does it matter?"), _("not at all"), _("very much")),
    "outcome_gap": (_("How far is the service from what people need?"), _("it is fine"), _("very far")),
    "assets": (_("How much could residents bring to it?"), _("nothing"), _("very much")),
    "willingness": (_("How ready are the staff?"), _("not at all"), _("quite ready")),
    "risk": (_("How much could go wrong?"), _("nothing"), _("very much")),
}
"""Each rating from 0 to 4: the question, what 0 means, what 4 means."""
