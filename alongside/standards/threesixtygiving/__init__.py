"""The 360Giving Data Standard 1.4.3: files of grants, read, written back, looked over before publishing."""

from alongside.standards.records import Problem
from alongside.standards.threesixtygiving.check import checked
from alongside.standards.threesixtygiving.package import Package, Record
from alongside.standards.threesixtygiving.quality import Finding, findings_of
from alongside.standards.threesixtygiving.read import read, read_path
from alongside.standards.threesixtygiving.write import major, package_of, write_csv, write_json

__all__ = [
    "Finding",
    "Package",
    "Problem",
    "Record",
    "checked",
    "findings_of",
    "major",
    "package_of",
    "read",
    "read_path",
    "write_csv",
    "write_json",
]
