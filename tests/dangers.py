"""Reads code for what has hurt programs like this; where it may stand, its test says.

What goes around a rule's words is not seen: it is for slips, not for malice.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

Told = Iterator[tuple[int, str, str]]  # line, function, what stands there
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Code:
    """A file of ours: Python, or SQL as one string."""

    path: str
    source: str
    nodes: list[ast.AST]
    parents: dict[ast.AST, ast.AST]

    @classmethod
    def of(cls, source: str, path: str) -> "Code":
        python = source if path.endswith(".py") else f"{source!r}"
        nodes = list(ast.walk(ast.parse(python)))
        parents = {child: node for node in nodes for child in ast.iter_child_nodes(node)}
        return cls(path, source, nodes, parents)

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def functions(self) -> Iterator[Function]:
        return (node for node in self.nodes if isinstance(node, Function))

    def text(self, function: Function) -> str:
        return "\n".join(self.source.splitlines()[function.lineno - 1 : function.end_lineno])

    def function(self, node: ast.AST) -> Function | None:
        """The innermost one that holds the node."""
        above = self.parents.get(node)
        while above is not None and not isinstance(above, Function):
            above = self.parents.get(above)
        return above

    def told(self, node: ast.expr) -> tuple[int, str, str]:
        return node.lineno, getattr(self.function(node), "name", ""), ast.unparse(node)[:90]

    def in_strings(self, pattern: re.Pattern[str]) -> Told:
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for match in pattern.finditer(node.value):
                    before = node.value.count("\n", 0, match.start())
                    function = getattr(self.function(node), "name", "")
                    yield node.lineno + before, function, match[0]

    def query(self, begins: ast.AST) -> ast.AST:
        """All of `Row.objects.filter(…).first()`, or of the `get_object_or_404` it stands in."""
        above = self.parents[begins]
        if isinstance(above, ast.Call) and above.func is not begins:
            return above if called(above) == "get_object_or_404" else begins
        return self.query(above) if isinstance(above, ast.Call | ast.Attribute) else begins


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return str(getattr(call.func, "attr", None) or getattr(call.func, "id", ""))


def words(node: ast.AST) -> set[str]:
    """Every name in it: of values, of attributes, of arguments."""
    return {
        str(getattr(part, "id", None) or getattr(part, "attr", None) or getattr(part, "arg", ""))
        for part in ast.walk(node)
        if isinstance(part, ast.Name | ast.Attribute | ast.keyword)
    }


MANAGERS = {"objects", "_default_manager"}
WHO = {"user", "person", "learner", "learner_id", "people", "made_by", "author", "account"}
WHO |= {"cohort", "signed_in", "request"}  # whose rows they are, or in whose eyes
OF_PEOPLE = (
    r"(accounts/.*view|(cohorts|courses|progress|quizzes|reports)/(?!(.*/)?(admin|models)\b))"
)


def rows_of_nobody(code: Code) -> Told:
    """A view's query from a model on that names no person and no cohort; elsewhere one by number.

    Authors share all content: the admin holds them by their right to it (test_permissions.py).
    """
    if not re.match(OF_PEOPLE, code.path):
        return
    for node in code.nodes:
        manager = isinstance(node, ast.Attribute) and node.attr in MANAGERS and node.value
        by_model = (
            isinstance(node, ast.Call) and called(node) == "get_object_or_404" and node.args[0]
        )
        first = manager or by_model
        if not isinstance(first, ast.Name) or not first.id[0].isupper():
            continue
        query, function = code.query(node), code.function(node)
        is_handed_on = isinstance(query, ast.Attribute) and query.attr not in MANAGERS
        if function is None or is_handed_on or WHO & words(query):
            continue
        arguments = {part.arg for part in ast.walk(query) if isinstance(part, ast.keyword)}
        is_view = "view" in code.path or "request" in {each.arg for each in function.args.args}
        if isinstance(query, ast.expr) and (is_view or {"pk", "id"} & arguments):
            yield code.told(query)


def markup(code: Code) -> Told:
    """Text that is shown as it is: marked, or a pattern of HTML that is no constant."""
    for call in code.calls():
        name = called(call)
        if name in {"format_html", "format_html_join"}:
            pattern = call.args[name == "format_html_join"]
            is_translated = isinstance(pattern, ast.Call) and called(pattern) in {"_", "gettext"}
            parts = pattern.args if is_translated else [pattern]  # type: ignore[attr-defined]
            if not all(isinstance(part, ast.Constant) for part in parts):
                yield code.told(call)
        elif name in {"mark_safe", "SafeString", "SafeText"}:
            yield code.told(call)
    for node in code.nodes:
        if isinstance(node, Function) and node.name == "__html__":
            yield node.lineno, node.name, "def __html__"
        elif isinstance(node, ast.keyword) and node.arg == "is_safe":
            yield code.told(node.value)


INTO_ANSWERS = re.compile(r"\b(?:INTO|COPY)\s+\"?(?:public\.)?quizzes_answer\b", re.IGNORECASE)
MADE = (
    r"(?:\bAnswer|\b(?:Answer\.\w+|\w+\.answers)\.(?:.*\.)?a?(?:bulk_|get_or_|update_or_)?create)"
)


def answers(code: Code) -> Told:
    for call in code.calls():
        if "nswer" in (made := ast.unparse(call.func)) and re.fullmatch(rf".*?{MADE}", made):
            yield code.told(call)
    yield from code.in_strings(INTO_ANSWERS)


def put_together_sql(code: Code) -> Told:
    """A statement that is no constant where it is sent; psycopg's `SQL` quotes what it takes."""
    for call in code.calls():
        if called(call) in {"execute", "executemany", "raw", "RawSQL", "extra"} and call.args:
            query = call.args[0]
            is_put = isinstance(query, ast.JoinedStr | ast.BinOp)
            if isinstance(query, ast.Call) and called(query) == "format":
                is_put = not ast.unparse(query).startswith("SQL(")
            if is_put:
                yield code.told(call)


DAY = re.compile(r"\b(current_date|localtimestamp|(now\(\)|\w+_at)::(date|time)\b)", re.IGNORECASE)


def databases_day(code: Code) -> Told:
    """Its connection is at UTC; the site's day begins elsewhere."""
    return code.in_strings(DAY)


def without_token(code: Code) -> Told:
    for node in code.nodes:
        if isinstance(node, ast.Name | ast.Attribute) and re.match(UNGUARDED, ast.unparse(node)):
            yield code.told(node)


UNGUARDED = r".*\b(csrf_exempt|_dont_enforce_csrf_checks)$"
SENT = re.compile(r"\brequest\.(GET|POST|META|COOKIES|headers|session)\b")
GUARDS = re.compile(r"\b(url_has_allowed_host_and_scheme|safe_address|next_address)\(")
LEADS = {
    "HttpResponseRedirect",
    "HttpResponsePermanentRedirect",
    "HttpResponseSeeOther",
    "redirect",
}
MADE_BY_REVERSE = r"(f['\"]\{)?reverse\(|['\"]"


def led_astray(code: Code) -> Told:
    """`next` read, or a redirect to what was sent, where nobody asks whether it is one of ours."""
    for function in code.functions():
        if not SENT.search(text := code.text(function)) or GUARDS.search(text):
            continue
        sent = {
            name
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and SENT.search(ast.unparse(node.value))
            for target in node.targets
            for name in words(target)
        }
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            names = [ast.unparse(part) for part in call.args if called(call) in LEADS]
            is_led = any(
                not re.match(MADE_BY_REVERSE, name) and (SENT.search(name) or name in sent)
                for name in names
            )
            if is_led or re.match(r"(self\.)?request\.\w+\.get\('next'", ast.unparse(call)):
                yield code.told(call)


WRITE = re.compile(
    r"\.(save|delete|a?(bulk_|get_or_|update_or_)?create|bulk_update)\(|\bfilter\(.*\.update\("
)


def halves(code: Code) -> Told:
    """Several writes in a function that opens no transaction."""
    for function in code.functions():
        text = code.text(function)
        decorators = "".join(map(ast.unparse, function.decorator_list))
        if "atomic" not in text + decorators and len(written := [*WRITE.finditer(text)]) > 1:
            yield function.lineno, function.name, f"{len(written)} writes"
