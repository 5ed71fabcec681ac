"""The certificate of the roster under the answer: how much more any other roster could give."""

from geo.texts import N_
from ui.context import Context
from ui.planning import progress
from ui.planning.standing import Standing
from ui.roster.rosters import question_of
from words.roster import proof_sentence

PHASES = {
    "waiting": N_("Another plan is being made first."),
    "first": N_("A first roster is being looked for."),
    "proving": N_("The search for a better roster and its proof go on."),
    "conflict": N_("Which of the rules cannot hold, and what could be kept instead, is being looked for."),
    "prices": N_("The rules are being priced."),
}


def draw_progress(context: Context, standing: Standing) -> None:
    """Draw the certificate; while the search goes on, look every second and redraw the page when it got better."""
    progress.draw_progress(context, _LINE, standing)


def _certificate(context: Context, standing: Standing) -> str:
    if standing.status not in ("optimal", "best_found"):
        return ""
    return proof_sentence(standing.plan, context.numbers, context.translate)


_LINE = progress.Line(
    ask=question_of,
    certificate=_certificate,
    phases=PHASES,
    stop_help=N_("Keeps the best roster so far; the search goes on while others wait for it."),
)
