package nl.ketenbrug.console;

import java.util.ArrayList;
import java.util.List;

/**
 * The way of a message as a drawing: where each box and line stands, in units of the SVG.
 *
 * @param omschrijving the same in a sentence, for who does not see the drawing
 */
record Tekening(
    int breedte,
    int hoogte,
    List<Kop> koppen,
    List<Vak> vakken,
    List<Lijn> lijnen,
    String omschrijving) {

  record Kop(int x, String tekst) {}

  record Vak(int x, int y, int breedte, int hoogte, String naam, String toestand, String kleur) {
    public int midden() {
      return x + breedte / 2;
    }
  }

  record Lijn(int x1, int y1, int x2, int y2, boolean gegaan) {
    public String pad() {
      int half = (x1 + x2) / 2;
      return "M%d %dC%d %d %d %d %d %d".formatted(x1, y1, half, y1, half, y2, x2, y2);
    }
  }

  private static final int VAK_BREED = 168;
  private static final int VAK_HOOG = 56;
  private static final int TUSSEN_X = 40;
  private static final int TUSSEN_Y = 14;
  private static final int KOP_HOOG = 34;
  private static final int MAX_TEKENS = 15;

  static Tekening van(Weg weg) {
    int meeste = weg.haltes().stream().mapToInt(h -> h.plekken().size()).max().orElse(1);
    int hoogte = KOP_HOOG + meeste * (VAK_HOOG + TUSSEN_Y);
    List<Kop> koppen = new ArrayList<>();
    List<Vak> vakken = new ArrayList<>();
    List<Lijn> lijnen = new ArrayList<>();
    List<Vak> vorige = List.of();
    for (int i = 0; i < weg.haltes().size(); i++) {
      Weg.Halte halte = weg.haltes().get(i);
      int x = 2 + i * (VAK_BREED + TUSSEN_X);
      koppen.add(new Kop(x + VAK_BREED / 2, halte.titel()));
      List<Vak> nu = kolom(halte.plekken(), x, hoogte);
      if (i > 0) {
        verbind(weg.haltes().get(i - 1).plekken(), vorige, halte.plekken(), nu, lijnen);
      }
      vakken.addAll(nu);
      vorige = nu;
    }
    int breedte = weg.haltes().size() * (VAK_BREED + TUSSEN_X) - TUSSEN_X + 4;
    return new Tekening(breedte, hoogte, koppen, vakken, lijnen, inWoorden(weg));
  }

  private static List<Vak> kolom(List<Weg.Plek> plekken, int x, int hoogte) {
    int hoog = plekken.size() * (VAK_HOOG + TUSSEN_Y) - TUSSEN_Y;
    int boven = KOP_HOOG + (hoogte - KOP_HOOG - hoog) / 2;
    List<Vak> kolom = new ArrayList<>();
    for (int i = 0; i < plekken.size(); i++) {
      Weg.Plek plek = plekken.get(i);
      int y = boven + i * (VAK_HOOG + TUSSEN_Y);
      kolom.add(
          new Vak(x, y, VAK_BREED, VAK_HOOG, kort(plek.naam()), plek.toestand(), plek.kleur()));
    }
    return kolom;
  }

  /** A partner hangs on the profile whose body it got; without that knowledge on all of them. */
  private static void verbind(
      List<Weg.Plek> van,
      List<Vak> vanVak,
      List<Weg.Plek> naar,
      List<Vak> naarVak,
      List<Lijn> uit) {
    for (int n = 0; n < naar.size(); n++) {
      String hash = naar.get(n).inhoudHash();
      boolean bekend = hash != null && van.stream().anyMatch(v -> hash.equals(v.inhoudHash()));
      for (int v = 0; v < van.size(); v++) {
        if (!bekend || hash.equals(van.get(v).inhoudHash())) {
          Vak a = vanVak.get(v);
          Vak b = naarVak.get(n);
          boolean gegaan = !b.kleur().equals("leeg");
          int midden = VAK_HOOG / 2;
          uit.add(new Lijn(a.x() + VAK_BREED, a.y() + midden, b.x(), b.y() + midden, gegaan));
        }
      }
    }
  }

  private static String inWoorden(Weg weg) {
    StringBuilder zin = new StringBuilder();
    for (Weg.Halte halte : weg.haltes()) {
      zin.append(zin.isEmpty() ? "" : " ").append(halte.titel()).append(": ");
      List<String> delen =
          halte.plekken().stream().map(plek -> plek.naam() + " (" + plek.toestand() + ")").toList();
      zin.append(String.join(", ", delen)).append('.');
    }
    return zin.toString();
  }

  private static String kort(String tekst) {
    return tekst.length() <= MAX_TEKENS ? tekst : tekst.substring(0, MAX_TEKENS - 1) + "…";
  }
}
