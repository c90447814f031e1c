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
import java.util.stream.Collectors;
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
          Stap.VRIJGEGEVEN);
  private static final EnumSet<Stap> GESTOKT =
      EnumSet.of(Stap.GEWEIGERD, Stap.MISLUKT, Stap.GEPARKEERD);

  /**
   * @param stappen of this one message, in order of time
   */
  static Weg van(List<LogRegel> stappen) {
    List<Plek> profielen = profielen(stappen);
    List<Plek> partners = partners(stappen);
    boolean verrijkt = heeft(stappen, Stap.VERRIJKT);
    boolean canoniek = heeft(stappen, Stap.GETRANSFORMEERD);
    boolean uit = !profielen.isEmpty() || !partners.isEmpty();
    Plek stok = stok(stappen);

    List<Halte> haltes = new ArrayList<>();
    haltes.add(new Halte("Bron", List.of(bron(stappen))));
    boolean voorbijCanoniek = verrijkt || uit;
    haltes.add(halte("Canoniek", "canoniek model", canoniek, "omgezet", voorbijCanoniek, stok));
    boolean gestokt = stok != null && !canoniek && !voorbijCanoniek;
    haltes.add(halte("Verrijkt", "verrijking", verrijkt, "verrijkt", uit, gestokt ? null : stok));
    boolean gestoktVoorProfiel = gestokt || (stok != null && !verrijkt && !uit);
    haltes.add(
        profielen.isEmpty()
            ? halte(
                "Profielen",
                "profiel",
                false,
                "",
                !partners.isEmpty(),
                gestoktVoorProfiel ? null : stok)
            : new Halte("Profielen", profielen));
    haltes.add(
        new Halte(
            "Partners",
            partners.isEmpty()
                ? List.of(new Plek("partner", "nog niet", "leeg", null))
                : partners));
    return new Weg(haltes);
  }

  private static Halte halte(
      String titel, String naam, boolean gedaan, String woord, boolean voorbij, Plek stok) {
    if (gedaan) {
      return new Halte(titel, List.of(new Plek(naam, woord, "goed", null)));
    }
    if (voorbij) {
      return new Halte(titel, List.of(new Plek(naam, "niet nodig", "rust", null)));
    }
    Plek plek =
        stok == null
            ? new Plek(naam, "nog niet", "leeg", null)
            : new Plek(naam, stok.toestand(), stok.kleur(), null);
    return new Halte(titel, List.of(plek));
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
              String woord = Woorden.stap(stap).toLowerCase(Locale.ROOT);
              return new Plek(
                  partner.getKey(), woord, Woorden.kleur(stap), inhoud.get(partner.getKey()));
            })
        .collect(Collectors.toList());
  }

  /**
   * Where the message stands still before any partner: its latest step, when that is no progress.
   */
  private static Plek stok(List<LogRegel> stappen) {
    LogRegel laatste = null;
    for (LogRegel regel : stappen) {
      if (regel.partner() == null
          && regel.stap() != Stap.INGEZIEN
          && regel.stap() != Stap.DUPLICAAT) {
        laatste = regel;
      }
    }
    if (laatste == null || !GESTOKT.contains(laatste.stap())) {
      return null;
    }
    return laatste.stap() == Stap.GEWEIGERD
        ? new Plek("", "komt niet", "leeg", null)
        : new Plek("", Woorden.stap(laatste.stap()).toLowerCase(Locale.ROOT), "fout", null);
  }

  private static boolean heeft(List<LogRegel> stappen, Stap stap) {
    return stappen.stream().anyMatch(regel -> regel.stap() == stap && regel.partner() == null);
  }
}
