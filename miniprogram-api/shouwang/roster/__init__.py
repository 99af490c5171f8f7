"""队伍: units, assembly points, data of the force, volunteers and their numbers."""
