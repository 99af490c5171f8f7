"""Chromium as every browser test drives it: how it is started, and what axe finds on a page."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Every window of a full Chromium loads a page for the suggestions of its address bar: 400 modules, dearer than a page of ours.
NOT_NEEDED = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
# What Playwright turns off, named again: Chromium hears only the last list. Source: playwright 1.65, chromiumSwitches.ts
AS_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
FLAGS = (
    "--no-sandbox",
    "--process-per-site",  # what one page compiled is there for the next
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*NOT_NEEDED, *AS_PLAYWRIGHT))}",
)
_AXE = Axe().axe_script
# Looked at when every colour has arrived. What was found to be well is not carried out: it takes longer than finding it.
_VIOLATIONS = """async () => {
  for (const each of document.getAnimations()) if (each.effect.getComputedTiming().endTime !== Infinity) each.finish()
  const found = await axe.run({ resultTypes: ['violations'] })
  return found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target)])
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; its absence fails a test, it never skips one."""
    return {"executable_path": shutil.which("chromium") or "chromium", "args": list(FLAGS)}


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    return [f"{rule}: {targets}" for rule, targets in page.evaluate(_VIOLATIONS)]
