package nl.ketenbrug.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench torture-afnemers}: some of the partners of {@link Martelbench}, in a process that
 * can be killed; started by it and by nobody else. It ends when who started it is gone.
 */
@Command(name = "torture-afnemers", hidden = true)
final class Martelafnemers implements Callable<Integer> {

  private static final long RUST = 1_000;

  @Option(names = "--rollen", required = true, split = ",")
  private List<Martelrol> rollen;

  @Option(names = "--boeken", required = true)
  private Path boeken;

  @Option(names = "--motoren", required = true, split = ",")
  private List<String> motoren;

  @Option(names = "--broker", required = true)
  private int broker;

  @Option(names = "--paar", required = true, split = ",")
  private List<Integer> paar;

  @Option(names = "--webhooks", required = true, split = ",")
  private List<Integer> webhooks;

  @Option(names = "--batches", required = true)
  private Path batches;

  @Option(names = "--seed", required = true)
  private long seed;

  /** The book of a partner. */
  static Path boek(Path boeken, Martelrol rol) {
    return boeken.resolve(rol.code() + ".txt");
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(boeken);
    for (Martelrol rol : rollen) {
      afnemer(rol, new Boek(boek(boeken, rol))).begin();
    }
    long ouder = ouder();
    while (ouder() == ouder) {
      Thread.sleep(RUST);
    }
    // The readers have no end of their own.
    Runtime.getRuntime().halt(0);
    return 0;
  }

  private static long ouder() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }

  private Martelafnemer afnemer(Martelrol rol, Boek boek) throws Exception {
    return switch (rol) {
      case PULL, VAST -> new Pullmartel(rol, seed, boek, motoren);
      case CORE -> Jmsmartel.core(rol, seed, boek, broker);
      case AMQP -> Jmsmartel.amqp(rol, seed, boek, paar);
      case WEBHOOK -> new Webhookmartel(rol, seed, boek, webhooks.get(0));
      case GESTRUCTUREERD -> new Webhookmartel(rol, seed, boek, webhooks.get(1));
      case CSV -> new Batchmartel(rol, seed, boek, motoren, null);
      case BESTAND -> new Batchmartel(rol, seed, boek, motoren, batches.resolve(rol.code()));
    };
  }
}
