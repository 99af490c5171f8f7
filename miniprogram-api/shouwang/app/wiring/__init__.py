"""What each slice's services are made of: a file a slice, each standing on the one it names as its base.

ground, identity, roster, training, recruitment, duty, assessment, honours, notices, console: the order in which services
need each other. `House` stands on the last.
"""
