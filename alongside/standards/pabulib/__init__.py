"""The `.pb` format of Pabulib: read, checked, written back cell for cell."""

from alongside.standards.pabulib.compose import compose
from alongside.standards.pabulib.file import PabulibFile, Row
from alongside.standards.pabulib.read import read, read_path
from alongside.standards.pabulib.rule import doubts, rule_of
from alongside.standards.pabulib.write import text_of, write_path

__all__ = ["PabulibFile", "Row", "compose", "doubts", "read", "read_path", "rule_of", "text_of", "write_path"]
