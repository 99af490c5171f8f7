"""星级公示: stars that everybody may object to, and the ruling of what was objected."""
