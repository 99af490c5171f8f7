"""Whatever is sent to whatever route: of the right form, nearly, or not at all."""
