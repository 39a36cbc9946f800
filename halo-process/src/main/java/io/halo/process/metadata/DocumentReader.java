package io.halo.process.metadata;

import io.halo.process.metadata.AgentDocument.Action;
import io.halo.process.metadata.AgentDocument.Parameter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the XML. It comes from a program of others: nothing in it is fetched or expanded.
final class DocumentReader {
    private static final String ROOT = "resource-agent";

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    private DocumentReader() {}

    static Optional<AgentDocument> read(String text) {
        var reader = new DocumentReader();
        try {
            boolean complete =
                    reader.elements(
                            factory().createXMLStreamReader(new StringReader(text.stripLeading())));
            return complete
                    ? Optional.of(new AgentDocument(reader.parameters, reader.actions))
                    : Optional.empty();
        } catch (XMLStreamException _) {
            return Optional.empty();
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /// What comes behind the root element does not count.
    private boolean elements(XMLStreamReader xml) throws XMLStreamException {
        boolean inside = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (inside) {
                        element(xml);
                    } else if (!xml.getLocalName().equals(ROOT)) {
                        return false;
                    }
                    inside = true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (xml.getLocalName().equals(ROOT)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private void element(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "parameter" ->
                    parameters.add(
                            new Parameter(
                                    attribute(xml, "name"),
                                    flag(xml, "required"),
                                    flag(xml, "unique"),
                                    attribute(xml, "unique-group"),
                                    attribute(xml, "obsoletes"),
                                    "",
                                    "",
                                    List.of()));
            case "content" ->
                    replaceLast(attribute(xml, "type"), attribute(xml, "default"), List.of());
            case "option" -> addOption(attribute(xml, "value"));
            case "action" ->
                    actions.add(
                            new Action(
                                    attribute(xml, "name"),
                                    attribute(xml, "timeout"),
                                    attribute(xml, "interval"),
                                    attribute(xml, "depth"),
                                    attribute(xml, "role")));
            default -> {}
        }
    }

    private void replaceLast(String type, String fallback, List<String> options) {
        if (!parameters.isEmpty()) {
            Parameter last = parameters.removeLast();
            parameters.add(
                    new Parameter(
                            last.name(),
                            last.required(),
                            last.unique(),
                            last.uniqueGroup(),
                            last.obsoletes(),
                            type,
                            fallback,
                            options));
        }
    }

    private void addOption(String value) {
        if (!parameters.isEmpty()) {
            Parameter last = parameters.getLast();
            var options = new ArrayList<>(last.options());
            options.add(value);
            replaceLast(last.type(), last.fallback(), options);
        }
    }

    /// An attribute that is absent says no.
    private static boolean flag(XMLStreamReader xml, String name) {
        String value = attribute(xml, name);
        return value.equals("1") || value.equals("true");
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
