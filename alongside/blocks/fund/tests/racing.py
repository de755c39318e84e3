"""One of several processes that award money from the same pot as fast as they can; run by test_racing.py."""

import json
import os
import sys
import time


def main() -> None:
    """Award £10 each to the contributions that are named on the command line, and print what was awarded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    from alongside.blocks.fund.actions import award_money
    from alongside.blocks.fund.models import Pot
    from alongside.core.contributions.models import Contribution
    from alongside.core.people.models import Party
    from alongside.kit.refused import Refused

    pot_key, actor_key, begin, *keys = sys.argv[1:]
    pot = Pot.objects.select_related("initiative__organisation", "account").get(pk=pot_key)
    actor = Party.objects.get(pk=actor_key)
    time.sleep(max(0.0, float(begin) - time.time()))
    done = []
    for key in keys:
        contribution = Contribution.objects.get(pk=key)
        try:
            award_money(pot=pot, contribution=contribution, title="Race", amount=1_000, actor=actor)
        except Refused as refused:
            done.append(refused.message)
        else:
            done.append("awarded")
    print(json.dumps(done))


if __name__ == "__main__":
    main()
