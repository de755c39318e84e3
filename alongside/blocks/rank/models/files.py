"""What a published file says and no other table has a place for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models.box import Ballot
from alongside.blocks.rank.models.polls import Poll
from alongside.core.organisations.models import Organisation, Row


class ImportedFile(Row):
    """The published file that a poll was taken from: what no other table holds, so that it can go out whole."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="imported")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    meta = models.JSONField(help_text=_("Pairs, in the order of the file"))
    project_columns = models.JSONField()
    vote_columns = models.JSONField()

    class Meta:
        app_label = "rank"

    def __str__(self) -> str:
        return self.name


class ImportedLine(models.Model):
    """What a published file says beside a ballot, where it stands in the file. Polls of our own have none."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, primary_key=True, related_name="line")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    cells = models.TextField(help_text=_("All cells of the line as JSON; null where the ballot itself says it"))

    class Meta:
        app_label = "rank"
        constraints = [models.UniqueConstraint(fields=["organisation", "poll", "place"], name="line_place")]

    def __str__(self) -> str:
        return str(self.place)
