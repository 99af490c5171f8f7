"""Things that wait for somebody's word: a dispute over points, a complaint about words on the wall."""

from tests.integration.assessment.conftest import Ledger, enrol
from tests.integration.assessment.test_disputes import ask
from tests.integration.notices.test_complaints import complain_of_words, praised as _praised
from tests.world import SQUADRON, Person, World


def disputed(world: World) -> tuple[Person, str]:
    """张队员 disputes 20 points that were taken; who, and the dispute's id."""
    member, ledger = enrol(world, "张队员", SQUADRON), Ledger(world)
    ledger.tell("fact-told", person_id=member.person_id, fact="no-show", source="SH1", quantity=1)
    ledger.deliver()
    return member, ask(member).json["dispute_id"]


def complained(world: World) -> tuple[Person, str]:
    """Somebody complains about the words that praise 张队员; who is praised, and the complaint's id."""
    praised = _praised.__wrapped__(world)
    return praised, complain_of_words(world, praised)
