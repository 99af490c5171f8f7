"""Identity 身份: who a person is, how they sign in, what they may do and what they agreed to."""
