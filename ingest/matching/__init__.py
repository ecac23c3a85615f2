"""Names of payees and suppliers held against the register: candidates, evidence, probability."""
