package nl.ketenbrug.intake;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import org.xml.sax.InputSource;

/** XML from others, to be read once; how long it is says what a reader keeps of it. */
final class Invoer extends InputSource {

  private final int lengte;

  Invoer(String tekst) {
    super(new StringReader(tekst));
    this.lengte = tekst.length();
  }

  Invoer(byte[] bytes) {
    super(new ByteArrayInputStream(bytes));
    this.lengte = bytes.length;
  }

  /** Characters, or bytes: never less than its characters. */
  int lengte() {
    return lengte;
  }
}
