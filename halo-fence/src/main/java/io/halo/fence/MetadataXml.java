package io.halo.fence;

import io.halo.fence.AgentMetadata.Parameter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the XML that a fence agent prints for `metadata`. It comes from a program of others:
/// nothing in it is fetched or expanded, and what is no such document is simply none.
final class MetadataXml {
    private static final String ROOT = "resource-agent";

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();

    private MetadataXml() {}

    /// @param text of bounded length
    /// @return empty if it is not well-formed, or names no parameter
    static Optional<AgentMetadata> read(String text) {
        var document = new MetadataXml();
        try {
            document.elements(
                    factory().createXMLStreamReader(new StringReader(text.stripLeading())));
        } catch (XMLStreamException _) {
            return Optional.empty();
        }
        return document.parameters.isEmpty()
                ? Optional.empty()
                : Optional.of(new AgentMetadata(document.parameters, document.actions));
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
    private void elements(XMLStreamReader xml) throws XMLStreamException {
        boolean inside = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (inside) {
                        element(xml);
                    } else if (!xml.getLocalName().equals(ROOT)) {
                        return;
                    }
                    inside = true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (xml.getLocalName().equals(ROOT)) {
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private void element(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "parameter" -> {
                String name = attribute(xml, "name");
                if (FenceDevice.isName(name)) {
                    parameters.add(
                            new Parameter(
                                    name,
                                    attribute(xml, "required").equals("1"),
                                    attribute(xml, "obsoletes")));
                }
            }
            case "content" -> {
                if (!attribute(xml, "default").isEmpty() && !parameters.isEmpty()) {
                    Parameter last = parameters.removeLast();
                    parameters.add(new Parameter(last.name(), false, last.obsoletes()));
                }
            }
            case "action" -> actions.add(attribute(xml, "name"));
            default -> {}
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
