package nl.ketenbrug.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import nl.ketenbrug.simulator.suwinet.Beveiliging;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** The second port of the simulator, by two-way TLS, when it was given a folder for keys. */
final class Suwitls {

  private final Path sleutels;
  private final int port;
  private final Beveiliging beveiliging;

  private Suwitls(Path sleutels, int port, Beveiliging beveiliging) {
    this.sleutels = sleutels;
    this.port = port;
    this.beveiliging = beveiliging;
  }

  static Suwitls van(Environment instellingen, Clock klok) {
    String map = instellingen.getProperty("simulator.sleutels");
    if (map == null) {
      return new Suwitls(null, 0, Beveiliging.geen());
    }
    Path sleutels = Path.of(map);
    return new Suwitls(
        sleutels,
        instellingen.getProperty("simulator.tls-port", Integer.class, 8091),
        Beveiliging.met(
            Proefsleutels.in(
                sleutels, instellingen.getRequiredProperty("simulator.afnemer"), klok)));
  }

  Beveiliging beveiliging() {
    return beveiliging;
  }

  void voegToe(TomcatServletWebServerFactory factory) {
    if (sleutels == null) {
      return;
    }
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setScheme("https");
    connector.setSecure(true);
    AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    protocol.setSSLEnabled(true);
    try {
      protocol.setAddress(InetAddress.getByName("127.0.0.1"));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("127.0.0.1 bestaat hier niet", e);
    }
    protocol.setMaxThreads(16);
    protocol.setMinSpareThreads(2);
    SSLHostConfig tls = new SSLHostConfig();
    tls.setProtocols("TLSv1.2+TLSv1.3");
    tls.setCertificateVerification("required");
    tls.setTruststoreFile(bestand("vertrouwd"));
    tls.setTruststorePassword(Proefsleutels.WACHTWOORD);
    tls.setTruststoreType("PKCS12");
    SSLHostConfigCertificate certificaat =
        new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.RSA);
    certificaat.setCertificateKeystoreFile(bestand("broker"));
    certificaat.setCertificateKeystorePassword(Proefsleutels.WACHTWOORD);
    certificaat.setCertificateKeystoreType("PKCS12");
    tls.addCertificate(certificaat);
    connector.addSslHostConfig(tls);
    factory.addAdditionalTomcatConnectors(connector);
  }

  int port(ApplicationContext simulator) {
    var server = (TomcatWebServer) ((WebServerApplicationContext) simulator).getWebServer();
    for (Connector connector : server.getTomcat().getService().findConnectors()) {
      if (connector.getSecure()) {
        return connector.getLocalPort();
      }
    }
    throw new IllegalStateException("De simulator heeft geen sleutels en dus geen TLS");
  }

  private String bestand(String naam) {
    return sleutels.resolve(naam + ".p12").toAbsolutePath().toString();
  }
}
