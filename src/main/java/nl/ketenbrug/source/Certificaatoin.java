package nl.ketenbrug.source;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** Where an OIN stands in a certificate: {@code Subject.serialNumber}, as in PKIoverheid. */
final class Certificaatoin {

  private static final Map<String, String> NAMEN = Map.of("2.5.4.5", "SERIALNUMBER");

  private Certificaatoin() {}

  static Optional<String> van(X509Certificate certificaat) {
    String naam = certificaat.getSubjectX500Principal().getName(X500Principal.RFC2253, NAMEN);
    try {
      return new LdapName(naam)
          .getRdns().stream()
              .filter(deel -> deel.getType().equals("SERIALNUMBER"))
              .map(deel -> deel.getValue().toString())
              .findFirst();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}
