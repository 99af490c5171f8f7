"""投诉: what people say is wrong with what is published here, and how it is ruled."""
