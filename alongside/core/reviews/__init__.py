"""Looking back at an initiative, and ending it well."""
