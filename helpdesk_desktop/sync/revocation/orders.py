"""Reading an order, which only our server can have written, and only for the request it answers.

The only file, with `boxes.py`, that knows JOSE; both are read on the day they are needed. The
server's halves are in `helpdesk_server/directives.py`.
"""

from joserfc import jws
from joserfc.jwk import OKPKey

from helpdesk_desktop.sync.errors import SignedOrder
from helpdesk_domain.directives import DIRECTIVE_TYPE, SIGNATURE, Directive, PublicKeys
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import from_json


class OrderForged(Exception):
    """An order that is not to be obeyed; its text says what does not hold."""


def read_order(order: SignedOrder, keys: PublicKeys, device_id: DeviceId) -> Directive:
    """The order to this desk.

    Args:
        keys: As they were pinned when somebody signed in.

    Raises:
        OrderForged: Another signed it, or nobody; it is for another device, or it was overheard
            in the answer to another request.
    """
    if not keys.signing:
        raise OrderForged("no key was pinned")
    directive = _signed_by(keys.signing, order.signed)
    if directive.device_id != device_id:
        raise OrderForged("to another device")
    if directive.request_id != order.request_id:
        raise OrderForged("the answer to another request")
    return directive


def _signed_by(key: str, signed: str) -> Directive:
    try:
        public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key})
        read = jws.deserialize_compact(signed, public, algorithms=[SIGNATURE])
        kind, directive = read.headers().get("typ"), from_json(read.payload, Directive)
    except Exception as problem:  # noqa: BLE001 - the library lets KeyError through, and who knows what
        raise OrderForged(type(problem).__name__) from None
    if kind != DIRECTIVE_TYPE:
        raise OrderForged("another kind of signature")
    return directive
