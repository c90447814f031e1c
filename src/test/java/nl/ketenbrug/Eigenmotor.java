package nl.ketenbrug;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;

/** The settings of an engine within the test: free ports, and data that no other engine has. */
final class Eigenmotor {

  private Eigenmotor() {}

  /**
   * @param data its data folder, emptied here
   * @return the port of its broker
   */
  static int in(Path data, DynamicPropertyRegistry properties) throws IOException {
    FileSystemUtils.deleteRecursively(data);
    Voorwerk.metDatabase(data);
    int broker = Poorten.vrij();
    int simulator = Poorten.vrij();
    int tls = Poorten.vrij();
    properties.add("ketenbrug.data", data::toString);
    properties.add("ketenbrug.database.map", () -> data.resolve("postgres").toString());
    properties.add("ketenbrug.broker.port", () -> broker);
    properties.add("ketenbrug.simulator.port", () -> simulator);
    properties.add("ketenbrug.simulator.tls-port", () -> tls);
    properties.add(
        "ketenbrug.bron.brp.adres",
        () -> "http://127.0.0.1:" + simulator + "/haalcentraal/api/brp");
    return broker;
  }
}
