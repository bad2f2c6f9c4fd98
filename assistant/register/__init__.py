"""The register of commitments as a user sees it: chosen, compared, and written in the formats that offices use."""
