package nl.ketenbrug.intake;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import net.sf.saxon.s9api.SaxonApiException;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Jsonlezer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The first step behind the queue of a source, on a database of a test. */
public final class Aanleveringsproef {

  private Aanleveringsproef() {}

  public static Aanleveringstoets toets(String bron, JdbcClient jdbc, Berichtenlog log)
      throws IOException, SaxonApiException {
    Bron een =
        new YAMLMapper().readValue(Path.of("config/sources", bron + ".yaml").toFile(), Bron.class);
    return new Aanleveringstoets(
        new Bronnen(List.of(een)),
        new Aanleveringlezer(
            new Schemacontrole(Path.of(".")),
            new Jsonlezer(new MockEnvironment()),
            new IntakeSettings("geheim-van-de-proef-".repeat(2))),
        new Aanleveringen(jdbc, Clock.systemUTC()),
        log,
        Clock.systemUTC());
  }
}
