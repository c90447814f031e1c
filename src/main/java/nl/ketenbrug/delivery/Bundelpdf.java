package nl.ketenbrug.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * A bundle as a letter: by dossier, in each by number. The same content gives the same bytes, so
 * nothing in it depends on the moment of typesetting. A character that the font does not have is
 * shown by its code, {@code [U+6587]}: a name never stops a bundle and never loses a letter unseen.
 */
final class Bundelpdf {

  private static final String LETTER =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final float MARGE = 56;
  private static final float WAARDE = 240;
  private static final float BOVEN = PDRectangle.A4.getHeight() - MARGE;
  private static final float RECHTS = PDRectangle.A4.getWidth() - MARGE;
  private static final float GEWOON = 10;
  private static final float VOET = 8;

  private final PDDocument document;
  private final PDFont font;
  private final CmapLookup tekens;
  private final Map<Integer, Float> breedtes = new HashMap<>();
  private final List<List<Tekst>> bladen = new ArrayList<>();
  private float y;

  /** Text at its place on a page, in points from below. */
  private record Tekst(float x, float y, float grootte, String tekst) {}

  private Bundelpdf(PDDocument document, TrueTypeFont letter) throws IOException {
    this.document = document;
    this.font = PDType0Font.load(document, letter, true);
    this.tekens = letter.getUnicodeCmapLookup();
    nieuwBlad();
  }

  /** All of a bundle, at most {@code ketenbrug.uitwijk.grootste} events. */
  static byte[] maak(Bundelinhoud inhoud) {
    try (InputStream bron = Bundelpdf.class.getResourceAsStream(LETTER);
        TrueTypeFont letter =
            new TTFParser().parse(new RandomAccessReadBuffer(bron.readAllBytes()));
        PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache())) {
      Bundelpdf pdf = new Bundelpdf(document, letter);
      pdf.zet(inhoud);
      return pdf.schrijf(inhoud);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void zet(Bundelinhoud inhoud) {
    kop(18, 0, titel(inhoud));
    alinea("Gemaakt op " + Leesbaar.moment(inhoud.gemaakt()) + ", Nederlandse tijd.");
    alinea(
        "In deze bundel staan %d berichten, per dossier en daarin op volgnummer. U krijgt ze op"
                .formatted(inhoud.stukken().size())
            + " papier omdat het elektronische kanaal voor u is uitgeweken. Elk bericht houdt zijn"
            + " kenmerk en volgnummer; daarmee neemt u het in uw systeem over of vraagt u het"
            + " opnieuw elektronisch op.");
    Map<String, List<Bundelinhoud.Stuk>> perDossier = new LinkedHashMap<>();
    for (Bundelinhoud.Stuk stuk : inhoud.stukken()) {
      String dossier = stuk.dossier() == null ? "" : stuk.dossier();
      perDossier.computeIfAbsent(dossier, sleutel -> new ArrayList<>()).add(stuk);
    }
    perDossier.forEach(this::dossier);
  }

  private static String titel(Bundelinhoud inhoud) {
    return "Bundel %d voor %s".formatted(inhoud.nummer(), inhoud.naam());
  }

  private void dossier(String dossier, List<Bundelinhoud.Stuk> stukken) {
    kop(
        13,
        60,
        dossier.isEmpty()
            ? "Over uw abonnement"
            : "Dossier " + dossier.substring(0, Math.min(12, dossier.length())));
    if (!dossier.isEmpty()) {
      regel("Onderwerp", dossier);
    }
    stukken.forEach(this::stuk);
  }

  private void stuk(Bundelinhoud.Stuk stuk) {
    kop(11, 40, "Volgnummer %d: %s".formatted(stuk.volgnummer(), stuk.gebeurtenistype()));
    if (stuk.keer() > 0) {
      regel("Let op", "al %d keer elektronisch aangeboden".formatted(stuk.keer()));
    }
    Leesbaar.van(stuk.body()).forEach(regel -> regel(regel.label(), regel.waarde()));
  }

  /**
   * @param erbij points that have to be left below it, so that it does not stand alone
   */
  private void kop(float grootte, float erbij, String tekst) {
    ruimte(grootte * 2 + erbij);
    y -= grootte;
    plaats(MARGE, grootte, tekst, RECHTS - MARGE);
    y -= 4;
  }

  private void alinea(String tekst) {
    plaats(MARGE, GEWOON, tekst, RECHTS - MARGE);
    y -= 4;
  }

  /** Label and value beside each other; both as high as they need. */
  private void regel(String label, String waarde) {
    List<String> links = breek(label, GEWOON, WAARDE - MARGE - 8);
    List<String> rechts = breek(waarde, GEWOON, RECHTS - WAARDE);
    for (int i = 0; i < Math.max(links.size(), rechts.size()); i++) {
      ruimte(GEWOON * 1.3f);
      y -= GEWOON * 1.3f;
      if (i < links.size()) {
        zet(MARGE, GEWOON, links.get(i));
      }
      if (i < rechts.size()) {
        zet(WAARDE, GEWOON, rechts.get(i));
      }
    }
  }

  private void plaats(float x, float grootte, String tekst, float breedte) {
    for (String deel : breek(tekst, grootte, breedte)) {
      ruimte(grootte * 1.3f);
      y -= grootte * 1.3f;
      zet(x, grootte, deel);
    }
  }

  private void ruimte(float hoogte) {
    if (y - hoogte < MARGE) {
      nieuwBlad();
    }
  }

  private void nieuwBlad() {
    bladen.add(new ArrayList<>());
    y = BOVEN;
  }

  private void zet(float x, float grootte, String tekst) {
    bladen.get(bladen.size() - 1).add(new Tekst(x, y, grootte, tekst));
  }

  /** Lines that fit; a word that is longer than a line is cut. */
  private List<String> breek(String tekst, float grootte, float breedte) {
    List<String> regels = new ArrayList<>();
    StringBuilder regel = new StringBuilder();
    float gevuld = 0;
    for (String woord : toonbaar(tekst).split(" ")) {
      float lengte = breedte(woord, grootte);
      float spatie = regel.isEmpty() ? 0 : breedte(" ", grootte);
      if (!regel.isEmpty() && gevuld + spatie + lengte > breedte) {
        regels.add(regel.toString());
        regel.setLength(0);
        gevuld = 0;
        spatie = 0;
      }
      if (spatie > 0) {
        regel.append(' ');
      }
      gevuld += spatie;
      for (int teken : woord.codePoints().toArray()) {
        float dik = breedte(Character.toString(teken), grootte);
        if (gevuld + dik > breedte) {
          regels.add(regel.toString());
          regel.setLength(0);
          gevuld = 0;
        }
        regel.appendCodePoint(teken);
        gevuld += dik;
      }
    }
    regels.add(regel.toString());
    return regels;
  }

  /** Only characters that the font has, and spaces. */
  private String toonbaar(String tekst) {
    StringBuilder uit = new StringBuilder();
    Normalizer.normalize(tekst, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            teken -> {
              if (Character.isWhitespace(teken) || Character.isISOControl(teken)) {
                uit.append(' ');
              } else if (tekens.getGlyphId(teken) == 0) {
                uit.append("[U+%04X]".formatted(teken));
              } else {
                uit.appendCodePoint(teken);
              }
            });
    return uit.toString().replaceAll(" +", " ").strip();
  }

  private float breedte(String tekst, float grootte) {
    float som = 0;
    for (int teken : tekst.codePoints().toArray()) {
      som += breedtes.computeIfAbsent(teken, this::meet);
    }
    return som * grootte;
  }

  private float meet(int teken) {
    try {
      return font.getStringWidth(Character.toString(teken)) / 1000;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] schrijf(Bundelinhoud inhoud) throws IOException {
    for (int blad = 0; blad < bladen.size(); blad++) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream stroom = new PDPageContentStream(document, page)) {
        for (Tekst tekst : bladen.get(blad)) {
          schrijf(stroom, tekst);
        }
        String voet =
            "Bundel %d, bladzijde %d van %d".formatted(inhoud.nummer(), blad + 1, bladen.size());
        schrijf(stroom, new Tekst(MARGE, MARGE / 2, VOET, voet));
      }
    }
    document.getDocumentInformation().setTitle(titel(inhoud));
    document.getDocumentCatalog().setLanguage("nl-NL");
    PDViewerPreferences toon = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
    toon.setDisplayDocTitle(true);
    document.getDocumentCatalog().setViewerPreferences(toon);
    // Otherwise the library takes the clock for it.
    document.setDocumentId((long) inhoud.nummer());
    ByteArrayOutputStream uit = new ByteArrayOutputStream();
    document.save(uit);
    return uit.toByteArray();
  }

  private void schrijf(PDPageContentStream stroom, Tekst tekst) throws IOException {
    stroom.beginText();
    stroom.setFont(font, tekst.grootte());
    stroom.newLineAtOffset(tekst.x(), tekst.y());
    stroom.showText(tekst.tekst());
    stroom.endText();
  }
}
