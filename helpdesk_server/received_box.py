"""A sealed box as it arrives: from a device whose tokens are refused, with the order it obeyed."""

from helpdesk_domain.directives import Action, Directive, SealedBox
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.directives import ours
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.store.base import LARGEST_INTEGER
from helpdesk_server.store.server import ServerIdentity
from helpdesk_server.uuids import is_uuid


def received_box(box_id: str, body: bytes) -> SealedBox:
    """The box in `body`.

    Raises:
        Refused: 422 with a pointer to the field at fault.
    """
    try:
        box = from_json(body, SealedBox)
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in (
        ("/id", is_uuid(box_id) and box.id == box_id),
        ("/device_id", is_uuid(box.device_id)),
        ("/calls", 0 <= box.calls <= LARGEST_INTEGER),
        ("/box", bool(box.box) and box.box.isascii() and box.box.isprintable()),
    ):
        if not sound:
            raise Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
    return box


def obeyed_order(identity: ServerIdentity, box: SealedBox) -> Directive:
    """The order that `box` comes with.

    Raises:
        Refused: 403: this server gave that device no such order.
    """
    order = ours(identity, box.directive)
    is_theirs = order is not None and order.device_id == box.device_id
    if order is None or not is_theirs or order.action is Action.RELEASE:
        raise Refused(403, Code.FORBIDDEN, "No order of ours to that device.")
    return order
