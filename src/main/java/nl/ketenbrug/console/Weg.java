package nl.ketenbrug.console;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;

/**
 * The way of one message through the engine, as far as the log tells it: five stations, each with
 * its state in a word and a look.
 */
record Weg(List<Halte> haltes) {

  /**
   * @param plekken at least one
   */
  record Halte(String titel, List<Plek> plekken) {}

  /**
   * @param inhoudHash what passed here, or null; links a partner to its profile
   */
  record Plek(String naam, String toestand, String kleur, String inhoudHash) {}

  private static final Pattern PROFIEL = Pattern.compile("canonical-to-([a-z0-9-]+)\\.xsl$");
  private static final EnumSet<Stap> BIJ_PARTNER =
      EnumSet.of(
          Stap.KLAARGEZET,
          Stap.AFGELEVERD,
          Stap.BEVESTIGD,
          Stap.GEWEIGERD,
          Stap.MISLUKT,
          Stap.GEPARKEERD,
          Stap.VRIJGEGEVEN,
          Stap.AFGEWEZEN,
          Stap.INGEHOUDEN);
  private static final EnumSet<Stap> STAAT_STIL =
      EnumSet.of(Stap.MISLUKT, Stap.GEPARKEERD, Stap.AFGEWEZEN);
  private static final EnumSet<Stap> TERZIJDE =
      EnumSet.of(Stap.INGEZIEN, Stap.DUPLICAAT, Stap.VERVANGT);

  /**
   * @param stappen of this one message, in order of time
   */
  static Weg van(List<LogRegel> stappen) {
    List<Halte> gedaan =
        List.of(
            new Halte("Bron", List.of(bron(stappen))),
            new Halte("Canoniek", stap(stappen, Stap.GETRANSFORMEERD, "canoniek model", "omgezet")),
            new Halte("Verrijkt", stap(stappen, Stap.VERRIJKT, "verrijking", "gedaan")),
            new Halte("Profielen", profielen(stappen)),
            new Halte("Partners", partners(stappen)));
    List<String> namen = List.of("", "canoniek model", "verrijking", "profiel", "partner");
    int verst = verst(gedaan);

    List<Halte> haltes = new ArrayList<>();
    for (int i = 0; i < gedaan.size(); i++) {
      Halte halte = gedaan.get(i);
      haltes.add(
          halte.plekken().isEmpty()
              ? new Halte(halte.titel(), List.of(zonder(stappen, namen.get(i), i - verst)))
              : halte);
    }
    return new Weg(haltes);
  }

  private static int verst(List<Halte> haltes) {
    int verst = 0;
    for (int i = 0; i < haltes.size(); i++) {
      verst = haltes.get(i).plekken().isEmpty() ? verst : i;
    }
    return verst;
  }

  /**
   * A station without a step of its own.
   *
   * @param verder how many stations past the furthest one; negative when it was passed
   */
  private static Plek zonder(List<LogRegel> stappen, String naam, int verder) {
    if (verder < 0) {
      return new Plek(naam, "niet nodig", "rust", null);
    }
    LogRegel laatste = laatste(stappen);
    if (laatste != null && laatste.stap() == Stap.GEWEIGERD) {
      return new Plek(naam, "komt niet", "leeg", null);
    }
    boolean hier = verder == 1 && laatste != null && STAAT_STIL.contains(laatste.stap());
    return hier
        ? new Plek(naam, woord(laatste.stap()), "fout", null)
        : new Plek(naam, "nog niet", "leeg", null);
  }

  /** The latest step in the engine itself, apart from what partners did and people saw. */
  private static LogRegel laatste(List<LogRegel> stappen) {
    return stappen.stream()
        .filter(regel -> regel.partner() == null && !TERZIJDE.contains(regel.stap()))
        .reduce((eerder, later) -> later)
        .orElse(null);
  }

  private static List<Plek> stap(List<LogRegel> stappen, Stap stap, String naam, String woord) {
    return heeft(stappen, stap) ? List.of(new Plek(naam, woord, "goed", null)) : List.of();
  }

  private static Plek bron(List<LogRegel> stappen) {
    String naam =
        stappen.stream()
            .map(LogRegel::bron)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("onbekend");
    for (Stap stap : List.of(Stap.ONTVANGEN, Stap.GEWEIGERD, Stap.DUPLICAAT)) {
      if (heeft(stappen, stap)) {
        String kleur = stap == Stap.ONTVANGEN ? "goed" : Woorden.kleur(stap);
        return new Plek(naam, stap.naam(), kleur, null);
      }
    }
    return new Plek(naam, "volgt uit ander bericht", "rust", null);
  }

  private static List<Plek> profielen(List<LogRegel> stappen) {
    Map<String, Plek> profielen = new LinkedHashMap<>();
    for (LogRegel regel : stappen) {
      if (regel.stap() == Stap.GEPUBLICEERD) {
        String naam = profiel(regel).orElse("profiel " + (profielen.size() + 1));
        profielen.put(naam, new Plek(naam, "gepubliceerd", "goed", regel.inhoudHash()));
      }
    }
    return List.copyOf(profielen.values());
  }

  /** The name of a profile is in the name of its stylesheet. */
  static Optional<String> profiel(LogRegel regel) {
    return regel.versies() == null
        ? Optional.empty()
        : regel.versies().keySet().stream()
            .map(PROFIEL::matcher)
            .filter(Matcher::find)
            .map(naam -> naam.group(1))
            .findFirst();
  }

  private static List<Plek> partners(List<LogRegel> stappen) {
    Map<String, LogRegel> laatste = new LinkedHashMap<>();
    Map<String, String> inhoud = new LinkedHashMap<>();
    for (LogRegel regel : stappen) {
      if (regel.partner() != null && BIJ_PARTNER.contains(regel.stap())) {
        laatste.put(regel.partner(), regel);
        if (regel.inhoudHash() != null) {
          inhoud.put(regel.partner(), regel.inhoudHash());
        }
      }
    }
    return laatste.entrySet().stream()
        .map(
            partner -> {
              Stap stap = partner.getValue().stap();
              return new Plek(
                  partner.getKey(), woord(stap), Woorden.kleur(stap), inhoud.get(partner.getKey()));
            })
        .toList();
  }

  private static String woord(Stap stap) {
    return Woorden.stap(stap).toLowerCase(Locale.ROOT);
  }

  private static boolean heeft(List<LogRegel> stappen, Stap stap) {
    return stappen.stream().anyMatch(regel -> regel.stap() == stap && regel.partner() == null);
  }
}
