"""Alongside: software with which a public service and the people who use it run that service together."""

__version__ = "0.1.0"
