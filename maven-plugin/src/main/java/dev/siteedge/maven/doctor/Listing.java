package dev.siteedge.maven.doctor;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A sitemap or feed: the addresses in it.
 *
 * @param file relative to the site
 * @param addresses in the file's order; those before the first mistake in its XML
 * @param problem the line and kind of that mistake, empty when there is none
 */
record Listing(String file, List<String> addresses, Optional<String> problem) {
    private static final Set<String> ROOTS = Set.of("urlset", "sitemapindex", "feed", "rss", "RDF");

    /** Elements whose text is an address: sitemaps' {@code loc}, RSS's {@code link} and {@code guid}, Atom's {@code id}. */
    private static final Set<String> TEXTS = Set.of("loc", "link", "guid", "id");

    /** Empty when the file is some other XML, such as a drawing. */
    static Optional<Listing> of(String file, byte[] xml) {
        List<String> addresses = new ArrayList<>();
        Reading reading = new Reading(addresses);
        try {
            reading.run(xml);
        } catch (XMLStreamException e) {
            String problem = "line " + e.getLocation().getLineNumber();
            return reading.listing ? Optional.of(new Listing(file, addresses, Optional.of(problem))) : Optional.empty();
        }
        return reading.listing ? Optional.of(new Listing(file, addresses, Optional.empty())) : Optional.empty();
    }

    private static final class Reading {
        private final List<String> addresses;
        private final StringBuilder text = new StringBuilder();
        private boolean listing;
        private boolean rootSeen;

        Reading(List<String> addresses) {
            this.addresses = addresses;
        }

        void run(byte[] xml) throws XMLStreamException {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext()) {
                step(reader, reader.next());
            }
        }

        private void step(XMLStreamReader reader, int event) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
                default -> {
                    // Comments and instructions list nothing.
                }
            }
        }

        private void start(XMLStreamReader reader) {
            if (!rootSeen) {
                rootSeen = true;
                listing = ROOTS.contains(reader.getLocalName());
            }
            text.setLength(0);
            String href = reader.getAttributeValue(null, "href");
            if (href != null && reader.getLocalName().equals("link")) {
                addresses.add(href.strip());
            }
        }

        private void end(String name) {
            if (TEXTS.contains(name) && !text.toString().isBlank()) {
                addresses.add(text.toString().strip());
            }
            text.setLength(0);
        }
    }
}
