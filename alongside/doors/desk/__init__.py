"""The desk: what officers owe today, and bulk work that stays personal."""
