package io.halo.manager.adapter.web;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

/// What a client may ask of a connector.
final class Limits {
    /// Bodies are commands with a comment; nothing longer is read.
    static final int BODY_BYTES = 64 * 1024;

    /// Ids may be long once they are percent-encoded.
    private static final int HEADER_BYTES = 16 * 1024;

    /// A thousand pollers that keep their connections, a console each for the operators, a scraper
    /// or two, and room for what hangs.
    private static final int CONNECTIONS = 1_536;

    private static final int IDLE_MILLIS = 20_000;

    private Limits() {}

    static void apply(Connector connector) {
        connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(HEADER_BYTES));
        connector.setProperty("maxConnections", Integer.toString(CONNECTIONS));
        connector.setProperty("connectionTimeout", Integer.toString(IDLE_MILLIS));
        connector.setProperty("keepAliveTimeout", Integer.toString(IDLE_MILLIS));
        // The rest of a body that was refused: read so far, then the connection is closed.
        connector.setProperty("maxSwallowSize", Integer.toString(BODY_BYTES));
        connector.setMaxPostSize(BODY_BYTES);
        connector.setXpoweredBy(false);
        // A body is read by CommandBody or not at all: a form is no parameters.
        connector.setParseBodyMethods("");
        // An id may hold a slash.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }
}
