"""Another evaluator for the same forms: libxml2, a whole XPath 1.0, over the XForm of pyxform.

What XPath does not have, and ODK does, is registered here as ODK documents it. Days are their
number since 1970 on both sides of a comparison, as XPath knows no dates.
"""

import copy
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

HIDDEN = "hidden"
XF = "{http://www.w3.org/2002/xforms}"
_FIRST_DAY = date(1970, 1, 1)


def days(day: date) -> int:
    return (day - _FIRST_DAY).days


def _first(value: Any) -> Any:
    """A node-set is the text of its first node."""
    if isinstance(value, list):
        return (value[0].text or "") if value else ""
    return value


def _string(value: Any) -> str:
    value = _first(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(etree.XPath("string($n)")(etree.Element("x"), n=value))
    return str(value)


def _number(value: Any) -> float:
    value = _first(value)
    return value if isinstance(value, float) else float(_NUMBER(etree.Element("x"), v=value))


_NUMBER = etree.XPath("number($v)")


def _truth(value: Any) -> bool:
    value = _first(value)
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def _figures(values: tuple[Any, ...]) -> Iterator[float]:
    for value in values:
        if isinstance(value, list):
            yield from (_number(node.text or "") for node in _relevant(value))
        else:
            yield _number(value)


def _relevant(nodes: list[Any]) -> list[Any]:
    """JavaRosa leaves out of a node-set what is hidden."""
    return [
        node for node in nodes if not any(one.get(HIDDEN) for one in [node, *node.iterancestors()])
    ]


def _round(value: float, places: float = 0.0) -> float:
    scale = 10.0**places
    return math.floor(value * scale + 0.5) / scale if math.isfinite(value) else value


def _extreme(choose: Callable[[list[float]], float], values: tuple[Any, ...]) -> float:
    figures = list(_figures(values))
    bad = not figures or any(map(math.isnan, figures))
    return math.nan if bad else choose(figures)


def _day(value: Any) -> float:
    text = _string(value)
    return (
        float(days(date.fromisoformat(text)))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text)
        else (math.trunc(_number(value)) if not math.isnan(_number(value)) else math.nan)
    )


def _int(value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else value


def in_odk(expression: str) -> str:
    """`expression`, where ODK means something else by a function than XPath does."""
    return re.sub(r"\b(count|sum|round|position)\(", r"odk-\1(", expression)


def functions(today: date) -> Mapping[tuple[None, str], Callable[..., Any]]:
    """ODK's own, by name; each is given the context of the evaluation first."""
    own: dict[str, Callable[..., Any]] = {
        "selected": lambda _, a, b: f" {_string(b).strip()} " in f" {_string(a)} ",
        "count-selected": lambda _, a: float(len(_string(a).split())),
        "selected-at": lambda _, a, n: (_string(a).split() + [""] * 99)[int(_number(n))],
        "if": lambda _, c, a, b: _first(a) if _truth(c) else _first(b),
        "coalesce": lambda _, *a: next((s for s in map(_first, a) if _string(s)), ""),
        "regex": lambda _, a, p: re.fullmatch(_string(p), _string(a), re.ASCII) is not None,
        "today": lambda _: float(days(today)),
        "date": lambda _, a: _day(a),
        "decimal-date-time": lambda _, a: _day(a),
        "int": lambda _, a: _int(_number(a)),
        "max": lambda _, *a: _extreme(max, a),
        "min": lambda _, *a: _extreme(min, a),
        # XPath has these too (`in_odk`), and says nothing of turns that are hidden, nor of places
        "odk-count": lambda _, a: float(len(_relevant(a))),
        "odk-sum": lambda _, a: math.fsum(n for n in _figures((a,)) if not math.isnan(n)),
        "odk-round": lambda _, a, *places: _round(_number(a), *map(_number, places)),
        "odk-position": lambda _, a: 1.0 + len([*a[0].itersiblings(a[0].tag, preceding=True)]),
        "ends-with": lambda _, a, b: _string(a).endswith(_string(b)),
    }
    return {(None, name): function for name, function in own.items()}


@dataclass
class Bind:
    path: tuple[str, ...]
    relevant: str | None = None
    calculate: str | None = None
    constraint: str | None = None
    required: str | None = None


@dataclass
class Result:
    """Attributes: asked: Paths, as in a record; the rest by path."""

    asked: set[str] = field(default_factory=set)
    computed: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)


class Reference:
    """A form as other programs would be given it."""

    def __init__(self, xform: str, today: date) -> None:
        root = etree.fromstring(xform.encode())
        model = root.find(f".//{XF}model")
        assert model is not None
        self._extensions = functions(today)
        self._instances = {
            one.get("id"): one[0] for one in model.iter(f"{XF}instance") if one.get("id")
        }
        [self._first] = [one[0] for one in model.iter(f"{XF}instance") if not one.get("id")]
        self._binds = [self._bind(one) for one in model.iter(f"{XF}bind")]
        self._itemsets = {
            str(select.get("ref")): str(itemset.get("nodeset"))
            for select in root.iter(f"{XF}select", f"{XF}select1")
            for itemset in select.iter(f"{XF}itemset")
        }
        self._repeats = {str(one.get("nodeset")) for one in root.iter(f"{XF}repeat")}

    def _bind(self, element: Any) -> Bind:
        path = tuple(str(element.get("nodeset")).strip("/").split("/"))
        wanted = ("relevant", "calculate", "constraint", "required")
        return Bind(path, *(element.get(name) for name in wanted))

    def result(self, answers: Mapping[str, str]) -> Result:
        """What is asked of somebody who gave `answers`: each as it stands in the record."""
        before, kept = "", Result()
        document = self._filled(answers)
        for _ in range(40):
            kept = self._settle(document, answers)
            now = etree.tostring(document)
            if now == before:
                return kept
            before = now
        raise AssertionError("the form does not settle")

    def _filled(self, answers: Mapping[str, str]) -> Any:
        root = etree.fromstring(re.sub(rb' [a-z]+(:\w+)?="[^"]*"', b"", _plain(self._first)))
        for meta in root.findall("meta"):
            root.remove(meta)
        for path in sorted({str(path) for path in self._repeats}):
            self._repeat(root, path.strip("/").split("/")[1:], answers)
        return root

    def _repeat(self, root: Any, steps: list[str], answers: Mapping[str, str]) -> None:
        nodes = root.findall("/".join(steps))
        for extra in nodes[1:]:
            extra.getparent().remove(extra)  # the template beside the first turn
        turns = [int(n) for a in answers for n in re.findall(rf"{steps[-1]}\[(\d+)\]", a)]
        for _ in range(max([1, *turns]) - 1):
            nodes[0].addnext(copy.deepcopy(nodes[0]))

    def _settle(self, document: Any, answers: Mapping[str, str]) -> Result:
        result = Result()
        hidden: set[Any] = set()
        for bind in self._binds:
            for node in document.findall("/".join(bind.path[1:])):
                if bind.path[-2:] != ("meta", "instanceID"):
                    self._settle_node(bind, node, hidden, answers, result)
        return result

    def _settle_node(
        self, bind: Bind, node: Any, hidden: set[Any], answers: Mapping[str, str], result: Result
    ) -> None:
        is_hidden = any(one in hidden for one in node.iterancestors()) or (
            bind.relevant is not None and not self.holds(bind.relevant, node)
        )
        if is_hidden:
            hidden.add(node)
            node.set(HIDDEN, "yes")
        else:
            node.attrib.pop(HIDDEN, None)
        if len(node):
            return
        if is_hidden:
            node.text = ""
        elif bind.calculate is not None:
            value = _string(self.evaluate(bind.calculate, node))
            node.text = "" if value == "NaN" else value
            if node.text:
                result.computed[self._path(node)] = node.text
        else:
            self._ask(bind, node, answers, result)

    def _ask(self, bind: Bind, node: Any, answers: Mapping[str, str], result: Result) -> None:
        path = self._path(node)
        node.text = answers.get(path, "")
        result.asked.add(path)
        if node.text and bind.constraint is not None and not self.holds(bind.constraint, node):
            result.broken.add(path)
        if not node.text and bind.required is not None and self.holds(bind.required, node):
            result.missing.add(path)
        itemset = self._itemsets.get("/" + "/".join(bind.path))
        if itemset is not None:
            result.choices[path] = list(self._choices(itemset, node))

    def _choices(self, itemset: str, node: Any) -> Iterator[str]:
        found = re.fullmatch(r"instance\('([^']+)'\)/\w+/item(?:\[(.*)\])?", itemset, re.DOTALL)
        assert found is not None
        for item in self._instances[found[1]]:
            row = etree.SubElement(node, "row")
            for cell in item:
                etree.SubElement(row, cell.tag.removeprefix(XF)).text = cell.text
            kept = found[2] is None or self.holds(found[2].replace("current()/..", "../.."), row)
            node.remove(row)
            if kept:
                yield str(item.find(f"{XF}name").text)

    def _path(self, node: Any) -> str:
        steps = [node.tag]
        for one in node.iterancestors():
            place = "/" + "/".join([*(up.tag for up in reversed([*one.iterancestors()])), one.tag])
            if place in self._repeats:
                turn = 1 + len([*one.itersiblings(one.tag, preceding=True)])
                steps.append(f"{one.tag}[{turn}]")
        return "/".join(reversed(steps))

    def evaluate(self, expression: str, node: Any) -> Any:
        return etree.XPath(in_odk(expression), extensions=self._extensions)(node)

    def holds(self, expression: str, node: Any) -> bool:
        return bool(self.evaluate(f"boolean({expression})", node))


def _plain(element: Any) -> bytes:
    text: bytes = etree.tostring(element, with_tail=False)
    return text
