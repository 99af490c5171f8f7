"""`make demo`: one volunteer's whole way, over HTTP only, against a fresh store and the demo clock."""
