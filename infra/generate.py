"""Write infra/{functions,routes,iam,tables,watch}.yml and the app's served.json from the function table and the declared tables.

python infra/generate.py            write them
python infra/generate.py --check    only say whether they are current (a test calls this)
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from parts import functions, roles, routes, tables, watch

from shouwang.app.house import SERVED
from shouwang_local.contract import local_house

HERE = Path(__file__).parent
NOTE = "# Written by infra/generate.py from shouwang.app.FUNCTIONS and the declared tables; change those, not this.\n"


class _NoAliases(yaml.SafeDumper):
    """Writes a thing that occurs twice in full, twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def rendered() -> dict[Path, str]:
    """File -> text."""
    with local_house() as house:
        made = {
            "tables.yml": {"Resources": tables.resources()},
            "functions.yml": functions.section(house.app),
            "routes.yml": {"Resources": routes.resources(house.app)},
            "iam.yml": {"Resources": roles.resources()},
            "watch.yml": {"Resources": watch.resources()},
        }
        index = json.dumps(routes.served(house), indent=1, sort_keys=True) + "\n"
    return {SERVED: index} | {
        HERE / name: NOTE + yaml.dump(what, Dumper=_NoAliases, sort_keys=False, allow_unicode=True, width=160)
        for name, what in made.items()
    }


def main() -> int:
    """Write the files, or say which are not current."""
    files = rendered()
    stale = [file for file, text in files.items() if not file.exists() or file.read_text() != text]
    if "--check" in sys.argv:
        print("not current: " + ", ".join(file.name for file in stale) if stale else "current")
        return bool(stale)
    for file in stale:
        file.write_text(files[file])
    return 0


if __name__ == "__main__":
    sys.exit(main())
