"""Decisions of duty 执勤, one module a question.

`fixes` is a fix to be read at all · `fence` is the person there · `sessions` which two taps make a duty ·
`credit` how many minutes it is worth · `signups` who may take a place · `reports` what was done and how well ·
`log` what the public may see of it.
"""
