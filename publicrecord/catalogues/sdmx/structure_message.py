"""The structures of all tables of figures as one SDMX-ML 3.0 message.

Code lists, concepts, data structures and dataflows, in every language, each with the version
of the data. https://github.com/sdmx-twg/sdmx-ml/tree/v3.0.0
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publicrecord.catalogues.sdmx.codelists import (
    Code,
    CodeList,
    Words,
    code_lists,
    in_languages,
    listed_by,
)
from publicrecord.catalogues.sdmx.data_structure import (
    OBS_STATUS,
    TIME,
    VALUE,
    DataStructure,
    agency,
    component,
    version,
)
from publicrecord.language import N_
from publicrecord.record.package import Record

FILE = "sdmx-structure.xml"
SPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
URN = "urn:sdmx:org.sdmx.infomodel."
# What the standard's own concepts are called; the others are named as their columns.
STANDARD = {
    VALUE: N_("Value"),
    OBS_STATUS: N_("Observation status"),
    TIME: N_("Time period"),
}


def write_structure(record: Record, shapes: list[DataStructure], file: Path, epoch: int) -> None:
    """Write the message; epoch is the time of the data in seconds."""
    for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common")):
        ET.register_namespace(prefix, SPACE + name)
    message = _Message(record, shapes)
    tree = ET.ElementTree(message.whole(datetime.fromtimestamp(epoch, UTC)))
    ET.indent(tree, " ")
    tree.write(file, encoding="utf-8", xml_declaration=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n")


class _Message:
    """The parts of the message, from the whole to the single component."""

    def __init__(self, record: Record, shapes: list[DataStructure]) -> None:
        self.record = record
        self.shapes = shapes
        self.version = version(record.version)
        self.agency = agency(record.settings)
        self.concepts = f"CS_{self.agency}"
        self.lists = code_lists(record, shapes)

    def whole(self, prepared: datetime) -> ET.Element:
        """The message, its structures in the order that the schema wants."""
        root = _element("message", "Structure")
        header = _within(root, "message", "Header")
        _within(header, "message", "ID").text = f"{self.agency}_{self.version.replace('.', '_')}"
        _within(header, "message", "Test").text = "false"
        _within(header, "message", "Prepared").text = f"{prepared:%Y-%m-%dT%H:%M:%SZ}"
        _within(header, "message", "Sender", id=self.agency)
        structures = _within(root, "message", "Structures")
        lists = _within(structures, "structure", "Codelists")
        for listed in self.lists.values():
            self._code_list(lists, listed)
        self._concepts(_within(structures, "structure", "ConceptSchemes"))
        flows = _within(structures, "structure", "Dataflows")
        for shape in self.shapes:
            self._flow(flows, shape)
        definitions = _within(structures, "structure", "DataStructures")
        for shape in self.shapes:
            self._definition(definitions, shape)
        return root

    def _code_list(self, parent: ET.Element, listed: CodeList) -> None:
        urn = self._list_urn(listed)
        element = _within(
            parent, "structure", "Codelist", id=listed.name, agencyID=listed.agency,
            version=listed.version, urn=urn, isPartial="true" if listed.partial else "false",
        )  # fmt: skip
        _named(element, listed.titles)
        stem = urn.replace(".Codelist=", ".Code=")
        for code in listed.codes:
            self._code(element, code, f"{stem}.{code.code}")

    def _code(self, parent: ET.Element, code: Code, urn: str) -> None:
        element = _within(parent, "structure", "Code", id=code.code, urn=urn)
        _named(element, code.names, code.meanings)

    def _concepts(self, parent: ET.Element) -> None:
        urn = self._urn("conceptscheme.ConceptScheme", self.concepts)
        scheme = _within(
            parent, "structure", "ConceptScheme", id=self.concepts, agencyID=self.agency,
            version=self.version, urn=urn,
        )  # fmt: skip
        title = N_("Concepts of {name}")
        _named(scheme, in_languages(self.record, title, name=self.agency.capitalize()))
        named: dict[str, tuple[Words, Words]] = {
            identity: (in_languages(self.record, name), ()) for identity, name in STANDARD.items()
        }
        for shape in self.shapes:
            for field in shape.table.fields:
                names, meanings = (self._described(field, key) for key in ("title", "description"))
                named.setdefault(component(field["name"]), (names, meanings))
        for identity, (names, meanings) in named.items():
            concept = _within(
                scheme, "structure", "Concept", id=identity, urn=self._concept_urn(identity)
            )
            _named(concept, names, meanings)

    def _of_table(self, parent: ET.Element, kind: str, shape: DataStructure) -> ET.Element:
        """An element of this kind that stands for a table, with its names."""
        urn = self._urn(f"datastructure.{kind}", shape.flow)
        element = _within(
            parent,
            "structure",
            kind,
            id=shape.flow,
            agencyID=self.agency,
            version=self.version,
            urn=urn,
        )
        self._describe(element, shape)
        return element

    def _flow(self, parent: ET.Element, shape: DataStructure) -> None:
        flow = self._of_table(parent, "Dataflow", shape)
        structure = _within(flow, "structure", "Structure")
        structure.text = self._urn("datastructure.DataStructure", shape.flow)

    def _definition(self, parent: ET.Element, shape: DataStructure) -> None:
        definition = self._of_table(parent, "DataStructure", shape)
        parts = _within(definition, "structure", "DataStructureComponents")
        dimensions = _within(parts, "structure", "DimensionList", id="DimensionDescriptor")
        for position, column in enumerate(shape.dimensions, 1):
            dimension = _within(
                dimensions, "structure", "Dimension", id=component(column), position=str(position)
            )
            self._represent(dimension, component(column), listed_by(self.lists, shape, column))
        time = _within(dimensions, "structure", "TimeDimension", id=TIME)
        self._represent(time, TIME, "", "ObservationalTimePeriod")
        attributes = _within(parts, "structure", "AttributeList", id="AttributeDescriptor")
        self._attribute(attributes, OBS_STATUS, OBS_STATUS)
        for column in shape.attributes:
            self._attribute(attributes, component(column), listed_by(self.lists, shape, column))
        measures = _within(parts, "structure", "MeasureList", id="MeasureDescriptor")
        measure = _within(measures, "structure", "Measure", id=VALUE, usage="optional")
        self._represent(measure, VALUE, "", "Decimal")

    def _attribute(self, parent: ET.Element, identity: str, listed: str) -> None:
        usage = "mandatory" if identity == OBS_STATUS else "optional"
        attribute = _within(parent, "structure", "Attribute", id=identity, usage=usage)
        self._represent(attribute, identity, listed)
        relation = _within(attribute, "structure", "AttributeRelationship")
        _within(relation, "structure", "Observation")

    def _represent(
        self, parent: ET.Element, identity: str, listed: str, kind: str = "String"
    ) -> None:
        """What a component is called and takes: the codes of a list, or texts or numbers."""
        concept = _within(parent, "structure", "ConceptIdentity")
        concept.text = self._concept_urn(identity)
        representation = _within(parent, "structure", "LocalRepresentation")
        if listed:
            codes = _within(representation, "structure", "Enumeration")
            codes.text = self._list_urn(self.lists[listed])
        else:
            _within(representation, "structure", "TextFormat", textType=kind)

    def _describe(self, parent: ET.Element, shape: DataStructure) -> None:
        """Title, description and licence of a table."""
        words, licence = shape.table.resource, shape.table.licence
        meanings = tuple(
            (code, f"{text} {self._licence(code)}: {licence}.")
            for code, text in self._described(words, "description")
        )
        _named(parent, self._described(words, "title"), meanings)

    def _licence(self, code: str) -> str:
        return dict(in_languages(self.record, N_("Licence")))[code]

    def _described(self, description: dict[str, Any], key: str) -> Words:
        """A text of the descriptor in every language."""
        return tuple(
            (language.code, language.described(description, key))
            for language in self.record.settings.source_first
        )

    def _urn(self, kind: str, identity: str) -> str:
        return f"{URN}{kind}={self.agency}:{identity}({self.version})"

    def _concept_urn(self, identity: str) -> str:
        return f"{self._urn('conceptscheme.Concept', self.concepts)}.{identity}"

    def _list_urn(self, listed: CodeList) -> str:
        return f"{URN}codelist.Codelist={listed.agency}:{listed.name}({listed.version})"


def _element(space: str, name: str, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{SPACE}{space}}}{name}", attributes)


def _within(parent: ET.Element, space: str, name: str, **attributes: str) -> ET.Element:
    element = _element(space, name, **attributes)
    parent.append(element)
    return element


def _named(parent: ET.Element, names: Words, meanings: Words = ()) -> None:
    """Add names, then descriptions, where they are filled."""
    for tag, texts in (("Name", names), ("Description", meanings)):
        for code, text in texts:
            if text:
                element = _within(parent, "common", tag)
                element.set(XML_LANG, code)
                element.text = text
