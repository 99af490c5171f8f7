"""HTTP of the console: its entrance, settings, style page and files; reviews are in `review`, the door in `sign_in`."""

from typing import Annotated, Literal

import msgspec

from shouwang.console import sample_blocks, samples
from shouwang.console.blocks import Buttons, Section, Sheet
from shouwang.console.browser import KEYS_COOKIE, SETTINGS_LIFE_S, THEME_COOKIE, Browser, set_cookie
from shouwang.console.desk import Desk
from shouwang.console.places import SETTINGS, first_of, rail
from shouwang.console.views import Note, Theme
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.web import Api, Reply, get, post, public, roles

staff = roles(*STAFF)
MORE = "/console/more"
COLOURS = ("paper", "sunk", "lift", "ink", "ink2", "ink3", "edge", "line", "seal", "wash", "gold")


class SettingsForm(msgspec.Struct):
    """What one browser is to look like."""

    csrf: Annotated[str, msgspec.Meta(max_length=64)] = ""
    theme: Theme = ""
    keys: Literal["on", "off"] = "on"


class Kept(msgspec.Struct):
    """Whether the settings were just kept."""

    kept: bool = False


class HouseRoutes:
    """Routes of the console that belong to no capability."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pages = desk.pages

    @get("/console", who=staff, html=True, summary="管理台入口")
    def home(self, actor: Actor) -> Reply:
        """On to the first page of one's work."""
        return self.pages.see_other(first_of(actor, self.desk.surroundings.roster.force()))

    @get(MORE, who=staff, html=True, summary="管理台：去得了的每一页")
    def more(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """Every place a person may go to: what stands in the rail, for a phone."""
        places = rail(actor, self.desk.surroundings.roster.force(), MORE)
        groups = tuple(Section(group.title, (Buttons(links=group.links),)) for group in places)
        return self.desk.sheet(actor, Browser(cookies), MORE, Sheet("去哪里", blocks=groups))

    @get(SETTINGS.href, who=staff, html=True, summary="这个浏览器的外观和快捷键")
    def settings(self, actor: Actor, cookies: dict[str, str], query: Kept) -> Reply:
        """The settings."""
        saved = Note("存下了") if query.kept else None
        return self.desk.draw(actor, Browser(cookies), SETTINGS.href, "settings", saved=saved)

    @post(SETTINGS.href, who=staff, html=True, summary="存下这个浏览器的外观和快捷键")
    def keep_settings(self, actor: Actor, cookies: dict[str, str], form: SettingsForm) -> Reply:
        """Keep them, in the browser alone."""
        Browser(cookies).require_proof(form.csrf)
        secure = self.pages.secure
        theme = set_cookie(THEME_COOKIE, form.theme, SETTINGS_LIFE_S if form.theme else 0, secure=secure)
        keys = set_cookie(KEYS_COOKIE, form.keys, SETTINGS_LIFE_S if form.keys == "off" else 0, secure=secure)
        return self.pages.see_other(SETTINGS.href + "?kept=true", theme, keys)

    @get("/console/style", who=staff, html=True, summary="样式页：每个部件的真身")
    def style(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """Every component in every state, with invented people."""
        return self.desk.draw(
            actor,
            Browser(cookies),
            "/console/style",
            "style",
            colours=COLOURS,
            states=samples.STATES,
            queue=samples.QUEUE,
            it=samples.APPLICATION,
            stale=samples.OVERTAKEN,
            empty=samples.EMPTY,
            not_found=samples.NOT_FOUND,
            error=samples.ERROR,
            blocks=sample_blocks.BLOCKS,
        )

    @get("/console/static/{name}", who=public, html=True, summary="页面用的样式、脚本和标记")
    def static(self, name: str) -> Reply:
        """One file, to be kept for ever: its name changes with its content."""
        asset = self.pages.assets.find(name)
        if asset is None:
            raise NotFound
        kept = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        return Reply(asset.content, asset.content_type, headers=kept)

    @get("/console/{page}", who=public, html=True, summary="没有这一页")
    def nothing_here(self, page: str) -> Reply:
        """A page that does not exist says so in the console's own words."""
        raise NotFound


def api(desk: Desk) -> Api:
    """Routes of the console that belong to no capability."""
    return Api.of("console", HouseRoutes(desk), desk.pages.refusal)
