"""招录: from a stranger's form to a numbered volunteer, through the gates of the force."""
