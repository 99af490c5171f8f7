"""The public pages, and the tool with which a stranger checks what they downloaded."""

import json
from pathlib import Path

from shouwang.duty.routes.pages import verify
from shouwang.duty.store.hours import LogRow
from shouwang.kernel.merkle import merkle_root
from tests.integration.duty.nights import entry, line_of, public_key, serve, two_nights

LOG = "/hours-log/2026-11-23"


def test_the_pages_are_small_need_no_script_and_name_nobody(watch):
    two_nights(watch)

    pages = [
        watch.world.client.get(path) for path in ("/hours-log", LOG, "/hours-log/2026-11-25", "/hours-log/2031-01-01")
    ]

    for page in pages:
        text = page.get_data(as_text=True)
        assert (page.status_code, page.mimetype) == (200, "text/html")
        assert len(page.data) < 10_000
        assert "<script" not in text and "张队员" not in text and watch.volunteer.person_id not in text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "2026-11-24" in pages[0].get_data(as_text=True)
    assert "这一天还没有封存" in pages[2].get_data(as_text=True)
    assert watch.world.client.get("/hours-log/yesterday").status_code == 404
    assert watch.world.client.get("/hours-log/page.css").mimetype == "text/css"


def test_a_full_page_of_lines_stays_below_ten_kilobytes(watch):
    two_nights(watch)
    kept = line_of(watch, entry(watch))
    for n in range(120):
        LogRow(day=kept.day, entry_id=f"{n:032x}", line=kept.line).save()

    page = watch.world.client.get(LOG)

    assert (page.get_data(as_text=True).count("<tr>"), len(page.data) < 10_000) == (41, True)
    assert "下一页" in page.get_data(as_text=True)


def download(watch, folder: Path, day: str) -> Path:
    """What a stranger downloads of a day."""
    for name, kind in ((f"{day}.json", "root.json"), (f"{day}.jsonl", "lines.jsonl")):
        (folder / name).write_bytes(watch.world.client.get(f"/hours-log/{day}/{kind}").data)
    return folder / f"{day}.json"


def proof(watch) -> dict:
    path = f"/v1/me/hours/entries/{entry(watch).entry_id.replace('#', '%23')}/proof"
    return watch.volunteer.get(path).json


def test_a_stranger_checks_day_chain_and_proof_with_the_tool_alone(watch, tmp_path, capsys):
    two_nights(watch)
    first, second = (download(watch, tmp_path, day) for day in ("2026-11-23", "2026-11-24"))
    shown = tmp_path / "proof.json"
    shown.write_text(json.dumps(proof(watch)))
    key = ["--key", public_key(watch)]

    assert verify.main(["day", str(first), str(tmp_path / "2026-11-23.jsonl"), *key]) == 0
    assert verify.main(["chain", str(second), str(first), *key]) == 0
    assert verify.main(["proof", str(shown), "--root", str(first), *key]) == 0
    told = capsys.readouterr().out
    assert "2026-11-23 实测 +60 分钟" in told and "合计 实测 1 小时 0 分钟" in told
    assert verify.main(["proof", str(shown), "--root", str(first)]) == 0
    assert "没有给公钥" in capsys.readouterr().out


def test_a_proof_with_any_part_forged_is_refused(watch, tmp_path, capsys):
    two_nights(watch)
    root, told = download(watch, tmp_path, "2026-11-23"), proof(watch)
    forged = {
        "line": told["line"].replace('"minutes":60', '"minutes":66'),
        "index": 1 - told["index"],
        "size": 3,
        "proof": ["00" * 32],
        "salt": "0" * 64,
        "facts": {**told["facts"], "point": "001"},
    }
    for part, value in forged.items():
        (tmp_path / "proof.json").write_text(json.dumps({**told, part: value}))

        assert verify.main(["proof", str(tmp_path / "proof.json"), "--root", str(root)]) == 1, part
        assert capsys.readouterr().out.startswith("对不上："), part


def test_another_key_a_day_left_out_and_files_that_are_none_are_refused(watch, tmp_path, capsys):
    two_nights(watch)
    watch.world.clock.advance(days=1)
    watch.world.house.public_log.seal_due()
    first, _, third = (str(download(watch, tmp_path, f"2026-11-{day}")) for day in (23, 24, 25))

    assert verify.main(["day", first, str(tmp_path / "2026-11-23.jsonl"), "--key", "A" * 43]) == 1
    assert verify.main(["day", first, str(tmp_path / "2026-11-24.jsonl")]) == 1
    assert verify.main(["chain", first, third]) == 1
    assert verify.main(["chain", str(tmp_path / "2026-11-23.jsonl")]) == 2
    assert verify.main(["chain", str(tmp_path / "nothing.json")]) == 2
    assert "接不上" in capsys.readouterr().out


def test_the_tool_that_is_served_is_the_one_that_is_tested(watch):
    served = watch.world.client.get("/hours-log/verify.py")

    assert served.data == Path(verify.__file__).read_bytes()
    assert served.headers["Content-Disposition"] == 'attachment; filename="verify.py"'


def test_a_signing_key_is_announced_before_it_signs_and_the_chain_holds(watch, tmp_path, monkeypatch, capsys):
    from shouwang.platform.keys import open_keys
    from shouwang_local.hours import keys

    house = watch.world.house
    monkeypatch.setenv("SHOUWANG_KEYS", house.settings.keys)
    for name in ("store", "blobs", "public_url", "wechat_appid", "wechat_secret", "stage"):
        monkeypatch.setenv(f"SHOUWANG_{name.upper()}", getattr(house.settings, name))

    def next_night() -> None:
        house.__dict__.pop("public_log", None)
        house.keys = open_keys(house.settings.keys, "")
        watch.world.clock.advance(days=1)
        house.public_log.seal_due()

    old = public_key(watch)
    serve(watch, 1)
    next_night()
    keys.announce()
    too_early = keys.turn(house)
    next_night()
    turned = keys.turn(house)
    next_night()

    roots = [str(download(watch, tmp_path, f"2026-11-{day}")) for day in (23, 24, 25)]
    assert (too_early, turned, verify.main(["chain", *roots, "--key", old])) == (1, 0, 0)
    assert public_key(watch) != old
    assert verify.main(["chain", roots[2], "--key", old]) == 1
    assert "announce-key" in capsys.readouterr().out


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert verify.tree_root([]) == merkle_root([])
