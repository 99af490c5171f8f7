import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from shouwang.honours.rendering import MEDAL_SIZES, UnknownArt, art_digest, gallery, medal_kinds, medal_png
from shouwang.honours.rendering.gallery import art_dir, page_path
from shouwang.honours.rules import TEMPLATE_VERSION, WITHDRAWN, template_in_force
from tests.unit.honours.rendering.sample import EVERY_KIND, opened

ART = art_dir()
WITHOUT_FIGURES = ("call-out", "streak", "night-watch", "training", "yearly")
REDRAW = """
import sys
from io import BytesIO
from PIL import Image, ImageChops, ImageStat
import medal
from family import FAMILY
one = next(one for one in FAMILY if one.kind == sys.argv[1])
drawn = medal.silhouette(one, 0.5).rgba((512, 512)).getchannel("A")
kept = Image.open(f"medals/{one.kind}-locked-512.png").convert("RGBA").getchannel("A")
print(ImageStat.Stat(ImageChops.difference(drawn, kept)).mean[0])
"""


def test_every_picture_is_the_one_that_was_drawn():
    manifest = json.loads((ART / "manifest.json").read_text(encoding="utf-8"))
    kept = [*ART.glob("medals/*"), *ART.glob("pages/*"), *ART.glob("cards/*")]

    assert manifest["sha256"] == {
        str(path.relative_to(ART)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept
    }
    assert sum(path.stat().st_size for path in kept) <= 15_000_000


@pytest.mark.parametrize("kind", ["star-3", "first-patrol", "training"])
def test_the_script_still_draws_what_is_kept(kind):
    ran = subprocess.run([sys.executable, "-c", REDRAW, kind], cwd=ART, capture_output=True, text=True, check=True)

    assert float(ran.stdout) < 2.0


@pytest.mark.parametrize("kind", medal_kinds())
def test_a_medal_comes_in_its_sizes_clear_at_the_corners_and_small(kind):
    pictures = {size: opened(medal_png(kind, size)) for size in MEDAL_SIZES}

    assert {size: picture.size for size, picture in pictures.items()} == {s: (s, s) for s in MEDAL_SIZES}
    assert len(medal_png(kind, 512)) <= 60_000
    for picture in pictures.values():
        alpha = picture.convert("RGBA").getchannel("A")
        assert alpha.getpixel((0, alpha.height - 1)) == 0
        assert alpha.getpixel((alpha.width // 2, alpha.height * 5 // 8)) == 255


@pytest.mark.parametrize("kind", medal_kinds())
def test_nothing_shows_beyond_a_medals_edge_on_a_dark_page(kind):
    for size in MEDAL_SIZES:
        alpha = opened(medal_png(kind, size)).convert("RGBA").getchannel("A")
        solid_near = alpha.point(lambda level: 255 * (level >= 140)).filter(ImageFilter.MaxFilter(5))
        stray = ImageChops.multiply(alpha, ImageChops.invert(solid_near))

        assert stray.getextrema()[1] <= 48, size


@pytest.mark.parametrize("size", [512, 128])
def test_locked_medals_are_grey_and_told_apart_by_their_silhouettes(size):
    outlines = {}
    for kind in medal_kinds():
        locked = opened(medal_png(kind, size, locked=True)).convert("RGBA")
        middle = locked.getpixel((size // 2, size * 5 // 8))
        assert max(middle[:3]) - min(middle[:3]) < 40 and 40 < middle[3] < 220
        outlines[kind] = locked.getchannel("A").tobytes()

    # Grades of one kind without a figure of their own share theirs.
    alike = [[kind for kind in outlines if kind.startswith(family)] for family in WITHOUT_FIGURES]
    assert len(set(outlines.values())) == len(outlines) - sum(len(grades) - 1 for grades in alike)


def test_grades_of_one_kind_differ_in_colour():
    def middle_of_rim(kind):
        return opened(medal_png(kind, 512)).convert("RGBA").getpixel((256, 490))

    assert len({middle_of_rim(kind) for kind in ("patrols-10", "patrols-50", "patrols-100")}) == 3


@pytest.mark.parametrize("text", EVERY_KIND, ids=lambda text: text.kind.value)
@pytest.mark.parametrize(("size", "pixels"), [("share", (1080, 1528)), ("a4", (2480, 3508))])
def test_every_paper_is_drawn_in_both_sizes(text, size, pixels):
    with Image.open(page_path(text.kind.value, TEMPLATE_VERSION, size)) as picture:
        assert (picture.size, picture.mode) == (pixels, "RGB")


def test_a_version_that_was_withdrawn_is_shown_on_one_that_is_drawn():
    for version in (*WITHDRAWN, TEMPLATE_VERSION):
        assert page_path("honour", template_in_force(version), "share").is_file()
    with pytest.raises(UnknownArt):
        page_path("honour", 1, "share")


def test_a_template_has_a_fingerprint():
    assert art_digest("honour", TEMPLATE_VERSION, "share") != art_digest("honour", TEMPLATE_VERSION, "a4")


@pytest.mark.parametrize("kind", ["none", "../pages/honour", "star-6", ""])
def test_a_medal_that_was_never_drawn_is_named(kind):
    with pytest.raises(UnknownArt):
        medal_png(kind)


def test_an_art_folder_that_is_missing_is_an_error_and_not_a_blank(no_art: Path):
    with pytest.raises(UnknownArt):
        page_path("honour", TEMPLATE_VERSION, "share")


def test_art_that_is_nowhere_is_an_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="art"):
        gallery.first_of(tmp_path / "art", tmp_path / "opt" / "art")


def test_art_beside_the_source_comes_before_the_layers(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a").mkdir()

    assert gallery.first_of(tmp_path / "none", tmp_path / "a", tmp_path / "b") == tmp_path / "a"
