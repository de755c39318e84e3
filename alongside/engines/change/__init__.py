"""Did it change? Run charts, control charts by the Making Data Count rules, and what may be said of a comparison."""
