"""Hashes under the key of one election: of use only with the secret of the installation, and not after the count."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Poll, RollKey
from alongside.kit.refused import Refused


def hashed(*, poll: Poll, purpose: str, value: str) -> str:
    """Return what is kept in place of a value: HMAC-SHA256, in hexadecimal. Different in every election and purpose.

    Makes the key of the election at its first use. Refuses once it was erased.
    """
    found, _created = RollKey.objects.get_or_create(
        organisation_id=poll.organisation_id, poll=poll, defaults={"salt": secrets.token_hex(32)}
    )
    if not found.salt:
        raise Refused(_("The votes have been counted, and what people showed at the time was erased."))
    key = hashlib.sha256(f"{settings.SECRET_KEY}:{found.salt}:{purpose}".encode()).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def erase_key(poll: Poll) -> None:
    """Erase the key: from then on nobody, we neither, can tell whose a hash is."""
    RollKey.objects.filter(organisation_id=poll.organisation_id, poll=poll).update(salt="")
