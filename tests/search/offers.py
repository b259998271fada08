"""Small offers made by hand: a test says only what matters to it."""

from collections.abc import Mapping, Sequence

from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_desktop.search.needs.concepts import NO_LEXICON
from helpdesk_domain.offer import (
    Address,
    Attribute,
    Location,
    Organization,
    OrganizationId,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceId,
    ServiceStatus,
    SpokenLanguage,
    TaxonomyTerm,
    TermId,
)


def a_term(
    id_: str,
    name: str,
    *,
    nl: str = "",
    says: Sequence[str] = (),
    acronyms: Sequence[str] = (),
    parent: str = "",
    taxonomy: str = "category",
) -> TaxonomyTerm:
    """A term named in French, its Dutch name, and what people say for it; its id is its code."""
    return TaxonomyTerm(
        id=TermId(id_),
        code=id_,
        name=name,
        taxonomy=taxonomy,
        parent_id=parent,
        acronyms=tuple(acronyms),
        translations={"fr": {"name": name, "synonyms": list(says)}, "nl": {"name": nl or name}},
    )


def a_service(
    id_: str,
    name: str,
    *,
    nl: str = "",
    also: str = "",
    organization: str = "",
    description: str = "",
    street: str = "",
    straat: str = "",
    postcode: str = "1000",
    nis: str = "",
    phone: str = "",
    speaks: Sequence[str] = (),
    terms: Sequence[TaxonomyTerm] = (),
) -> Service:
    """A service named in French; `nl` and `straat` are its Dutch name and street."""
    written = {"fr": {"address_1": street}} | ({"nl": {"address_1": straat}} if straat else {})
    place = Address(address_1=street, city="", postal_code=postcode, translations=written)
    return Service(
        id=ServiceId(id_),
        name=name,
        status=ServiceStatus.ACTIVE,
        alternate_name=also,
        description=description,
        organization=_organization(organization) if organization else None,
        phones=(Phone(number=phone),) if phone else (),
        languages=tuple(SpokenLanguage(code=code) for code in speaks),
        service_areas=(ServiceArea(uri=f"urn:be:nis:{nis}"),) if nis else (),
        service_at_locations=(
            ServiceAtLocation(id=id_, location=Location(id=id_, addresses=(place,))),
        ),
        attributes=tuple(Attribute(taxonomy_term_id=term.id, taxonomy_term=term) for term in terms),
        translations={"fr": {"name": name}} | ({"nl": {"name": nl}} if nl else {}),
    )


def _organization(name: str) -> Organization:
    return Organization(id=OrganizationId(name), name=name)


def an_index(
    *services: Service,
    terms: Sequence[TaxonomyTerm] = (),
    lexicon: Mapping[str, Sequence[str]] = NO_LEXICON,
) -> Index:
    """The index of `services`; their own terms need not be given.

    Args:
        lexicon: What callers say, by the id of a term or by a key of what is asked elsewhere.
    """
    vocabulary: Mapping[TermId, TaxonomyTerm] = {term.id: term for term in terms}
    return build_index(iter(services), vocabulary, lexicon)


def ids(index: Index, query: str) -> list[str]:
    """The ids that `query` finds, best first."""
    return [str(hit.service_id) for hit in find(index, query).hits]
