package io.halo.manager.adapter.web;

import java.time.Duration;
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

    /// Without a byte in either direction.
    static final Duration IDLE = Duration.ofSeconds(20);

    /// Head and body of one request: enough for 64 KiB over a bad line.
    private static final Duration REQUEST = Duration.ofSeconds(30);

    private Limits() {}

    static void apply(Connector connector) {
        connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(HEADER_BYTES));
        connector.setProperty("maxConnections", Integer.toString(CONNECTIONS));
        connector.setProperty("connectionTimeout", Long.toString(IDLE.toMillis()));
        connector.setProperty("requestTimeout", Long.toString(REQUEST.toMillis()));
        connector.setProperty("keepAliveTimeout", Long.toString(IDLE.toMillis()));
        connector.setMaxPostSize(BODY_BYTES);
        connector.setXpoweredBy(false);
        // A body is read by the Gate: a form is no parameters.
        connector.setParseBodyMethods("");
        // An id may hold a slash.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }
}
