"""Open Referral UK: directories of services, read strictly and written back."""

from alongside.standards.open_referral.directory import Directory, Record
from alongside.standards.open_referral.read import read, read_path
from alongside.standards.open_referral.write import write_csv, write_page, write_service
from alongside.standards.records import Problem

__all__ = ["Directory", "Problem", "Record", "read", "read_path", "write_csv", "write_page", "write_service"]
