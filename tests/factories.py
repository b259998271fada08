"""Complete objects of the domain: a test says only what matters to it."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from helpdesk_domain.call_terms import CallerProfile, Outcome
from helpdesk_domain.calls import Call, CallId, Referral
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.suggestions import Suggestion, SuggestionId
from helpdesk_domain.sync import DIRECTORY, CallReceipt, Change, ChangesPage, Entity

T = TypeVar("T")

NOON: Final = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""The moment at which tests take place, unless they say another."""

_NAMESPACE: Final = uuid.UUID("8f2c0f4e-5b1d-4c1e-9a7e-2f6d1c3b5a70")


def an_id(name: str) -> str:
    """A UUID that is the same for the same `name`: `an_id("centre")`."""
    return str(uuid.uuid5(_NAMESPACE, name))


def a_call_id(name: str) -> CallId:
    return CallId(an_id(name))


def a_service_id(name: str) -> ServiceId:
    return ServiceId(an_id(name))


def a_referral(service: str = "centre", /, **fields: Any) -> Referral:
    """A referral to the service of `a_service(service)`."""
    return _complete(
        Referral,
        fields,
        service_id=a_service_id(service),
        service_name=f"Service {service}",
        given_at=NOON,
    )


def a_call(name: str = "call", /, **fields: Any) -> Call:
    """A call that is complete and ready to be logged; `name` decides its id."""
    return _complete(
        Call,
        fields,
        id=a_call_id(name),
        started_at=NOON - timedelta(minutes=6),
        talk_s=300,
        wrap_up_s=40,
        caller_language="fr",
        needs=("aide à domicile",),
        profile=CallerProfile.GP,
        outcome=Outcome.REFERRED,
        referrals=(a_referral(),),
        note="Rappeler demain.",
    )


def a_receipt(call: Call, rev: int = 1, **fields: Any) -> CallReceipt:
    return _complete(CallReceipt, fields, id=call.id, rev=rev, received_at=NOON)


def a_person(name: str = "amina", /, **fields: Any) -> Person:
    return _complete(
        Person,
        fields,
        id=PersonId(an_id(name)),
        name=name,
        role=Role.OPERATOR,
        team="ligne",
    )


def a_suggestion(name: str = "suggestion", /, **fields: Any) -> Suggestion:
    """A correction to the service of `a_service()`; `name` decides its id."""
    return _complete(
        Suggestion,
        fields,
        id=SuggestionId(an_id(name)),
        service_id=a_service_id("centre"),
        base_rev=1,
        made_at=NOON,
        patch={},
        comment="02 000 12 35, au téléphone",
    )


def a_term(name: str = "aide", /, **fields: Any) -> dict[str, Any]:
    """A taxonomy term as HSDS JSON."""
    return {
        "id": an_id(f"term {name}"),
        "name": name,
        "code": name,
        "taxonomy": "category",
        "translations": {"fr": {"name": name}, "nl": {"name": f"{name} (nl)"}},
    } | fields


def a_service(name: str = "centre", /, **fields: Any) -> dict[str, Any]:
    """A service as HSDS JSON, with a field no program knows; `name` decides its id."""
    return {
        "id": an_id(name),
        "name": f"Service {name}",
        "status": "active",
        "description": "Accueil et orientation.",
        "organization": {
            "id": an_id(f"organization of {name}"),
            "name": f"Organisation {name}",
            "translations": {"fr": {"name": f"Organisation {name}"}},
        },
        "phones": [{"id": an_id(f"phone of {name}"), "number": "02 000 00 00"}],
        "translations": {
            "fr": {"name": f"Service {name}"},
            "nl": {"name": f"Dienst {name}"},
        },
        "unknown_to_us": {"kept": True},
    } | fields


def a_change(data: Mapping[str, Any] | None = None, **fields: Any) -> Change:
    """The change that brings `data`, a service unless `entity` says otherwise."""
    data = a_service() if data is None else data
    return _complete(
        Change,
        fields,
        entity=Entity.SERVICE.value,
        id=data["id"],
        rev=1,
        seq=1,
        data=data,
    )


def a_removal(name: str = "centre", /, rev: int = 2, **fields: Any) -> Change:
    """The change that takes away the service of `a_service(name)`."""
    return _complete(
        Change,
        fields,
        entity=Entity.SERVICE.value,
        id=an_id(name),
        rev=rev,
        seq=rev,
        deleted=True,
    )


def a_page(*changes: Change, since: int = 0, **fields: Any) -> ChangesPage:
    """A page that holds `changes` and ends the stream."""
    after = since + len(changes)
    return _complete(
        ChangesPage,
        fields,
        stream=DIRECTORY,
        since=since,
        next=after,
        head=after,
        count=len(changes),
        has_more=False,
        min_since=0,
        changes=changes,
    )


def _complete(kind: type[T], fields: dict[str, Any], **defaults: Any) -> T:
    return kind(**(defaults | fields))
