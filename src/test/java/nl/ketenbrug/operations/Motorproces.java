package nl.ketenbrug.operations;

import java.nio.file.Path;
import java.sql.DriverManager;

/** An engine as far as the database goes, to be killed: writes one row and stays. */
final class Motorproces {

  private Motorproces() {}

  public static void main(String[] argumenten) throws Exception {
    IngebouwdePostgres postgres =
        IngebouwdePostgres.start(Path.of(argumenten[0]), Testdatabase.PROGRAMMAS, "ketenbrug");
    try (var verbinding =
            DriverManager.getConnection(postgres.url(), postgres.gebruiker(), postgres.geheim());
        var opdracht = verbinding.createStatement()) {
      opdracht.execute("CREATE TABLE spoor (tekst text)");
      opdracht.execute("INSERT INTO spoor VALUES ('" + argumenten[1] + "')");
    }
    System.out.println("GESCHREVEN");
    Thread.sleep(Long.MAX_VALUE);
  }
}
