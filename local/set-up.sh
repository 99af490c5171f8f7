#!/usr/bin/env bash
# Set-up of a fresh machine (Debian, Python 3.11 or newer, Node 20, make), asked for by the Makefile: nothing to do by hand.
#   set-up.sh run    what `make run` needs: Python packages, the console's script, the mini-program in a browser, a font for rare characters
#   set-up.sh test   also what `make test` needs: test tools, Chromium and fonts, strace
set -euo pipefail
cd "$(dirname "$0")/.."
want=$1
say() { printf '  %s\n' "$*" >&2; }
fail() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi; }
debian() {  # install Debian packages that are missing
  local missing=()
  for package in "$@"; do dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package"); done
  [ ${#missing[@]} = 0 ] && return 0
  command -v apt-get >/dev/null || return 1
  say "installing ${missing[*]}"
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1
}

command -v python3 >/dev/null || fail "python3 is missing: install Python 3.11 or newer"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed, this is $(python3 --version)"

if [ ! -x .venv/bin/python ]; then
  say "making the virtual environment"
  python3 -m venv .venv 2>/dev/null || { rm -rf .venv; debian python3-venv && python3 -m venv .venv; } || fail "python3 -m venv does not work here"
fi
[ -x .venv/bin/pip ] || .venv/bin/python -m ensurepip -q >/dev/null
[ -x .venv/bin/uv ] || { say "installing uv"; .venv/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9; }
groups=(--no-group dev) omit=(--omit=dev)
if [ "$want" = test ] || [ -e .venv/.ready-dev ]; then groups=() omit=(); fi
say "installing Python packages"
VIRTUAL_ENV=.venv .venv/bin/uv sync -q --frozen --inexact "${groups[@]}" || fail "the Python packages could not be installed"

if command -v npm >/dev/null; then
  say "installing the console's script and the browser phone"
  npm ci --silent --no-audit --no-fund "${omit[@]}" >/dev/null 2>&1 || say "npm did not answer: the console works without its script, a little slower"
  .venv/bin/python -m shouwang_local.assets || true
  node local/phone/build.mjs >/dev/null || say "the mini-program was not built: /phone will be missing"
else
  say "npm is missing: the console works without its script, a little slower"
fi
debian fonts-hanazono || say "fonts-hanazono cannot be had: names with very rare characters will wait for a person instead of a certificate"
.venv/bin/python layers/fonts/build.py || say "the font for rare characters was not prepared"

if [ "$want" = test ]; then
  [ -x node_modules/.bin/osls ] || fail "osls could not be installed: the packaging tests need Node 20 and npm"
  debian chromium fonts-noto-cjk strace || fail "Chromium, fonts-noto-cjk and strace could not be installed"
  touch .venv/.ready-dev
fi
touch .venv/.ready
