"""The shape of the 360Giving Data Standard 1.4.3: which fields a grant has, what each must be, which it must have.

Source: 360Giving Data Standard 1.4.3, schema/360-giving-schema.json. Written in our own notation: a kind, "!" where the
field may not be missing, "?" where it may be null, "[x]" for a list of objects of shape x, "{x}" for one, "+" after a
list that may not be empty, "list:text" for a list of texts.
"""

from typing import Final

VERSION: Final = "1.4.3"
FILE_VERSION: Final = "1.4"
"""What a file says of itself: the standard's package schema takes two numbers, not three."""

SHAPES: Final[dict[str, dict[str, str]]] = {
    "grant": {
        "id": "text!",
        "title": "text!",
        "description": "text!",
        "currency": "text!",
        "amountAppliedFor": "number",
        "amountAwarded": "number!",
        "amountDisbursed": "number",
        "awardDate": "date!",
        "url": "address",
        "plannedDates": "[event]",
        "actualDates": "[event]",
        "recipientIndividual": "{person}",
        "toIndividualsDetails": "{individuals}",
        "recipientOrganization": "[organization]+",
        "beneficiaryLocation": "[location]",
        "fundingOrganization": "[organization]+!",
        "grantProgramme": "[programme]",
        "fromOpenCall": "yesno",
        "fundingType": "[classification]",
        "classifications": "[classification]",
        "relatedDocument": "[document]",
        "applicationTransaction": "[transaction]",
        "commitmentTransaction": "[transaction]",
        "disbursementTransaction": "[transaction]",
        "relatedActivity": "list:text",
        "dateModified": "moment",
        "dataSource": "address?",
        "regrantType": "text",
        "locationScope": "text",
    },
    "organization": {
        "id": "text!",
        "name": "text!",
        "department": "text",
        "contactName": "text",
        "charityNumber": "text",
        "companyNumber": "text",
        "streetAddress": "text",
        "addressLocality": "text",
        "addressRegion": "text",
        "addressCountry": "text",
        "postalCode": "text",
        "telephone": "text",
        "alternateName": "text",
        "email": "text",
        "description": "text",
        "organisationType": "text?",
        "url": "address",
        "location": "[location]",
        "dateModified": "moment",
    },
    "person": {"id": "text!", "name": "text!"},
    "individuals": {"primaryGrantReason": "text", "secondaryGrantReason": "text", "grantPurpose": "list:text"},
    "location": {
        "id": "text",
        "name": "text?",
        "countryCode": "country?",
        "latitude": "number?",
        "longitude": "number?",
        "description": "text?",
        "geoCode": "text?",
        "geoCodeType": "text?",
        "dateModified": "moment",
    },
    "programme": {
        "code": "text",
        "title": "text?",
        "description": "text?",
        "url": "address?",
        "dateModified": "moment",
    },
    "classification": {
        "vocabulary": "text",
        "code": "text",
        "title": "text?",
        "description": "text?",
        "url": "address?",
        "dateModified": "moment",
    },
    "document": {
        "id": "text",
        "title": "text?",
        "url": "address?",
        "description": "text?",
        "documentType": "text?",
        "dateModified": "moment",
    },
    "transaction": {
        "id": "text",
        "transactionDate": "date",
        "currency": "text",
        "value": "number",
        "valueDate": "date?",
        "description": "text?",
        "provider": "text?",
        "recipient": "text?",
        "dateModified": "moment",
    },
    "event": {
        "title": "text",
        "startDate": "span",
        "endDate": "span",
        "duration": "duration",
        "description": "text",
        "dateModified": "moment",
    },
}

ABOUT: Final[dict[str, str]] = {
    "version": "version",
    "extensions": "list:text",
    "title": "text",
    "description": "text",
    "issued": "date",
    "modified": "date",
    "identifier": "text",
    "downloadURL": "address",
    "accessURL": "address",
    "license": "address",
}
"""What a file says of itself beside its grants; `publisher` is an object of four texts."""
