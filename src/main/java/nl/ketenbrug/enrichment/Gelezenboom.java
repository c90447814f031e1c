package nl.ketenbrug.enrichment;

import java.util.Optional;
import javax.xml.transform.Source;
import net.sf.saxon.Configuration;
import org.apache.camel.Exchange;

/** The document into which an earlier step read a text, for a stylesheet that works on it. */
public final class Gelezenboom {

  private Gelezenboom() {}

  /**
   * Empty when no step read it, or read another text since: a document that is not of the body
   * would send the wrong event. Empty too when a stylesheet could see a difference.
   *
   * @param tekst the very object that was read, and not an equal one
   */
  public static Optional<Source> van(Exchange exchange, Object tekst) {
    return Canoniek.gelezen(exchange, tekst);
  }

  /** Lets this configuration take the documents; it keeps its other settings. */
  public static void maakGeschikt(Configuration saxon) {
    saxon.setNamePool(Canoniek.saxon().getNamePool());
    saxon.setDocumentNumberAllocator(Canoniek.saxon().getDocumentNumberAllocator());
  }
}
