"""Reads a window as a screen reader does, through AT-SPI; knows nothing of the product's code.

Runs under the system's Python, which has the bindings (`gi`). One JSON object a line on standard
input, one on standard output. A question has `do` and what goes with it:

    attach  pid, within_s                 follow the program of that process
    look    id                            the control with that accessible identifier, or null
    wait    id, within_s, …               the control, once it is as asked (see `_is_as_asked`)
    rows    id                            the children of a list: name, states, extents
    tree    shown                         all controls, or those shown, outermost first, with depth
    heard                                 announcements and descriptions since asked last
    press   id                            do the control's own action

Answers: {"answer": …} or {"fault": "sentence"}.
"""

import json
import re
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

MOST_NODES = 5000
LISTS = {"list", "table", "tree", "tree table", "list box", "menu", "combo box"}


class Reader:
    def __init__(self):
        Atspi.init()
        self.window_of = None
        self.known = {}
        self.announced = []
        self.context = GLib.MainContext.default()
        self.listener = Atspi.EventListener.new(self._hear)
        self.listener.register("object:announcement")
        self.listener.register("object:property-change:accessible-description")

    def answer(self, question):
        asked = dict(question)
        return getattr(self, "do_" + asked.pop("do"))(**asked)

    def do_attach(self, pid, within_s):
        self.known.clear()
        self.window_of = self._until(lambda: self._program(pid), within_s)
        if self.window_of is None:
            raise LookupError(f"no window of process {pid} within {within_s} s")
        self.window_of.set_cache_mask(Atspi.Cache.NONE)
        return _seen(self.window_of)

    def do_look(self, id):
        node = self._find(id)
        return _seen(node) if node else None

    def do_wait(self, id, within_s, **asked):
        last = {}

        def found():
            node = self._find(id)
            seen = _seen(node) if node else None
            last["seen"] = seen
            if _is_as_asked(seen, node, asked):
                return seen or {"gone": True}
            return None

        answer = self._until(found, within_s)
        if answer is None:
            raise LookupError(f"{id} is not {asked} within {within_s} s; it is {last['seen']}")
        return answer

    def do_rows(self, id):
        node = self._find(id)
        if node is None:
            raise LookupError(f"nothing is called {id}")
        return [_seen(child) for child in _children(node)]

    def do_tree(self, shown):
        return [{**_seen(node), "depth": depth} for node, depth in self._walk(shown)]

    def do_heard(self):
        self._pump()
        heard, self.announced = self.announced, []
        return heard

    def do_press(self, id):
        node = self._find(id)
        if node is None or not node.get_action_iface():
            raise LookupError(f"nothing to press is called {id}")
        return node.get_action_iface().do_action(0)

    def _program(self, pid):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for number in range(desktop.get_child_count()):
            try:
                child = desktop.get_child_at_index(number)
                if child and child.get_process_id() == pid and child.get_child_count():
                    return child
            except GLib.Error:
                continue
        return None

    def _find(self, id):
        node = self.known.get(id)
        if node is not None and _is_still(node, id):
            return node
        for node, _ in self._walk():
            here = _identifier(node)
            if here:
                self.known[here] = node
            if here == id:
                return node
        self.known.pop(id, None)
        return None

    def _walk(self, shown=False):
        waiting, seen = [(self.window_of, -1)], 0
        while waiting and seen < MOST_NODES:
            node, depth = waiting.pop()
            if shown and depth >= 0 and "showing" not in _states(node):
                continue
            if depth >= 0:
                seen += 1
                yield node, depth
            if depth >= 0 and _role(node) in LISTS:
                continue
            waiting.extend((child, depth + 1) for child in reversed(_children(node)))

    def _until(self, condition, within_s):
        deadline = time.monotonic() + within_s
        while True:
            self._pump()
            try:
                answer = condition()
            except GLib.Error:
                answer = None
            if answer is not None or time.monotonic() > deadline:
                return answer
            GLib.timeout_add(20, lambda: False)
            self.context.iteration(True)

    def _pump(self):
        while self.context.pending():
            self.context.iteration(False)

    def _hear(self, event):
        self.announced.append(str(event.any_data))


def _is_as_asked(seen, node, asked):
    """`text`, `name`: patterns; `states`, `without`: names; `rows`: at least; `gone`: not shown."""
    if asked.get("gone"):
        return seen is None or "showing" not in seen["states"]
    if seen is None or ("showing" not in seen["states"] and not asked.get("hidden")):
        return False
    return (
        all(re.search(asked[field], seen[field]) for field in ("text", "name") if asked.get(field))
        and set(asked.get("states", ())) <= set(seen["states"])
        and not set(asked.get("without", ())) & set(seen["states"])
        and ("rows" not in asked or node.get_child_count() >= asked["rows"])
    )


def _seen(node):
    place = _or(lambda: node.get_extents(Atspi.CoordType.SCREEN), None)
    return {
        "id": _identifier(node),
        "role": _role(node),
        "name": _or(node.get_name, "") or "",
        "text": _text(node),
        "description": _or(node.get_description, "") or "",
        "states": _states(node),
        "extents": [place.x, place.y, place.width, place.height] if place else [0, 0, 0, 0],
        "labelled": _is_labelled(node),
    }


def _children(node):
    count = _or(node.get_child_count, 0)
    children = (_or(lambda n=n: node.get_child_at_index(n), None) for n in range(count))
    return [child for child in children if child is not None]


def _identifier(node):
    return _or(node.get_accessible_id, "") or ""


def _role(node):
    return _or(node.get_role_name, "") or ""


def _text(node):
    def read():
        content = node.get_text_iface()
        return Atspi.Text.get_text(content, 0, -1) if content else ""

    return _or(read, "") or ""


def _states(node):
    def read():
        return [state.value_nick for state in node.get_state_set().get_states()]

    return _or(read, [])


def _is_labelled(node):
    def read():
        kinds = [relation.get_relation_type() for relation in node.get_relation_set()]
        return Atspi.RelationType.LABELLED_BY in kinds

    return _or(read, False)


def _is_still(node, id):
    return _identifier(node) == id and "defunct" not in _states(node)


def _or(read, otherwise):
    """What `read` gives; `otherwise` when the control went away while it was read."""
    try:
        return read()
    except GLib.Error:
        return otherwise


def main():
    reader = Reader()
    for line in sys.stdin:
        try:
            answer = {"answer": reader.answer(json.loads(line))}
        except (LookupError, GLib.Error) as fault:
            answer = {"fault": str(fault)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
