"""The ledger: balanced entries in minutes of time or minor units of money, never converted into each other."""
