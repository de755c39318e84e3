"""Proposals on paper: forms with a code, their entering, and the page and poster by which one is made known."""
