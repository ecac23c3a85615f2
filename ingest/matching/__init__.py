"""Names of payees held against the register of companies: candidates, evidence, probability."""
