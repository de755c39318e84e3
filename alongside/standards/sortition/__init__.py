"""The tables of citizens' lotteries: quotas (`features.csv`), people and addresses, read, checked and written."""

from alongside.standards.sortition.read import PeopleTable, read_people, read_quotas
from alongside.standards.sortition.register import read_register
from alongside.standards.sortition.write import people_text, quotas_text

__all__ = ["PeopleTable", "people_text", "quotas_text", "read_people", "read_quotas", "read_register"]
