"""The papers that are drawn: a table. Kinds differ in title, crest and thread.

A template that was ever issued on is never redrawn: a change gets the next version here and in `CertificateText`.
"""

from __future__ import annotations

import emblems
from page import Page

VERSION = 2

PAPERS: tuple[Page, ...] = (
    Page("honour", "荣誉证书", "CERTIFICATE OF HONOUR", "crimson", emblems.beacon, (176, 48, 40), (252, 232, 220)),
    Page("training", "结业证书", "CERTIFICATE OF COMPLETION", "azure", emblems.book, (38, 92, 150), (226, 238, 246)),
    Page(
        "service",
        "志愿服务证明",
        "RECORD OF VOLUNTARY SERVICE",
        "jade",
        emblems.crowned,
        (24, 112, 84),
        (226, 242, 230),
        sealed=False,
    ),
    Page(
        "commendation",
        "表扬证书",
        "LETTER OF COMMENDATION",
        "vermilion",
        emblems.flower,
        (196, 86, 26),
        (253, 236, 214),
    ),
)
