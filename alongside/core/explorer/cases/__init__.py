"""What is done elsewhere, three practices for each method, each with its source. Nothing here is our own invention."""

from alongside.core.explorer.cases import assessment, design, financing, managing, performing, planning, prioritisation
from alongside.core.explorer.cases.case import FIELD, Case, Cases

__all__ = ["FIELD", "SOURCES", "Case", "cases_of"]

_ALL: Cases = {}
for _one in (planning, prioritisation, financing, design, managing, performing, assessment):
    _ALL |= _one.CASES


def cases_of(method_key: str) -> tuple[Case, ...]:
    """Return three practices for a method; none for a method that an organisation added itself."""
    return _ALL.get(method_key, ())


SOURCES = {
    "S1": "OECD, Evaluation guidelines for representative deliberative processes",
    "S2": "Involve (involve.org.uk), standards, 10",
    "S4": "CIVITAS tool inventory, entry on Planning for Real®",
    "S5": "Neighbourhood Initiatives Foundation; Accord Group, pages on Planning for Real®",
    "S6": "Open space in one page (ourfuture.com); open space mailing list",
    "S7": "Direct payments: pages of Brighton & Hove, Sutton, Torbay and Isle of Wight councils",
    "S8": "Community chest guidance: Wickaward, Bedford, Southampton, FHLD",
    "S9": "Participatory budgeting toolkit (2010)",
    "S10": "Public Agenda, 15 key metrics for evaluating participatory budgeting",
    "S12": "Invest Crawley; Greater London Authority, decision DD2015",
    "S13": "Proceedings of the National Academy of Sciences, 10.1073/pnas.1616921114",
    "S14": "Local Government Act 2003, general power to charge: written statement, 12 November 2003",
    "S16": "LGC, LocalGov and BBC News reports of the referendums",
    "S17": "Suffolk consultation charter; The Consultation Institute",
    "S18": "Nottinghamshire County Council, guide to feedback",
    "S19": "Experience-based co-design toolkits (EPIC Ontario; Australia; Health Innovation West of England)",
    "S20": "Norfolk County Council, ladder of co-production (after TLAP)",
    "S21": "Cities of Service, journey mapping",
    "S22": "Cheshire East and Tonbridge & Malling councils, committee papers on leisure trusts",
    "S23": "Norwich City Council, community asset transfer timeline",
    "S24": "Assets of community value: Birmingham, Westminster, Hull, Maldon, Rotherham councils; mycommunity.org.uk",
    "S25": "Aberystwyth University, research on community-managed libraries",
    "S26": "Department for Education, Governance in maintained schools, section 5; Whitminster school standing orders",
    "S27": "Journal of Epidemiology and Community Health 61(3) 254; Medical Journal of Australia 189(10); others",
    "S28": "Family Nurse Partnership, measuring success; BMC Pediatrics 13:114, table 3",
    "S29": "Volunteer guides at mowrowan.org and mowmcvolunteers.org",
    "S30": "Neighbourhood Watch (Our Watch); Sussex federation",
    "S31": "Van Eijk (2017), on engagement in neighbourhood watch",
    "S32": "Building (1019553), on tenant inspectors",
    "S33": "Regulator of Social Housing, Tenant Satisfaction Measures",
    "S34": "Care Opinion, moderation policy and criticality of stories",
    "S35": "BMJ Quality & Safety 21(7) 600; BMC Health Services Research, s12913-018-2886-3",
    "S36": "Oswestry Rural parish; ACRE; Woodhouse Eaves",
}
"""The public sources by their mark. `FIELD` marks what the field generally knows and no one source says alone."""
