"""Lists of organisations that an identifier may point into, by the prefix of the list.

Those that grants in the United Kingdom meet, and their neighbours; a prefix that is not here may still be registered.
Source: org-id.guide, the register of such lists (read as public documentation; the codes are facts).
"""

from typing import Final

PREFIXES: Final = frozenset(
    {
        "GB-CHC",
        "GB-COH",
        "GB-SC",
        "GB-NIC",
        "GB-GOR",
        "GB-LAE",
        "GB-LAN",
        "GB-LAS",
        "GB-LANI",
        "GB-PLA",
        "GB-NHS",
        "GB-EDU",
        "GB-UKPRN",
        "GB-MPR",
        "GB-SHPE",
        "GB-REV",
        "GB-ULN",
        "GB-GOVUK",
        "GB-IRN",
        "GB-CASC",
        "GB-COHA",
        "GB-ROR",
        "GB-WALEDU",
        "GB-SCOTEDU",
        "GB-NIEDU",
        "XI-EID",
        "XI-GRID",
        "XI-ROR",
        "XI-LEI",
        "XI-WIKIDATA",
        "XI-IATI",
        "XM-DAC",
        "IE-CHY",
        "IE-CRO",
        "IM-CR",
        "IM-GR",
        "GG-RCE",
        "JE-FSC",
        "JE-OAC",
        "US-EIN",
        "CA-CRA_ACR",
        "AU-ABN",
        "FR-SIREN",
        "DE-CR",
        "NL-KVK",
    }
)
