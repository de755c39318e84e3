"""The languages: catalogues that lose nothing, and pages that speak and run as the language does."""
