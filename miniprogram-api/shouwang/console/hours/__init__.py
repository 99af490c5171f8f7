"""服务时长: a unit's month by person, whose word attested hours rest on, records and proofs to take away."""
