"""Identifies a problem in the data of an action, and finds it again in a note that may have changed since."""

from plaintext_network.errors import EditRefused
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import Values, action_data
from plaintext_network.problems import Problem


def problem_data(do: str, problem: Problem, **values: str) -> str:
    """Return the data of an action that fixes a problem."""
    return action_data(
        do, code=problem.code, line=problem.line, column=problem.column, about=_about(problem), **values
    )


def find_problem(view: EditorView, document: Document, values: Values) -> Problem:
    """Return the problem that some data is about: at its place, else the only one like it. Raises EditRefused if it is gone."""
    code, about = values.text("code"), values.text("about")
    found = view.notebook.problems_of(document.path)
    alike = [each for each in found if each.code == code and _about(each) == about]
    place = (values.number("line"), values.number("column"))
    here = [each for each in alike if (each.line, each.column) == place]
    if len(chosen := here[:1] or alike) != 1:
        raise EditRefused("this problem isn't there any more", document.path)
    return chosen[0]


def _about(problem: Problem) -> str:
    return problem.message
