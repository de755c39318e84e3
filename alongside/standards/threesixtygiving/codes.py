"""The codelists of the standard: which codes a field may hold, and what they mean.

Source: 360Giving Data Standard 1.4.3, schema/codelists (CC BY 4.0, see codelists/README.md).
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

REASONS, PURPOSES = "grantToIndividualsReason", "grantToIndividualsPurpose"
SCOPES, REGRANTS = "locationScope", "regrantType"
COUNTRIES, CURRENCIES, GEOCODES = "countryCode", "currency", "geoCodeType"


@cache
def codes(name: str) -> Mapping[str, str]:
    """Return a codelist as code to title, in its order; FileNotFoundError for a list that there is not."""
    text = files(__package__).joinpath("codelists", f"{name}.csv").read_text("utf-8-sig")
    return {row["Code"].strip(): row["Title"].strip() for row in csv.DictReader(StringIO(text))}
