package nl.ketenbrug.source;

import java.net.URI;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;

/** What holds for every connection to a source by SOAP. */
final class Verbindingsregels {

  private Verbindingsregels() {}

  /**
   * HTTP 1.1, whole messages, no redirects: they would lead the question elsewhere.
   *
   * @param tijdslimiet milliseconds, for connecting and for the answer each
   */
  static HTTPClientPolicy policy(int tijdslimiet) {
    HTTPClientPolicy policy = new HTTPClientPolicy();
    policy.setConnectionTimeout(tijdslimiet);
    policy.setReceiveTimeout(tijdslimiet);
    policy.setAllowChunking(false);
    policy.setAutoRedirect(false);
    policy.setVersion("1.1");
    return policy;
  }

  /**
   * Without TLS only to this machine: a demonstration, or a TLS tunnel of its own.
   *
   * @return the address
   */
  static String veilig(String bron, String adres) {
    URI uri = URI.create(adres);
    boolean goed =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost()));
    if (!goed) {
      throw new IllegalStateException(
          "Het adres van bron " + bron + " is geen https-adres: " + adres);
    }
    return adres;
  }
}
