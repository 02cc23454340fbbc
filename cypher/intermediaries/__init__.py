"""Questions about those who supply between an institution and a provider."""
