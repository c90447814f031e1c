package nl.ketenbrug.console;

import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.operations.Testdatabase;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The pages with filled data, to look at in a browser: user and password {@code auditor}. */
final class Kijkmotor {

  private Kijkmotor() {}

  public static void main(String[] argumenten) {
    Testdatabase.leeg();
    var spring =
        new SpringApplicationBuilder(ConsoleOpstelling.class)
            .web(WebApplicationType.SERVLET)
            // As an argument: config/application.yaml goes before a default property.
            .run("--server.port=" + argumenten[0]);
    Voorbeeldlog log = new Voorbeeldlog();
    spring.getBean(LogSchrijver.class).schrijf(log.regels());
    System.out.println(
        "BERICHT " + log.beslag + " " + log.geweigerd + " " + log.geparkeerd + " " + log.bvv);
  }
}
