"""Tables: what they are made of, their keys, and the catalog that knows them all."""
